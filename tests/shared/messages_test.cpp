#include <doctest/doctest.h>

#include <string>

#include "shared/checks_address.h"
#include "shared/messages.h"

using shared::Field;
using shared::Language;

namespace {

constexpr Language languages[] = {Language::english, Language::swedish};

}  // namespace

TEST_CASE("every rule has a whole sentence in every language") {
  int seen = 0;
  for (int i = 0; i < shared::rule_count; ++i) {
    shared::Problem problem;
    problem.field = shared::Field::billing_address_postal_code;
    problem.rule = static_cast<shared::Rule>(i);
    problem.details = {{{shared::DetailKey::example, "114 55"}, {shared::DetailKey::expected, "5"}, {shared::DetailKey::found, "O"}}};
    problem.suggestion = "852 30";
    for (const Language language : languages) {
      const std::string text = shared::sentence(problem, "SE", language);
      INFO(std::string(code_of(problem.rule)) << ": " << text);
      CHECK(text.size() > 10);
      CHECK((text.back() == '.' || text.back() == '?'));
      CHECK(text.find_first_of("{}[]|!") == std::string::npos);
      CHECK(text.find("  ") == std::string::npos);
      ++seen;
    }
  }
  CHECK(seen == 2 * shared::rule_count);
}

TEST_CASE("a sentence without details is a sentence still") {
  for (int i = 0; i < shared::rule_count; ++i) {
    shared::Problem problem;
    problem.field = shared::Field::billing_address_city;
    problem.rule = static_cast<shared::Rule>(i);
    for (const Language language : languages) {
      const std::string text = shared::sentence(problem, "", language);
      INFO(std::string(code_of(problem.rule)) << ": " << text);
      CHECK(text.size() > 10);
      CHECK(text.find_first_of("{}[]|") == std::string::npos);
    }
  }
}

TEST_CASE("every field has a label in every language") {
  int seen = 0;
  for (const shared::Field field : shared::all_fields()) {
    for (const Language language : languages) {
      for (const char* country : {"", "SE", "US", "JP", "AE", "IE"}) {
        INFO(std::string(path_of(field)));
        CHECK_FALSE(shared::label(field, country, language).empty());
        CHECK(shared::label(field, country, language) != path_of(field));
        ++seen;
      }
    }
  }
  CHECK(seen == shared::field_count * 2 * 6);
}

TEST_CASE("labels are the country's own") {
  constexpr Field code = Field::billing_address_postal_code, state = Field::company_address_state, city = Field::billing_address_city,
                  district = Field::billing_address_district;
  struct Row {
    Field field;
    std::string country, english, swedish;
  };
  const Row rows[] = {
      {code, "SE", "Postal code", "Postnummer"}, {code, "US", "ZIP code", "ZIP-kod"},       {code, "PR", "ZIP code", "ZIP-kod"},
      {code, "IN", "PIN code", "PIN-kod"},       {code, "IE", "Eircode", "Eircode"},        {code, "GB", "Postcode", "Postnummer"},
      {code, "", "Postal code", "Postnummer"},   {state, "US", "State", "Delstat"},         {state, "CA", "Province", "Provins"},
      {state, "JP", "Prefecture", "Prefektur"},  {state, "AE", "Emirate", "Emirat"},        {state, "IE", "County", "Grevskap"},
      {state, "TW", "County", "Län"},            {state, "KR", "Do/si", "Do/si"},           {state, "RU", "Oblast", "Oblast"},
      {state, "JM", "Parish", "Församling"},     {state, "BS", "Island", "Ö"},              {state, "CO", "Department", "Departement"},
      {state, "HN", "Department", "Departement"}, {state, "NR", "District", "Distrikt"},    {state, "HK", "Area", "Område"},
      {state, "EG", "Governorate", "Guvernement"}, {state, "CL", "Region", "Region"},       {state, "SE", "County", "Län"},
      {state, "", "State/province", "Delstat/provins"}, {state, "FR", "State/province", "Delstat/provins"}, {city, "SE", "City", "Ort"},
      {city, "GB", "Post town", "Postort"},      {city, "AU", "Suburb", "Förort"},          {city, "NZ", "City", "Ort"},
      {district, "NZ", "Suburb", "Stadsdel"},     {district, "BR", "Neighborhood", "Stadsdel"}, {district, "SE", "District", "Distrikt"},
      {city, "HK", "District", "Distrikt"},      {city, "TR", "District", "Distrikt"},      {city, "", "City", "Ort"},
  };
  int seen = 0;
  for (const Row& row : rows) {
    INFO(std::string(path_of(row.field)) << " " << row.country);
    CHECK(shared::label(row.field, row.country, Language::english) == row.english);
    CHECK(shared::label(row.field, row.country, Language::swedish) == row.swedish);
    ++seen;
  }
  CHECK(seen == 36);
}

TEST_CASE("sentences of addresses speak in the country's own terms") {
  struct Row {
    Field field;
    std::string value, country, english, swedish;
  };
  const Row rows[] = {
      {Field::billing_address_postal_code, "9501", "US", "Enter a ZIP code with 5 digits, like 95014.", "Ange en ZIP-kod med 5 siffror, som 95014."},
      {Field::billing_address_postal_code, "1145", "SE", "Enter a postal code with 5 digits, like 114 55.", "Ange ett postnummer med 5 siffror, som 114 55."},
      {Field::billing_address_postal_code, "11003", "IN", "Enter a PIN code with 6 digits, like 110034.", "Ange en PIN-kod med 6 siffror, som 110034."},
      {Field::billing_address_postal_code, "X", "IE", "Enter the Eircode as the country writes it, like A65 F4E2.", "Ange Eircode-koden i landets format, som A65 F4E2."},
      {Field::billing_address_postal_code, "8001", "LI", "Check the postal code and the country. It belongs to Switzerland.", "Kontrollera postnumret och landet. Koden hör till Schweiz."},
      {Field::billing_address_postal_code, "5", "HK", "Leave the postal code empty. Addresses here have none. You can keep it.", "Ta bort postnumret. Adresser här har ingen sådan uppgift. Du kan behålla det du skrev."},
      {Field::billing_address_state, "Atlantis", "JP", "Choose the prefecture from the list, like Tokyo. What you entered is not in the list.", "Välj prefekturen i listan, till exempel Tokyo. Det du angav finns inte i listan."},
      {Field::billing_address_state, "Stockholms län", "SE", "Leave the county empty. Addresses here do not use it. You can keep it.", "Ta bort länet. Adresser här har ingen sådan uppgift. Du kan behålla det du skrev."},
  };
  int seen = 0;
  shared::ProblemList problems;
  for (const Row& row : rows) {
    problems.clear();
    if (row.field == Field::billing_address_postal_code) check_postal_code(row.field, row.value, row.country, problems);
    if (row.field == Field::billing_address_state) check_state(row.field, row.value, row.country, problems);
    REQUIRE(problems.size() == 1);
    CHECK(shared::sentence(*problems.begin(), row.country, Language::english) == row.english);
    CHECK(shared::sentence(*problems.begin(), row.country, Language::swedish) == row.swedish);
    ++seen;
  }
  CHECK(seen == 8);
}

TEST_CASE("a code in another state is told with both labels") {
  struct Row {
    std::string code, state, country, english, swedish;
  };
  const Row rows[] = {
      {"98126", "CA", "US", "98126 is a ZIP code in Washington. Change the state or the ZIP code.", "98126 är en ZIP-kod i Washington. Ändra delstaten eller ZIP-koden."},
      {"M5V 2T6", "BC", "CA", "M5V 2T6 is a postal code in Ontario. Change the province or the postal code.", "M5V 2T6 är ett postnummer i Ontario. Ändra provinsen eller postnumret."},
      {"100-0001", "27", "JP", "100-0001 is a postal code in Tokyo. Change the prefecture or the postal code.", "100-0001 är ett postnummer i Tokyo. Ändra prefekturen eller postnumret."},
  };
  shared::ProblemList problems;
  for (const Row& row : rows) {
    problems.clear();
    shared::check_postal_code_in_state(Field::company_address_postal_code, row.code, row.state, row.country, problems);
    REQUIRE(problems.size() == 1);
    CHECK(shared::sentence(*problems.begin(), row.country, Language::english) == row.english);
    CHECK(shared::sentence(*problems.begin(), row.country, Language::swedish) == row.swedish);
  }
}

TEST_CASE("a language is known by its tag") {
  CHECK(shared::language_of_tag("sv-SE") == Language::swedish);
  CHECK(shared::language_of_tag("SV") == Language::swedish);
  CHECK(shared::language_of_tag("en-US") == Language::english);
  CHECK(shared::language_of_tag("svx") == Language::english);
  CHECK(shared::language_of_tag("") == Language::english);
}
