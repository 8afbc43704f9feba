#include "shared/value.h"

#include <array>
#include <utility>

#include "shared/checks_address.h"
#include "shared/checks_contact.h"
#include "shared/checks_language.h"
#include "shared/checks_numbers.h"
#include "shared/checks_phone.h"
#include "shared/checks_text.h"
#include "shared/country.h"
#include "shared/normalize.h"

namespace shared {
namespace {

struct Row {
  std::string_view name;
  ValueKind kind;
  Field field;  // Where such a value stands in an account.
};
constexpr Row rows[] = {
    {"companyName", ValueKind::company_name, Field::billing_company_name},
    {"personName", ValueKind::person_name, Field::billing_first_name},
    {"email", ValueKind::email, Field::billing_email},
    {"phoneNumber", ValueKind::phone_number, Field::billing_address_phone_number},
    {"postalCode", ValueKind::postal_code, Field::billing_address_postal_code},
    {"state", ValueKind::state, Field::billing_address_state},
    {"city", ValueKind::city, Field::billing_address_city},
    {"addressLine", ValueKind::address_line, Field::billing_address_address_line1},
    {"domain", ValueKind::domain, Field::company_domain},
    {"country", ValueKind::country, Field::billing_address_country},
    {"language", ValueKind::language, Field::billing_language},
    {"culture", ValueKind::culture, Field::billing_culture},
    {"taxId", ValueKind::tax_id, Field::billing_tax_id},
    {"organizationRegistrationNumber", ValueKind::organization_registration_number, Field::company_organization_registration_number},
    {"postalCodeInState", ValueKind::postal_code_in_state, Field::billing_address_postal_code},
};

// Where the country is not known, an empty postal code is one that was forgotten.
bool requires_postal_code(std::string_view code) {
  const Country* country = find_country(code);
  return !country || country->requires_postal_code;
}

void judge_text(ValueKind kind, Field field, std::string_view value, std::string_view country, ProblemList& problems) {
  switch (kind) {
    case ValueKind::company_name: return check_company_name(field, value, problems);
    case ValueKind::person_name: return check_person_name(field, value, problems);
    case ValueKind::email: return check_email(field, value, /*is_billing_contact=*/false, problems);
    case ValueKind::phone_number: return check_phone_number(field, value, country, problems);
    case ValueKind::postal_code: return check_postal_code(field, value, country, problems);
    case ValueKind::state: return check_state(field, value, country, problems);
    case ValueKind::city: return check_city(field, value, country, problems);
    case ValueKind::address_line: return check_address_line(field, value, country, problems);
    case ValueKind::domain: return check_domain(field, value, problems);
    case ValueKind::country: return check_country(field, value, problems);
    case ValueKind::language: return check_language(field, value, problems);
    case ValueKind::culture: return check_culture(field, value, country, problems);
    case ValueKind::tax_id: return check_tax_id(field, value, country, problems);
    case ValueKind::organization_registration_number: return check_registration_number(field, value, country, problems);
    case ValueKind::postal_code_in_state: return;
  }
}

// STATE/POSTAL CODE: each on its own, then one against the other.
void judge_postal_code_in_state(Account& account, std::string_view value, ProblemList& problems) {
  Address& address = account.billing_profile.default_address;
  const std::size_t slash = value.rfind('/');
  address.state = value.substr(0, slash);
  address.postal_code = slash == std::string_view::npos ? std::string_view() : value.substr(slash + 1);
  normalize_field(account, Field::billing_address_state);
  normalize_field(account, Field::billing_address_postal_code);
  for (const Field field : {Field::billing_address_state, Field::billing_address_postal_code}) {
    const std::string& part = text_of(account, field);
    if (part.empty()) {
      problems.add(field, Rule::required);
    } else if (!check_text(field, part, problems)) {
      return;
    }
  }
  check_state(Field::billing_address_state, address.state, address.country, problems);
  check_postal_code_in_state(Field::billing_address_postal_code, address.postal_code, address.state, address.country, problems);
}

}  // namespace

std::optional<ValueKind> value_kind_of(std::string_view name) {
  for (const Row& row : rows) {
    if (row.name == name) return row.kind;
  }
  return std::nullopt;
}

Field field_of(ValueKind kind) {
  for (const Row& row : rows) {
    if (row.kind == kind) return row.field;
  }
  return Field::id;
}

void judge_value(ValueKind kind, std::string_view country, std::string_view value, ProblemList& problems, std::string* normalized) {
  problems.clear();
  Account account;
  account.billing_profile.default_address.country = country;
  normalize_field(account, Field::billing_address_country);
  if (kind == ValueKind::postal_code_in_state) return judge_postal_code_in_state(account, value, problems);
  const Field field = field_of(kind);
  std::string& text = text_of(account, field);
  text = value;
  normalize_field(account, field);
  if (normalized) *normalized = text;
  if (text.empty()) {
    if (kind != ValueKind::postal_code || requires_postal_code(account.billing_profile.default_address.country)) problems.add(field, Rule::required);
    return;
  }
  if (check_text(field, text, problems)) judge_text(kind, field, text, account.billing_profile.default_address.country, problems);
}

}  // namespace shared
