#include "shared/checks_address.h"

#include <algorithm>
#include <iterator>

#include "shared/area_names.h"
#include "shared/checks_text.h"
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

// What people write for a country beside its code and its names, and what they mean. Compared folded.
std::string_view meant_country(std::string_view text) {
  struct Row {
    std::string_view typed, meant;
  };
  static constexpr Row rows[] = {
      {"uk", "GB"},
      {"el", "GR"},
      {"xi", "GB"},
      {"en", "GB"},
      {"sp", "ES"},
      {"sw", "SE"},
      {"dd", "DE"},
      {"tp", "TL"},
      {"yu", "RS"},
      {"ks", "XK"},
      {"rks", "XK"},
      {"eng", "GB"},
      {"sco", "GB"},
      {"wal", "GB"},
      {"nir", "GB"},
      {"england", "GB"},
      {"skottland", "GB"},
      {"scotland", "GB"},
      {"wales", "GB"},
      {"greatbritain", "GB"},
      {"northernireland", "GB"},
      {"uae", "AE"},
      {"holland", "NL"},
      {"czechrepublic", "CZ"},
      {"turkey", "TR"},
      {"korea", "KR"},
      {"ivorycoast", "CI"},
      {"burma", "MM"},
      {"america", "US"},
      {"unitedstatesofamerica", "US"},
      {"forentastaterna", "US"},
      {"russianfederation", "RU"},
      {"vitryssland", "BY"},
      {"macedonia", "MK"},
      {"swaziland", "SZ"},
  };
  FoldedText folded;
  fold(text, folded);
  if (folded.empty()) return {};
  for (const Row& row : rows) {
    if (row.typed == folded.view()) return row.meant;
  }
  for (const Country& country : countries()) {
    if (equal_ignoring_case(country.code, folded.view()) ||
        equal_ignoring_case(country.code_of_three_letters, folded.view()))
      return country.code;
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

// Of things offered one after the other, the one whose name is nearest to what was typed, where one alone is near. The
// beginning of a name is near too: "Calif".
template <typename Thing>
class Nearest {
 public:
  explicit Nearest(std::string_view text) {
    fold(text, typed_);
    most_ = typed_.size() < 8 ? 1 : 2;
    least_ = most_ + 1;
  }

  bool is_hopeless() const { return typed_.size() < 4; }

  // Expects a folded name.
  void offer(const Thing& thing, std::string_view name) {
    if (name.starts_with(typed_.view())) {
      begun_is_shared_ = begun_is_shared_ || (begun_ && begun_ != &thing);
      begun_ = &thing;
    }
    const int distance = distance_between(typed_.view(), name, most_);
    if (distance > most_ || distance > least_) return;
    is_shared_ = distance == least_ && nearest_ && nearest_ != &thing;
    least_ = distance;
    nearest_ = &thing;
  }

  const Thing* found() const {
    if (nearest_) return is_shared_ ? nullptr : nearest_;
    return begun_is_shared_ ? nullptr : begun_;
  }

 private:
  FoldedText typed_;
  int most_ = 1, least_ = 0;
  const Thing* nearest_ = nullptr;
  const Thing* begun_ = nullptr;
  bool is_shared_ = false, begun_is_shared_ = false;
};

const Country* nearest_country(std::string_view text) {
  Nearest<Country> nearest(text);
  if (nearest.is_hopeless()) return nullptr;
  FoldedText name;
  for (const Country& country : countries()) {
    for (const std::string_view candidate : {country.name_english, country.name_swedish}) {
      fold(candidate, name);
      nearest.offer(country, name.view());
    }
  }
  return nearest.found();
}

const AdministrativeArea* nearest_area(const Country& country, std::string_view text) {
  Nearest<AdministrativeArea> nearest(text);
  if (nearest.is_hopeless()) return nullptr;
  for (const AdministrativeArea& area : country.areas) {
    for (const AreaName& name : names_of(area)) {
      if (name.use != AreaNameUse::code) nearest.offer(area, name.folded);
    }
  }
  return nearest.found();
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
  if (count == 0 || count >= std::size(counts)) return {};
  const bool may_be_shorter = count > 1 && tidy_postal_code(country, digits.view().substr(0, count - 1), tidied);
  digits.push_back('1');
  if (may_be_shorter || tidy_postal_code(country, digits.view(), tidied)) return {};
  constexpr std::string_view round_number = "10000000000";
  return tidy_postal_code(country, round_number.substr(0, count + 1), tidied) ? std::string_view() : counts[count];
}

void check_postal_code_of_area(Field field, std::string_view value, const Country& country,
                               const AdministrativeArea* area, ProblemList& problems) {
  if (!country.postal_code_pattern) {
    problems.add(field, Rule::postal_code_not_used, Severity::warning);
    return;
  }
  CodeText plain, tidied;
  const bool is_plain = write_plain_code(value, plain);
  if (is_plain && tidy_postal_code(country, plain.view(), tidied)) {
    const std::string_view other = true_country_of(country.code, tidied.view());
    if (!other.empty())
      problems.add(field, Rule::postal_code_country, Severity::warning).details[0] = {DetailKey::expected, other};
    return;
  }
  const Severity severity = country.warns_of_postal_code_only ? Severity::warning : Severity::error;
  const bool is_mended = is_plain && mend_postal_code(country, area, plain.view(), tidied);
  const std::string_view other =
      is_plain && !is_mended ? other_country_of(country.code, plain.view()) : std::string_view();
  Problem& problem =
      problems.add(field, other.empty() ? Rule::postal_code_format : Rule::postal_code_country, severity);
  set_example(problem, country.postal_code_example);
  problem.details[1] = {DetailKey::expected, other.empty() ? digit_count_of(country) : other};
  if (!is_mended) return;
  problem.suggestion = problems.keep(tidied.view());
  for (const char c : plain.view()) {
    const bool is_replaced = is_ascii_letter(c) && tidied.view().find(c) == std::string_view::npos;
    if (is_replaced) problem.details[2] = {DetailKey::found, problems.keep({&c, 1})};
  }
}

void check_postal_code_of_state(Field field, std::string_view postal_code, const Country& country,
                                const AdministrativeArea& area, ProblemList& problems) {
  CodeText plain, tidied;
  if (!write_plain_code(postal_code, plain) || !tidy_postal_code(country, plain.view(), tidied)) return;
  if (lies_in(area, tidied.view())) return;
  constexpr int areas_shown = 3;
  FixedText<160> expected;
  int count = 0;
  for (const AdministrativeArea& other : country.areas) {
    if (!other.postal_code_beginning || !lies_in(other, tidied.view()) || count == areas_shown) continue;
    if (count++ > 0) expected.append(", ");
    expected.append(other.latin_name);
  }
  if (count == 0) return set_example(problems.add(field, Rule::postal_code_format), country.postal_code_example);
  Problem& problem = problems.add(field, Rule::postal_code_state);
  problem.details[0] = {DetailKey::expected, problems.keep(expected.view())};
  problem.details[1] = {DetailKey::found, problems.keep(tidied.view())};
}

// The area of the country's example of a postal code, so that the examples of one country fit each other.
std::string_view example_area(const Country& country) {
  for (const AdministrativeArea& area : country.areas) {
    if (area.postal_code_beginning && lies_in(area, country.postal_code_example)) return area.code;
  }
  return country.areas.empty() ? std::string_view() : country.areas[0].code;
}

// The area that is meant; nullptr, with a problem where the country has areas, when none is.
const AdministrativeArea* check_state_of(Field field, std::string_view value, const Country& country,
                                         ProblemList& problems) {
  if (country.areas.empty()) {
    if (!country.uses_state) problems.add(field, Rule::state_not_used, Severity::warning);
    return nullptr;
  }
  if (const AdministrativeArea* area = find_area_by_name(country, value)) return area;
  Problem& problem = problems.add(field, Rule::state_unknown);
  set_example(problem, example_area(country));
  if (const AdministrativeArea* area = nearest_area(country, value)) problem.suggestion = area->code;
  return nullptr;
}

// Adds `required` for an empty part; true when the part is there and may be judged.
bool is_given(Field field, std::string_view value, bool is_required, std::string_view example, ProblemList& problems) {
  if (value.empty() && is_required && !has_error(problems, field))
    set_example(problems.add(field, Rule::required), example);
  return !value.empty() && !has_error(problems, field);
}

void check_lines(const Address& address, const AddressFields& fields, ProblemList& problems) {
  struct Line {
    Field field;
    const std::string& text;
  };
  const Line lines[] = {{fields.address_line1, address.address_line1},
                        {fields.address_line2, address.address_line2},
                        {fields.address_line3, address.address_line3}};
  for (const Line& line : lines) {
    if (is_given(line.field, line.text, line.field == fields.address_line1, {}, problems))
      check_address_line(line.field, line.text, address.country, problems);
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

bool normalize_postal_code(std::string& value, std::string_view country_code) {
  const Country* country = find_postal_country(country_code);
  CodeText plain, tidied;
  if (!country || value.empty() || !write_plain_code(value, plain)) return false;
  if (!country->postal_code_pattern) {
    if (is_filler(plain.view())) value.clear();
    return false;
  }
  if (!tidy_postal_code(*country, plain.view(), tidied)) return false;
  value = tidied.view();
  return true_country_of(country->code, tidied.view()).empty();
}

void check_country(Field field, std::string_view value, ProblemList& problems) {
  if (value.empty() || find_country(value)) return;
  Problem& problem = problems.add(field, Rule::country_unknown);
  set_example(problem, "SE");
  problem.suggestion = meant_country(value);
  if (!problem.suggestion.empty()) return;
  const Country* country = country_named(value);
  if (!country) country = nearest_country(value);
  if (country) problem.suggestion = country->code;
}

void check_state(Field field, std::string_view value, std::string_view country_code, ProblemList& problems) {
  const Country* country = find_country(country_code);
  if (country && !value.empty()) check_state_of(field, value, *country, problems);
}

void check_city(Field field, std::string_view value, std::string_view, ProblemList& problems) {
  // Where addresses name no city, such as Singapore, people and the partner API write one all the same.
  if (value.empty() || refuse_markup(field, value, problems)) return;
  if (!has_letter(value)) problems.add(field, Rule::city_format);
}

void check_address_line(Field field, std::string_view value, std::string_view, ProblemList& problems) {
  if (value.empty() || refuse_markup(field, value, problems)) return;
  if (!names_something(value)) problems.add(field, Rule::address_line_format);
}

void check_postal_code(Field field, std::string_view value, std::string_view country_code, ProblemList& problems) {
  const Country* country = find_postal_country(country_code);
  if (country && !value.empty()) check_postal_code_of_area(field, value, *country, nullptr, problems);
}

void check_postal_code_in_state(Field field, std::string_view postal_code, std::string_view state,
                                std::string_view country_code, ProblemList& problems) {
  const Country* country = find_postal_country(country_code);
  if (!country || postal_code.empty()) return;
  const AdministrativeArea* area = find_area_by_name(*country, state);
  check_postal_code_of_area(field, postal_code, *country, area, problems);
  if (area) check_postal_code_of_state(field, postal_code, *country, *area, problems);
}

void check_address(const Address& address, const AddressFields& fields, ProblemList& problems, bool knows_postal_code) {
  const Country* country = find_country(address.country);
  const AdministrativeArea* area = nullptr;
  if (is_given(fields.country, address.country, true, "SE", problems))
    check_country(fields.country, address.country, problems);
  if (is_given(fields.city, address.city, country && country->requires_city, {}, problems))
    check_city(fields.city, address.city, address.country, problems);
  const std::string_view state_example =
      country && address.state.empty() ? example_area(*country) : std::string_view();
  if (is_given(fields.state, address.state, country && country->requires_state, state_example, problems) && country) {
    area = check_state_of(fields.state, address.state, *country, problems);
  }
  check_lines(address, fields, problems);
  const std::string_view code_example = country ? country->postal_code_example : std::string_view();
  if (!is_given(fields.postal_code, address.postal_code, country && country->requires_postal_code, code_example,
                problems) ||
      !country)
    return;
  if (!knows_postal_code) check_postal_code_of_area(fields.postal_code, address.postal_code, *country, area, problems);
  if (area && !has_error(problems, fields.postal_code))
    check_postal_code_of_state(fields.postal_code, address.postal_code, *country, *area, problems);
}

}  // namespace shared
