#include "shared/checks_address.h"

#include <algorithm>
#include <iterator>

#include "shared/area_names.h"
#include "shared/fold.h"
#include "shared/postal_code.h"

namespace shared {
namespace {

bool has_error(const ProblemList& problems, Field field) {
  const Problem* problem = problems.first_of(field);
  return problem && problem->severity == Severity::error;
}

void set_example(Problem& problem, std::string_view example) {
  if (!example.empty()) problem.details[0] = {DetailKey::example, example};
}

// Codes that people take for countries' codes, and what they mean.
std::string_view meant_country(std::string_view code) {
  struct Row {
    std::string_view typed, meant;
  };
  static constexpr Row rows[] = {{"UK", "GB"}, {"EL", "GR"}, {"XI", "GB"}, {"EN", "GB"}, {"SP", "ES"}, {"SW", "SE"}, {"DD", "DE"}, {"TP", "TL"}, {"YU", "RS"}, {"KS", "XK"}, {"RKS", "XK"}, {"ENG", "GB"}, {"SCO", "GB"}, {"WAL", "GB"}};
  for (const Row& row : rows) {
    if (equal_ignoring_case(row.typed, code)) return row.meant;
  }
  for (const Country& country : countries()) {
    if (equal_ignoring_case(country.code, code) || (code.size() == 3 && equal_ignoring_case(country.code_of_three_letters, code))) return country.code;
  }
  return {};
}

const Country* country_named(std::string_view text) {
  FoldedText folded, name;
  fold(text, folded);
  for (const Country& country : countries()) {
    for (const std::string_view candidate : {country.name_english, country.name_swedish}) {
      fold(candidate, name);
      if (!folded.empty() && name.view() == folded.view()) return &country;
    }
  }
  return nullptr;
}

// The area whose name is nearest to what was typed, where one alone is near.
const AdministrativeArea* nearest_area(const Country& country, std::string_view text) {
  FoldedText typed;
  fold(text, typed);
  if (typed.size() < 4) return nullptr;
  const int most = typed.size() < 8 ? 1 : 2;
  const AdministrativeArea* nearest = nullptr;
  int least = most + 1;
  bool is_shared = false;
  for (const AdministrativeArea& area : country.areas) {
    int distance = most + 1;
    for (const AreaName& name : names_of(area)) {
      if (name.use == AreaNameUse::name) distance = std::min(distance, distance_between(typed.view(), name.folded, most));
    }
    if (distance == least) is_shared = true;
    if (distance < least) {
      least = distance;
      nearest = &area;
      is_shared = false;
    }
  }
  return is_shared ? nullptr : nearest;
}

bool has_ascii_letter(std::string_view text) { return std::any_of(text.begin(), text.end(), is_ascii_letter); }

// Letters, digits and signs of any script make a place; punctuation alone does not.
bool names_something(std::string_view text) {
  if (has_ascii_letter(text)) return true;
  FoldedText folded;
  fold(text, folded);
  return !folded.empty();
}

bool has_letter(std::string_view text) {
  if (has_ascii_letter(text)) return true;
  FoldedText folded;
  fold(text, folded);
  for (const char c : folded.view()) {
    if (!is_ascii_digit(c)) return true;
  }
  return false;
}

// "5" where the country's codes are all of five digits; empty where letters or other lengths occur.
std::string_view digit_count_of(const Country& country) {
  static constexpr std::string_view counts[] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10"};
  CodeText digits, tidied;
  for (const char c : country.postal_code_example) {
    if (is_ascii_letter(c)) return {};
    if (is_ascii_digit(c)) digits.push_back(c);
  }
  const std::size_t count = digits.size();
  const bool may_be_shorter = count > 1 && tidy_postal_code(country, digits.view().substr(0, count > 0 ? count - 1 : 0), tidied);
  digits.push_back('1');
  if (count == 0 || count >= std::size(counts) || may_be_shorter || tidy_postal_code(country, digits.view(), tidied)) return {};
  return counts[count];
}

void check_postal_code_of_area(Field field, std::string_view value, const Country& country, const AdministrativeArea* area, ProblemList& problems) {
  if (!country.postal_code_pattern) {
    problems.add(field, Rule::postal_code_not_used, Severity::warning);
    return;
  }
  CodeText plain, tidied;
  const bool is_plain = write_plain_code(value, plain);
  if (is_plain && tidy_postal_code(country, plain.view(), tidied)) {
    const std::string_view other = true_country_of(country.code, tidied.view());
    if (!other.empty()) problems.add(field, Rule::postal_code_country, Severity::warning).details[0] = {DetailKey::expected, other};
    return;
  }
  const Severity severity = country.warns_of_postal_code_only ? Severity::warning : Severity::error;
  Problem& problem = problems.add(field, Rule::postal_code_format, severity);
  set_example(problem, country.postal_code_example);
  problem.details[1] = {DetailKey::expected, digit_count_of(country)};
  if (!is_plain || !mend_postal_code(country, area, plain.view(), tidied)) return;
  problem.suggestion = problems.keep(tidied.view());
  for (const char c : plain.view()) {
    const bool is_mended = is_ascii_letter(c) && tidied.view().find(c) == std::string_view::npos;
    if (is_mended) problem.details[2] = {DetailKey::found, problems.keep({&c, 1})};
  }
}

void check_postal_code_of_state(Field field, std::string_view postal_code, const Country& country, const AdministrativeArea& area, ProblemList& problems) {
  CodeText plain, tidied;
  if (!write_plain_code(postal_code, plain) || !tidy_postal_code(country, plain.view(), tidied)) return;
  if (lies_in(area, tidied.view())) return;
  constexpr int areas_shown = 3;
  FixedText<80> expected;
  int count = 0;
  for (const AdministrativeArea& other : country.areas) {
    if (!other.postal_code_beginning || !lies_in(other, tidied.view()) || count == areas_shown) continue;
    if (count++ > 0) expected.append(", ");
    expected.append(other.code);
  }
  if (count == 0) return set_example(problems.add(field, Rule::postal_code_format), country.postal_code_example);
  Problem& problem = problems.add(field, Rule::postal_code_state);
  problem.details[0] = {DetailKey::expected, problems.keep(expected.view())};
  problem.details[1] = {DetailKey::found, problems.keep(tidied.view())};
}

// Adds `required` for an empty part; true when the part is there and may be judged.
bool is_given(Field field, std::string_view value, bool is_required, std::string_view example, ProblemList& problems) {
  if (value.empty() && is_required && !has_error(problems, field)) set_example(problems.add(field, Rule::required), example);
  return !value.empty() && !has_error(problems, field);
}

void check_lines(const Address& address, const AddressFields& fields, ProblemList& problems) {
  struct Line {
    Field field;
    const std::string& text;
  };
  const Line lines[] = {{fields.address_line1, address.address_line1}, {fields.address_line2, address.address_line2}, {fields.address_line3, address.address_line3}};
  for (const Line& line : lines) {
    if (is_given(line.field, line.text, line.field == fields.address_line1, {}, problems)) check_address_line(line.field, line.text, address.country, problems);
  }
}

}  // namespace

void normalize_country(std::string& value) {
  for (char& c : value) c = value.size() == 2 ? ascii_upper(c) : c;
  if (value.size() <= 3) return;
  if (const Country* country = country_named(value)) value = country->code;
}

void normalize_state(std::string& value, std::string_view country_code) {
  const Country* country = find_country(country_code);
  if (!country || value.empty()) return;
  if (const AdministrativeArea* area = find_area_by_name(*country, value)) value = area->code;
}

void normalize_postal_code(std::string& value, std::string_view country_code) {
  const Country* country = find_postal_country(country_code);
  CodeText plain, tidied;
  if (!country || value.empty() || !write_plain_code(value, plain)) return;
  if (!country->postal_code_pattern) {
    if (is_filler(plain.view())) value.clear();
  } else if (tidy_postal_code(*country, plain.view(), tidied)) {
    value = tidied.view();
  }
}

void check_country(Field field, std::string_view value, ProblemList& problems) {
  if (value.empty() || find_country(value)) return;
  Problem& problem = problems.add(field, Rule::country_unknown);
  set_example(problem, "SE");
  problem.suggestion = meant_country(value);
  if (!problem.suggestion.empty()) return;
  if (const Country* country = country_named(value)) problem.suggestion = country->code;
}

void check_state(Field field, std::string_view value, std::string_view country_code, ProblemList& problems) {
  const Country* country = find_country(country_code);
  if (!country || value.empty()) return;
  if (country->areas.empty()) {
    if (!country->uses_state) problems.add(field, Rule::state_not_used, Severity::warning);
    return;
  }
  if (find_area_by_name(*country, value)) return;
  Problem& problem = problems.add(field, Rule::state_unknown);
  set_example(problem, country->areas[0].code);
  if (const AdministrativeArea* area = nearest_area(*country, value)) problem.suggestion = area->code;
}

void check_city(Field field, std::string_view value, std::string_view, ProblemList& problems) {
  if (!value.empty() && !has_letter(value)) problems.add(field, Rule::city_format);
}

void check_address_line(Field field, std::string_view value, std::string_view, ProblemList& problems) {
  if (!value.empty() && !names_something(value)) problems.add(field, Rule::address_line_format);
}

void check_postal_code(Field field, std::string_view value, std::string_view country_code, ProblemList& problems) {
  const Country* country = find_postal_country(country_code);
  if (country && !value.empty()) check_postal_code_of_area(field, value, *country, nullptr, problems);
}

void check_postal_code_in_state(Field field, std::string_view postal_code, std::string_view state, std::string_view country_code, ProblemList& problems) {
  const Country* country = find_country(country_code);
  const AdministrativeArea* area = country ? find_area_by_name(*country, state) : nullptr;
  if (area && !postal_code.empty()) check_postal_code_of_state(field, postal_code, *country, *area, problems);
}

void check_address(const Address& address, const AddressFields& fields, ProblemList& problems) {
  const Country* country = find_country(address.country);
  if (is_given(fields.country, address.country, true, "SE", problems)) check_country(fields.country, address.country, problems);
  if (is_given(fields.city, address.city, country && country->requires_city, {}, problems)) check_city(fields.city, address.city, address.country, problems);
  const std::string_view state_example = country && !country->areas.empty() ? country->areas[0].code : std::string_view();
  if (is_given(fields.state, address.state, country && country->requires_state, state_example, problems)) check_state(fields.state, address.state, address.country, problems);
  check_lines(address, fields, problems);
  const std::string_view code_example = country ? country->postal_code_example : std::string_view();
  if (!is_given(fields.postal_code, address.postal_code, country && country->requires_postal_code, code_example, problems) || !country) return;
  const AdministrativeArea* area = find_area_by_name(*country, address.state);
  check_postal_code_of_area(fields.postal_code, address.postal_code, *country, area, problems);
  if (area && !has_error(problems, fields.postal_code)) check_postal_code_of_state(fields.postal_code, address.postal_code, *country, *area, problems);
}

}  // namespace shared
