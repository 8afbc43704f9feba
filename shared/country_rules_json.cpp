#include "shared/country_rules.h"
#include "shared/json_writer.h"

namespace shared {
namespace {

void write(JsonWriter& writer, std::string_view name, bool value) {
  writer.key(name);
  writer.boolean(value);
}

void write(JsonWriter& writer, std::string_view name, const std::vector<std::string_view>& values) {
  writer.key(name);
  writer.open('[');
  for (const std::string_view value : values) writer.string(value);
  writer.close(']');
}

}  // namespace

std::string to_json(const CountryRules& rules) {
  JsonWriter writer;
  writer.open('{');
  writer.member("iso2Code", rules.iso2_code);
  writer.member("defaultCulture", rules.default_culture);
  write(writer, "isStateRequired", rules.is_state_required);
  write(writer, "supportedStatesList", rules.supported_states);
  write(writer, "supportedLanguagesList", rules.supported_languages);
  write(writer, "supportedCulturesList", rules.supported_cultures);
  write(writer, "isPostalCodeRequired", rules.is_postal_code_required);
  writer.member("postalCodeRegex", rules.postal_code_regex);
  write(writer, "isCityRequired", rules.is_city_required);
  write(writer, "isVatIdSupported", rules.is_vat_id_supported);
  writer.member("taxIdFormat", rules.tax_id_format);
  writer.member("taxIdSample", rules.tax_id_sample);
  writer.member("vatIdRegex", rules.vat_id_regex);
  writer.member("phoneNumberRegex", rules.phone_number_regex);
  write(writer, "isTaxIdSupported", rules.is_tax_id_supported);
  write(writer, "isTaxIdOptional", rules.is_tax_id_optional);
  write(writer, "countryCallingCodesList", rules.country_calling_codes);
  writer.member("customerOrganizationRegistrationNumberRegex", rules.registration_number_regex);
  writer.member("customerOrganizationRegistrationNumberSample", rules.registration_number_sample);
  write(writer, "customerOrganizationRegistrationNumberRequired", rules.is_registration_number_required);
  write(writer, "customerOrganizationPhoneNumberRequired", rules.is_phone_number_required);
  writer.key("attributes");
  writer.open('{');
  writer.member("objectType", "CountryValidationRules");
  writer.close('}');
  writer.close('}');
  return writer.take();
}

}  // namespace shared
