// The rules of countries as data: what was recorded, member by member, and for all others that data and judging agree.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <regex>
#include <string>

#include "shared/checks_address.h"
#include "shared/checks_language.h"
#include "shared/checks_numbers.h"
#include "shared/country_rules.h"
#include "shared/number_schemes.h"
#include "shared/postal_code.h"
#include "shared/text.h"
#include "shared/value.h"
#include "tests/shared/corpus.h"

namespace {

using nlohmann::json;

constexpr std::string_view recorded_countries = "US CN DE GB PT";

const shared::Country& country_of(std::string_view code) {
  const shared::Country* country = shared::find_country(code);
  REQUIRE(country);
  return *country;
}

bool matches(const std::string& text, const std::string& regex) {
  // Compiling a regular expression takes long.
  static std::map<std::string, std::regex> compiled;
  auto found = compiled.find(regex);
  if (found == compiled.end()) found = compiled.emplace(regex, std::regex(regex)).first;
  return std::regex_match(text, found->second);
}

// The tidied form; empty where the country has no such code.
std::string tidied(const shared::Country& country, const std::string& code) {
  shared::CodeText plain, output;
  if (!shared::write_plain_code(code, plain) || !shared::tidy_postal_code(country, plain.view(), output)) return {};
  return std::string(output.view());
}

// `text` with one character changed, put in or left out.
std::vector<std::string> neighbours_of(const std::string& text) {
  std::vector<std::string> neighbours;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size()) neighbours.push_back(text.substr(0, i) + text.substr(i + 1));
    for (const char c : std::string_view("0159AIOSWaz -")) {
      neighbours.push_back(text.substr(0, i) + c + text.substr(i));
      if (i < text.size()) neighbours.push_back(text.substr(0, i) + c + text.substr(i + 1));
    }
  }
  return neighbours;
}

bool has_rule(const shared::ProblemList& problems, std::initializer_list<shared::Rule> rules) {
  for (const shared::Problem& problem : problems) {
    if (std::find(rules.begin(), rules.end(), problem.rule) != rules.end()) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("the recorded countries have the recorded members, and only those of newer versions besides") {
  int seen = 0;
  for (const std::string& line : tests::lines_of("tests/corpus/country_rules.ndjson")) {
    const json recorded = json::parse(line);
    const auto code = recorded["iso2Code"].get<std::string>();
    INFO(code);
    json ours = json::parse(shared::to_json(shared::country_rules(country_of(code))));
    CHECK(ours["customerOrganizationRegistrationNumberRequired"] == false);
    CHECK(ours["customerOrganizationPhoneNumberRequired"] == false);
    for (const char* newer : {"Regex", "Sample", "Required"}) ours.erase("customerOrganizationRegistrationNumber" + std::string(newer));
    ours.erase("customerOrganizationPhoneNumberRequired");
    for (const auto& member : recorded.items()) {
      INFO(member.key());
      CHECK(ours[member.key()].dump() == member.value().dump());
    }
    CHECK(ours.size() == recorded.size());
    CHECK(shared::has_word(recorded_countries, code));
    ++seen;
  }
  CHECK(seen == 5);
}

TEST_CASE("Sweden's rules, whole") {
  CHECK(shared::to_json(shared::country_rules(country_of("SE"))) ==
        R"({"iso2Code":"SE","defaultCulture":"sv-SE","isStateRequired":false,"supportedStatesList":[],"supportedLanguagesList":["sv","en"],)"
        R"("supportedCulturesList":["sv-SE","en-US"],"isPostalCodeRequired":true,"postalCodeRegex":"^(([1-8]\\d{2}|9[0-7]\\d|98[0-4]) ?\\d{2})$","isCityRequired":true,)"
        R"("isVatIdSupported":true,"taxIdFormat":"SE##########01","taxIdSample":"SE556123456701","vatIdRegex":"^SE\\d{10}01$",)"
        R"("isTaxIdSupported":false,"isTaxIdOptional":true,"countryCallingCodesList":["46"],)"
        R"("customerOrganizationRegistrationNumberRegex":"^(\\d{6}-?\\d{4}|\\d{6}\\+\\d{4}|19\\d{6}-?\\d{4}|20\\d{6}-?\\d{4})$",)"
        R"("customerOrganizationRegistrationNumberSample":"556123-4567","customerOrganizationRegistrationNumberRequired":false,)"
        R"("customerOrganizationPhoneNumberRequired":false,"attributes":{"objectType":"CountryValidationRules"}})");
}

TEST_CASE("what a country lists is what it accepts") {
  int seen = 0;
  for (const shared::Country& country : shared::countries()) {
    INFO(std::string(country.code));
    const shared::CountryRules rules = shared::country_rules(country);
    shared::ProblemList problems;
    REQUIRE_FALSE(rules.supported_cultures.empty());
    CHECK(rules.default_culture == rules.supported_cultures.front());
    for (const std::string_view culture : rules.supported_cultures) shared::check_culture(shared::Field::billing_culture, culture, country.code, problems);
    for (const std::string_view state : rules.supported_states) shared::check_state(shared::Field::billing_address_state, state, country.code, problems);
    if (!shared::has_word(recorded_countries, country.code)) {
      for (const std::string_view language : rules.supported_languages) shared::check_language(shared::Field::billing_language, language, problems);
    }
    CHECK(problems.empty());
    CHECK((!rules.is_state_required || !rules.supported_states.empty() || country.areas.empty()));
    CHECK((!rules.is_postal_code_required || !rules.postal_code_regex.empty()));
    CHECK(rules.is_vat_id_supported == !rules.vat_id_regex.empty());
    CHECK(rules.is_phone_number_required == shared::requires_registration_number(country.code));
    ++seen;
  }
  CHECK(seen == 250);
}

TEST_CASE("postal codes of the corpus match the regular expression as they are judged") {
  int accepted = 0, refused = 0, refused_and_matched = 0;
  for (const tests::ValueRow& row : tests::value_rows("postalCode")) {
    const shared::Country* country = shared::find_country(row.country);
    if (!country) continue;
    INFO(row.country << " " << row.value << " " << row.source);
    const std::string regex = shared::country_rules(*country).postal_code_regex;
    if (regex.empty() || row.value.empty()) continue;
    const std::string code = tidied(*country, row.value);
    if (!code.empty()) {
      if (!shared::has_word(recorded_countries, row.country)) CHECK(matches(code, regex));
      ++accepted;
    } else {
      ++refused;
      if (matches(row.value, regex)) ++refused_and_matched;
    }
  }
  CHECK(accepted > 500);
  CHECK(refused > 300);
  CHECK(refused_and_matched * 50 < refused);  // Only by the recorded expressions, which are wider than the rules.
}

TEST_CASE("around every example, regular expression and rules take the same postal codes") {
  int countries = 0, cases = 0;
  for (const shared::Country& country : shared::countries()) {
    const std::string regex = shared::country_rules(country).postal_code_regex;
    if (regex.empty() || shared::has_word(recorded_countries, country.code)) continue;
    ++countries;
    for (const std::string& code : neighbours_of(std::string(country.postal_code_example))) {
      const std::string ours = tidied(country, code);
      INFO(std::string(country.code) << " '" << code << "' " << regex);
      // Zeros alone are judged beside the pattern.
      const bool is_only_zeros = code.find_first_not_of("0- ") == std::string::npos;
      if (matches(code, regex) && !is_only_zeros) CHECK_FALSE(ours.empty());
      if (!ours.empty()) CHECK(matches(ours, regex));
      ++cases;
    }
  }
  CHECK(countries > 165);
  CHECK(cases > 20000);
}

TEST_CASE("tax and registration numbers match the regular expressions as they are judged") {
  int seen = 0;
  for (const char* field : {"taxId", "organizationRegistrationNumber"}) {
    const bool is_tax = std::string_view(field) == "taxId";
    for (const tests::ValueRow& row : tests::value_rows(field)) {
      const shared::Country* country = shared::find_country(row.country);
      if (!country || !row.is_accepted || shared::has_word(recorded_countries, row.country)) continue;
      const shared::CountryRules rules = shared::country_rules(*country);
      const std::string& regex = is_tax ? rules.vat_id_regex : rules.registration_number_regex;
      std::string value = row.value;
      if (is_tax) shared::normalize_tax_id(value, row.country); else shared::normalize_registration_number(value, row.country);
      // A country's other tax numbers, a person's for one, are no VAT numbers.
      if (regex.empty() || (is_tax && value.find(shared::vat_prefix(row.country)) != 0)) continue;
      shared::ProblemList problems;
      if (is_tax) shared::check_tax_id(shared::Field::billing_tax_id, value, row.country, problems);
      if (problems.has_errors()) continue;
      INFO(field << " " << row.country << " " << row.value << " " << value << " " << regex);
      CHECK(matches(value, regex));
      ++seen;
    }
  }
  CHECK(seen > 100);
}

TEST_CASE("samples match, and a number that matches is never of a wrong form") {
  int samples = 0, cases = 0;
  for (const shared::Country& country : shared::countries()) {
    const shared::CountryRules rules = shared::country_rules(country);
    INFO(std::string(country.code));
    const std::string sample(rules.registration_number_sample);
    if (!rules.vat_id_regex.empty() && !rules.tax_id_sample.empty()) {
      CHECK(matches(std::string(rules.tax_id_sample), rules.vat_id_regex));
      ++samples;
    }
    if (sample.empty() || rules.registration_number_regex.empty()) continue;
    CHECK_MESSAGE(matches(sample, rules.registration_number_regex), sample << " " << rules.registration_number_regex);
    ++samples;
    for (const std::string& number : neighbours_of(sample)) {
      if (!matches(number, rules.registration_number_regex)) continue;
      shared::ProblemList problems;
      shared::check_registration_number(shared::Field::company_organization_registration_number, number, country.code, problems);
      INFO(number << " " << rules.registration_number_regex);
      CHECK_FALSE(has_rule(problems, {shared::Rule::registration_number_format}));
      ++cases;
    }
  }
  CHECK(samples > 35);
  CHECK(cases > 300);
}

TEST_CASE("a code is found in any case; what is none has a suggestion where one is near") {
  CHECK(shared::find_country_of_any_case("se") == shared::find_country("SE"));
  CHECK(shared::find_country_of_any_case("Se") == shared::find_country("SE"));
  for (const char* code : {"", "s", "UK", "el", "SWE", "xx", "S\xC3", "AC"}) {
    INFO(code);
    CHECK(shared::find_country_of_any_case(code) == nullptr);
  }
  CHECK(shared::near_country("UK") == shared::find_country("GB"));
  CHECK(shared::near_country("el") == shared::find_country("GR"));
  CHECK(shared::near_country("swe") == shared::find_country("SE"));
  CHECK(shared::near_country("Tyskland") == shared::find_country("DE"));
  CHECK(shared::near_country("qq") == nullptr);
  CHECK(shared::near_country("") == nullptr);
}
