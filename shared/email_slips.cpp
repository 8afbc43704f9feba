#include "shared/email_slips.h"

#include <algorithm>

#include "shared/checks_contact.h"
#include "shared/fold.h"
#include "shared/written_digits.h"

namespace shared {
namespace {

struct Provider {
  std::string_view name;
  bool is_only_com;  // All others have an ending in many countries.
};
constexpr Provider providers[] = {{"gmail", true}, {"googlemail", true}, {"hotmail", false}, {"outlook", false}, {"yahoo", false}, {"icloud", true}, {"protonmail", true}};

// Names of their own that are one letter away from a provider's.
constexpr std::string_view own_names = "gail gmai1 hotmall outlooks yaho0";

struct Slip {
  std::string_view typed, meant;
};
constexpr Slip ending_slips[] = {
    {"con", "com"}, {"cmo", "com"}, {"ocm", "com"}, {"vom", "com"}, {"xom", "com"}, {"comm", "com"}, {"coom", "com"}, {"cim", "com"}, {"cpm", "com"}, {"c0m", "com"},
    {"nett", "net"}, {"ner", "net"}, {"nte", "net"}, {"ogr", "org"}, {"orgg", "org"}, {"rog", "org"}, {"see", "se"}, {"sse", "se"}, {"dee", "de"}, {"ukk", "uk"},
};
constexpr std::string_view common_endings[] = {"com", "net", "org", "info"};

// Endings that exist and are typed for "com" by a finger that slipped.
constexpr std::string_view near_com = "co cm om con cmo ocm vom xom comm coom cim cpm c0m c como comn";

bool is_near(std::string_view typed, std::string_view meant) {
  if (typed == meant || typed.empty() || typed.size() > meant.size() + 1 || typed.size() + 1 < meant.size() || has_word(own_names, typed)) return false;
  // First letters are seldom wrong, and other companies' names differ in them: "email", "ymail".
  const bool begins_alike = typed[0] == meant[0] || (typed.size() > 1 && typed[0] == meant[1] && typed[1] == meant[0]);
  return begins_alike && distance_between(typed, meant, 1) == 1;
}

bool write_provider(std::string_view label, std::string_view rest, bool is_known_ending, EmailText& output) {
  for (const Provider& provider : providers) {
    // Most domains are nowhere near.
    if (label.size() + 1 < provider.name.size() || (label[0] != provider.name[0] && label[0] != provider.name[1])) continue;
    FixedText<24> joined;  // "gmailcom"
    joined.append(provider.name).append("com");
    const bool is_exact = label == provider.name;
    const bool is_com = rest == "com" || has_word(near_com, rest);
    const bool lacks_dot = rest.empty() && (is_exact || label == joined.view() || is_near(label, joined.view()));
    const bool has_other_ending = is_exact && rest != "com" && (has_word(near_com, rest) || (provider.is_only_com && !rest.empty()));
    const bool is_other_name = !is_exact && is_near(label, provider.name);
    if (lacks_dot || has_other_ending || (is_other_name && (is_com || rest.empty()))) {
      output.append(provider.name).append(".com");
      return true;
    }
    if (is_other_name && !provider.is_only_com && is_known_ending && rest.size() <= 6) {
      output.append(provider.name).append(".").append(rest);
      return true;
    }
  }
  return false;
}

void drop(std::string_view& text, std::string_view at_front, std::string_view at_back) {
  while (!text.empty() && at_front.find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  while (!text.empty() && at_back.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
}

// Replaces each `from` of the text.
void replace(EmailText& text, std::string_view from, std::string_view to) {
  const std::string_view before = text.view();
  if (before.find(from[0]) == std::string_view::npos && before.find(ascii_upper(from[0])) == std::string_view::npos) return;
  EmailText result;
  for (std::size_t position = 0; position < text.size();) {
    const std::string_view rest = text.view().substr(position);
    const bool is_here = rest.size() >= from.size() && equal_ignoring_case(rest.substr(0, from.size()), from);
    result.append(is_here ? to : rest.substr(0, 1));
    position += is_here ? from.size() : 1;
  }
  text = result;
}

// The first plain address among others, names, and signs.
bool write_first_address(std::string_view text, EmailText& output) {
  constexpr std::string_view dividers = " ,;/|<>()[]{}\"'";
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find_first_of(dividers, start), text.size());
    std::string_view word = text.substr(start, end - start);
    drop(word, ":.", ":.");
    if (is_plain_address(word)) {
      output.append(word);
      return true;
    }
    start = end + 1;
  }
  return false;
}

// Plain characters without spaces, one at sign, dots only between others.
void write_tidied(std::string_view text, EmailText& output) {
  bool is_behind_at = false;
  for (const char typed : text) {
    char c = typed;
    if (c == ' ') continue;
    if (c == ',' || c == ';') c = '.';
    if (is_behind_at && c == '_') c = '-';
    const char before = output.empty() ? '@' : output[output.size() - 1];
    if ((c == '.' || c == '@') && (before == '@' || (before == '.' && c == '.'))) continue;
    if (c == '@' && before == '.') output.pop_back();
    if (c == '@') is_behind_at = true;
    output.push_back(c);
  }
  while (!output.empty() && (output[output.size() - 1] == '.' || output[output.size() - 1] == '-')) output.pop_back();
}

// "annagmail.com", "anna2gmail.com": the at sign before a provider's name.
bool write_with_at_sign(std::string_view text, EmailText& output) {
  for (const Provider& provider : providers) {
    FixedText<24> ending;
    ending.append(provider.name).append(".com");
    if (text.size() <= ending.size() + 1 || !equal_ignoring_case(text.substr(text.size() - ending.size()), ending.view())) continue;
    std::string_view local_part = text.substr(0, text.size() - ending.size());
    drop(local_part, "", ".2\"-_ ");
    output.append(local_part).append("@").append(ending.view());
    return is_plain_address(output.view());
  }
  return false;
}

}  // namespace

bool write_meant_domain(std::string_view domain, bool is_known_ending, EmailText& output) {
  output.clear();
  const std::size_t dot = std::min(domain.find('.'), domain.size());
  if (dot > 0 && write_provider(domain.substr(0, dot), domain.substr(std::min(dot + 1, domain.size())), is_known_ending, output)) return true;
  const std::size_t last_dot = domain.rfind('.');
  if (is_known_ending || last_dot == std::string_view::npos) return false;
  const std::string_view ending = domain.substr(last_dot + 1);
  std::string_view meant;
  for (const Slip& slip : ending_slips) {
    if (ending == slip.typed) meant = slip.meant;
  }
  for (const std::string_view common : common_endings) {
    if (meant.empty() && is_near(ending, common)) meant = common;
  }
  if (meant.empty()) return false;
  EmailText mended;
  mended.append(domain.substr(0, last_dot + 1)).append(meant);
  // The name before the ending may be wrong as well.
  if (!write_meant_domain(mended.view(), true, output)) output = mended;
  return true;
}

bool write_mended_address(std::string_view email, EmailText& output) {
  EmailText text;
  for (std::size_t position = 0; position < email.size();) {
    const char32_t c = next_code_point(email, position);
    // Full-width forms, U+FE6B for the at sign, and the stop of Chinese and Japanese.
    const char plain = c == 0xFE6B ? '@' : c == 0x3002 || c == 0xFF61 ? '.' : c == 0x3001 ? ',' : plain_character(c);
    append_code_point(text, c < 0x80 || plain == '\0' ? c : static_cast<char32_t>(plain));
  }
  for (const auto& [from, to] : {Slip{"mailto:", ""}, {"(at)", "@"}, {"[at]", "@"}, {"{at}", "@"}, {" at ", "@"}, {"(dot)", "."}, {"[dot]", "."}, {" dot ", "."}}) replace(text, from, to);
  std::string_view rest = text.view();
  if (const std::size_t query = rest.find('?', std::min(rest.find('@'), rest.size())); query != std::string_view::npos) rest = rest.substr(0, query);
  if (const std::size_t scheme = rest.find("://"); scheme != std::string_view::npos) {
    const std::size_t at = rest.find('@');
    if (at != std::string_view::npos && at < scheme) {
      // "anna@https://example.com"
      EmailText joined;
      joined.append(rest.substr(0, at + 1)).append(rest.substr(scheme + 3));
      text = joined;
      rest = text.view();
    } else {
      rest.remove_prefix(scheme + 3);
    }
  }
  drop(rest, " \t'\"<>()[]{}:;,.", " \t'\"<>()[]{}:;,./\\");
  output.clear();
  const std::size_t space = rest.find(' ');
  // "anna lind@example.com" is one address with a space too many; "Anna anna@example.com" is a name before it.
  const bool is_one = std::count(rest.begin(), rest.end(), '@') == 1 && space < rest.find('@') && !is_ascii_upper(rest[0]) && rest.find_first_of("<>") == std::string_view::npos;
  if (!is_one && write_first_address(rest, output)) return true;
  write_tidied(rest, output);
  if (is_plain_address(output.view())) return !output.is_cut();
  const std::string_view tidied = output.view();
  const std::size_t at = tidied.find('@');
  EmailText meant;
  if (at == std::string_view::npos) {
    if (!write_with_at_sign(tidied, meant)) return false;
  } else {
    EmailText domain;
    if (!write_meant_domain(tidied.substr(at + 1), false, domain)) return false;
    meant.append(tidied.substr(0, at + 1)).append(domain.view());
  }
  output = meant;
  return !output.is_cut() && is_plain_address(output.view());
}

}  // namespace shared
