#include "shared/checks_numbers.h"

#include "shared/country.h"
#include "shared/country_set.h"
#include "shared/number_schemes.h"
#include "shared/text.h"

namespace shared {
namespace {

constexpr std::size_t body_characters_max = 32;
using Body = FixedText<body_characters_max>;
// Two: San Marino and the registers of cities count from 1.
constexpr std::size_t unknown_characters_min = 2;
constexpr std::size_t unknown_characters_max = 20;

constexpr bool is_separator(char c) { return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || c == ':' || c == ','; }

// Upper case, without separators but the one that tells kinds of numbers apart. False when a character is left that no
// number has.
bool read_body(std::string_view value, char kept_separator, Body& body) {
  body.clear();
  for (const char c : value) {
    if (is_separator(c) && c != kept_separator) continue;
    const char upper = ascii_upper(c);
    if (!is_ascii_digit(upper) && !is_ascii_upper(upper) && upper != kept_separator) return false;
    body.push_back(upper);
  }
  return !body.is_cut() && !body.empty();
}

bool fits_shape(std::string_view body, std::string_view shape) {
  if (body.size() != shape.size()) return false;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char c = body[i];
    bool fits = c == shape[i];
    if (shape[i] == '9') fits = is_ascii_digit(c);
    if (shape[i] == 'A') fits = is_ascii_upper(c);
    if (shape[i] == 'N') fits = is_ascii_digit(c) || is_ascii_upper(c);
    if (!fits) return false;
  }
  return true;
}

// What is left behind a country prefix; empty when there is none. XI is Northern Ireland's.
std::string_view without_prefix(std::string_view body, std::string_view country) {
  for (const std::string_view prefix : {country, vat_prefix(country), std::string_view(country == "GB" ? "XI" : country)}) {
    if (body.starts_with(prefix)) return body.substr(prefix.size());
  }
  return {};
}

struct Match {
  const NumberScheme* scheme = nullptr;  // The row that fits and whose check digits are right.
  std::string_view body;                 // Without prefix.
  bool shape_fits = false;               // Some row fits by its shape alone.
};

Match match(std::string_view whole, NumberUse use, std::string_view country) {
  Match result;
  for (const std::string_view body : {whole, without_prefix(whole, country)}) {
    if (body.empty()) continue;
    for (const NumberScheme& scheme : schemes_of(country)) {
      if (scheme.use != use && scheme.use != NumberUse::both) continue;
      if (!fits_shape(body, scheme.shape)) continue;
      result.shape_fits = true;
      if (!scheme.check(body)) continue;
      result.scheme = &scheme;
      result.body = body;
      return result;
    }
  }
  return result;
}

// American numbers are told apart by where their hyphens stand, German ones by their slashes.
char kept_separator(std::string_view country, std::string_view value) {
  const char separator = country == "US" ? '-' : country == "DE" ? '/' : '\0';
  return separator != '\0' && value.find(separator) != std::string_view::npos ? separator : '\0';
}

// "HRB 11223 B", also with the court in front: a register, one to six digits, perhaps letters. German registers have no
// check digit.
bool is_german_register(std::string_view value) {
  for (const std::string_view name : {"HRA", "HRB", "GNR", "VR", "PR", "GSR"}) {
    for (std::size_t at = 0; at + name.size() < value.size(); ++at) {
      if (!equal_ignoring_case(value.substr(at, name.size()), name) || (at > 0 && value[at - 1] != ' ')) continue;
      std::string_view rest = value.substr(at + name.size());
      while (!rest.empty() && is_separator(rest.front())) rest.remove_prefix(1);
      std::size_t digits = 0;
      while (digits < rest.size() && is_ascii_digit(rest[digits])) ++digits;
      if (digits >= 1 && digits <= 6) return true;
    }
  }
  return false;
}

// The form in which the country writes a number that was matched; empty where it stays as it was typed.
FixedText<64> written_form(const Match& found) {
  FixedText<64> written;
  // The century in front of a Swedish company's number is not written.
  std::size_t next = found.scheme->shape.starts_with("16") && found.scheme->written.size() < found.body.size() ? 2 : 0;
  for (const char c : found.scheme->written) {
    if (c == '#') {
      while (next < found.body.size() && found.body[next] == '-') ++next;  // The written form has its own.
      if (next < found.body.size()) written.push_back(found.body[next++]);
    } else {
      written.push_back(c);
    }
  }
  return written;
}

void normalize_number(std::string& value, NumberUse use, std::string_view country) {
  Body body;
  if (!read_body(value, kept_separator(country, value), body)) return;
  const Match found = match(body.view(), use, country);
  if (!found.scheme || found.scheme->written.empty()) return;
  value.assign(written_form(found).view());
}

struct NumberRules {
  NumberUse use;
  Rule format;
  Rule check_digit;
};
constexpr NumberRules tax_rules{NumberUse::tax, Rule::tax_id_format, Rule::tax_id_check_digit};
constexpr NumberRules registration_rules{NumberUse::registration, Rule::registration_number_format, Rule::registration_number_check_digit};

void add_with_example(Field field, Rule rule, std::string_view example, ProblemList& problems, Severity severity = Severity::error) {
  Problem& problem = problems.add(field, rule, severity);
  if (!example.empty()) problem.details[0] = {DetailKey::example, example};
}

// A country without a scheme: 2 to 20 letters and digits, which is said to be unchecked.
void check_unknown(Field field, bool readable, std::string_view body, const NumberRules& rules, ProblemList& problems) {
  const bool plausible = readable && body.size() >= unknown_characters_min && body.size() <= unknown_characters_max;
  if (plausible) {
    problems.add(field, Rule::not_checked, Severity::warning);
  } else {
    problems.add(field, rules.format);
  }
}

// "DK" before a number that is to be Swedish: the other country's prefix, where there is one.
std::string_view foreign_prefix(std::string_view body, std::string_view country) {
  const std::string_view prefix = body.substr(0, 2);
  if (prefix.size() < 2 || !is_ascii_upper(prefix[0]) || !is_ascii_upper(prefix[1])) return {};
  const std::string_view code = prefix == "EL" ? std::string_view("GR") : prefix;
  return code != country && match(body, NumberUse::tax, code).scheme ? prefix : std::string_view();
}

void check_number(Field field, std::string_view value, std::string_view country, const NumberRules& rules, ProblemList& problems) {
  if (value.empty()) return;
  Body body;
  const bool readable = read_body(value, kept_separator(country, value), body);
  if (schemes_of(country).empty()) {
    check_unknown(field, readable, body.view(), rules, problems);
    return;
  }
  const std::string_view example = example_of(country, rules.use);
  if (!readable) {
    add_with_example(field, rules.format, example, problems);
    return;
  }
  const Match found = match(body.view(), rules.use, country);
  if (found.scheme) return;
  if (found.shape_fits) {
    add_with_example(field, rules.check_digit, example, problems);
    return;
  }
  if (rules.use == NumberUse::tax) {
    if (const std::string_view prefix = foreign_prefix(body.view(), country); !prefix.empty()) {
      Problem& problem = problems.add(field, Rule::tax_id_country);
      problem.details[0] = {DetailKey::found, problems.keep(prefix)};
      if (!example.empty()) problem.details[1] = {DetailKey::example, example};
      return;
    }
  }
  add_with_example(field, rules.format, example, problems);
}

// The digits of a registration number inside a tax number, where the country's law puts them there.
std::string_view number_inside(std::string_view tax_digits, std::string_view country) {
  if (country == "SE") return tax_digits.size() == 12 ? tax_digits.substr(0, 10) : std::string_view();
  if (country == "FR") return tax_digits.size() == 11 ? tax_digits.substr(2) : std::string_view();
  if (country == "AU") return tax_digits.size() == 11 ? tax_digits.substr(2) : std::string_view();
  const bool same = country == "DK" || country == "NO" || country == "FI" || country == "BE" || country == "PT";
  return same ? tax_digits : std::string_view();
}

FixedText<body_characters_max> digits_of(std::string_view value) {
  FixedText<body_characters_max> digits;
  for (const char c : value) {
    if (is_ascii_digit(c)) digits.push_back(c);
  }
  return digits;
}

}  // namespace

void normalize_tax_id(std::string& value, std::string_view country) { normalize_number(value, NumberUse::tax, country); }

void normalize_registration_number(std::string& value, std::string_view country) {
  if (country == "DE") return;  // The court in front belongs to the number.
  normalize_number(value, NumberUse::registration, country);
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
  Body body;
  if (!read_body(tax_id, '\0', body) || !match(body.view(), NumberUse::tax, country).scheme) return;
  // A registration number that is wrong by itself has its own problem.
  Body registered_body;
  if (!read_body(registration_number, '\0', registered_body) || !match(registered_body.view(), NumberUse::registration, country).scheme) return;
  // Only a VAT number carries the other one; a person's or an office's own tax number does not.
  if (country != "AU" && !body.view().starts_with(country)) return;
  const auto tax_digits = digits_of(tax_id);
  const auto registration_digits = digits_of(registration_number);
  const std::string_view inside = number_inside(tax_digits.view(), country);
  std::string_view registered = registration_digits.view();
  if (country == "FR") registered = registered.substr(0, 9);
  if (country == "AU" && registered.size() == 11) registered = registered.substr(2);
  if (inside.empty() || registered.size() != inside.size() || inside == registered) return;
  Problem& problem = problems.add(tax_field, Rule::registration_number_mismatch, Severity::warning);
  const Match other = match(inside, NumberUse::registration, country);
  problem.details[0] = {DetailKey::expected, problems.keep(other.scheme ? written_form(other).view() : inside)};
}

bool requires_registration_number(std::string_view country) {
  static constexpr CountrySet countries("AM AZ BY HU KZ KG MD RU TJ UZ UA IN BR ZA PL AE SA TR TH VN MM IQ SS VE");
  return countries.has(country);
}

}  // namespace shared
