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

// In the order of the form: company details, then billing information.
enum class Field : std::uint8_t {
  id,
  relationship_to_partner,
  company_tenant_id,
  company_domain,
  company_company_name,
  company_organization_registration_number,
  company_email,
  company_address_country,
  company_address_region,
  company_address_city,
  company_address_state,
  company_address_district,
  company_address_address_line1,
  company_address_address_line2,
  company_address_address_line3,
  company_address_postal_code,
  company_address_first_name,
  company_address_middle_name,
  company_address_last_name,
  company_address_email_address,
  company_address_phone_number,
  billing_id,
  billing_company_name,
  billing_tax_id,
  billing_first_name,
  billing_last_name,
  billing_email,
  billing_culture,
  billing_language,
  billing_address_country,
  billing_address_region,
  billing_address_city,
  billing_address_state,
  billing_address_district,
  billing_address_address_line1,
  billing_address_address_line2,
  billing_address_address_line3,
  billing_address_postal_code,
  billing_address_first_name,
  billing_address_middle_name,
  billing_address_last_name,
  billing_address_email_address,
  billing_address_phone_number,
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

std::string_view path_of(Field field);
std::optional<Field> field_of_path(std::string_view path);  // Compared exactly.
FieldKind kind_of(Field field);
Profile profile_of(Field field);

std::string& text_of(Account& account, Field field);
const std::string& text_of(const Account& account, Field field);

// The country code that a field's rules and labels depend on: that of its own address where that names one, else that of
// the other profile. Empty when neither is known.
std::string_view country_of(const Account& account, Field field);

// All fields, for range loops.
const std::array<Field, field_count>& all_fields();

}  // namespace shared
