#include <doctest/doctest.h>

#include <string>

#include "shared/checks_address.h"

using shared::Field;
using shared::Rule;
using shared::Severity;

namespace {

shared::Address stockholm() {
  shared::Address address;
  address.country = "SE";
  address.city = "Stockholm";
  address.address_line1 = "Sveavägen 1";
  address.postal_code = "114 55";
  return address;
}

shared::Address cupertino() {
  shared::Address address;
  address.country = "US";
  address.city = "Cupertino";
  address.state = "CA";
  address.address_line1 = "One Apple Park Way";
  address.postal_code = "95014";
  return address;
}

}  // namespace

TEST_CASE("postal codes are tidied to the country's form") {
  struct Row {
    const char* name;
    const char* country;
    const char* typed;
    const char* tidied;
  };
  const Row rows[] = {
      {"space added", "SE", "85234", "852 34"},
      {"country prefix", "SE", "SE-114 55", "114 55"},
      {"letter of the road", "SE", "S-114 55", "114 55"},
      {"full-width", "SE", "１１４５５", "114 55"},
      {"lower case", "GB", "sw1a2aa", "SW1A 2AA"},
      {"hyphen", "BR", "01310100", "01310-100"},
      {"hyphen", "PT", "1000001", "1000-001"},
      {"hyphen", "PL", "00950", "00-950"},
      {"postal mark", "JP", "〒100-0001", "100-0001"},
      {"wave dash", "JP", "100〜0001", "100-0001"},
      {"nine digits", "US", "95014 1234", "95014-1234"},
      {"prefix that belongs to it", "LV", "1073", "LV-1073"},
      {"glued prefix", "AZ", "AZ1000", "1000"},
      {"filler where none is used", "HK", "999077", ""},
      {"zeros where none is used", "AE", "00000", ""},
      {"left alone: wrong", "SE", "8523", "8523"},
      {"left alone: unknown country", "ZZ", "85234", "85234"},
  };
  int seen = 0;
  for (const Row& row : rows) {
    INFO(row.country << " " << row.name);
    std::string value = row.typed;
    shared::normalize_postal_code(value, row.country);
    CHECK(value == row.tidied);
    shared::normalize_postal_code(value, row.country);
    CHECK(value == row.tidied);
    ++seen;
  }
  CHECK(seen == 17);
}

TEST_CASE("wrong values of an address get the rule they break") {
  struct Row {
    const char* name;
    shared::Address address;
    Field field;
    Rule rule;
    Severity severity;
    const char* suggestion;
  };
  const auto with = [](shared::Address address, std::string shared::Address::*part, const char* value) {
    address.*part = value;
    return address;
  };
  const Row rows[] = {
      {"country UK", with(stockholm(), &shared::Address::country, "UK"), Field::billing_address_country, Rule::country_unknown, Severity::error, "GB"},
      {"country of three letters", with(stockholm(), &shared::Address::country, "SWE"), Field::billing_address_country, Rule::country_unknown, Severity::error, "SE"},
      {"no country", with(stockholm(), &shared::Address::country, ""), Field::billing_address_country, Rule::required, Severity::error, ""},
      {"no city", with(stockholm(), &shared::Address::city, ""), Field::billing_address_city, Rule::required, Severity::error, ""},
      {"city of digits", with(stockholm(), &shared::Address::city, "114 55"), Field::billing_address_city, Rule::city_format, Severity::error, ""},
      {"no line", with(stockholm(), &shared::Address::address_line1, ""), Field::billing_address_address_line1, Rule::required, Severity::error, ""},
      {"line of dots", with(stockholm(), &shared::Address::address_line1, "..."), Field::billing_address_address_line1, Rule::address_line_format, Severity::error, ""},
      {"no postal code", with(stockholm(), &shared::Address::postal_code, ""), Field::billing_address_postal_code, Rule::required, Severity::error, ""},
      {"letter O", with(stockholm(), &shared::Address::postal_code, "852 3O"), Field::billing_address_postal_code, Rule::postal_code_format, Severity::error, "852 30"},
      {"space in the wrong place", with(stockholm(), &shared::Address::postal_code, "11 455"), Field::billing_address_postal_code, Rule::postal_code_format, Severity::error, "114 55"},
      {"digit missing", with(stockholm(), &shared::Address::postal_code, "852 3"), Field::billing_address_postal_code, Rule::postal_code_format, Severity::error, ""},
      {"state not used", with(stockholm(), &shared::Address::state, "AB"), Field::billing_address_state, Rule::state_not_used, Severity::warning, ""},
      {"state missing", with(cupertino(), &shared::Address::state, ""), Field::billing_address_state, Rule::required, Severity::error, ""},
      {"state unknown", with(cupertino(), &shared::Address::state, "WX"), Field::billing_address_state, Rule::state_unknown, Severity::error, ""},
      {"state misspelt", with(cupertino(), &shared::Address::state, "Califronia"), Field::billing_address_state, Rule::state_unknown, Severity::error, "CA"},
      {"another state's code", with(cupertino(), &shared::Address::postal_code, "10011"), Field::billing_address_postal_code, Rule::postal_code_state, Severity::error, ""},
      {"no state's code", with(cupertino(), &shared::Address::postal_code, "00100"), Field::billing_address_postal_code, Rule::postal_code_format, Severity::error, ""},
  };
  int seen = 0;
  shared::ProblemList problems;
  for (const Row& row : rows) {
    INFO(row.name);
    problems.clear();
    shared::check_address(row.address, shared::billing_address_fields, problems);
    REQUIRE(problems.size() == 1);
    CHECK(path_of(problems.begin()->field) == path_of(row.field));
    CHECK(code_of(problems.begin()->rule) == code_of(row.rule));
    CHECK(problems.begin()->severity == row.severity);
    CHECK(problems.begin()->suggestion == row.suggestion);
    ++seen;
  }
  CHECK(seen == 17);
}

TEST_CASE("right addresses break nothing, in both profiles") {
  shared::ProblemList problems;
  shared::check_address(stockholm(), shared::billing_address_fields, problems);
  shared::check_address(cupertino(), shared::company_address_fields, problems);
  CHECK(problems.empty());
}

TEST_CASE("a zero that a spreadsheet lost is found again by the state") {
  shared::Address cambridge = cupertino();
  cambridge.state = "MA";
  cambridge.postal_code = "2139";
  shared::ProblemList problems;
  shared::check_address(cambridge, shared::billing_address_fields, problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems.begin()->suggestion == "02139");
}

TEST_CASE("the state a code lies in is named") {
  shared::ProblemList problems;
  shared::check_postal_code_in_state(Field::billing_address_postal_code, "98126", "CA", "US", problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems.begin()->detail(shared::DetailKey::expected) == "Washington");
  const std::string text = shared::sentence(*problems.begin(), "US", shared::Language::english);
  CHECK(text.find("Washington") != std::string::npos);
}

TEST_CASE("codes at borders and of exceptions lie where they lie") {
  struct Row {
    const char* country;
    const char* code;
    const char* state;
  };
  const Row rows[] = {
      {"US", "06390", "NY"}, {"US", "00501", "NY"}, {"US", "00544", "NY"}, {"US", "73301", "TX"}, {"US", "73344", "TX"}, {"US", "05501", "MA"},
      {"US", "20569", "DC"}, {"US", "83414", "WY"}, {"US", "09001", "AE"}, {"US", "00901", "PR"}, {"CA", "X0A 0A1", "NU"}, {"CA", "X0E 0A1", "NT"},
      {"CA", "K1A 0B1", "ON"}, {"CA", "K1A 0B1", "QC"}, {"CA", "R8A 0A1", "MB"}, {"CA", "R8A 0A1", "SK"}, {"AU", "2540", "JBT"}, {"IN", "194101", "LA"},
  };
  int seen = 0;
  for (const Row& row : rows) {
    INFO(row.country << " " << row.code << " " << row.state);
    shared::ProblemList problems;
    shared::check_postal_code_in_state(Field::billing_address_postal_code, row.code, row.state, row.country, problems);
    CHECK(problems.empty());
    ++seen;
  }
  CHECK(seen == 18);
}

TEST_CASE("another country's code is warned of") {
  shared::ProblemList problems;
  shared::check_postal_code(Field::billing_address_postal_code, "97100", "FR", problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems.begin()->severity == Severity::warning);
  CHECK(problems.begin()->detail(shared::DetailKey::expected) == "GP");
  const std::string text = shared::sentence(*problems.begin(), "FR", shared::Language::swedish);
  CHECK(text.find("Guadeloupe") != std::string::npos);
}

TEST_CASE("names of countries are tidied to codes, wrong codes are not") {
  for (const auto& [typed, code] : {std::pair{"se", "SE"}, std::pair{"Sverige", "SE"}, std::pair{"sweden", "SE"}, std::pair{"Förenta staterna", "Förenta staterna"}, std::pair{"uk", "UK"}, std::pair{"Åland Islands", "AX"}}) {
    std::string value = typed;
    shared::normalize_country(value);
    CHECK(value == code);
  }
}
