#include <algorithm>
#include <array>

#include "shared/checks_text.h"
#include "shared/text.h"
#include "shared/unicode.h"

namespace shared {
namespace {

constexpr std::string_view company_example = "Nordanvik Papper AB";

// Forms of company that are no name on their own. Compared in lower case without dots and spaces.
constexpr std::string_view abbreviations[] = {
    "cpa", "llp", "llc", "corp", "corporation", "inc", "incorporated", "limited", "ltd", "pty", "ptyltd", "pteltd", "privatelimited",
    "pvt", "pvtltd", "plc", "gmbh", "sarl", "lda", "kft", "zrt", "ooo", "wll", "sdnbhd",
};

constexpr std::array<bool, 128> begins_abbreviation = [] {
  std::array<bool, 128> result{};
  for (const std::string_view abbreviation : abbreviations) result[static_cast<unsigned char>(abbreviation[0])] = true;
  return result;
}();

bool is_only_abbreviation(std::string_view name) {
  const std::size_t first = name.find_first_not_of(". ");
  if (first == std::string_view::npos || static_cast<unsigned char>(name[first]) >= 0x80) return false;
  if (!begins_abbreviation[static_cast<unsigned char>(ascii_lower(name[first]))]) return false;
  constexpr std::size_t longest = 14;
  FixedText<longest> letters;
  for (const char c : name) {
    if (c == '.' || c == ' ') continue;
    letters.push_back(ascii_lower(c));
    if (letters.is_cut()) return false;
  }
  for (const std::string_view abbreviation : abbreviations) {
    if (letters.view() == abbreviation) return true;
  }
  return false;
}

// What a pass over a name finds out.
struct Shape {
  std::size_t characters = 0;  // At least three are counted, where there are as many.
  bool names_something = false;  // A letter or a digit.
  bool is_one_repeated = true;
  bool is_spaced_out = true;  // Single characters, with a space between each.
};

// Numbers that are no decimal digits, such as the Roman ones, count as digits.
bool is_number_sign(char32_t c) { return (c >= 0x2150 && c <= 0x218B) || c == 0x3007; }

// Stops as soon as nothing strange can be found any more, which is after few characters of nearly every name.
Shape shape_of(std::string_view name) {
  const ClassTable& classes = class_table();
  Shape shape;
  char32_t first = 0;
  for (std::size_t position = 0; position < name.size(); ++shape.characters) {
    const char32_t c = next_code_point(name, position);
    if (shape.characters == 0) first = c;
    if (c != first) shape.is_one_repeated = false;
    if ((c == ' ') != (shape.characters % 2 == 1)) shape.is_spaced_out = false;
    if ((classes.of(c) & (letter_class | digit_class)) != 0 || is_number_sign(c)) shape.names_something = true;
    if (shape.names_something && !shape.is_one_repeated && !shape.is_spaced_out && shape.characters >= 2) {
      ++shape.characters;
      break;
    }
  }
  return shape;
}

bool has_letter(std::string_view name) {
  const ClassTable& classes = class_table();
  for (std::size_t position = 0; position < name.size();) {
    if ((classes.of(next_code_point(name, position)) & letter_class) != 0) return true;
  }
  return false;
}

// The ending in "acme.com": a dot between letters or digits, then an ending that domains have. Empty when there is none.
std::string_view domain_ending(std::string_view name) {
  static constexpr std::string_view endings[] = {"com", "org", "net", "edu", "club", "info", "biz", "gov", "shop", "online", "app", "dev"};
  static constexpr std::string_view countries =
      "ac ad ae af ag ai al am an ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bl bm bn bo bq br bs bt bv bw by bz ca cc cd cf cg ch ci "
      "ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg eh er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr "
      "gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv "
      "ly ma mc md me mf mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn "
      "pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tp tr "
      "tt tv tw tz ua ug uk um us uy uz va vc ve vg vi vn vu wf ws";
  for (std::size_t dot = name.find('.'); dot != std::string_view::npos; dot = name.find('.', dot + 1)) {
    std::size_t end = dot + 1;
    while (end < name.size() && is_ascii_letter(name[end])) ++end;
    const bool ends_word = end == name.size() || name[end] == ' ' || name[end] == ',' || name[end] == ')';
    if (dot == 0 || name[dot - 1] == ' ' || !ends_word) continue;
    FixedText<8> ending;
    for (const char c : name.substr(dot + 1, end - dot - 1)) ending.push_back(ascii_lower(c));
    if (ending.is_cut()) continue;
    const std::size_t found = ending.size() == 2 ? countries.find(ending.view()) : std::string_view::npos;
    if (found != std::string_view::npos && found % 3 == 0) return name.substr(dot, end - dot);
    for (const std::string_view known : endings) {
      if (ending.view() == known) return name.substr(dot, end - dot);
    }
  }
  return {};
}

// "<b>", "</b>", "< /b>", "<!--", or a full-width "＜": a tag of HTML.
bool has_tag(std::string_view text) {
  for (std::size_t i = text.find('<'); i != std::string_view::npos; i = text.find('<', i + 1)) {
    const std::size_t next = std::min(text.find_first_not_of(' ', i + 1), text.size());
    if (next == text.size()) return false;
    const bool is_glued = next == i + 1;
    if (text[next] == '/' || (is_glued && (is_ascii_letter(text[next]) || text[next] == '!' || text[next] == '?'))) return true;
  }
  return text.find("\xEF\xBC\x9C") != std::string_view::npos;  // U+FF1C.
}

// The text without its tags, when it had letters beside them.
std::string_view keep_without_tags(std::string_view text, ProblemList& problems) {
  FixedText<800> plain;
  bool has_letters = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '<') {
      const std::size_t end = text.find('>', i);
      if (end == std::string_view::npos) return {};
      i = end;
      if (!plain.empty() && plain[plain.size() - 1] != ' ') plain.push_back(' ');
    } else if (text[i] != ' ' || (!plain.empty() && plain[plain.size() - 1] != ' ')) {
      plain.push_back(text[i]);
      has_letters = has_letters || static_cast<unsigned char>(text[i]) >= 0x80 || is_ascii_letter(text[i]);
    }
  }
  while (!plain.empty() && plain[plain.size() - 1] == ' ') plain.pop_back();
  const bool is_name = has_letters && plain.size() >= 2 && plain.view().find('>') == std::string_view::npos && plain.view().find('(') == std::string_view::npos;
  return is_name && !plain.is_cut() ? problems.keep(plain.view()) : std::string_view();
}

// Pictures, arrows and currencies: no name is written with them.
bool is_symbol(char32_t c) { return c == 0xFF1C || c == 0xFF1E || (c >= 0x20A0 && c <= 0x20CF) || (c >= 0x2190 && c <= 0x2BFF) || (c >= 0x1F000 && c <= 0x1FAFF); }

constexpr std::array<bool, 128> never_in_names = [] {
  std::array<bool, 128> result{};
  for (const char c : std::string_view("<>{}[]|\\^;=#$%*~_+?")) result[static_cast<unsigned char>(c)] = true;
  return result;
}();

// The first character that no person's name has, as text; empty when there is none. Names hold more than letters: "O'Brien",
// "Jr.", "(Lee)", "S:t", "s/o", "!Xo", "Tan Ah Kow @ Tan Beng".
std::string_view strange_character(std::string_view name) {
  for (std::size_t position = 0; position < name.size();) {
    const std::size_t start = position;
    const char32_t c = next_code_point(name, position);
    const bool is_never = c < 0x80 && never_in_names[c];
    const bool is_glued_at = c == '@' && (start == 0 || position == name.size() || name[start - 1] != ' ' || name[position] != ' ');
    if (is_never || is_glued_at || is_symbol(c)) return name.substr(start, position - start);
  }
  return {};
}

// "anna_maria" with spaces, "*Anna*" without what stands around it; empty when there is more wrong.
std::string_view keep_without_signs(std::string_view name, ProblemList& problems) {
  FixedText<400> plain;
  for (const char c : name) plain.push_back(c == '_' || c == '+' ? ' ' : c);
  std::string_view rest = plain.view();
  const auto is_sign = [](char c) { return c == ' ' || (static_cast<unsigned char>(c) < 0x80 && never_in_names[static_cast<unsigned char>(c)]); };
  while (!rest.empty() && is_sign(rest.front())) rest.remove_prefix(1);
  while (!rest.empty() && is_sign(rest.back())) rest.remove_suffix(1);
  const bool is_name = !plain.is_cut() && has_letter(rest) && strange_character(rest).empty() && rest.find("  ") == std::string_view::npos;
  return is_name ? problems.keep(rest) : std::string_view();
}

std::string_view person_example(Field field) {
  const std::string_view path = path_of(field);
  return path.ends_with("lastName") ? "Lindqvist" : path.ends_with("middleName") ? "Maria" : "Åsa";
}

}  // namespace

bool refuse_markup(Field field, std::string_view text, ProblemList& problems) {
  if (!has_tag(text)) return false;
  const std::string_view plain = keep_without_tags(text, problems);
  Problem& problem = problems.add(field, Rule::markup);
  if (!has_tag(plain)) problem.suggestion = plain;
  return true;
}

void check_company_name(Field field, std::string_view name, ProblemList& problems) {
  const auto add = [&](Rule rule, Severity severity) -> Problem& { return problems.add(field, rule, severity); };
  const auto refuse = [&](Rule rule) { add(rule, Severity::error).details[0] = {DetailKey::example, company_example}; };
  const Shape shape = shape_of(name);
  if (shape.characters == 1) return refuse(Rule::company_name_one_character);
  if (!shape.names_something) return refuse(Rule::company_name_only_symbols);
  if (is_only_abbreviation(name)) return refuse(Rule::company_name_only_abbreviation);
  if (refuse_markup(field, name, problems)) return;
  if (shape.is_one_repeated && shape.characters >= 3) add(Rule::company_name_repeated_character, Severity::warning);
  if (shape.is_spaced_out && shape.characters >= 3) add(Rule::company_name_spaced_characters, Severity::warning);
  const std::string_view ending = domain_ending(name);
  if (!ending.empty()) add(Rule::company_name_contains_domain, Severity::warning).details[0] = {DetailKey::found, problems.keep(ending)};
}

namespace {

// Letters, and what stands between them in nearly every name: no rule is broken.
bool is_plain_person_name(std::string_view name) {
  const ClassTable& classes = class_table();
  bool has_letter = false;
  for (std::size_t position = 0; position < name.size();) {
    const char32_t c = next_code_point(name, position);
    const bool is_letter = c < 0x80 ? is_ascii_letter(static_cast<char>(c)) : (classes.of(c) & calm_class) != 0;
    if (!is_letter && c != ' ' && c != '-' && c != '\'') return false;
    has_letter = has_letter | is_letter;
  }
  return has_letter;
}

}  // namespace

void check_person_name(Field field, std::string_view name, ProblemList& problems) {
  if (is_plain_person_name(name)) return;
  const Detail example = {DetailKey::example, person_example(field)};
  const auto refuse = [&](Rule rule) -> Problem& {
    Problem& problem = problems.add(field, rule);
    problem.details[0] = example;
    return problem;
  };
  const std::string_view strange = strange_character(name);
  if (strange == "@" && name.find('.', name.find('@')) != std::string_view::npos) {
    refuse(Rule::person_name_is_email);
  } else if ((name.find(':') != std::string_view::npos && name.find("://") != std::string_view::npos) || name.starts_with("www.")) {
    refuse(Rule::person_name_is_url);
  } else if (strange == "<" || strange == ">" || strange == "\xEF\xBC\x9C" || strange == "\xEF\xBC\x9E") {
    Problem& problem = refuse(Rule::markup);
    const std::string_view plain = keep_without_tags(name, problems);
    if (strange_character(plain).empty()) problem.suggestion = plain;
  } else if (!strange.empty()) {
    Problem& problem = refuse(Rule::person_name_character);
    problem.details[1] = {DetailKey::found, problems.keep(strange)};
    problem.suggestion = keep_without_signs(name, problems);
  } else if (!has_letter(name)) {
    refuse(Rule::person_name_no_letter);
  }
}

}  // namespace shared
