#include "server/relationship_wire.h"

#include <initializer_list>

#include "server/relationships.h"
#include "shared/json_reader.h"
#include "shared/json_writer.h"
#include "shared/text.h"

namespace server {
namespace {

using shared::JsonReader;
using shared::JsonWriter;
using shared::WireError;
using shared::WireFault;
using shared::equal_ignoring_case;

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = shared::ascii_lower(c);
  return result;
}

WireError error_of(const JsonReader& reader) {
  switch (reader.fault()) {
    case JsonReader::Fault::not_utf8: return {WireFault::not_utf8, ""};
    case JsonReader::Fault::too_deep: return {WireFault::too_deep, ""};
    case JsonReader::Fault::duplicate_key: return {WireFault::duplicate_key, reader.duplicate_name()};
    case JsonReader::Fault::none: return {WireFault::not_object, ""};
    case JsonReader::Fault::not_json: break;
  }
  return {WireFault::not_json, ""};
}

// Calls `read` for each member of the object that stands next; `read` takes its value or leaves it, then it is skipped.
template <typename Read>
void each_member(JsonReader& reader, const Read& read) {
  if (reader.kind() != JsonReader::Kind::object) return reader.skip();
  reader.enter_object();
  std::string_view name;
  for (std::uint32_t hash = 0; reader.next_member(name, hash);) {
    if (!read(std::string(name))) reader.skip();
  }
}

template <typename Read>
void each_item(JsonReader& reader, const Read& read) {
  if (reader.kind() != JsonReader::Kind::array) return reader.skip();
  reader.enter_array();
  while (reader.next_item()) read();
}

struct TextMember {
  std::string_view name;
  std::string* value;
};

// Reads the member where it is one of these; a value of another type leaves the text empty.
bool read_text(JsonReader& reader, std::string_view name, std::initializer_list<TextMember> members) {
  for (const TextMember& member : members) {
    if (!equal_ignoring_case(name, member.name)) continue;
    (void)reader.read_text(*member.value);
    return true;
  }
  return false;
}

// Reads a whole document that must be an object.
template <typename Read>
std::optional<WireError> read_document(std::string_view text, const Read& read) {
  JsonReader reader;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  reader.begin(text);
  const bool is_object = reader.kind() == JsonReader::Kind::object;
  each_member(reader, [&](const std::string& name) { return read(reader, name); });
  reader.finish();
  if (reader.has_failed() || !is_object) return error_of(reader);
  return std::nullopt;
}

void read_permission(JsonReader& reader, PolicyDocument& document) {
  std::string resource;
  std::string action;
  each_member(reader, [&](std::string_view name) { return read_text(reader, name, {{"resource", &resource}, {"action", &action}}); });
  if (!equal_ignoring_case(action, "Purchase")) {
    document.is_understood = false;
  } else if (equal_ignoring_case(resource, "AzureReservedInstances")) {
    document.permissions.reserved_instances = true;
  } else if (equal_ignoring_case(resource, "AzureSavingsPlan")) {
    document.permissions.savings_plan = true;
  } else {
    document.is_understood = false;
  }
}

// Opens a member that is an object.
void open_member(JsonWriter& writer, std::string_view name) {
  writer.key(name);
  writer.open('{');
}

void write_attributes(JsonWriter& writer, std::string_view object_type, std::string_view etag = {}) {
  open_member(writer, "attributes");
  writer.member("etag", etag);
  writer.member("objectType", object_type);
  writer.close('}');
}

void write_permission(JsonWriter& writer, bool is_given, std::string_view resource) {
  if (!is_given) return;
  writer.open('{');
  writer.member("resource", resource);
  writer.member("action", "Purchase");
  writer.close('}');
}

void write_policy(JsonWriter& writer, const PurchasePolicy& policy, std::string_view partner) {
  writer.open('{');
  writer.member("id", policy_id(partner, policy.customer));
  open_member(writer, "selfServeEntity");
  writer.member("selfServeEntityType", "customer");
  writer.member("tenantID", policy.customer);
  writer.close('}');
  open_member(writer, "grantor");
  writer.member("grantorType", "billToPartner");
  writer.member("tenantID", partner);
  writer.close('}');
  writer.key("permissions");
  writer.open('[');
  write_permission(writer, policy.permissions.reserved_instances, "AzureReservedInstances");
  write_permission(writer, policy.permissions.savings_plan, "AzureSavingsPlan");
  writer.close(']');
  // Here the etag's quotes are part of the text.
  write_attributes(writer, "SelfServePolicy", std::string("\"").append(policy.etag).append("\""));
  writer.close('}');
}

void write_qualification(JsonWriter& writer, const Qualification& qualification) {
  writer.open('{');
  writer.member("qualification", qualification.qualification);
  writer.member("vettingStatus", qualification.vetting_status);
  writer.member("vettingReason", qualification.vetting_reason);
  writer.member("vettingCreatedDate", shared::time_text(qualification.created_at_ms));
  writer.close('}');
}

void write_agreement(JsonWriter& writer, const Agreement& agreement) {
  writer.open('{');
  writer.member("userId", agreement.user);
  open_member(writer, "primaryContact");
  writer.member("firstName", agreement.first_name);
  writer.member("lastName", agreement.last_name);
  writer.member("email", agreement.email);
  writer.member("phoneNumber", agreement.phone_number);
  writer.close('}');
  writer.member("templateId", agreement.template_id);
  writer.member("dateAgreed", agreement.agreed_on);
  writer.member("type", agreement.type);
  writer.close('}');
}

template <typename Items, typename Write>
std::string collection_of(const Items& items, const Write& write) {
  JsonWriter writer;
  writer.open('{');
  writer.key("totalCount");
  writer.number(static_cast<std::int64_t>(items.size()));
  writer.key("items");
  writer.open('[');
  for (const auto& item : items) write(writer, item);
  writer.close(']');
  write_attributes(writer, "Collection");
  writer.close('}');
  return writer.take();
}

}  // namespace

shared::Result<NewCustomer, WireError> new_customer_from_json(std::string_view text) {
  NewCustomer customer;
  auto account = shared::account_from_json(text);
  if (!account) return account.failure();
  customer.account = std::move(*account);
  (void)read_document(text, [&](JsonReader& reader, std::string_view name) {
    if (equal_ignoring_case(name, "enableGDAPByDefault")) {
      customer.tells_granular_administration = reader.read_boolean(customer.enables_granular_administration);
      return true;
    }
    return read_text(reader, name, {{"associatedPartnerId", &customer.associated_partner_id}});
  });
  customer.associated_partner_id = lower(customer.associated_partner_id);
  return customer;
}

shared::Result<PolicyDocument, WireError> policy_from_json(std::string_view text) {
  PolicyDocument document;
  const auto error = read_document(text, [&](JsonReader& reader, std::string_view name) {
    if (equal_ignoring_case(name, "permissions")) {
      each_item(reader, [&] { read_permission(reader, document); });
      return true;
    }
    if (equal_ignoring_case(name, "selfServeEntity") || equal_ignoring_case(name, "grantor")) {
      const bool is_grantor = equal_ignoring_case(name, "grantor");
      std::string& tenant = is_grantor ? document.partner : document.customer;
      std::string type;
      each_member(reader, [&](std::string_view member) { return read_text(reader, member, {{"tenantID", &tenant}, {is_grantor ? "grantorType" : "selfServeEntityType", &type}}); });
      if (!type.empty() && !equal_ignoring_case(type, is_grantor ? "billToPartner" : "customer")) document.is_understood = false;
      return true;
    }
    if (equal_ignoring_case(name, "attributes")) {
      each_member(reader, [&](std::string_view member) { return read_text(reader, member, {{"etag", &document.etag}}); });
      return true;
    }
    return read_text(reader, name, {{"id", &document.id}});
  });
  if (error) return *error;
  document.customer = lower(document.customer);
  document.partner = lower(document.partner);
  return document;
}

shared::Result<std::string, WireError> qualification_from_json(std::string_view text) {
  // The older call sends a text alone.
  JsonReader reader;
  reader.begin(text);
  std::string alone;
  if (reader.kind() == JsonReader::Kind::text && reader.read_text(alone)) {
    reader.finish();
    if (reader.has_failed()) return error_of(reader);
    return alone;
  }
  std::string qualification;
  const auto error = read_document(text, [&](JsonReader& document, std::string_view name) { return read_text(document, name, {{"qualification", &qualification}}); });
  if (error) return *error;
  return qualification;
}

shared::Result<std::string, WireError> verified_domain_from_json(std::string_view text) {
  std::string domain;
  const auto error = read_document(text, [&](JsonReader& reader, std::string_view name) {
    if (equal_ignoring_case(name, "verifiedDomain")) {
      each_member(reader, [&](std::string_view member) { return read_text(reader, member, {{"name", &domain}}); });
      return true;
    }
    return read_text(reader, name, {{"verifiedDomainName", &domain}});
  });
  if (error) return *error;
  return domain;
}

shared::Result<Agreement, WireError> agreement_from_json(std::string_view text) {
  Agreement agreement;
  const auto error = read_document(text, [&](JsonReader& reader, std::string_view name) {
    if (equal_ignoring_case(name, "primaryContact")) {
      each_member(reader, [&](std::string_view member) {
        return read_text(reader, member, {{"firstName", &agreement.first_name}, {"lastName", &agreement.last_name}, {"email", &agreement.email}, {"phoneNumber", &agreement.phone_number}});
      });
      return true;
    }
    return read_text(reader, name, {{"type", &agreement.type}, {"templateId", &agreement.template_id}, {"dateAgreed", &agreement.agreed_on}});
  });
  if (error) return *error;
  return agreement;
}

std::string created_to_json(const shared::Customer& customer, const NewCustomer& request, std::string_view password, const shared::ProblemList& warnings) {
  const shared::Account& account = customer.account;
  JsonWriter writer;
  writer.open('{');
  writer.member("id", account.id);
  writer.member("commerceId", customer.commerce_id);
  open_member(writer, "companyProfile");
  writer.member("tenantId", account.company_profile.tenant_id);
  writer.member("domain", account.company_profile.domain);
  writer.member("organizationRegistrationNumber", account.company_profile.organization_registration_number);
  write_attributes(writer, "CustomerCompanyProfile");
  writer.close('}');
  writer.key("billingProfile");
  writer.raw(shared::to_json(account.billing_profile, account.id, customer.billing_etag));
  if (request.tells_granular_administration) {
    writer.key("enableGDAPByDefault");
    writer.boolean(request.enables_granular_administration);
  }
  writer.member("associatedPartnerId", customer.associated_partner_id);
  writer.member("relationshipToPartner", "none");  // As documented: it begins when the directory has settled.
  open_member(writer, "userCredentials");
  writer.member("userName", "admin");
  writer.member("password", password);
  writer.close('}');
  if (!warnings.empty()) {
    writer.key("problems");
    writer.raw(shared::to_json(warnings));
  }
  write_attributes(writer, "Customer");
  writer.close('}');
  return writer.take();
}

std::string to_json(const PurchasePolicy& policy, std::string_view partner) {
  JsonWriter writer;
  write_policy(writer, policy, partner);
  return writer.take();
}

std::string collection_to_json(const std::vector<PurchasePolicy>& policies, std::string_view partner) {
  return collection_of(policies, [&](JsonWriter& writer, const PurchasePolicy& policy) { write_policy(writer, policy, partner); });
}

std::string activity_value_of(const PurchasePolicy& policy, std::string_view partner) {
  JsonWriter writer;
  writer.open('{');
  writer.member("Id", policy_id(partner, policy.customer));
  writer.key("Permissions");
  writer.open('[');
  for (const auto& [is_given, resource] : {std::pair{policy.permissions.reserved_instances, "AzureReservedInstances"}, std::pair{policy.permissions.savings_plan, "AzureSavingsPlan"}}) {
    if (!is_given) continue;
    writer.open('{');
    writer.member("Resource", resource);
    writer.member("Action", "Purchase");
    writer.close('}');
  }
  writer.close(']');
  writer.close('}');
  return writer.take();
}

std::string to_json(const std::vector<Qualification>& qualifications) {
  JsonWriter writer;
  writer.open('[');
  for (const Qualification& qualification : qualifications) write_qualification(writer, qualification);
  writer.close(']');
  return writer.take();
}

std::string to_json(const Qualification& qualification) {
  JsonWriter writer;
  write_qualification(writer, qualification);
  return writer.take();
}

std::string to_json(const std::vector<Agreement>& agreements) {
  return collection_of(agreements, [](JsonWriter& writer, const Agreement& agreement) { write_agreement(writer, agreement); });
}

std::string to_json(const Agreement& agreement) {
  JsonWriter writer;
  write_agreement(writer, agreement);
  return writer.take();
}

std::string organization_to_json(const shared::Account& account) {
  const shared::Address& own = account.company_profile.address;
  const shared::Address& address = shared::is_empty(own) ? account.billing_profile.default_address : own;
  JsonWriter writer;
  writer.open('[');
  writer.open('{');
  writer.member("street", address.address_line1);
  writer.member("countryLetterCode", address.country);
  writer.member("postalCode", address.postal_code);
  writer.member("city", address.city);
  writer.member("state", address.state);
  writer.member("displayName", account.company_profile.company_name.empty() ? account.billing_profile.company_name : account.company_profile.company_name);
  writer.key("technicalNotificationMails");
  writer.open('[');
  if (!account.company_profile.email.empty()) writer.string(account.company_profile.email);
  writer.close(']');
  writer.close('}');
  writer.close(']');
  return writer.take();
}

std::string names_to_json(const std::vector<std::string>& names) {
  JsonWriter writer;
  writer.open('[');
  for (const std::string& name : names) writer.string(name);
  writer.close(']');
  return writer.take();
}

}  // namespace server
