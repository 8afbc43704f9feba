#include "shared/json_writer.h"
#include "shared/version.h"
#include "shared/wire.h"

namespace shared {
namespace {

// Opens an object as a value.
void open_member(JsonWriter& writer, std::string_view name) {
  writer.key(name);
  writer.open('{');
}

void write_link(JsonWriter& writer, std::string_view name, std::string_view uri, std::string_view continuation_token = {}) {
  open_member(writer, name);
  writer.key("uri");
  writer.string(uri);
  writer.member("method", "GET");
  writer.key("headers");
  writer.open('[');
  if (!continuation_token.empty()) {
    writer.open('{');
    writer.member("key", "MS-ContinuationToken");
    writer.member("value", continuation_token);
    writer.close('}');
  }
  writer.close(']');
  writer.close('}');
}

void write_attributes(JsonWriter& writer, std::string_view object_type, std::string_view etag = {}) {
  open_member(writer, "attributes");
  writer.member("etag", etag);
  writer.member("objectType", object_type);
  writer.close('}');
}

void write_self(JsonWriter& writer, std::string_view uri, std::string_view object_type, std::string_view etag = {}) {
  open_member(writer, "links");
  write_link(writer, "self", uri);
  writer.close('}');
  write_attributes(writer, object_type, etag);
}

void write_address(JsonWriter& writer, const Address& address) {
  writer.member("country", address.country);
  writer.member("region", address.region);
  writer.member("city", address.city);
  writer.member("state", address.state);
  writer.member("district", address.district);
  writer.member("addressLine1", address.address_line1);
  writer.member("addressLine2", address.address_line2);
  writer.member("addressLine3", address.address_line3);
  writer.member("postalCode", address.postal_code);
  writer.member("firstName", address.first_name);
  writer.member("middleName", address.middle_name);
  writer.member("lastName", address.last_name);
  writer.member("emailAddress", address.email_address);
  writer.member("phoneNumber", address.phone_number);
}

void write_company(JsonWriter& writer, const CompanyProfile& profile) {
  writer.member("tenantId", profile.tenant_id);
  writer.member("domain", profile.domain);
  writer.member("companyName", profile.company_name);
  writer.member("organizationRegistrationNumber", profile.organization_registration_number);
  writer.member("email", profile.email);
  if (is_empty(profile.address)) return;
  open_member(writer, "address");
  write_address(writer, profile.address);
  writer.close('}');
}

// In answers defaultAddress and its phone number are always there: clients read into it without looking.
enum class BillingForm : std::uint8_t { stored, answer };

void write_billing(JsonWriter& writer, const BillingProfile& profile, BillingForm form) {
  writer.member("id", profile.id);
  writer.member("firstName", profile.first_name);
  writer.member("lastName", profile.last_name);
  writer.member("email", profile.email);
  writer.member("culture", profile.culture);
  writer.member("language", profile.language);
  writer.member("companyName", profile.company_name);
  writer.member("taxId", profile.tax_id);
  open_member(writer, "defaultAddress");
  write_address(writer, profile.default_address);
  if (form == BillingForm::answer && profile.default_address.phone_number.empty()) {
    writer.key("phoneNumber");
    writer.string({});
  }
  writer.close('}');
}

// Links stand relative to /v1: "/customers/{id}{rest}".
std::string customer_uri(std::string_view id, std::string_view rest = {}) {
  return std::string("/customers/").append(id).append(rest);
}

void write_problem(JsonWriter& writer, const Problem& problem) {
  writer.member("field", path_of(problem.field));
  writer.member("rule", code_of(problem.rule));
  writer.member("severity", code_of(problem.severity));
  bool opened = false;
  for (const Detail& detail : problem.details) {
    if (detail.key == DetailKey::none || detail.value.empty()) continue;
    if (!opened) open_member(writer, "detail");
    opened = true;
    writer.member(code_of(detail.key), detail.value);
  }
  if (opened) writer.close('}');
  writer.member("suggestion", problem.suggestion);
}

void write_problems(JsonWriter& writer, const ProblemList& problems) {
  writer.open('[');
  for (const Problem& problem : problems) {
    writer.open('{');
    write_problem(writer, problem);
    writer.close('}');
  }
  writer.close(']');
}

void write_warnings(JsonWriter& writer, const ProblemList* warnings) {
  if (!warnings || warnings->empty()) return;
  writer.key("problems");
  write_problems(writer, *warnings);
}

void write_account_members(JsonWriter& writer, const Account& account) {
  writer.member("id", account.id);
  open_member(writer, "companyProfile");
  write_company(writer, account.company_profile);
  writer.close('}');
  open_member(writer, "billingProfile");
  write_billing(writer, account.billing_profile, BillingForm::stored);
  writer.close('}');
  writer.member("relationshipToPartner", account.relationship_to_partner);
}

void write_summary(JsonWriter& writer, const CustomerSummary& item) {
  writer.open('{');
  writer.member("id", item.id);
  open_member(writer, "companyProfile");
  writer.member("tenantId", item.id);
  writer.member("domain", item.domain);
  writer.member("companyName", item.company_name);
  write_self(writer, customer_uri(item.id, "/profiles/company"), "CustomerCompanyProfile");
  writer.close('}');
  writer.member("relationshipToPartner", item.relationship_to_partner);
  writer.member("country", item.country);
  if (item.changed_at_ms != 0) writer.member("changedAt", time_text(item.changed_at_ms));
  write_self(writer, customer_uri(item.id), "Customer");
  writer.close('}');
}

// The path inside its profile, as the API's own errors name a property.
std::string_view path_in_profile(Field field) {
  const std::string_view path = path_of(field);
  return profile_of(field) == Profile::none ? path : path.substr(path.find('.') + 1);
}

}  // namespace

std::string time_text(std::int64_t milliseconds) {
  const std::int64_t day_ms = 86400000;
  std::int64_t days = milliseconds / day_ms;
  std::int64_t rest = milliseconds % day_ms;
  if (rest < 0) {
    rest += day_ms;
    --days;
  }
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;
  const std::int64_t month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
  std::string text;
  const auto add = [&](std::int64_t value, std::int64_t unit, char behind) {
    for (; unit > 0; unit /= 10) text.push_back(static_cast<char>('0' + value / unit % 10));
    text.push_back(behind);
  };
  add(year_of_era + era * 400 + (month <= 2 ? 1 : 0), 1000, '-');
  add(month, 10, '-');
  add(day_of_year - (153 * shifted_month + 2) / 5 + 1, 10, 'T');
  add(rest / 3600000, 10, ':');
  add(rest / 60000 % 60, 10, ':');
  add(rest / 1000 % 60, 10, '.');
  add(rest % 1000, 100, 'Z');
  return text;
}

std::string_view code_of(WireFault fault) {
  switch (fault) {
    case WireFault::not_utf8: return "not_utf8";
    case WireFault::not_json: return "not_json";
    case WireFault::too_deep: return "too_deep";
    case WireFault::duplicate_key: return "duplicate_key";
    case WireFault::not_object: return "not_object";
    case WireFault::not_text: return "not_text";
  }
  return {};
}

std::string to_json(const Account& account) {
  JsonWriter writer;
  writer.open('{');
  write_account_members(writer, account);
  writer.close('}');
  return writer.take();
}

std::string to_json(const Address& address) {
  JsonWriter writer;
  writer.open('{');
  write_address(writer, address);
  writer.close('}');
  return writer.take();
}

std::string to_json(const Customer& customer) {
  const Account& account = customer.account;
  JsonWriter writer;
  writer.open('{');
  writer.member("id", account.id);
  writer.member("commerceId", customer.commerce_id);
  open_member(writer, "companyProfile");
  write_company(writer, account.company_profile);
  write_self(writer, customer_uri(account.id, "/profiles/company"), "CustomerCompanyProfile", customer.company_etag);
  writer.close('}');
  open_member(writer, "billingProfile");
  write_billing(writer, account.billing_profile, BillingForm::answer);
  write_self(writer, customer_uri(account.id, "/profiles/billing"), "CustomerBillingProfile", customer.billing_etag);
  writer.close('}');
  writer.member("relationshipToPartner", account.relationship_to_partner);
  writer.key("allowDelegatedAccess");
  writer.boolean(customer.allow_delegated_access);
  writer.member("associatedPartnerId", customer.associated_partner_id);
  if (!customer.custom_domains.empty()) {
    writer.key("customDomains");
    writer.open('[');
    for (const std::string& domain : customer.custom_domains) writer.string(domain);
    writer.close(']');
  }
  if (customer.changed_at_ms != 0) writer.member("changedAt", time_text(customer.changed_at_ms));
  writer.member("changedBy", customer.changed_by);
  write_self(writer, customer_uri(account.id), "Customer");
  writer.close('}');
  return writer.take();
}

std::string to_json(const CustomerPage& page) {
  JsonWriter writer;
  writer.open('{');
  writer.key("totalCount");
  writer.number(static_cast<std::int64_t>(page.items.size()));
  writer.key("items");
  writer.open('[');
  for (const CustomerSummary& item : page.items) write_summary(writer, item);
  writer.close(']');
  open_member(writer, "links");
  write_link(writer, "self", page.self_uri);
  if (!page.next_uri.empty()) write_link(writer, "next", page.next_uri, page.continuation_token);
  if (!page.previous_uri.empty()) write_link(writer, "previous", page.previous_uri, page.previous_token);
  writer.close('}');
  writer.member("continuationToken", page.continuation_token);
  writer.key("matchingCount");
  writer.number(page.matching_count);
  writer.key("customerCount");
  writer.number(page.customer_count);
  write_attributes(writer, "Collection");
  writer.close('}');
  return writer.take();
}

std::string credentials_to_json(std::string_view user, std::string_view password) {
  JsonWriter writer;
  writer.open('{');
  writer.key("user");
  writer.string(user);
  writer.key("password");
  writer.string(password);
  writer.close('}');
  return writer.take();
}

std::string to_json(const Session& session) {
  JsonWriter writer;
  writer.open('{');
  writer.member("user", session.user);
  writer.member("displayName", session.display_name);
  writer.member("role", code_of(session.role));
  writer.member("resellerId", session.reseller_id);
  writer.member("resellerName", session.reseller_name);
  writer.key("permissions");
  writer.open('[');
  for (std::size_t i = 0; i < permission_count; ++i) {
    if (session.permissions.contains(static_cast<Permission>(i))) writer.string(code_of(static_cast<Permission>(i)));
  }
  writer.close(']');
  writer.close('}');
  return writer.take();
}

std::string to_json(const BillingProfile& profile, std::string_view customer_id, std::string_view etag, const ProblemList* warnings) {
  JsonWriter writer;
  writer.open('{');
  write_billing(writer, profile, BillingForm::answer);
  write_warnings(writer, warnings);
  write_self(writer, customer_uri(customer_id, "/profiles/billing"), "CustomerBillingProfile", etag);
  writer.close('}');
  return writer.take();
}

std::string to_json(const CompanyProfile& profile, std::string_view customer_id, std::string_view etag, const ProblemList* warnings) {
  JsonWriter writer;
  writer.open('{');
  write_company(writer, profile);
  write_warnings(writer, warnings);
  write_self(writer, customer_uri(customer_id, "/profiles/company"), "CustomerCompanyProfile", etag);
  writer.close('}');
  return writer.take();
}

std::string to_json(const ErrorBody& error, const ProblemList* problems, const Account* account, Language language) {
  const auto sentence_of = [&](const Problem& problem) {
    return sentence(problem, account ? country_of(*account, problem.field) : std::string_view(), language);
  };
  JsonWriter writer;
  writer.open('{');
  writer.key("code");
  writer.number(error.code);
  writer.key("description");
  writer.string(error.description);
  writer.key("data");
  writer.open('[');
  for (const std::string& item : error.data) writer.string(item);
  if (problems) {
    for (const Problem& problem : *problems) {
      writer.string(std::string("property_name: ").append(path_in_profile(problem.field)).append(" - ").append(sentence_of(problem)));
    }
  }
  writer.close(']');
  writer.member("source", "PartnerFD");
  if (problems) {
    writer.key("errors");
    writer.open('[');
    for (const Problem& problem : *problems) {
      writer.open('{');
      write_problem(writer, problem);
      writer.member("message", sentence_of(problem));
      writer.close('}');
    }
    writer.close(']');
    writer.member("rulesVersion", rules_version);
  }
  writer.close('}');
  return writer.take();
}

std::string verdict_to_json(const Account& normalized, const ProblemList& problems, std::optional<Language> language) {
  JsonWriter writer;
  writer.open('{');
  writer.key("accepted");
  writer.boolean(!problems.has_errors() && problems.is_complete());
  writer.key("problems");
  writer.open('[');
  for (const Problem& problem : problems) {
    writer.open('{');
    write_problem(writer, problem);
    if (language) writer.member("message", sentence(problem, country_of(normalized, problem.field), *language));
    writer.close('}');
  }
  writer.close(']');
  open_member(writer, "normalized");
  write_account_members(writer, normalized);
  writer.close('}');
  writer.member("rulesVersion", rules_version);
  writer.close('}');
  return writer.take();
}

std::string verdict_to_json(Field field, std::string_view normalized, std::string_view country, const ProblemList& problems, Language language) {
  JsonWriter writer;
  const Problem* worst = problems.first_of(field);
  writer.open('{');
  writer.key("accepted");
  writer.boolean(!worst || worst->severity != Severity::error);
  writer.key("problems");
  writer.open('[');
  for (const Problem& problem : problems) {
    if (problem.field != field) continue;
    writer.open('{');
    write_problem(writer, problem);
    writer.member("message", sentence(problem, country, language));
    writer.close('}');
  }
  writer.close(']');
  writer.key("normalized");
  writer.string(normalized);
  writer.member("rulesVersion", rules_version);
  writer.close('}');
  return writer.take();
}

std::string to_json(const ProblemList& problems) {
  JsonWriter writer;
  write_problems(writer, problems);
  return writer.take();
}

}  // namespace shared
