// The rules of one country as data: the partner API's resource CountryValidationRules, answered at
// GET /v1/countryvalidationrules/{iso2}, printed by `kundkonto-check --country-rules`, and given by the JavaScript package.
//
// US, CN, DE, GB and PT have the values that were recorded from the partner API in 2018 to 2021, member by member. Every
// other country is derived from the tables that accounts are judged by, so that a value the regular expressions take is one
// that the rules accept. Decided where the recordings say nothing:
// - postalCodeRegex also stands where a code is optional, but not where one is never refused (`warns_of_postal_code_only`).
//   It takes codes as tidied, without their separators, and in lower case.
// - isVatIdSupported: members of the European Union and GB, whose tax numbers begin with the country's letters. Elsewhere
//   isTaxIdSupported says whether the country has tax numbers that are checked; none is ever required.
// - phoneNumberRegex is recorded for US alone and made up for nobody: a number of any country's plan is accepted.
// - The four customerOrganization… members of newer versions stand for all countries, the recorded ones too; regular
//   expression and sample only where numbers of the country are checked.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/country.h"

namespace shared {

// Empty text: the member is left out. Regular expressions are anchored and in the part of .NET's syntax that JavaScript
// and HTML's `pattern` share. In formats # stands for a digit, @ for a letter, * for either.
struct CountryRules {
  std::string_view iso2_code;
  std::string_view default_culture;
  bool is_state_required = false;
  std::vector<std::string_view> supported_states;     // Sorted.
  std::vector<std::string_view> supported_languages;
  std::vector<std::string_view> supported_cultures;
  bool is_postal_code_required = false;
  std::string postal_code_regex;
  bool is_city_required = false;
  bool is_vat_id_supported = false;
  std::string tax_id_format;
  std::string_view tax_id_sample;
  std::string vat_id_regex;
  std::string_view phone_number_regex;
  bool is_tax_id_supported = false;
  bool is_tax_id_optional = true;
  std::vector<std::string_view> country_calling_codes;  // Digits.
  std::string registration_number_regex;
  std::string_view registration_number_sample;
  bool is_registration_number_required = false;
  bool is_phone_number_required = false;
};

CountryRules country_rules(const Country& country);

// The resource as JSON.
std::string to_json(const CountryRules& rules);

// The country that a code means, in any letter case; nullptr for UK, EL and what is no code.
const Country* find_country_of_any_case(std::string_view code);

// The country that was probably meant by what is no code: GB for UK, SE for "Sweden"; nullptr when none is near.
const Country* near_country(std::string_view text);

}  // namespace shared
