#include <algorithm>
#include <array>

#include "shared/checks_contact.h"
#include "shared/domain_labels.h"
#include "shared/domain_tables.h"
#include "shared/email_slips.h"
#include "shared/punycode.h"
#include "shared/text.h"
#include "shared/unicode.h"

namespace shared {
namespace {

constexpr std::size_t domain_bytes_max = 253;
constexpr std::string_view example = "nordanvik.example";

bool is_reserved(std::string_view top_level) { return top_level == "example" || top_level == "test" || top_level == "invalid"; }

bool is_known(std::string_view top_level) {
  static const WordTable known(top_level_domains);
  return is_reserved(top_level) || known.rest_of(top_level).data() != nullptr;
}

bool is_second_level_suffix(std::string_view top_level, std::string_view label) {
  static const WordTable suffixes(second_level_suffixes);
  const std::string_view labels = suffixes.rest_of(top_level);
  return !labels.empty() && (has_word(labels, label) || labels.find('*') != std::string_view::npos);
}

// Letters, digits and the hyphen of ASCII.
constexpr std::array<bool, 256> host_characters = [] {
  std::array<bool, 256> result{};
  for (int c = 0; c < 128; ++c) {
    const char character = static_cast<char>(c);
    result[static_cast<std::size_t>(c)] = is_ascii_letter(character) || is_ascii_digit(character) || character == '-';
  }
  return result;
}();

bool is_host_label(std::string_view label) {
  bool is_right = true;
  for (const char c : label) is_right = is_right & host_characters[static_cast<unsigned char>(c)];
  return is_right;
}

// What is wrong with a label beyond ASCII; `ascii_bytes` is its length as an A-label.
DomainFault fault_of_characters(std::string_view label, LabelTraits& traits, std::size_t& ascii_bytes) {
  LabelPoints points;
  for (std::size_t position = 0; position < label.size();) {
    const char32_t c = next_code_point(label, position);
    if (c == invalid_code_point) return DomainFault::character;
    points.push_back(small_letter(c));
  }
  if (points.is_cut) return DomainFault::too_long;
  if (!is_right_label(points, traits)) return DomainFault::character;
  ascii_bytes = a_label(label).size();
  return ascii_bytes == 0 ? DomainFault::too_long : DomainFault::none;
}

// The same for what an A-label stands for, which has no capitals and is not all ASCII.
bool is_right_a_label(std::string_view label, LabelTraits& traits) {
  LabelPoints decoded;
  if (!decode_punycode(label.substr(4), decoded.points, decoded.count)) return false;
  bool is_plain = true;
  for (std::size_t i = 0; i < decoded.count; ++i) {
    if (decoded.points[i] != small_letter(decoded.points[i])) return false;
    is_plain = is_plain && decoded.points[i] < 0x80;
  }
  return !is_plain && decoded.points[0] != '-' && decoded.points[decoded.count - 1] != '-' && is_right_label(decoded, traits);
}

DomainFault fault_of_label(std::string_view label, LabelTraits& traits, std::size_t& ascii_bytes) {
  if (label.empty()) return DomainFault::empty_label;
  ascii_bytes = label.size();
  if (!is_host_label(label)) {
    const DomainFault fault = fault_of_characters(label, traits, ascii_bytes);
    if (fault != DomainFault::none) return fault;
  } else if (is_ascii_digit(label.front())) {
    traits.breaks_direction = true;
  }
  if (ascii_bytes > label_bytes_max) return DomainFault::too_long;
  if (label.front() == '-' || label.back() == '-') return DomainFault::hyphen;
  if (label.size() >= 4 && label[2] == '-' && label[3] == '-') {
    if (!equal_ignoring_case(label.substr(0, 2), "xn")) return DomainFault::hyphen;
    if (!is_right_a_label(label, traits)) return DomainFault::punycode;
  }
  return DomainFault::none;
}

using DomainText = FixedText<400>;

// What stands around a domain when it was copied: scheme, mailbox, port, path, "www.", quotation marks.
std::string_view without_surroundings(std::string_view text) {
  if (const std::size_t scheme = text.find("://"); scheme != std::string_view::npos) text.remove_prefix(scheme + 3);
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) text.remove_prefix(at + 1);
  while (!text.empty() && std::string_view(" '\"<([{*.-/").find(text.front()) != std::string_view::npos) text.remove_prefix(1);
  text = text.substr(0, text.find_first_of("/?#:\\"));
  while (!text.empty() && std::string_view(" '\">)]}.,;-!").find(text.back()) != std::string_view::npos) text.remove_suffix(1);
  while (text.starts_with("www.")) text.remove_prefix(4);
  return text;
}

// Commas for dots, underscores for hyphens, spaces, and a missing dot before a common ending.
void write_mended(std::string_view text, DomainText& output) {
  for (const char typed : text) {
    const char c = typed == ',' || typed == ';' ? '.' : typed == '_' ? '-' : typed;
    const char before = output.empty() ? '.' : output[output.size() - 1];
    if (c == ' ' || (before == '.' && (c == '.' || c == '-'))) continue;
    while (c == '.' && !output.empty() && output[output.size() - 1] == '-') output.pop_back();
    output.push_back(c);
  }
  if (output.view().find('.') != std::string_view::npos) return;
  for (const std::string_view ending : {std::string_view("com"), std::string_view("net"), std::string_view("org")}) {
    if (!output.view().ends_with(ending) || output.size() < ending.size() + 2) continue;
    for (std::size_t i = 0; i < ending.size(); ++i) output.pop_back();
    output.push_back('.');
    output.append(ending);
    return;
  }
}

// A domain near `domain` that is right; empty where none is.
std::string_view keep_mended(std::string_view domain, ProblemList& problems) {
  DomainText mended;
  write_mended(without_surroundings(domain), mended);
  if (mended.is_cut() || mended.view() == domain) return {};
  const DomainVerdict verdict = judge_domain(mended.view());
  return verdict.fault == DomainFault::none && !verdict.is_suffix ? problems.keep(mended.view()) : std::string_view();
}

// Governments own the ending below which they give names, and use it as their own.
bool is_government(std::string_view domain) {
  return domain.starts_with("gov.") || domain.starts_with("gob.") || domain.starts_with("gouv.") || domain.starts_with("go.");
}

Rule rule_of(DomainFault fault) {
  switch (fault) {
    case DomainFault::trailing_dot: return Rule::domain_trailing_dot;
    case DomainFault::too_long: return Rule::domain_too_long;
    case DomainFault::one_label: return Rule::domain_one_label;
    default: return Rule::domain_format;
  }
}

void refuse(Field field, Rule rule, std::string_view domain, ProblemList& problems) {
  Problem& problem = problems.add(field, rule);
  problem.details[0] = {DetailKey::example, example};
  if (rule == Rule::domain_too_long) problem.details[1] = {DetailKey::expected, "63"};
  if (rule == Rule::domain_too_long && domain.size() > domain_bytes_max) problem.details[1] = {DetailKey::expected, "253"};
  problem.suggestion = keep_mended(domain, problems);
}

}  // namespace

namespace {

// The label itself where it is its A-label, as nearly all are; else one that `encoded` holds.
std::string_view as_a_label(std::string_view label, FixedText<label_bytes_max>& encoded) {
  if (std::all_of(label.begin(), label.end(), [](char c) { return is_ascii_lower(c) || is_ascii_digit(c) || c == '-'; })) return label;
  encoded = a_label(label);
  return encoded.view();
}

bool ends_in_suffix(std::string_view top_level, std::string_view label) {
  FixedText<label_bytes_max> encoded;
  return is_second_level_suffix(top_level, as_a_label(label, encoded));
}

}  // namespace

DomainVerdict judge_domain(std::string_view domain) {
  DomainVerdict verdict;
  if (domain.ends_with('.') && domain.size() > 1) {
    verdict.fault = DomainFault::trailing_dot;
    return verdict;
  }
  LabelTraits traits;
  std::size_t bytes = 0;
  int labels = 0;
  std::string_view label, before;
  for (std::size_t start = 0; start <= domain.size();) {
    const std::size_t end = std::min(domain.find('.', start), domain.size());
    before = label;
    label = domain.substr(start, end - start);
    std::size_t ascii_bytes = 0;
    const DomainFault fault = fault_of_label(label, traits, ascii_bytes);
    if (fault != DomainFault::none) {
      verdict.fault = fault;
      return verdict;
    }
    bytes += ascii_bytes + 1;
    ++labels;
    start = end + 1;
  }
  FixedText<label_bytes_max> encoded;
  const std::string_view top = as_a_label(label, encoded);
  verdict.mixes_scripts = traits.mixes_scripts;
  // Below a Cyrillic ending a Cyrillic name deceives nobody.
  verdict.looks_latin = traits.looks_latin && !top.starts_with("xn--");
  verdict.top_level = label;
  verdict.is_top_level_known = is_known(top);
  verdict.is_suffix = labels == 1 ? verdict.is_top_level_known : labels == 2 && ends_in_suffix(top, before);
  if (bytes - 1 > domain_bytes_max) {
    verdict.fault = DomainFault::too_long;
  } else if (traits.is_right_to_left && traits.breaks_direction) {
    verdict.fault = DomainFault::character;
  } else if (labels < 2) {
    verdict.fault = DomainFault::one_label;
  } else if (is_ascii_digit(label.front()) || label.size() < 2) {
    verdict.fault = DomainFault::numeric;  // No ending begins with a digit: this is an IP address, or a slip.
  }
  return verdict;
}

FixedText<80> domain_in_latin(std::string_view domain) {
  const FixedText<80> latin = latin_look_alike(domain);
  if (latin.empty()) return latin;
  // Letters that have no Latin twin stay, and may still stand beside Latin ones.
  const DomainVerdict verdict = judge_domain(latin.view());
  const bool is_better = verdict.fault == DomainFault::none && !verdict.mixes_scripts && !verdict.looks_latin;
  return is_better ? latin : FixedText<80>();
}

void check_domain(Field field, std::string_view domain, ProblemList& problems) {
  if (domain.find("://") != std::string_view::npos || domain.find('/') != std::string_view::npos) {
    return refuse(field, Rule::domain_is_url, domain, problems);
  }
  if (domain.find('@') != std::string_view::npos) return refuse(field, Rule::domain_is_email, domain, problems);
  const DomainVerdict verdict = judge_domain(domain);
  if (verdict.fault != DomainFault::none) return refuse(field, rule_of(verdict.fault), domain, problems);
  if (verdict.is_suffix && !is_government(domain)) return refuse(field, Rule::domain_is_suffix, {}, problems);
  if (!verdict.is_top_level_known) {
    Problem& problem = problems.add(field, Rule::domain_top_level_unknown, Severity::warning);
    problem.details[0] = {DetailKey::found, problems.keep(verdict.top_level)};
    EmailText meant;
    if (write_meant_domain(domain, false, meant)) problem.suggestion = problems.keep(meant.view());
  }
  if (domain.starts_with("www.")) {
    // "www.yt" is the whole of a company's domain.
    const std::string_view own = keep_mended(domain, problems);
    if (!own.empty()) problems.add(field, Rule::domain_www, Severity::warning).suggestion = own;
  }
  if (!verdict.mixes_scripts && !verdict.looks_latin) return;
  Problem& problem = problems.add(field, verdict.mixes_scripts ? Rule::domain_mixed_scripts : Rule::domain_look_alike, Severity::warning);
  problem.suggestion = problems.keep(domain_in_latin(domain).view());
}

}  // namespace shared
