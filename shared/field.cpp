#include "shared/field.h"

namespace shared {
namespace {

struct Row {
  Field field;
  std::string_view path;
  FieldKind kind;
  Profile profile;
  std::string& (*text)(Account&);
};

constexpr Row rows[] = {
    {Field::id, "id", FieldKind::identifier, Profile::none,
     [](Account& account) -> std::string& { return account.id; }},
    {Field::relationship_to_partner, "relationshipToPartner", FieldKind::relationship, Profile::none,
     [](Account& account) -> std::string& { return account.relationship_to_partner; }},
    {Field::company_tenant_id, "companyProfile.tenantId", FieldKind::identifier, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.tenant_id; }},
    {Field::company_domain, "companyProfile.domain", FieldKind::domain, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.domain; }},
    {Field::company_company_name, "companyProfile.companyName", FieldKind::company_name, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.company_name; }},
    {Field::company_organization_registration_number, "companyProfile.organizationRegistrationNumber", FieldKind::organization_registration_number, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.organization_registration_number; }},
    {Field::company_email, "companyProfile.email", FieldKind::email, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.email; }},
    {Field::company_address_country, "companyProfile.address.country", FieldKind::country, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.address.country; }},
    {Field::company_address_region, "companyProfile.address.region", FieldKind::region, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.address.region; }},
    {Field::company_address_city, "companyProfile.address.city", FieldKind::city, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.address.city; }},
    {Field::company_address_state, "companyProfile.address.state", FieldKind::state, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.address.state; }},
    {Field::company_address_district, "companyProfile.address.district", FieldKind::district, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.address.district; }},
    {Field::company_address_address_line1, "companyProfile.address.addressLine1", FieldKind::address_line, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.address.address_line1; }},
    {Field::company_address_address_line2, "companyProfile.address.addressLine2", FieldKind::address_line, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.address.address_line2; }},
    {Field::company_address_address_line3, "companyProfile.address.addressLine3", FieldKind::address_line, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.address.address_line3; }},
    {Field::company_address_postal_code, "companyProfile.address.postalCode", FieldKind::postal_code, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.address.postal_code; }},
    {Field::company_address_first_name, "companyProfile.address.firstName", FieldKind::person_name, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.address.first_name; }},
    {Field::company_address_middle_name, "companyProfile.address.middleName", FieldKind::person_name, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.address.middle_name; }},
    {Field::company_address_last_name, "companyProfile.address.lastName", FieldKind::person_name, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.address.last_name; }},
    {Field::company_address_email_address, "companyProfile.address.emailAddress", FieldKind::email, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.address.email_address; }},
    {Field::company_address_phone_number, "companyProfile.address.phoneNumber", FieldKind::phone_number, Profile::company,
     [](Account& account) -> std::string& { return account.company_profile.address.phone_number; }},
    {Field::billing_id, "billingProfile.id", FieldKind::identifier, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.id; }},
    {Field::billing_company_name, "billingProfile.companyName", FieldKind::company_name, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.company_name; }},
    {Field::billing_tax_id, "billingProfile.taxId", FieldKind::tax_id, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.tax_id; }},
    {Field::billing_first_name, "billingProfile.firstName", FieldKind::person_name, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.first_name; }},
    {Field::billing_last_name, "billingProfile.lastName", FieldKind::person_name, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.last_name; }},
    {Field::billing_email, "billingProfile.email", FieldKind::email, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.email; }},
    {Field::billing_culture, "billingProfile.culture", FieldKind::culture, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.culture; }},
    {Field::billing_language, "billingProfile.language", FieldKind::language, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.language; }},
    {Field::billing_address_country, "billingProfile.defaultAddress.country", FieldKind::country, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.default_address.country; }},
    {Field::billing_address_region, "billingProfile.defaultAddress.region", FieldKind::region, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.default_address.region; }},
    {Field::billing_address_city, "billingProfile.defaultAddress.city", FieldKind::city, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.default_address.city; }},
    {Field::billing_address_state, "billingProfile.defaultAddress.state", FieldKind::state, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.default_address.state; }},
    {Field::billing_address_district, "billingProfile.defaultAddress.district", FieldKind::district, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.default_address.district; }},
    {Field::billing_address_address_line1, "billingProfile.defaultAddress.addressLine1", FieldKind::address_line, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.default_address.address_line1; }},
    {Field::billing_address_address_line2, "billingProfile.defaultAddress.addressLine2", FieldKind::address_line, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.default_address.address_line2; }},
    {Field::billing_address_address_line3, "billingProfile.defaultAddress.addressLine3", FieldKind::address_line, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.default_address.address_line3; }},
    {Field::billing_address_postal_code, "billingProfile.defaultAddress.postalCode", FieldKind::postal_code, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.default_address.postal_code; }},
    {Field::billing_address_first_name, "billingProfile.defaultAddress.firstName", FieldKind::person_name, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.default_address.first_name; }},
    {Field::billing_address_middle_name, "billingProfile.defaultAddress.middleName", FieldKind::person_name, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.default_address.middle_name; }},
    {Field::billing_address_last_name, "billingProfile.defaultAddress.lastName", FieldKind::person_name, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.default_address.last_name; }},
    {Field::billing_address_email_address, "billingProfile.defaultAddress.emailAddress", FieldKind::email, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.default_address.email_address; }},
    {Field::billing_address_phone_number, "billingProfile.defaultAddress.phoneNumber", FieldKind::phone_number, Profile::billing,
     [](Account& account) -> std::string& { return account.billing_profile.default_address.phone_number; }},
};

constexpr bool rows_stand_at_their_field() {
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    if (static_cast<std::size_t>(rows[i].field) != i) return false;
  }
  return std::size(rows) == field_count;
}
static_assert(rows_stand_at_their_field(), "row_of() looks rows up by number");

const Row& row_of(Field field) { return rows[static_cast<std::size_t>(field)]; }

}  // namespace

std::string_view path_of(Field field) { return row_of(field).path; }

std::optional<Field> field_of_path(std::string_view path) {
  for (const Row& row : rows) {
    if (row.path == path) return row.field;
  }
  return std::nullopt;
}

FieldKind kind_of(Field field) { return row_of(field).kind; }

Profile profile_of(Field field) { return row_of(field).profile; }

std::string& text_of(Account& account, Field field) { return row_of(field).text(account); }

const std::string& text_of(const Account& account, Field field) {
  // The table's functions only name a member; they change nothing.
  return row_of(field).text(const_cast<Account&>(account));
}

std::string_view country_of(const Account& account, Field field) {
  const std::string& company = account.company_profile.address.country;
  const std::string& billing = account.billing_profile.default_address.country;
  const bool is_company = profile_of(field) == Profile::company;
  const std::string& own = is_company ? company : billing;
  return !own.empty() ? own : is_company ? billing : company;
}

const std::array<Field, field_count>& all_fields() {
  static constexpr std::array<Field, field_count> fields = [] {
    std::array<Field, field_count> result{};
    for (int i = 0; i < field_count; ++i) result[static_cast<std::size_t>(i)] = static_cast<Field>(i);
    return result;
  }();
  return fields;
}

}  // namespace shared
