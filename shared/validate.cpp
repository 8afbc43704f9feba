#include "shared/validate.h"

#include <array>

#include "shared/checks_address.h"
#include "shared/checks_contact.h"
#include "shared/checks_language.h"
#include "shared/checks_numbers.h"
#include "shared/checks_phone.h"
#include "shared/checks_text.h"
#include "shared/number_schemes.h"
#include "shared/phone_plan.h"
#include "shared/text.h"

namespace shared {
namespace {

// Which fields hold text that may be judged further, since their characters and length are in order; and what was seen before.
class Readable {
 public:
  explicit Readable(const Seen& seen) : seen_(seen) { readable_.fill(true); }
  void set(Field field, bool is_readable) { readable_[static_cast<std::size_t>(field)] = is_readable; }
  bool has(Field field) const { return readable_[static_cast<std::size_t>(field)]; }
  bool is_seen_plain(Field field) const { return seen_.plain.has(field); }
  bool is_seen_right(Field field) const { return seen_.right.has(field); }

 private:
  const Seen& seen_;
  std::array<bool, field_count> readable_;
};

bool is_readable(const Readable& readable, Field field) { return readable.has(field); }

bool needs_judging(const Readable& readable, Field field) { return readable.has(field) && !readable.is_seen_right(field); }

void check_characters(const Account& account, Readable& readable, ProblemList& problems) {
  visit_texts(account, [&](Field field, const std::string& value) {
    if (!readable.is_seen_plain(field)) readable.set(field, check_text(field, value, problems));
  });
}

void check_identifier(Field field, const std::string& value, const Readable& readable, ProblemList& problems) {
  if (!value.empty() && !readable.is_seen_right(field) && !is_guid(value)) problems.add(field, Rule::identifier_format, Severity::warning).details[0] = {DetailKey::example, "7d9f0c1e-4a55-4b0e-9a37-0f3b8f2c6a10"};
}

void check_relationship(const Account& account, ProblemList& problems) {
  const std::string& value = account.relationship_to_partner;
  if (value.empty()) return;
  constexpr std::string_view known = "unknown reseller advisor syndication microsoft_support none";
  if (!has_word(known, value)) problems.add(Field::relationship_to_partner, Rule::relationship_unknown).details[0] = {DetailKey::example, "reseller"};
}

void add_missing(Field field, Rule rule, std::string_view example, ProblemList& problems) {
  problems.add(field, rule).details[0] = {DetailKey::example, example};
}

// The culture of the country, or one to show its form.
std::string_view example_culture(std::string_view country) {
  const std::string_view usual = usual_culture(country);
  return usual.empty() ? std::string_view("sv-SE") : usual;
}

std::string_view example_phone_number(std::string_view country) {
  const PhonePlan* plan = find_phone_plan(country);
  return plan ? plan->example : std::string_view();
}

void check_person_names(const Account& account, const Readable& readable, std::initializer_list<Field> fields, ProblemList& problems) {
  for (const Field field : fields) {
    if (is_readable(readable, field) && !text_of(account, field).empty()) check_person_name(field, text_of(account, field), problems);
  }
}

void check_mail(const Account& account, const Readable& readable, Field field, bool is_billing_contact, ProblemList& problems) {
  if (is_readable(readable, field) && !text_of(account, field).empty()) check_email(field, text_of(account, field), is_billing_contact, problems);
}

// An address is judged as a whole: a part with characters that cannot be read is left out of it.
void check_whole_address(const Address& address, const AddressFields& fields, const Readable& readable, ProblemList& problems) {
  for (const Field field : {fields.country, fields.city, fields.state, fields.address_line1, fields.address_line2, fields.address_line3, fields.postal_code}) {
    // The characters' own problem says enough; judging the rest of the address would need this part.
    if (!is_readable(readable, field)) return;
  }
  check_address(address, fields, problems, readable.is_seen_right(fields.postal_code));
}

std::string_view company_country(const Account& account) {
  const std::string& own = account.company_profile.address.country;
  return own.empty() ? std::string_view(account.billing_profile.default_address.country) : std::string_view(own);
}

void check_company(const Account& account, const Readable& readable, ProblemList& problems) {
  const CompanyProfile& company = account.company_profile;
  check_identifier(Field::company_tenant_id, company.tenant_id, readable, problems);
  if (is_readable(readable, Field::company_domain) && !company.domain.empty()) check_domain(Field::company_domain, company.domain, problems);
  if (is_readable(readable, Field::company_company_name) && !company.company_name.empty()) {
    check_company_name(Field::company_company_name, company.company_name, problems);
  }
  const Field number = Field::company_organization_registration_number;
  if (company.organization_registration_number.empty()) {
    if (const std::string_view country = company_country(account); requires_registration_number(country)) {
      add_missing(number, Rule::registration_number_required, example_of(country, NumberUse::registration), problems);
    }
  } else if (needs_judging(readable, number)) {
    check_registration_number(number, company.organization_registration_number, company_country(account), problems);
  }
  check_mail(account, readable, Field::company_email, false, problems);
  if (is_empty(company.address)) return;
  check_whole_address(company.address, company_address_fields, readable, problems);
  check_person_names(account, readable, {Field::company_address_first_name, Field::company_address_middle_name, Field::company_address_last_name}, problems);
  check_mail(account, readable, Field::company_address_email_address, false, problems);
  if (needs_judging(readable, Field::company_address_phone_number)) {
    check_phone_number(Field::company_address_phone_number, company.address.phone_number, company_country(account), problems);
  }
}

void check_billing_numbers(const Account& account, const Readable& readable, ProblemList& problems) {
  const std::string_view country = account.billing_profile.default_address.country;
  if (!is_readable(readable, Field::billing_tax_id)) return;
  if (!readable.is_seen_right(Field::billing_tax_id)) check_tax_id(Field::billing_tax_id, account.billing_profile.tax_id, country, problems);
  if (is_readable(readable, Field::company_organization_registration_number)) {
    check_agreement(Field::billing_tax_id, account.billing_profile.tax_id, account.company_profile.organization_registration_number, country, problems);
  }
}

void check_billing_phone(const Account& account, const Readable& readable, ProblemList& problems) {
  const Address& address = account.billing_profile.default_address;
  const Field field = Field::billing_address_phone_number;
  if (address.phone_number.empty()) {
    if (requires_registration_number(address.country)) add_missing(field, Rule::phone_number_required, example_phone_number(address.country), problems);
  } else if (needs_judging(readable, field)) {
    check_phone_number(field, address.phone_number, address.country, problems);
  }
}

void check_billing(const Account& account, const Readable& readable, ProblemList& problems) {
  const BillingProfile& billing = account.billing_profile;
  const std::string_view country = billing.default_address.country;
  check_identifier(Field::billing_id, billing.id, readable, problems);
  if (billing.company_name.empty()) add_missing(Field::billing_company_name, Rule::required, "Nordanvik Papper AB", problems);
  if (is_readable(readable, Field::billing_company_name) && !billing.company_name.empty()) {
    check_company_name(Field::billing_company_name, billing.company_name, problems);
  }
  check_billing_numbers(account, readable, problems);
  check_person_names(account, readable, {Field::billing_first_name, Field::billing_last_name}, problems);
  if (billing.email.empty()) add_missing(Field::billing_email, Rule::required, "invoices@company.example", problems);
  check_mail(account, readable, Field::billing_email, true, problems);
  if (billing.culture.empty()) add_missing(Field::billing_culture, Rule::required, example_culture(country), problems);
  if (is_readable(readable, Field::billing_culture) && !billing.culture.empty()) {
    check_culture(Field::billing_culture, billing.culture, billing.default_address.country, problems);
  }
  if (billing.language.empty()) {
    const std::string_view culture = example_culture(country);
    add_missing(Field::billing_language, Rule::required, culture.substr(0, culture.find('-')), problems);
  }
  if (is_readable(readable, Field::billing_language) && !billing.language.empty()) check_language(Field::billing_language, billing.language, problems);
  check_whole_address(billing.default_address, billing_address_fields, readable, problems);
  check_person_names(account, readable, {Field::billing_address_first_name, Field::billing_address_middle_name, Field::billing_address_last_name}, problems);
  check_mail(account, readable, Field::billing_address_email_address, false, problems);
  check_billing_phone(account, readable, problems);
}

}  // namespace

void validate(const Account& account, ProblemList& problems) { validate(account, {}, problems); }

void validate(const Account& account, const Seen& seen, ProblemList& problems) {
  problems.clear();
  Readable readable(seen);
  check_characters(account, readable, problems);
  check_identifier(Field::id, account.id, readable, problems);
  check_relationship(account, problems);
  check_company(account, readable, problems);
  check_billing(account, readable, problems);
  problems.sort_by_field();
}

}  // namespace shared
