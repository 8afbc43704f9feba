#include "shared/phone_text.h"

#include <algorithm>
#include <utility>

#include "shared/written_digits.h"

namespace shared {
namespace {

// Words of other scripts that stand before a number or its extension, and letters within such words.
struct Spelling {
  std::string_view typed, plain;
};
constexpr Spelling spellings[] = {
    {"доб", "ext"}, {"内線", "ext"}, {"分機", "ext"}, {"分机", "ext"}, {"тел", "tel"}, {"Тел", "tel"}, {"電話", "tel"}, {"电话", "tel"},
    {"전화", "tel"}, {"☎", "tel"}, {"☏", "tel"}, {"📞", "tel"}, {"é", "e"}, {"É", "e"}, {"ó", "o"}, {"Ó", "o"}, {"、", ","}, {"\uFE0F", ""},
};

const Spelling* spelling_at(std::string_view text) {
  for (const Spelling& spelling : spellings) {
    if (text.starts_with(spelling.typed)) return &spelling;
  }
  return nullptr;
}

bool begins_with(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && equal_ignoring_case(text.substr(0, word.size()), word);
}

bool ends_with(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && equal_ignoring_case(text.substr(text.size() - word.size()), word);
}

void drop_end(std::string_view& text, std::string_view characters) {
  while (!text.empty() && characters.find(text.back()) != std::string_view::npos) text.remove_suffix(1);
}

// Quotation marks of a spreadsheet, and the stop at the end of a sentence.
std::string_view without_edges(std::string_view text) {
  while (!text.empty() && (text[0] == '\'' || text[0] == '"' || text[0] == ' ')) text.remove_prefix(1);
  drop_end(text, "'\" .,;:");
  return text;
}

// "tel:", "Telefon: ", "Ph. ": what stands before a number in pasted text.
std::string_view without_label(std::string_view text) {
  static constexpr std::string_view labels[] = {"telephone", "telefono", "telefone", "telefon", "telefax", "mobiltel", "mobile", "mobil", "callto", "phone",
                                                "handy", "movil", "cell", "mob", "tel", "tfn", "tlf", "tph", "ph", "t", "p", "m"};
  if (text.empty() || !is_ascii_letter(text[0])) return text;
  for (const std::string_view label : labels) {
    if (!begins_with(text, label)) continue;
    std::string_view rest = text.substr(label.size());
    bool is_marked = false;
    while (!rest.empty() && (rest[0] == ':' || rest[0] == '.' || rest[0] == ' ')) {
      is_marked = is_marked || rest[0] != ' ' || label.size() > 2;
      rest.remove_prefix(1);
    }
    // "☎08-..." has nothing between.
    if (is_marked || (label.size() > 2 && !rest.empty() && !is_ascii_letter(rest[0]))) return rest;
  }
  return text;
}

// Divides "08-123 45 67 ext. 21" into number and extension; the latter is empty where there is none.
std::pair<std::string_view, std::string_view> split_extension(std::string_view text) {
  static constexpr std::string_view words[] = {";ext=", "extension", "extn", "ext", "xtn", "anknytning", "anknytn", "ankn", "anexo", "interno", "int", "durchwahl", "poste", "toestel",
                                               "klapka", "wewn", "wew", "lokal", "x", "#", "~"};
  constexpr std::size_t pause_digits_max = 5;  // "08-465 004 12,21": as a phone dials it. More digits are a second number.
  const auto begins_word = [](char c) { return is_ascii_letter(c) || c == '#' || c == '~' || c == ';' || c == ','; };
  if (std::none_of(text.begin(), text.end(), begins_word)) return {text, {}};
  std::string_view head = text;
  if (!head.empty() && (head.back() == '#' || head.back() == ')')) head.remove_suffix(1);
  const std::size_t digits_end = head.size();
  while (!head.empty() && is_ascii_digit(head.back())) head.remove_suffix(1);
  const std::string_view extension = text.substr(head.size(), digits_end - head.size());
  if (extension.empty() || extension.size() > 9) return {text, {}};
  drop_end(head, " .:-");
  const bool is_pause = !head.empty() && (head.back() == ',' || head.back() == ';') && extension.size() <= pause_digits_max;
  if (is_pause) head.remove_suffix(1);
  bool is_found = is_pause;
  for (const std::string_view word : words) {
    if (is_found || !ends_with(head, word)) continue;
    head.remove_suffix(word.size());
    is_found = true;
  }
  if (!is_found) return {text, {}};
  drop_end(head, " ,;(-.");
  if (count_digits(head) < 3) return {text, {}};
  return {head, extension};
}

// The digit of a letter on a keypad, for numbers such as 1-800-FLOWERS.
char keypad_digit(char letter) {
  static constexpr std::string_view digits = "22233344455566677778889999";
  return digits[static_cast<std::size_t>(ascii_upper(letter) - 'A')];
}

bool is_divider(char c) { return c == ' ' || c == '-' || (c >= '(' && c <= ')') || c == '.' || c == '/' || c == '[' || c == ']' || c == '~'; }

// Nothing but a plus, digits and what divides them: no label, no extension, nothing at the edges.
bool is_bare(std::string_view text) {
  if (text.empty() || !is_ascii_digit(text.back()) || (!is_ascii_digit(text[0]) && text[0] != '+' && text[0] != '(')) return false;
  return std::all_of(text.begin() + 1, text.end(), [](char c) { return is_ascii_digit(c) || c == ' ' || c == '-' || c == '(' || c == ')' || c == '.' || c == '/'; });
}

void write_extension(const WrittenNumber& written, PlainPhoneText& output) {
  if (!written.extension.empty()) output.append(" ext. ").append(written.extension);
}

}  // namespace

bool write_plain_phone_text(std::string_view text, PlainPhoneText& output) {
  if (is_ascii(text)) return !output.append(text).is_cut();
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    const bool is_ascii = static_cast<unsigned char>(text[position]) < 0x80;
    const char c = is_ascii ? text[position++] : plain_character(next_code_point(text, position));
    if (c != '\0') {
      output.push_back(c);
      continue;
    }
    const Spelling* spelling = spelling_at(text.substr(start));
    if (!spelling) return false;
    output.append(spelling->plain);
    position = start + spelling->typed.size();
  }
  return !output.is_cut();
}

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), is_ascii_digit));
}

// Letters are a keypad word where there are at least three, behind three digits.
WrittenNumber read_written_digits(std::string_view text) {
  WrittenNumber number;
  number.text = text;
  bool gap = false;
  int letters = 0;
  for (const char c : text) {
    if (is_ascii_digit(c)) {
      if (gap) number.gaps |= std::uint64_t{1} << number.digits.size();
      gap = false;
      number.digits.push_back(c);
    } else if (is_divider(c)) {
      gap = true;
    } else if (is_ascii_letter(c) && number.digits.size() >= 3) {
      ++letters;
      if (gap) number.gaps |= std::uint64_t{1} << number.digits.size();
      gap = false;
      number.digits.push_back(keypad_digit(c));
    } else if (c == '+' && !number.has_plus && number.digits.empty()) {
      number.has_plus = true;
    } else {
      return number;
    }
  }
  number.is_readable = !number.digits.empty() && !number.digits.is_cut() && (letters == 0 || letters >= 3);
  return number;
}

WrittenNumber read_written_number(std::string_view plain) {
  if (is_bare(plain)) return read_written_digits(plain);
  std::string_view text = without_label(without_edges(plain));
  const std::size_t parameter = text.find(";isub=");
  if (parameter != std::string_view::npos) text = text.substr(0, parameter);
  const auto [head, extension] = split_extension(text);
  static constexpr std::string_view context_mark = ";phone-context=";
  const std::size_t context = head.find(context_mark);
  WrittenNumber number;
  if (context == std::string_view::npos) {
    // Brazil's "0xx11": the place of a carrier code, left open.
    const bool is_open = begins_with(head, "0xx");
    number = read_written_digits(is_open ? head.substr(3) : head);
  } else {
    PlainPhoneText joined;
    const std::string_view prefix = head.substr(context + context_mark.size());
    if (!prefix.empty() && prefix[0] == '+') joined.append(prefix);
    joined.append(head.substr(0, context));
    number = read_written_digits(joined.view());
    number.text = head.substr(0, context);
  }
  number.extension = extension;
  return number;
}

void write_international(const WrittenNumber& written, const PhoneNumber& number, PlainPhoneText& output) {
  const std::string_view national = number.national.view();
  const std::string_view digits = written.digits.view();
  const bool is_tail = digits.size() >= national.size() && digits.substr(digits.size() - national.size()) == national;
  output.push_back('+');
  output.append(number.plan->calling_code);
  for (std::size_t i = 0; i < national.size(); ++i) {
    const std::size_t place = digits.size() - national.size() + i;
    if (i == 0 || (is_tail && ((written.gaps >> place) & 1) != 0)) output.push_back(' ');
    output.push_back(national[i]);
  }
  write_extension(written, output);
}

void write_as_typed(const WrittenNumber& written, PlainPhoneText& output) {
  std::string_view text = written.text;
  while (!text.empty() && !is_ascii_digit(text[0]) && text[0] != '(') text.remove_prefix(1);
  while (!text.empty() && !is_ascii_digit(text.back()) && !is_ascii_letter(text.back())) text.remove_suffix(1);
  if (text.starts_with("(0)")) {
    output.push_back('0');
    text.remove_prefix(3);
  } else if (text.starts_with('(') && text.find(')') == std::string_view::npos) {
    text.remove_prefix(1);
  }
  for (const char c : text) {
    const bool is_second_space = c == ' ' && !output.empty() && output[output.size() - 1] == ' ';
    if (!is_second_space) output.push_back(is_ascii_letter(c) ? keypad_digit(c) : c);
  }
  write_extension(written, output);
}

}  // namespace shared
