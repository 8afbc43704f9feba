#include "shared/checks_text.h"

#include "shared/text.h"
#include "shared/text_state.h"
#include "shared/unicode.h"

namespace shared {
namespace {

constexpr int combining_marks_max = 8;

bool within(char32_t value, char32_t first, char32_t last) { return value >= first && value <= last; }

// U+200C and U+200D join or part letters in many scripts, but only between two of them.
bool is_joiner(char32_t c) { return c == 0x200C || c == 0x200D; }

bool is_variation_selector(char32_t c) { return within(c, 0xFE00, 0xFE0F) || within(c, 0xE0100, 0xE01EF) || within(c, 0x180B, 0x180D); }

// Which rule a single code point breaks; Rule::unrecognized for none.
Rule rule_against(char32_t c) {
  if (c == invalid_code_point) return Rule::text_encoding;
  if (c < 0x20 || within(c, 0x7F, 0x9F) || c == 0x2028 || c == 0x2029) return Rule::control_character;
  if (c < 0xAD || within(c, 0xAE, 0x34E)) return Rule::unrecognized;
  if (c == 0xAD || c == 0x34F || c == 0x115F || c == 0x1160 || c == 0x180E || c == 0x200B || c == 0x2800 || c == 0x3164) return Rule::invisible_character;
  if (within(c, 0x202A, 0x202E) || within(c, 0x2066, 0x2069) || c == 0x200E || c == 0x200F || c == 0x61C) return Rule::direction_character;
  if (within(c, 0x2060, 0x2065) || within(c, 0x206A, 0x206F) || c == 0xFEFF || c == 0xFFA0 || within(c, 0xFFF9, 0xFFFB)) return Rule::invisible_character;
  if (within(c, 0x1BCA0, 0x1BCA3) || within(c, 0x1D173, 0x1D17A) || within(c, 0xE0000, 0xE00FF) || within(c, 0xE01F0, 0xE0FFF)) return Rule::invisible_character;
  if (c == 0xFFFD) return Rule::replacement_character;
  if (within(c, 0xFDD0, 0xFDEF) || (c & 0xFFFE) == 0xFFFE || within(c, 0xE000, 0xF8FF) || c >= 0xF0000) return Rule::unassigned_character;
  return Rule::unrecognized;
}

// "U+200B", kept in the list.
std::string_view keep_code(char32_t c, ProblemList& problems) {
  static constexpr char hex[] = "0123456789ABCDEF";
  FixedText<10> code;
  code.append("U+");
  for (int shift = c > 0xFFFF ? 20 : 12; shift >= 0; shift -= 4) code.push_back(hex[(c >> shift) & 15]);
  return problems.keep(code.view());
}

// Letters and marks of scripts that a joiner may stand between.
bool is_joined(char32_t side) { return side > 0x7F && side != invalid_code_point && (is_letter(side) || is_combining_mark(side)); }

// Where words of a text stand side by side, rather than the characters of one code.
bool has_words(Field field) {
  switch (kind_of(field)) {
    case FieldKind::company_name:
    case FieldKind::person_name:
    case FieldKind::city:
    case FieldKind::district:
    case FieldKind::region:
    case FieldKind::state:
    case FieldKind::address_line: return true;
    default: return false;
  }
}

using TextBytes = FixedText<800>;

// The text without what rule_against() names; empty when nothing can be read without loss.
TextBytes cleaned_of(Field field, std::string_view text) {
  TextBytes cleaned;
  bool has_visible = false;
  char32_t before = ' ';
  int marks = 0;
  std::size_t bytes_before_marks = 0;
  for (std::size_t position = 0; position < text.size();) {
    char32_t c = next_code_point(text, position);
    const Rule rule = rule_against(c);
    if (rule == Rule::text_encoding || rule == Rule::replacement_character || rule == Rule::unassigned_character) return {};
    if (rule == Rule::control_character && has_words(field)) {
      c = ' ';  // A line break divides words.
    } else if (rule != Rule::unrecognized) {
      continue;
    }
    if (c == ' ' && before == ' ') continue;
    const bool is_mark = is_combining_mark(c);
    marks = is_mark ? marks + 1 : 0;
    if (marks == 1) bytes_before_marks = cleaned.size();
    if (marks > combining_marks_max) {  // Nobody meant some of them.
      while (cleaned.size() > bytes_before_marks) cleaned.pop_back();
      continue;
    }
    if (is_joiner(c)) {
      std::size_t next = position;
      if (!is_joined(before) || next == text.size() || !is_joined(next_code_point(text, next))) continue;
    }
    if (c != ' ' && !is_mark && !is_joiner(c) && !is_variation_selector(c)) has_visible = true;
    append_code_point(cleaned, c);
    before = c;
  }
  while (!cleaned.empty() && cleaned[cleaned.size() - 1] == ' ') cleaned.pop_back();
  return has_visible && !cleaned.is_cut() ? cleaned : TextBytes();
}

// UTF-8 once read as Latin-1 or Windows-1252 shows as pairs such as "Ã¶". Writes the bytes it was, when all of it was so.
bool reread(std::string_view text, TextBytes& bytes) {
  // What Windows-1252 shows for 0x80 to 0x9F; 0 where it has nothing.
  static constexpr char16_t windows[] = {0x20AC, 0, 0x201A, 0x192, 0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17D, 0,
                                         0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0, 0x17E, 0x178};
  bytes.clear();
  for (std::size_t position = 0; position < text.size();) {
    const char32_t c = next_code_point(text, position);
    int byte = c < 0x100 ? static_cast<int>(c) : -1;
    for (int i = 0; i < 32 && byte < 0; ++i) {
      if (windows[i] != 0 && windows[i] == c) byte = 0x80 + i;
    }
    if (byte < 0) return false;
    bytes.push_back(static_cast<char>(byte));
  }
  return !bytes.is_cut() && bytes.size() < text.size() && is_utf8(bytes.view());
}

// The text as it was before it was misread, once or several times; false when it was not.
bool reread_wholly(std::string_view text, TextBytes& bytes) {
  TextBytes again;
  if (!reread(text, bytes)) return false;
  while (reread(bytes.view(), again)) bytes = again;
  return true;
}

std::string_view keep_number(std::size_t number, ProblemList& problems) {
  char digits[8];
  std::size_t start = sizeof digits;
  for (; number > 0; number /= 10) digits[--start] = static_cast<char>('0' + number % 10);
  return problems.keep({digits + start, sizeof digits - start});
}

// What one pass over a text sees.
struct Scan {
  std::size_t characters = 0;
  bool has_visible = false;
  bool may_be_misread = false;
  Rule rule = Rule::unrecognized;  // The first rule broken.
  char32_t found = 0;
};

Scan scan(std::string_view text) {
  Scan result;
  char32_t before = ' ';
  int marks = 0;
  for (std::size_t position = 0; position < text.size();) {
    const char first = text[position];
    if (first >= ' ' && first < 0x7F) {  // Most text is this.
      ++position;
      ++result.characters;
      if (first != ' ') result.has_visible = true;
      before = static_cast<char32_t>(first);
      marks = 0;
      continue;
    }
    const char32_t c = next_code_point(text, position);
    ++result.characters;
    Rule rule = rule_against(c);
    const bool is_mark = rule == Rule::unrecognized && is_combining_mark(c);
    marks = is_mark ? marks + 1 : 0;
    if (marks > combining_marks_max) rule = Rule::too_many_marks;
    if (is_joiner(c)) {
      std::size_t next = position;
      const char32_t behind = next < text.size() ? next_code_point(text, next) : U' ';
      if (!is_joined(before) || !is_joined(behind)) rule = Rule::invisible_character;
    } else if (!is_variation_selector(c)) {
      result.has_visible = true;
    }
    // A lead byte of UTF-8 as a letter, then one of its tail bytes as a sign: "Ã¶", "Ð°", "â€".
    if (before >= 0xC2 && before <= 0xF4 && (is_windows_letter(c) || within(c, 0x80, 0xBF) || within(c, 0x2013, 0x203A) || c == 0x20AC || c == 0x2122)) result.may_be_misread = true;
    if (rule != Rule::unrecognized && result.rule == Rule::unrecognized) {
      result.rule = rule;
      result.found = c;
    }
    before = c;
  }
  return result;
}

void add_character_problem(Field field, Rule rule, char32_t c, std::string_view text, ProblemList& problems) {
  Problem& problem = problems.add(field, rule);
  if (rule != Rule::text_encoding && rule != Rule::replacement_character) problem.details[0] = {DetailKey::found, keep_code(c, problems)};
  // Controls beyond ASCII are the other half of misread letters: "Á" of "Ã" and U+0081.
  TextBytes near;
  if (rule != Rule::control_character || c < 0x80 || !reread_wholly(text, near)) near = cleaned_of(field, text);
  // What stood behind a character may itself be wrong beside another neighbour.
  problem.suggestion = near.empty() || scan(near.view()).rule != Rule::unrecognized ? std::string_view() : problems.keep(near.view());
}

}  // namespace

bool is_guid(std::string_view text) {
  if (text.size() != 36) return false;
  const bool has_hyphens = text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
  int digits = 0;
  for (const char c : text) {  // Arithmetic alone, so that a compiler takes many characters at once.
    const auto from_zero = static_cast<unsigned char>(c - '0');
    const auto from_a = static_cast<unsigned char>((c | 0x20) - 'a');
    digits += static_cast<int>(from_zero < 10) | static_cast<int>(from_a < 6);
  }
  return has_hyphens && digits == 32;
}

bool check_text(Field field, std::string_view text, ProblemList& problems) {
  const TextLook look = look_at(text);
  if (look.state == TextState::calm && look.characters <= characters_max(field)) return true;
  const Scan seen = scan(text);
  if (seen.rule != Rule::unrecognized) {
    add_character_problem(field, seen.rule, seen.found, text, problems);
    return false;
  }
  if (!seen.has_visible) {
    problems.add(field, Rule::invisible_character);
    return false;
  }
  if (seen.characters > characters_max(field)) {
    problems.add(field, Rule::too_long).details[0] = {DetailKey::expected, keep_number(characters_max(field), problems)};
    return false;
  }
  if (seen.may_be_misread) {
    TextBytes meant;
    if (reread_wholly(text, meant) && scan(meant.view()).rule == Rule::unrecognized) {
      problems.add(field, Rule::misread_encoding, Severity::warning).suggestion = problems.keep(meant.view());
    }
  }
  return true;
}

}  // namespace shared
