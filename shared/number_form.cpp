#include "shared/number_form.h"

#include <array>

namespace shared {
namespace {

constexpr std::size_t index_of(char c) { return static_cast<unsigned char>(c); }

constexpr char invalid = '\0';
constexpr char separator = ' ';

// What a typed character becomes: itself, a capital, a separator, invalid.
constexpr auto typed_characters = [] {
  std::array<char, 128> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    const char upper = ascii_upper(static_cast<char>(i));
    if (is_ascii_digit(upper) || is_ascii_upper(upper) || upper == '+' || upper == '*' || upper == '&') table[i] = upper;
  }
  for (const char c : {' ', '-', '.', '/', '(', ')', ':', ',', '_'}) table[index_of(c)] = separator;
  return table;
}();

constexpr bool is_form_separator(char c) { return c == '_' || c == '-' || c == '.' || c == '/'; }

// The Latin letter for which a Cyrillic one can be taken; 0 where there is none.
char latin_of(char32_t c) {
  constexpr char32_t first = 0x410;
  constexpr std::string_view upper = "A.B..E....K.MHOPPCTY.X";  // From U+0410 А.
  if (c >= first + 32 && c < first + 64) c -= 32;
  const char letter = c >= first && c < first + upper.size() ? upper[c - first] : '.';
  return letter == '.' ? '\0' : letter;
}

// Which classes of a form a character belongs to, one bit each.
enum : std::uint8_t { digit_bit = 1, letter_bit = 2, italian_bit = 4, mexican_bit = 8 };
constexpr auto class_bits = [] {
  std::array<std::uint8_t, 128> table{};
  for (char c = '0'; c <= '9'; ++c) table[index_of(c)] = digit_bit | italian_bit;
  for (char c = 'A'; c <= 'Z'; ++c) {
    table[index_of(c)] = static_cast<std::uint8_t>(letter_bit | mexican_bit | (c >= 'L' && c <= 'V' && c != 'O' ? italian_bit : 0));
  }
  table['&'] = mexican_bit;
  table[index_of(letter_n_with_tilde)] = mexican_bit;
  return table;
}();
constexpr auto wanted_bits = [] {
  std::array<std::uint8_t, 128> table{};
  table['#'] = table['%'] = table['$'] = digit_bit;
  table['@'] = letter_bit;
  table['?'] = digit_bit | letter_bit;
  table['!'] = italian_bit;
  table['&'] = mexican_bit;
  return table;
}();

// Both are ASCII: forms are ours, numbers were read.
bool fits_class(char wanted, char c) {
  const std::uint8_t bits = wanted_bits[index_of(wanted)];
  return bits == 0 ? c == wanted : (class_bits[index_of(c)] & bits) != 0;
}

bool is_optional(char wanted) { return wanted == '%' || wanted == '$'; }

// Whether the optional digit with which the rest of the form begins is one that was not typed: the first digits of a part
// are. Where the part ends in a separator that must be typed, or the number ends, its digits can be counted.
bool is_left_out(std::string_view form, std::string_view number, bool after_digit) {
  std::size_t wanted = 0;
  std::size_t end = 0;
  for (; end < form.size() && (form[end] == '#' || is_optional(form[end]) || is_form_separator(form[end])); ++end) wanted += is_form_separator(form[end]) ? 0 : 1;
  if (end < form.size() && form[end] != '^') return !after_digit;
  std::size_t typed = 0;
  while (typed < number.size() && is_ascii_digit(number[typed])) ++typed;
  return typed < wanted;
}

std::size_t typed_begin(std::string_view form) {
  const std::size_t prefix = form.find('>');
  if (prefix != std::string_view::npos) return prefix + 1;
  return form.front() == '=' ? 1 : 0;
}

}  // namespace

bool read_number(std::string_view value, char kept_separator, NumberText& number) {
  number.clear();
  for (std::size_t i = 0; i < value.size();) {
    const char c = value[i];
    char read = invalid;
    if (static_cast<unsigned char>(c) >= 0x80) {
      const char32_t point = next_code_point(value, i);
      read = point == 0xD1 || point == 0xF1 ? letter_n_with_tilde : latin_of(point);
    } else {
      read = c == kept_separator ? c : typed_characters[index_of(c)];
      ++i;
    }
    if (read == separator) continue;
    if (read == invalid) return false;
    number.push_back(read);
  }
  return !number.is_cut() && !number.empty();
}

std::size_t count_typed(std::string_view number) {
  std::size_t count = 0;
  for (const char c : number) count += is_form_separator(c) ? 0 : 1;
  return count;
}

namespace {

// Without separators: character for character, the digits that are missing in front.
bool fits_shape(std::string_view shape, std::string_view number, NumberText& body) {
  std::size_t missing = shape.size() - number.size();
  std::size_t next = 0;
  body.clear();
  for (const char wanted : shape) {
    if (missing > 0 && is_optional(wanted)) {
      --missing;
      body.push_back('0');
    } else if (next < number.size() && fits_class(wanted, number[next])) {
      body.push_back(number[next++]);
    } else {
      return false;
    }
  }
  return next == number.size();
}

}  // namespace

bool fits_form(const NumberScheme& scheme, std::string_view number, std::size_t typed, NumberText& body) {
  if (typed < scheme.length_min || typed > scheme.length_max) return false;
  if (typed == number.size()) return !scheme.needs_separator && fits_shape(scheme.shape, number, body);
  const std::string_view form = scheme.form;
  std::size_t missing = scheme.length_max - typed;
  body.clear();
  std::size_t next = 0;
  bool after_digit = false;
  for (std::size_t i = typed_begin(form); i < form.size(); ++i) {
    char wanted = form[i];
    if (wanted == '<') break;
    if (wanted == '^' || is_form_separator(wanted)) {
      const bool must = wanted == '^';
      if (must) wanted = form[++i];
      const bool there = next < number.size() && number[next] == wanted;
      if (must && !there) return false;
      if (must) after_digit = false;
      next += there ? 1 : 0;
      continue;
    }
    if (wanted == '~') wanted = form[++i];
    const bool optional = is_optional(wanted);
    if (optional && missing > 0 && is_left_out(form.substr(i), number.substr(next), after_digit)) {
      --missing;
      body.push_back('0');
      continue;
    }
    if (next >= number.size() || !fits_class(wanted, number[next])) return false;
    after_digit = optional || wanted == '#';
    body.push_back(number[next++]);
  }
  return next == number.size();
}

FixedText<64> written_number(const NumberScheme& scheme, std::string_view body, std::size_t typed, std::string_view prefix) {
  FixedText<64> written;
  if (scheme.form.front() == '=') return written;
  std::string_view form = scheme.form;
  if (const std::size_t end = form.find('>'); end != std::string_view::npos) {
    // BE0 in front of an older number: what is written and was not typed.
    written.append(prefix.empty() ? form.substr(0, end) : prefix);
    form.remove_prefix(end + 1);
  }
  std::size_t missing = scheme.length_max - typed;
  std::size_t next = 0;
  bool is_suffix = false;
  for (std::size_t i = 0; i < form.size(); ++i) {
    const char c = form[i];
    if (c == '<') {
      is_suffix = true;
    } else if (c == '_') {
      written.push_back(' ');
    } else if (c == '^') {
      written.push_back(form[++i]);
    } else if (is_form_separator(c) || is_suffix) {
      written.push_back(c);
    } else if (c == '~') {
      ++i;
      ++next;
    } else if (c == '%' && missing > 0) {
      --missing;
      ++next;
    } else if (body[next] == letter_n_with_tilde) {
      written.append("\xC3\x91");
      ++next;
    } else {
      written.push_back(body[next++]);
    }
  }
  return written;
}

}  // namespace shared
