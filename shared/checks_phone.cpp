#include "shared/checks_phone.h"

#include <algorithm>
#include <utility>

#include "shared/phone_plan.h"
#include "shared/text.h"
#include "shared/written_digits.h"

namespace shared {
namespace {

using Written = FixedText<96>;

// A number as it stands on paper: its digits, and before which of them something divides them.
struct WrittenNumber {
  bool is_readable = false;
  bool has_plus = false;
  PhoneDigits digits;
  std::uint64_t gaps = 0;  // Bit n: a separator stands before digit n.
  std::string_view extension;
};

// Plain characters; false when something has none.
bool write_plain(std::string_view text, Written& output) {
  for (std::size_t position = 0; position < text.size();) {
    const bool is_ascii = static_cast<unsigned char>(text[position]) < 0x80;
    const char c = is_ascii ? text[position++] : plain_character(next_code_point(text, position));
    if (c == '\0') return false;
    output.push_back(c);
  }
  return !output.is_cut();
}

bool begins_with(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && equal_ignoring_case(text.substr(0, word.size()), word);
}

bool ends_with(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && equal_ignoring_case(text.substr(text.size() - word.size()), word);
}

// "tel:", "Telefon: ", "Ph. ": what stands before a number in pasted text.
std::string_view without_label(std::string_view text) {
  static constexpr std::string_view labels[] = {"telephone", "telefon", "mobile", "mobil", "phone", "tel", "tfn", "tlf", "ph", "t", "p", "m"};
  if (text.empty() || !is_ascii_letter(text[0])) return text;
  for (const std::string_view label : labels) {
    if (!begins_with(text, label)) continue;
    std::string_view rest = text.substr(label.size());
    bool is_marked = false;
    while (!rest.empty() && (rest[0] == ':' || rest[0] == '.' || rest[0] == ' ')) {
      is_marked = is_marked || rest[0] != ' ' || label.size() > 2;
      rest.remove_prefix(1);
    }
    if (is_marked) return rest;
  }
  return text;
}

std::size_t count_digits(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += is_ascii_digit(c) ? 1 : 0;
  return count;
}

// Divides "08-123 45 67 ext. 21" into number and extension; the latter is empty where there is none.
std::pair<std::string_view, std::string_view> split_extension(std::string_view text) {
  static constexpr std::string_view words[] = {";ext=", "extension", "extn", "ext", "xtn", "anknytning", "ankn", "anexo", "interno", "int", "durchwahl", "poste", "x", "#", "~"};
  const auto begins_word = [](char c) { return is_ascii_letter(c) || c == '#' || c == '~' || c == ';'; };
  if (std::none_of(text.begin(), text.end(), begins_word)) return {text, {}};
  std::string_view head = text;
  if (!head.empty() && (head.back() == '#' || head.back() == ')')) head.remove_suffix(1);
  const std::size_t digits_end = head.size();
  while (!head.empty() && is_ascii_digit(head.back())) head.remove_suffix(1);
  const std::string_view extension = text.substr(head.size(), digits_end - head.size());
  if (extension.empty() || extension.size() > 9) return {text, {}};
  while (!head.empty() && (head.back() == ' ' || head.back() == '.' || head.back() == ':' || head.back() == '-')) head.remove_suffix(1);
  for (const std::string_view word : words) {
    if (!ends_with(head, word)) continue;
    head.remove_suffix(word.size());
    while (!head.empty() && (head.back() == ' ' || head.back() == ',' || head.back() == ';' || head.back() == '(')) head.remove_suffix(1);
    if (count_digits(head) < 3) break;
    return {head, extension};
  }
  return {text, {}};
}

// The digit of a letter on a keypad, for numbers such as 1-800-FLOWERS.
char keypad_digit(char letter) {
  static constexpr std::string_view digits = "22233344455566677778889999";
  return digits[static_cast<std::size_t>(ascii_upper(letter) - 'A')];
}

std::size_t count_letters(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += is_ascii_letter(c) ? 1 : 0;
  return count;
}

// Reads the digits of one number; letters are a keypad word where there are at least three, behind three digits.
void read_digits(std::string_view text, WrittenNumber& number) {
  const std::size_t letters = count_letters(text);
  if (letters > 0 && letters < 3) return;
  bool gap = false;
  for (const char c : text) {
    if (c == '+') {
      if (number.has_plus || !number.digits.empty()) return;
      number.has_plus = true;
    } else if (is_ascii_digit(c) || is_ascii_letter(c)) {
      if (is_ascii_letter(c) && number.digits.size() < 3) return;
      if (gap) number.gaps |= std::uint64_t{1} << number.digits.size();
      gap = false;
      number.digits.push_back(is_ascii_digit(c) ? c : keypad_digit(c));
    } else if (std::string_view(" -./()[]~*").find(c) != std::string_view::npos && c != '*') {
      gap = true;
    } else {
      return;
    }
  }
  number.is_readable = !number.digits.empty() && !number.digits.is_cut();
}

// `plain` must outlive the number: its extension points into it.
WrittenNumber read_number(std::string_view plain) {
  WrittenNumber number;
  std::string_view text = without_label(plain);
  const std::size_t parameter = text.find(";isub=");
  if (parameter != std::string_view::npos) text = text.substr(0, parameter);
  const auto [head, extension] = split_extension(text);
  number.extension = extension;
  static constexpr std::string_view context_mark = ";phone-context=";
  const std::size_t context = head.find(context_mark);
  if (context == std::string_view::npos) {
    read_digits(head, number);
    return number;
  }
  Written joined;
  const std::string_view prefix = head.substr(context + context_mark.size());
  if (!prefix.empty() && prefix[0] == '+') joined.append(prefix);
  joined.append(head.substr(0, context));
  read_digits(joined.view(), number);
  return number;
}

// "+46 8 465 004 12": the digits of the plan, divided as they were written.
template <typename Output>
void write_number(const WrittenNumber& written, const PhoneNumber& number, Output& output) {
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
  if (!written.extension.empty()) output.append(" ext. ").append(written.extension);
}

bool is_right(const PhoneNumber& number) { return type_of(number) != PhoneType::unknown; }

PhoneNumber parse(const WrittenNumber& written, std::string_view country) {
  return parse_phone_digits(written.digits.view(), written.has_plus, country);
}

// A near number: dialled out of another country, or written with a calling code and no plus.
bool suggest_international(const WrittenNumber& written, Written& output) {
  if (written.has_plus) return false;
  for (const std::string_view prefix : {std::string_view("0011"), std::string_view("011"), std::string_view("810"), std::string_view("00"), std::string_view()}) {
    const std::string_view digits = written.digits.view();
    if (digits.substr(0, prefix.size()) != prefix) continue;
    const PhoneNumber number = parse_phone_digits(digits.substr(prefix.size()), true, {});
    if (!is_right(number)) continue;
    write_number(written, number, output);
    return true;
  }
  return false;
}

// Where a second number begins: behind ',', ';', '|', '&', '/', "or", "eller". npos when there is none.
std::size_t end_of_first_number(std::string_view text, std::string_view country, Written& first) {
  static constexpr std::string_view dividers[] = {",", ";", "|", "&", " or ", " eller ", " och ", " and ", "/", "\n", "+"};
  for (const std::string_view divider : dividers) {
    for (std::size_t at = text.find(divider, 1); at != std::string_view::npos; at = text.find(divider, at + 1)) {
      if (count_digits(text.substr(at)) < 2) continue;
      const WrittenNumber written = read_number(text.substr(0, at));
      if (!written.is_readable) continue;
      const PhoneNumber number = parse(written, country);
      if (!is_right(number)) continue;
      write_number(written, number, first);
      return at;
    }
  }
  return std::string_view::npos;
}

Rule rule_of(const PhoneNumber& number) {
  switch (number.fault) {
    case PhoneNumber::Fault::calling_code:
    case PhoneNumber::Fault::no_country: return Rule::phone_number_country_code;
    case PhoneNumber::Fault::too_short: return Rule::phone_number_too_short;
    case PhoneNumber::Fault::too_long: return Rule::phone_number_too_long;
    case PhoneNumber::Fault::none: break;
  }
  switch (length_of(*number.plan, number.national.view())) {
    case PhoneLength::too_short: return Rule::phone_number_too_short;
    case PhoneLength::too_long: return Rule::phone_number_too_long;
    default: return Rule::phone_number_unassigned;
  }
}

// An example of the plan that was meant: that of the number, else of the country.
std::string_view example_for(const PhonePlan* plan, std::string_view country) {
  const PhonePlan* home = find_phone_plan(country);
  if (home && (!plan || plan->calling_code == home->calling_code)) plan = home;
  return plan ? plan->example : std::string_view();
}

void add_problem(Field field, Rule rule, std::string_view example, std::string_view suggestion, ProblemList& problems) {
  Problem& problem = problems.add(field, rule);
  problem.details[0] = {DetailKey::example, example};
  problem.suggestion = suggestion.empty() ? suggestion : problems.keep(suggestion);
}

}  // namespace

void normalize_phone_number(std::string& value, std::string_view country) {
  Written plain;
  if (value.empty() || !write_plain(value, plain)) return;
  const WrittenNumber written = read_number(plain.view());
  if (!written.is_readable) return;
  const PhoneNumber number = parse(written, country);
  if (!is_right(number)) return;
  std::string tidy;
  write_number(written, number, tidy);
  value = std::move(tidy);
}

void check_phone_number(Field field, std::string_view value, std::string_view country, ProblemList& problems) {
  if (value.empty()) return;
  Written plain, near;
  if (!write_plain(value, plain)) return add_problem(field, Rule::phone_number_format, example_for(nullptr, country), {}, problems);
  const WrittenNumber written = read_number(plain.view());
  PhoneNumber number;
  if (written.is_readable) {
    number = parse(written, country);
    const PhoneType type = type_of(number);
    if (type == PhoneType::premium_rate) problems.add(field, Rule::phone_number_premium, Severity::warning);
    if (type != PhoneType::unknown) return;
  }
  if (end_of_first_number(plain.view(), country, near) != std::string_view::npos) {
    return add_problem(field, Rule::phone_number_several, example_for(nullptr, country), near.view(), problems);
  }
  const std::string_view example = example_for(number.plan, country);
  if (!written.is_readable) return add_problem(field, Rule::phone_number_format, example, {}, problems);
  suggest_international(written, near);
  add_problem(field, rule_of(number), example, near.view(), problems);
}

}  // namespace shared
