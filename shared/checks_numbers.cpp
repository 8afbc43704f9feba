#include "shared/checks_numbers.h"

#include "shared/country_set.h"
#include "shared/number_checks.h"
#include "shared/number_form.h"
#include "shared/number_schemes.h"
#include "shared/text.h"

namespace shared {
namespace {

// Two: San Marino and the registers of cities count from 1.
constexpr std::size_t unknown_characters_min = 2;
constexpr std::size_t unknown_characters_max = 20;

struct Match {
  const NumberScheme* scheme = nullptr;  // The row that fits and whose check digits are right.
  NumberText body;                       // Without prefix and separators, with 0 for missing digits.
  std::size_t typed = 0;                 // Characters without prefix and separators.
  std::string_view prefix;               // What is written in front instead of the country's own prefix.
  bool keeps_separator = false;          // The number was read with the separators that tell kinds of numbers apart.
  bool shape_fits = false;               // Some row fits by its shape alone.
};

bool serves(const NumberScheme& scheme, NumberUse use) { return scheme.use == use || scheme.use == NumberUse::both; }

// With `only_prefixed`: by rows that are written with the country's prefix.
bool match_rows(std::string_view number, NumberUse use, const CountryNumbers& numbers, bool only_prefixed, Match& result) {
  result.typed = result.keeps_separator ? count_typed(number) : number.size();
  for (const NumberScheme& scheme : numbers.schemes) {
    if (result.typed < scheme.length_min || result.typed > scheme.length_max) continue;
    if (!serves(scheme, use) || (only_prefixed && !scheme.has_prefix)) continue;
    if (!fits_form(scheme, number, result.typed, result.body)) continue;
    result.shape_fits = true;
    if (!passes_checks(scheme.checks, result.body.view())) continue;
    result.scheme = &scheme;
    return true;
  }
  return false;
}

// What is left behind the country's code or a word such as CVR; empty when there is none in front. `prefix` gets XI, which
// Northern Ireland's numbers keep.
std::string_view without_prefix(std::string_view number, std::string_view country, std::string_view& prefix) {
  if (number.starts_with(country)) return number.substr(country.size());
  for (std::string_view words = numbers_of(country).words; !words.empty();) {
    const std::size_t end = words.find(' ');
    const std::string_view word = words.substr(0, end);
    if (number.starts_with(word)) {
      if (word == "XI") prefix = word;
      return number.substr(word.size());
    }
    words.remove_prefix(end == std::string_view::npos ? words.size() : end + 1);
  }
  return {};
}

void match(std::string_view number, NumberUse use, std::string_view country, Match& result) {
  const CountryNumbers& numbers = numbers_of(country);
  constexpr int prefixes_max = 2;  // "VAT GB123456782"
  bool only_prefixed = false;
  for (int i = 0; i <= prefixes_max && !number.empty(); ++i) {
    if (match_rows(number, use, numbers, only_prefixed, result)) return;
    // Where VAT numbers are written with the country's letters, its other tax numbers do not have them.
    only_prefixed = only_prefixed || (use == NumberUse::tax && numbers.writes_prefix && number.starts_with(country));
    number = without_prefix(number, country, result.prefix);
  }
}

// American and Costa Rican numbers are told apart by where their hyphens stand, German and Romanian ones by their slashes.
char kept_separator(std::string_view country, NumberUse use, std::string_view value) {
  const bool has_hyphens = (country == "US" && use == NumberUse::tax) || country == "CR";
  const char separator = has_hyphens ? '-' : country == "DE" || country == "RO" ? '/' : '\0';
  return separator != '\0' && value.find(separator) != std::string_view::npos ? separator : '\0';
}

// False when `value` has a character that no number has. German VAT numbers are also typed with slashes.
bool match_typed(std::string_view value, NumberUse use, std::string_view country, Match& result) {
  NumberText number;
  const char kept = kept_separator(country, use, value);
  result.keeps_separator = kept != '\0';
  if (!read_number(value, kept, number)) return false;
  match(number.view(), use, country, result);
  if (result.scheme || kept != '/' || !read_number(value, '\0', number)) return true;
  result.keeps_separator = false;
  match(number.view(), use, country, result);
  return true;
}

FixedText<64> written_form(const Match& found) { return written_number(*found.scheme, found.body.view(), found.typed, found.prefix); }

// "HRB 11223 B", also with the court in front: a register, one to six digits, perhaps letters. German registers have no
// check digit.
bool is_german_register(std::string_view value) {
  for (const std::string_view name : {"HRA", "HRB", "GNR", "VR", "PR", "GSR"}) {
    for (std::size_t at = 0; at + name.size() < value.size(); ++at) {
      if (!equal_ignoring_case(value.substr(at, name.size()), name) || (at > 0 && value[at - 1] != ' ')) continue;
      std::string_view rest = value.substr(at + name.size());
      while (!rest.empty() && !is_ascii_digit(rest.front()) && !is_ascii_letter(rest.front())) rest.remove_prefix(1);
      std::size_t digits = 0;
      while (digits < rest.size() && is_ascii_digit(rest[digits])) ++digits;
      if (digits >= 1 && digits <= 6) return true;
    }
  }
  return false;
}

bool normalize_number(std::string& value, NumberUse use, std::string_view country) {
  Match found;
  if (!match_typed(value, use, country, found) || !found.scheme) return false;
  if (const auto written = written_form(found); !written.empty()) value.assign(written.view());
  return !found.scheme->is_doubtful;
}

struct NumberRules {
  NumberUse use;
  Rule format;
  Rule check_digit;
};
constexpr NumberRules tax_rules{NumberUse::tax, Rule::tax_id_format, Rule::tax_id_check_digit};
constexpr NumberRules registration_rules{NumberUse::registration, Rule::registration_number_format, Rule::registration_number_check_digit};

Problem& add_with_example(Field field, Rule rule, std::string_view example, ProblemList& problems) {
  Problem& problem = problems.add(field, rule);
  if (!example.empty()) problem.details[0] = {DetailKey::example, example};
  return problem;
}

// A country without a scheme: 2 to 20 letters and digits, which is said to be unchecked.
void check_unknown(Field field, std::string_view value, const NumberRules& rules, ProblemList& problems) {
  NumberText number;
  const bool readable = read_number(value, '\0', number);
  const bool plausible = readable && number.size() >= unknown_characters_min && number.size() <= unknown_characters_max;
  if (plausible) {
    problems.add(field, Rule::not_checked, Severity::warning);
  } else {
    problems.add(field, rules.format);
  }
}

// "DK" before a number that is to be Swedish: the other country's prefix, where there is one.
std::string_view foreign_prefix(std::string_view number, std::string_view country) {
  const std::string_view prefix = number.substr(0, 2);
  if (prefix.size() < 2 || !is_ascii_upper(prefix[0]) || !is_ascii_upper(prefix[1])) return {};
  const std::string_view code = prefix == "EL" ? std::string_view("GR") : prefix == "XI" ? std::string_view("GB") : prefix;
  if (code == country) return {};
  Match found;
  match(number, NumberUse::tax, code, found);
  return found.scheme ? prefix : std::string_view();
}

// A digit for a letter that looks like it; other characters as they are.
char digit_meant(char c) {
  constexpr std::string_view letters = "OQDILZSB";
  constexpr std::string_view digits = "00011258";
  const std::size_t place = letters.find(c);
  return place == std::string_view::npos ? c : digits[place];
}

// The number that was meant where a letter was typed for a digit and check digits confirm it. A person's number is not
// repeated in a sentence.
std::string_view number_meant(std::string_view number, NumberUse use, std::string_view country, ProblemList& problems) {
  Match found;
  std::string_view rest = without_prefix(number, country, found.prefix);
  if (rest.empty()) rest = number;
  NumberText digits;
  for (const char c : rest) digits.push_back(digit_meant(c));
  // A Swedish VAT number of the ten digits alone.
  constexpr std::size_t swedish_digits = 10;
  if (country == "SE" && use == NumberUse::tax && digits.size() == swedish_digits) digits.append("01");
  if (!match_rows(digits.view(), use, numbers_of(country), false, found) || found.scheme->checks.empty() || found.scheme->personal) return {};
  return problems.keep(written_form(found).view());
}

void check_format(Field field, std::string_view value, std::string_view country, const NumberRules& rules, ProblemList& problems) {
  const std::string_view example = example_of(country, rules.use);
  NumberText number;
  if (!read_number(value, '\0', number)) {
    add_with_example(field, rules.format, example, problems);
    return;
  }
  if (rules.use == NumberUse::tax) {
    if (const std::string_view prefix = foreign_prefix(number.view(), country); !prefix.empty()) {
      Problem& problem = problems.add(field, Rule::tax_id_country);
      problem.details[0] = {DetailKey::found, problems.keep(prefix)};
      if (!example.empty()) problem.details[1] = {DetailKey::example, example};
      return;
    }
  }
  const std::string_view meant = number_meant(number.view(), rules.use, country, problems);
  add_with_example(field, rules.format, example, problems).suggestion = meant;
}

void check_number(Field field, std::string_view value, std::string_view country, const NumberRules& rules, ProblemList& problems) {
  if (value.empty()) return;
  if (!has_scheme(country, rules.use)) return check_unknown(field, value, rules, problems);
  Match found;
  const bool readable = match_typed(value, rules.use, country, found);
  if (found.scheme) {
    if (found.scheme->is_doubtful) add_with_example(field, rules.check_digit, example_of(country, rules.use), problems).severity = Severity::warning;
    return;
  }
  if (readable && found.shape_fits) {
    add_with_example(field, rules.check_digit, example_of(country, rules.use), problems);
    return;
  }
  check_format(field, value, country, rules, problems);
}

// The digits of a registration number inside a tax number, where the country's law puts them there.
std::string_view number_inside(std::string_view tax_digits, std::string_view country) {
  if (country == "SE") return tax_digits.size() == 12 ? tax_digits.substr(0, 10) : std::string_view();
  if (country == "FR" || country == "AU") return tax_digits.size() == 11 ? tax_digits.substr(2) : std::string_view();
  const bool same = country == "DK" || country == "NO" || country == "FI" || country == "BE" || country == "PT";
  return same ? tax_digits : std::string_view();
}

NumberText digits_of(std::string_view value) {
  NumberText digits;
  for (const char c : value) {
    if (is_ascii_digit(c)) digits.push_back(c);
  }
  return digits;
}

// A person's number is told apart by its beginning and no more.
FixedText<64> masked(std::string_view number) {
  constexpr std::size_t shown = 2;
  FixedText<64> text;
  for (const char c : number) text.push_back(text.size() < shown || !(is_ascii_digit(c) || is_ascii_letter(c)) ? c : '*');
  return text;
}

}  // namespace

bool normalize_tax_id(std::string& value, std::string_view country) { return normalize_number(value, NumberUse::tax, country); }

bool normalize_registration_number(std::string& value, std::string_view country) {
  if (country == "DE") return false;  // The court in front belongs to the number.
  return normalize_number(value, NumberUse::registration, country);
}

void check_tax_id(Field field, std::string_view value, std::string_view country, ProblemList& problems) {
  check_number(field, value, country, tax_rules, problems);
}

void check_registration_number(Field field, std::string_view value, std::string_view country, ProblemList& problems) {
  if (country == "DE" && !value.empty()) {
    if (!is_german_register(value)) add_with_example(field, Rule::registration_number_format, example_of(country, NumberUse::registration), problems);
    return;
  }
  check_number(field, value, country, registration_rules, problems);
}

void check_agreement(Field tax_field, std::string_view tax_id, std::string_view registration_number, std::string_view country, ProblemList& problems) {
  if (tax_id.empty() || registration_number.empty()) return;
  const auto tax_digits = digits_of(tax_id);
  const std::string_view inside = number_inside(tax_digits.view(), country);
  if (inside.empty()) return;
  // Only a VAT number carries the other one; a person's or an office's own tax number does not.
  if (country != "AU" && !tax_id.starts_with(country)) return;
  const auto registration_digits = digits_of(registration_number);
  std::string_view registered = registration_digits.view();
  if (country == "FR") registered = registered.substr(0, 9);
  if (country == "AU" && registered.size() == 11) registered = registered.substr(2);
  if (registered.size() != inside.size() || inside == registered) return;
  // A number that is wrong by itself has its own problem.
  Match tax;
  Match registration;
  if (!match_typed(tax_id, NumberUse::tax, country, tax) || !tax.scheme) return;
  if (!match_typed(registration_number, NumberUse::registration, country, registration) || !registration.scheme) return;
  // The number of an Australian trust or association has no company's number inside.
  Match other;
  match(inside, NumberUse::registration, country, other);
  if (!other.scheme) return;
  const auto written = written_form(other);
  Problem& problem = problems.add(tax_field, Rule::registration_number_mismatch, Severity::warning);
  problem.details[0] = {DetailKey::expected, problems.keep(other.scheme->personal ? masked(written.view()).view() : written.view())};
}

std::string shown_value(Field field, std::string_view value, std::string_view country) {
  const FieldKind kind = kind_of(field);
  if (kind != FieldKind::tax_id && kind != FieldKind::organization_registration_number) return std::string(value);
  Match found;
  match_typed(value, kind == FieldKind::tax_id ? NumberUse::tax : NumberUse::registration, country, found);
  return std::string(found.scheme && found.scheme->personal ? masked(value).view() : value);
}

bool requires_registration_number(std::string_view country) {
  static constexpr CountrySet countries("AM AZ BY HU KZ KG MD RU TJ UZ UA IN BR ZA PL AE SA TR TH VN MM IQ SS VE");
  return countries.has(country);
}

}  // namespace shared
