#include <doctest/doctest.h>

#include <string>

#include "shared/area_names.h"
#include "shared/country.h"
#include "shared/fold.h"
#include "shared/postal_code.h"

using shared::find_country;

TEST_CASE("all countries are read, sorted, each with its names") {
  CHECK(shared::country_rows_are_complete());
  CHECK(shared::area_names_are_complete());
  CHECK(shared::countries().size() == 250);
  std::string_view before;
  for (const shared::Country& country : shared::countries()) {
    INFO(std::string(country.code));
    CHECK(before < country.code);
    CHECK_FALSE(country.name_english.empty());
    CHECK_FALSE(country.name_swedish.empty());
    CHECK(find_country(country.code) == &country);
    before = country.code;
  }
}

TEST_CASE("what is no account's country is not found") {
  for (const char* code : {"", "se", "UK", "EL", "XI", "ZZ", "AC", "TA", "SWE"}) {
    INFO(code);
    CHECK(find_country(code) == nullptr);
  }
  CHECK(find_country("XK") != nullptr);
  CHECK(shared::find_postal_country("TA") != nullptr);
}

TEST_CASE("Sweden's row") {
  const shared::Country* sweden = find_country("SE");
  REQUIRE(sweden);
  CHECK(name_of(*sweden, shared::Language::swedish) == "Sverige");
  CHECK(sweden->postal_code_example == "114 55");
  CHECK(sweden->requires_postal_code);
  CHECK(sweden->requires_city);
  CHECK_FALSE(sweden->uses_state);
  CHECK(sweden->areas.empty());
  CHECK(sweden->address_format == "%O%n%N%n%A%nSE-%Z %C");
}

TEST_CASE("every example of a postal code is one") {
  int seen = 0;
  for (const shared::Country& country : shared::countries()) {
    if (!country.postal_code_pattern) continue;
    INFO(std::string(country.code));
    shared::CodeText tidied;
    CHECK(shared::tidy_postal_code(country, country.postal_code_example, tidied));
    CHECK(tidied.view() == country.postal_code_example);
    ++seen;
  }
  CHECK(seen == 181);
}

TEST_CASE("an area is found by code, name and everyday spelling") {
  struct Row {
    const char* country;
    const char* typed;
    const char* code;
  };
  const Row rows[] = {
      {"US", "CA", "CA"}, {"US", "ca", "CA"}, {"US", "California", "CA"}, {"US", "us-ca", "CA"}, {"US", "Washington, D.C.", "DC"},
      {"BR", "sao paulo", "SP"}, {"MX", "D.F.", "CMX"}, {"MX", "NL", "NLE"}, {"JP", "東京都", "13"}, {"JP", "Tokyo", "13"}, {"JP", "東京", "13"},
      {"CN", "Beijing Shi", "BJ"}, {"CN", "Beijing", "BJ"}, {"CN", "北京", "BJ"}, {"AE", "dubai", "DU"}, {"IE", "County Cork", "CO"}, {"IE", "Cork", "CO"},
      {"ES", "A Coruña", "C"}, {"TR", "İstanbul", "34"}, {"VN", "Hà Nội", "HN"}, {"VN", "Bình Dương", "SG"}, {"IN", "Daman and Diu", "DH"},
      {"CL", "Nuble", "NB"}, {"KN", "Saint Kitts", "K"}, {"HK", "香港島", "Hong Kong Island"}, {"RU", "Татарстан", "TA"}, {"US", "Atlantis", ""}, {"US", "", ""}, {"SE", "Skåne", ""},
  };
  int seen = 0;
  for (const Row& row : rows) {
    INFO(row.country << " " << row.typed);
    const shared::AdministrativeArea* area = shared::find_area_by_name(*find_country(row.country), row.typed);
    CHECK(std::string(area ? area->code : std::string_view()) == row.code);
    ++seen;
  }
  CHECK(seen == 29);
}

TEST_CASE("every area is found by its own code and its own name") {
  int seen = 0;
  for (const shared::Country& country : shared::countries()) {
    for (const shared::AdministrativeArea& area : country.areas) {
      INFO(std::string(country.code) << " " << std::string(area.code) << " " << std::string(area.name));
      CHECK(shared::find_area_by_name(country, area.code) == &area);
      // Where two have one name, such as a city and its province, the first is meant.
      const shared::AdministrativeArea* named = shared::find_area_by_name(country, area.name);
      REQUIRE(named);
      CHECK((named == &area || shared::equal_folded(named->name, area.name) || shared::equal_folded(named->code, area.name)));
      ++seen;
    }
  }
  CHECK(seen > 1300);
}

TEST_CASE("distances count changed, added, lost and swapped letters") {
  CHECK(shared::distance_between("california", "california", 2) == 0);
  CHECK(shared::distance_between("califronia", "california", 2) == 1);
  CHECK(shared::distance_between("californa", "california", 2) == 1);
  CHECK(shared::distance_between("texas", "nevada", 2) == 3);
}
