#include "shared/checks_phone.h"

#include <algorithm>

#include "shared/phone_plan.h"
#include "shared/phone_text.h"
#include "shared/text.h"

namespace shared {
namespace {

// What a number is accepted as: a type of its plan, or a range that was withdrawn a short while ago.
bool is_right(const PhoneNumber& number) { return type_of(number) != PhoneType::unknown || is_of_former_range(number); }

PhoneNumber parse(const WrittenNumber& written, std::string_view country) {
  return parse_phone_digits(written.digits.view(), written.has_plus, country);
}

// A number that was written without its country stays so: existing programs of the account's country send, compare and
// check it in that form. A carrier's code in front is no part of it.
bool stays_as_typed(const WrittenNumber& written, const PhoneNumber& number) {
  constexpr std::size_t national_prefix_digits_max = 2;
  if (!number.is_read_nationally) return false;
  const std::string_view digits = written.digits.view();
  const std::string_view national = number.national.view();
  return !digits.ends_with(national) || digits.size() - national.size() <= national_prefix_digits_max;
}

void write_tidy(const WrittenNumber& written, const PhoneNumber& number, PlainPhoneText& output) {
  if (stays_as_typed(written, number)) {
    write_as_typed(written, output);
  } else {
    write_international(written, number, output);
  }
}

// Writes the number that `written` is, when it is one.
bool write_if_right(const WrittenNumber& written, std::string_view country, PlainPhoneText& output) {
  output.clear();
  if (!written.is_readable) return false;
  const PhoneNumber number = parse(written, country);
  if (!is_right(number)) return false;
  write_tidy(written, number, output);
  return true;
}

// The number without its first `dropped` digits, behind a plus.
bool write_if_international(const WrittenNumber& written, std::size_t dropped, PlainPhoneText& output) {
  const std::string_view digits = written.digits.view();
  if (digits.size() <= dropped) return false;
  const PhoneNumber number = parse_phone_digits(digits.substr(dropped), true, {});
  if (!is_right(number)) return false;
  write_international(written, number, output);
  return true;
}

// A near number: dialled out of another country, with a calling code and no plus, with a plus too many, or with its calling
// code twice.
bool suggest_by_prefix(const WrittenNumber& written, std::string_view country, PlainPhoneText& near) {
  const std::string_view digits = written.digits.view();
  if (!written.has_plus) {
    for (const std::string_view prefix : {std::string_view("0011"), std::string_view("011"), std::string_view("810"), std::string_view("00"), std::string_view()}) {
      if (digits.starts_with(prefix) && write_if_international(written, prefix.size(), near)) return true;
    }
    return false;
  }
  const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size());
  if (zeros > 0) {
    if (write_if_international(written, zeros, near)) return true;
    WrittenNumber national = written;
    national.has_plus = false;
    return write_if_right(national, country, near);
  }
  for (std::size_t size = 1; size <= 3 && 2 * size < digits.size(); ++size) {
    const std::string_view code = digits.substr(0, size);
    if (!plans_of_calling_code(code).empty() && digits.substr(size).starts_with(code)) return write_if_international(written, size, near);
  }
  return false;
}

// What numbers of a calling code had in front until their plan changed, and what stands there since.
struct FormerPrefix {
  std::string_view calling_code, before, since;
};
constexpr FormerPrefix former_prefixes[] = {{"52", "1", ""}, {"52", "01", ""}, {"52", "044", ""}, {"52", "045", ""}, {"229", "", "01"}};

// The number as its plan writes it now.
bool suggest_by_plan(const WrittenNumber& written, const PhoneNumber& number, PlainPhoneText& near) {
  if (!number.plan) return false;
  const std::string_view national = number.national.view();
  for (const FormerPrefix& former : former_prefixes) {
    if (number.plan->calling_code != former.calling_code || !national.starts_with(former.before)) continue;
    PhoneDigits digits;
    digits.append(former.calling_code).append(former.since).append(national.substr(former.before.size()));
    const PhoneNumber meant = parse_phone_digits(digits.view(), true, {});
    if (!is_right(meant)) continue;
    write_international(written, meant, near);
    return true;
  }
  return false;
}

// Digits that were typed as letters, such as the O in "08-465 OO4 12"; '\0' for letters that look like none.
char digit_like(char letter) {
  switch (ascii_upper(letter)) {
    case 'O': return '0';
    case 'I':
    case 'L': return '1';
    case 'S': return '5';
    case 'B': return '8';
    default: return '\0';
  }
}

// A near number in a text that is none: with letters for digits, or among words.
bool suggest_from_text(std::string_view plain, std::string_view country, PlainPhoneText& near) {
  PlainPhoneText mended;
  for (const char c : plain) mended.push_back(is_ascii_letter(c) && digit_like(c) != '\0' ? digit_like(c) : c);
  if (write_if_right(read_written_number(mended.view()), country, near)) return true;
  const std::size_t first = plain.find_first_of("+0123456789(");
  const std::size_t last = plain.find_last_of("0123456789");
  if (first == std::string_view::npos || last == std::string_view::npos || first > last) return false;
  std::string_view middle = plain.substr(first, last - first + 1);
  while (middle.starts_with("++")) middle.remove_prefix(1);
  const bool has_letters = std::any_of(middle.begin(), middle.end(), is_ascii_letter);
  if (!has_letters && write_if_right(read_written_number(middle), country, near)) return true;
  // Strange signs between the digits, such as "08_465_004_12".
  mended.clear();
  for (const char c : middle) mended.push_back(is_ascii_letter(c) || is_ascii_digit(c) || c == '+' ? c : ' ');
  return !has_letters && write_if_right(read_written_number(mended.view()), country, near);
}

// Where a second number begins: behind ',', ';', '|', '&', '/', "or", "eller". npos when there is none.
std::size_t end_of_first_number(std::string_view text, std::string_view country, PlainPhoneText& first) {
  static constexpr std::string_view dividers[] = {",", ";", "|", "&", " or ", " eller ", " och ", " and ", "/", "\n", "+"};
  for (const std::string_view divider : dividers) {
    for (std::size_t at = text.find(divider, 1); at != std::string_view::npos; at = text.find(divider, at + 1)) {
      if (count_digits(text.substr(at)) >= 2 && write_if_right(read_written_number(text.substr(0, at)), country, first)) return at;
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

bool normalize_phone_number(std::string& value, std::string_view country) {
  PlainPhoneText plain, tidy;
  if (value.empty() || !write_plain_phone_text(value, plain)) return false;
  const WrittenNumber written = read_written_number(plain.view());
  if (!written.is_readable) return false;
  const PhoneNumber number = parse(written, country);
  const PhoneType type = type_of(number);
  if (type == PhoneType::unknown && !is_of_former_range(number)) return false;
  write_tidy(written, number, tidy);
  if (!tidy.is_cut()) value.assign(tidy.view());
  return type != PhoneType::unknown && type != PhoneType::premium_rate && !tidy.is_cut();
}

void check_phone_number(Field field, std::string_view value, std::string_view country, ProblemList& problems) {
  if (value.empty()) return;
  PlainPhoneText plain, near;
  if (!write_plain_phone_text(value, plain)) return add_problem(field, Rule::phone_number_format, example_for(nullptr, country), {}, problems);
  const WrittenNumber written = read_written_number(plain.view());
  PhoneNumber number;
  if (written.is_readable) {
    number = parse(written, country);
    const PhoneType type = type_of(number);
    if (type == PhoneType::premium_rate) problems.add(field, Rule::phone_number_premium, Severity::warning);
    if (type != PhoneType::unknown) return;
    if (is_of_former_range(number)) {
      problems.add(field, Rule::possible_number, Severity::warning);
      return;
    }
  }
  if (end_of_first_number(plain.view(), country, near) != std::string_view::npos) {
    return add_problem(field, Rule::phone_number_several, example_for(nullptr, country), near.view(), problems);
  }
  near.clear();
  const std::string_view example = example_for(number.plan, country);
  if (!written.is_readable) {
    suggest_from_text(plain.view(), country, near);
    return add_problem(field, Rule::phone_number_format, example, near.view(), problems);
  }
  if (!suggest_by_plan(written, number, near)) suggest_by_prefix(written, country, near);
  add_problem(field, rule_of(number), example, near.view(), problems);
}

}  // namespace shared
