// kundkonto-check --country-rules, without a process.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "check_run.h"

namespace {

using tests::Outcome;

Outcome country_rules(std::string_view code) { return tests::run_check({"--country-rules", code}); }

}  // namespace

TEST_CASE("the rules of a country are printed for its code in any case") {
  for (const char* code : {"SE", "se", "Se"}) {
    const Outcome outcome = country_rules(code);
    CHECK(outcome.status == 0);
    CHECK(outcome.output.starts_with(R"({"iso2Code":"SE","defaultCulture":"sv-SE",)"));
    CHECK(outcome.output.ends_with("}\n"));
    CHECK(outcome.errors.empty());
  }
}

TEST_CASE("a code that is no country's has a sentence with what was meant") {
  CHECK(country_rules("UK").errors == "kundkonto-check: No country has the code UK. Did you mean GB (United Kingdom)?\n");
  CHECK(country_rules("el").errors == "kundkonto-check: No country has the code el. Did you mean GR (Greece)?\n");
  CHECK(country_rules("qq").errors == "kundkonto-check: No country has the code qq. Give the two letters of ISO 3166, such as SE, or all.\n");
  CHECK(country_rules("").errors == "kundkonto-check: --country-rules takes the two letters of a country, such as SE, or all.\n");
  for (const char* code : {"UK", "el", "qq", ""}) {
    INFO(code);
    CHECK(country_rules(code).status == 2);
    CHECK(country_rules(code).output.empty());
  }
}

TEST_CASE("all countries are one line each") {
  const Outcome outcome = country_rules("all");
  CHECK(outcome.status == 0);
  CHECK(std::count(outcome.output.begin(), outcome.output.end(), '\n') == 250);
}
