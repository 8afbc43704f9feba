// Every field of an account by its wire path, such as "billingProfile.defaultAddress.postalCode".
// One table serves problems, CSV headers, the editor's form, and comparisons of two accounts.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/account.h"

namespace shared {

// In the order of the form: company details, then billing information. Enumerator, path, kind, profile, member of Account.
#define KUNDKONTO_FIELDS(FIELD) \
  FIELD(id, "id", identifier, none, id) \
  FIELD(relationship_to_partner, "relationshipToPartner", relationship, none, relationship_to_partner) \
  FIELD(company_tenant_id, "companyProfile.tenantId", identifier, company, company_profile.tenant_id) \
  FIELD(company_domain, "companyProfile.domain", domain, company, company_profile.domain) \
  FIELD(company_company_name, "companyProfile.companyName", company_name, company, company_profile.company_name) \
  FIELD(company_organization_registration_number, "companyProfile.organizationRegistrationNumber", organization_registration_number, company, company_profile.organization_registration_number) \
  FIELD(company_email, "companyProfile.email", email, company, company_profile.email) \
  FIELD(company_address_country, "companyProfile.address.country", country, company, company_profile.address.country) \
  FIELD(company_address_region, "companyProfile.address.region", region, company, company_profile.address.region) \
  FIELD(company_address_city, "companyProfile.address.city", city, company, company_profile.address.city) \
  FIELD(company_address_state, "companyProfile.address.state", state, company, company_profile.address.state) \
  FIELD(company_address_district, "companyProfile.address.district", district, company, company_profile.address.district) \
  FIELD(company_address_address_line1, "companyProfile.address.addressLine1", address_line, company, company_profile.address.address_line1) \
  FIELD(company_address_address_line2, "companyProfile.address.addressLine2", address_line, company, company_profile.address.address_line2) \
  FIELD(company_address_address_line3, "companyProfile.address.addressLine3", address_line, company, company_profile.address.address_line3) \
  FIELD(company_address_postal_code, "companyProfile.address.postalCode", postal_code, company, company_profile.address.postal_code) \
  FIELD(company_address_first_name, "companyProfile.address.firstName", person_name, company, company_profile.address.first_name) \
  FIELD(company_address_middle_name, "companyProfile.address.middleName", person_name, company, company_profile.address.middle_name) \
  FIELD(company_address_last_name, "companyProfile.address.lastName", person_name, company, company_profile.address.last_name) \
  FIELD(company_address_email_address, "companyProfile.address.emailAddress", email, company, company_profile.address.email_address) \
  FIELD(company_address_phone_number, "companyProfile.address.phoneNumber", phone_number, company, company_profile.address.phone_number) \
  FIELD(billing_id, "billingProfile.id", identifier, billing, billing_profile.id) \
  FIELD(billing_company_name, "billingProfile.companyName", company_name, billing, billing_profile.company_name) \
  FIELD(billing_tax_id, "billingProfile.taxId", tax_id, billing, billing_profile.tax_id) \
  FIELD(billing_first_name, "billingProfile.firstName", person_name, billing, billing_profile.first_name) \
  FIELD(billing_last_name, "billingProfile.lastName", person_name, billing, billing_profile.last_name) \
  FIELD(billing_email, "billingProfile.email", email, billing, billing_profile.email) \
  FIELD(billing_culture, "billingProfile.culture", culture, billing, billing_profile.culture) \
  FIELD(billing_language, "billingProfile.language", language, billing, billing_profile.language) \
  FIELD(billing_address_country, "billingProfile.defaultAddress.country", country, billing, billing_profile.default_address.country) \
  FIELD(billing_address_region, "billingProfile.defaultAddress.region", region, billing, billing_profile.default_address.region) \
  FIELD(billing_address_city, "billingProfile.defaultAddress.city", city, billing, billing_profile.default_address.city) \
  FIELD(billing_address_state, "billingProfile.defaultAddress.state", state, billing, billing_profile.default_address.state) \
  FIELD(billing_address_district, "billingProfile.defaultAddress.district", district, billing, billing_profile.default_address.district) \
  FIELD(billing_address_address_line1, "billingProfile.defaultAddress.addressLine1", address_line, billing, billing_profile.default_address.address_line1) \
  FIELD(billing_address_address_line2, "billingProfile.defaultAddress.addressLine2", address_line, billing, billing_profile.default_address.address_line2) \
  FIELD(billing_address_address_line3, "billingProfile.defaultAddress.addressLine3", address_line, billing, billing_profile.default_address.address_line3) \
  FIELD(billing_address_postal_code, "billingProfile.defaultAddress.postalCode", postal_code, billing, billing_profile.default_address.postal_code) \
  FIELD(billing_address_first_name, "billingProfile.defaultAddress.firstName", person_name, billing, billing_profile.default_address.first_name) \
  FIELD(billing_address_middle_name, "billingProfile.defaultAddress.middleName", person_name, billing, billing_profile.default_address.middle_name) \
  FIELD(billing_address_last_name, "billingProfile.defaultAddress.lastName", person_name, billing, billing_profile.default_address.last_name) \
  FIELD(billing_address_email_address, "billingProfile.defaultAddress.emailAddress", email, billing, billing_profile.default_address.email_address) \
  FIELD(billing_address_phone_number, "billingProfile.defaultAddress.phoneNumber", phone_number, billing, billing_profile.default_address.phone_number)

enum class Field : std::uint8_t {
#define KUNDKONTO_ENUMERATOR(name, path, kind, profile, member) name,
  KUNDKONTO_FIELDS(KUNDKONTO_ENUMERATOR)
#undef KUNDKONTO_ENUMERATOR
};

inline constexpr int field_count = static_cast<int>(Field::billing_address_phone_number) + 1;

// What kind of value a field holds: fields of one kind share rules and labels.
enum class FieldKind : std::uint8_t {
  identifier,
  relationship,
  domain,
  company_name,
  organization_registration_number,
  tax_id,
  person_name,
  email,
  culture,
  language,
  country,
  region,
  city,
  state,
  district,
  address_line,
  postal_code,
  phone_number,
};

// Which profile a field belongs to: what one PUT carries.
enum class Profile : std::uint8_t { none, company, billing };

inline constexpr std::array<FieldKind, field_count> field_kinds = {
#define KUNDKONTO_KIND(name, path, kind, profile, member) FieldKind::kind,
    KUNDKONTO_FIELDS(KUNDKONTO_KIND)
#undef KUNDKONTO_KIND
};
inline constexpr std::array<Profile, field_count> field_profiles = {
#define KUNDKONTO_PROFILE(name, path, kind, profile, member) Profile::profile,
    KUNDKONTO_FIELDS(KUNDKONTO_PROFILE)
#undef KUNDKONTO_PROFILE
};
constexpr FieldKind kind_of(Field field) { return field_kinds[static_cast<std::size_t>(field)]; }
constexpr Profile profile_of(Field field) { return field_profiles[static_cast<std::size_t>(field)]; }

std::string_view path_of(Field field);
std::optional<Field> field_of_path(std::string_view path);  // Compared exactly.

std::string& text_of(Account& account, Field field);
const std::string& text_of(const Account& account, Field field);

// The country code that a field's rules and labels depend on: that of its own address where that names one, else that of
// the other profile. Empty when neither is known.
std::string_view country_of(const Account& account, Field field);

// All fields, for range loops.
const std::array<Field, field_count>& all_fields();

// Calls visit(field, text) for each field that holds text, in the order of Field, without a call for the empty ones.
template <typename AccountType, typename Visit>
// NOLINTNEXTLINE(readability-function-size): one statement a field.
void visit_texts(AccountType& account, const Visit& visit) {
#define KUNDKONTO_VISIT(name, path, kind, profile, member) \
  if (!account.member.empty()) visit(Field::name, account.member);
  KUNDKONTO_FIELDS(KUNDKONTO_VISIT)
#undef KUNDKONTO_VISIT
}

}  // namespace shared
