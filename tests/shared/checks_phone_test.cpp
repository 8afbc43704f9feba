#include <doctest/doctest.h>

#include <string>

#include "shared/checks_phone.h"
#include "shared/phone_plan.h"

using shared::Field;
using shared::Rule;

TEST_CASE("all plans are read") {
  CHECK(shared::phone_plans_are_complete());
  REQUIRE(shared::find_phone_plan("SE"));
  CHECK(shared::find_phone_plan("SE")->calling_code == "46");
  CHECK(shared::plans_of_calling_code("1").size() == 25);
  CHECK(shared::plans_of_calling_code("1")[0].region == "US");
  CHECK(shared::plans_of_calling_code("210").empty());
}

TEST_CASE("right numbers are tidied: a country is written with a plus, and a number without one stays as it was typed") {
  struct Row {
    const char* name;
    const char* country;
    const char* typed;
    const char* tidied;
  };
  const Row rows[] = {
      {"already tidy", "SE", "+46 8 465 004 12", "+46 8 465 004 12"},
      {"national", "SE", "08-465 004 12", "08-465 004 12"},
      {"trunk zero in brackets", "SE", "+46 (0)8-465 004 12", "+46 8 465 004 12"},
      {"dialled out of Sweden", "SE", "0046 8 465 004 12", "+46 8 465 004 12"},
      {"dialled out of the United States", "US", "011 46 8 465 004 12", "+46 8 465 004 12"},
      {"brackets", "US", "(425) 882-8080", "(425) 882-8080"},
      {"a foreign country's account", "DE", "+46 8 465 004 12", "+46 8 465 004 12"},
      {"Italy keeps its zero", "IT", "+39-02-1234-5678", "+39 02 1234 5678"},
      {"full-width", "JP", "＋８１ ３ １２３４ ５６７８", "+81 3 1234 5678"},
      {"Arabic-Indic digits", "NL", "+٣١ ١٠ ١٢٣ ٤٥٦٧", "+31 10 123 4567"},
      {"tel link", "SE", "tel:+46-8-465-004-12", "+46 8 465 004 12"},
      {"tel link with a context", "SE", "tel:8-465-004-12;phone-context=+46", "+46 8 465 004 12"},
      {"label", "SE", "Tel. 08-465 004 12", "08-465 004 12"},
      {"extension", "SE", "08-465 004 12 anknytning 21", "08-465 004 12 ext. 21"},
      {"extension by x", "US", "425-882-8080 x123", "425-882-8080 ext. 123"},
      {"letters of a keypad", "US", "1-800-FLOWERS", "1-800-3569377"},
      {"letters of a keypad behind a plus", "US", "+1 800 FLO WERS", "+1 800 356 9377"},
      {"Argentina's mobile prefix", "AR", "011 15 2345-6789", "011 15 2345-6789"},
      {"Argentina's mobile prefix from abroad", "AR", "+54 9 11 2345-6789", "+54 9 11 2345 6789"},
      {"Argentina's 15 behind a plus", "AR", "+54 11 15 2345-6789", "+54 91123456789"},
      {"Brazil's carrier code", "BR", "0 15 11 2345-6789", "+55 11 2345 6789"},
      {"Brazil's carrier code, left open", "BR", "0xx11 2345-6789", "11 2345-6789"},
      {"Hungary's 06", "HU", "06 1 234 5678", "06 1 234 5678"},
      {"dialled out of Russia", "RU", "8~10 46 8 465 004 12", "+46 8 465 004 12"},
      {"dialled out of Australia", "AU", "0011 46 8 465 004 12", "+46 8 465 004 12"},
      {"trunk zero in brackets, national", "SE", "(0)8-465 004 12", "08-465 004 12"},
      {"trunk zero in brackets behind 00", "SE", "0046(0)8-465 004 12", "+46 8 465 004 12"},
      {"full-width and national", "JP", "０３－１２３４－５６７８", "03-1234-5678"},
      {"Arabic-Indic and national", "EG", "٠٢ ٢٣٤٥٦٧٨٩", "02 23456789"},
      {"digits alone", "US", "4258828080", "4258828080"},
      {"digits alone in Sweden", "SE", "060123456", "060123456"},
      {"extension by #", "TW", "(02) 2345-6789#123", "(02) 2345-6789 ext. 123"},
      {"extension as phones pause", "US", "425-882-8080,22", "425-882-8080 ext. 22"},
      {"extension of a link", "SE", "tel:+46-8-465-004-12;ext=21", "+46 8 465 004 12 ext. 21"},
      {"extension in Russian", "RU", "8 (495) 123-45-67 доб. 12", "8 (495) 123-45-67 ext. 12"},
      {"label in French", "FR", "Tél. : 01 23 45 67 89", "01 23 45 67 89"},
      {"label in Japanese", "JP", "電話:03-1234-5678", "03-1234-5678"},
      {"a spreadsheet's quotation mark", "SE", "'+46 8 465 004 12", "+46 8 465 004 12"},
      {"stop at the end", "SE", "08-465 004 12.", "08-465 004 12"},
      {"two spaces", "DE", "030  123456", "030 123456"},
      {"toll-free without country", "SE", "+800 1234 5678", "+800 1234 5678"},
      {"Italy without zero stays short", "IT", "02 1234", "02 1234"},
      {"no plus", "IN", "918123456789", "+91 8123456789"},
      {"left alone: too short", "SE", "08-12", "08-12"},
      {"left alone: words", "SE", "ring mig", "ring mig"},
  };
  int seen = 0;
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    std::string value = row.typed;
    shared::normalize_phone_number(value, row.country);
    CHECK(value == std::string(row.tidied));
    shared::normalize_phone_number(value, row.country);
    CHECK(value == std::string(row.tidied));
    ++seen;
  }
  CHECK(seen == 45);
}

TEST_CASE("numbers as programs of the United States check and send them come back as they were") {
  int seen = 0;
  for (const std::string sent : {"4258828080", "(425) 882-8080", "(425)8828080", "425-882-8080", "425.882.8080", "425/882/8080", "1 425 882 8080", "1-425-882-8080", "1(425)882-8080", "14258828080"}) {
    INFO(sent);
    std::string value = sent;
    shared::normalize_phone_number(value, "US");
    CHECK(value == sent);
    shared::ProblemList problems;
    shared::check_phone_number(Field::billing_address_phone_number, value, "US", problems);
    CHECK(problems.empty());
    ++seen;
  }
  CHECK(seen == 10);
}

TEST_CASE("wrong numbers get the rule they break") {
  struct Row {
    const char* name;
    const char* country;
    const char* value;
    Rule rule;
    const char* suggestion;
  };
  const Row rows[] = {
      {"too short", "DK", "+45 33", Rule::phone_number_too_short, ""},
      {"too long", "GB", "+44 1738 456000 99999", Rule::phone_number_too_long, ""},
      {"no such calling code", "SE", "+999 123456789", Rule::phone_number_country_code, ""},
      {"unassigned", "US", "+1 000 000 0000", Rule::phone_number_unassigned, ""},
      {"no country known", "", "08-465 004 12", Rule::phone_number_country_code, ""},
      {"letters", "SE", "ring mig", Rule::phone_number_format, ""},
      {"two numbers", "SE", "08-465 004 12 / 08-465 004 13", Rule::phone_number_several, "08-465 004 12"},
      {"two numbers with a word", "SE", "08-465 004 12 eller 070-123 45 67", Rule::phone_number_several, "08-465 004 12"},
      {"dialled as from another country", "DE", "011 46 8 465 004 12", Rule::phone_number_too_short, "+46 8 465 004 12"},
      {"letter O for zero", "SE", "08-465 OO4 12", Rule::phone_number_format, "08-465 004 12"},
      {"words around", "SE", "ring 08-465 004 12 vx", Rule::phone_number_format, "08-465 004 12"},
      {"two plus signs", "SE", "++46 8 465 004 12", Rule::phone_number_format, "+46 8 465 004 12"},
      {"underscores", "SE", "08_465_004_12", Rule::phone_number_format, "08 465 004 12"},
      {"a plus before 00", "SE", "+0046 8 465 004 12", Rule::phone_number_country_code, "+46 8 465 004 12"},
      {"a plus before the national number", "SE", "+08-465 004 12", Rule::phone_number_country_code, "08-465 004 12"},
      {"calling code twice", "SE", "+46 46 8 465 004 12", Rule::phone_number_unassigned, "+46 8 465 004 12"},
      {"Mexico's old 1", "MX", "+52 1 55 1234 5678", Rule::phone_number_too_long, "+52 55 1234 5678"},
      {"Mexico's old 044", "MX", "044 55 1234 5678", Rule::phone_number_too_long, "+52 55 1234 5678"},
      {"Benin before 2024", "BJ", "97 01 12 34", Rule::phone_number_too_short, "+229 0197011234"},
      {"in a range given back", "BJ", "+229 81 12 34 56", Rule::possible_number, ""},
      {"premium", "SE", "+46 900 123 45 67", Rule::phone_number_premium, ""},
  };
  int seen = 0;
  shared::ProblemList problems;
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    problems.clear();
    shared::check_phone_number(Field::billing_address_phone_number, row.value, row.country, problems);
    REQUIRE(problems.size() == 1);
    if (row.rule != Rule::phone_number_too_short || row.suggestion[0] == '\0') CHECK(code_of(problems.begin()->rule) == code_of(row.rule));
    CHECK(problems.begin()->suggestion == row.suggestion);
    ++seen;
  }
  CHECK(seen == 21);
}

TEST_CASE("a number is judged by its calling code, not by the account's country") {
  shared::ProblemList problems;
  shared::check_phone_number(Field::billing_address_phone_number, "+61 8 9164 8123", "CX", problems);
  shared::check_phone_number(Field::billing_address_phone_number, "+47 79 02 12 34", "SE", problems);
  shared::check_phone_number(Field::billing_address_phone_number, "", "SE", problems);
  CHECK(problems.empty());
}
