#include "server/activity_wire.h"

#include "server/dates.h"
#include "server/text_members.h"
#include "shared/field.h"
#include "shared/json_writer.h"
#include "shared/text.h"
#include "shared/wire.h"

namespace server {
namespace {

using shared::JsonWriter;

constexpr std::size_t filter_bytes_max = 2048;
constexpr std::int64_t ticks_per_ms = 10'000;
constexpr std::int64_t ticks_before_1970 = 621'355'968'000'000'000;  // Ticks are counted from the year 1.

bool is_personal(shared::FieldKind kind) {
  using shared::FieldKind;
  // A tax or registration number of a sole trader is a person's.
  return kind == FieldKind::person_name || kind == FieldKind::email || kind == FieldKind::phone_number || kind == FieldKind::tax_id ||
         kind == FieldKind::organization_registration_number;
}

std::string shown(const FieldChange& change, const std::string& value, PersonalData personal_data) {
  const auto field = shared::field_of_path(change.field);
  return field && personal_data == PersonalData::masked ? masked(*field, value) : value;
}

void write_text(JsonWriter& writer, std::string_view name, std::string_view value) {
  writer.key(name);
  writer.string(value);
}

void write_link(JsonWriter& writer, std::string_view name, std::string_view uri, std::string_view token = {}) {
  writer.key(name);
  writer.open('{');
  write_text(writer, "uri", uri);
  write_text(writer, "method", "GET");
  writer.key("headers");
  writer.open('[');
  if (!token.empty()) {
    writer.open('{');
    write_text(writer, "key", "MS-ContinuationToken");
    write_text(writer, "value", token);
    writer.close('}');
  }
  writer.close(']');
  writer.close('}');
}

void write_attributes(JsonWriter& writer, std::string_view object_type) {
  writer.key("attributes");
  writer.open('{');
  write_text(writer, "objectType", object_type);
  writer.close('}');
}

void write_links(JsonWriter& writer, std::string_view self_uri, std::string_view next_uri, std::string_view token = {}) {
  writer.key("links");
  writer.open('{');
  write_link(writer, "self", self_uri);
  if (!next_uri.empty()) write_link(writer, "next", next_uri, token);
  writer.close('}');
}

std::string_view name_of_operation(const ActivityRow& row) {
  const auto operation = find_operation(row.operation);
  return operation ? name_of(*operation) : std::string_view(row.operation);
}

void write_roles(JsonWriter& writer, std::string_view roles) {
  writer.key("roles");
  writer.open('[');
  while (!roles.empty()) {
    const std::size_t end = roles.find(',');
    writer.string(roles.substr(0, end));
    roles.remove_prefix(end == std::string_view::npos ? roles.size() : end + 1);
  }
  writer.close(']');
}

void write_entry_members(JsonWriter& writer, const ActivityRow& row, PersonalData personal_data) {
  writer.key("number");
  writer.number(row.number);
  write_text(writer, "changedAt", text_of_moment(row.done_at_ms));
  write_text(writer, "changedBy", row.user_name);
  write_roles(writer, row.roles);
  writer.member("client", row.client);
  writer.member("application", row.application);
  writer.member("correlationId", row.correlation_id);
  writer.member("requestId", row.request_id);
  write_text(writer, "operationType", row.operation);
  write_text(writer, "operationName", name_of_operation(row));
  write_text(writer, "resourceType", row.resource_type);
  write_text(writer, "operationStatus", row.status);
  writer.key("fields");
  writer.open('[');
  for (const FieldChange& change : changes_of(row)) {
    writer.open('{');
    write_text(writer, "field", change.field);
    write_text(writer, "oldValue", shown(change, change.old_value, personal_data));
    write_text(writer, "newValue", shown(change, change.new_value, personal_data));
    writer.close('}');
  }
  writer.close(']');
  writer.member("resourceOldValue", row.old_value);
  writer.member("resourceNewValue", row.new_value);
  writer.key("isMasked");
  writer.boolean(personal_data == PersonalData::masked);
}

// Writes values by their paths as one document: "billingProfile.email" becomes {"BillingProfile":{"Email":...}}. Paths of
// one object follow one another, as they do in the order of the form.
class PascalDocument {
 public:
  PascalDocument() { writer_.open('{'); }

  void add(std::string_view path, std::string_view value) {
    std::size_t depth = 0;
    for (std::size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.'), ++depth) {
      const std::string name = pascal(path.substr(0, dot));
      path.remove_prefix(dot + 1);
      if (depth < open_.size() && open_[depth] == name) continue;
      close_to(depth);
      writer_.key(name);
      writer_.open('{');
      open_.push_back(name);
    }
    close_to(depth);
    writer_.key(pascal(path));
    if (value.empty()) {
      writer_.null();
    } else {
      writer_.string(value);
    }
  }

  std::string end() {
    close_to(0);
    writer_.close('}');
    return writer_.take();
  }

 private:
  static std::string pascal(std::string_view name) {
    std::string result(name);
    if (!result.empty() && result[0] >= 'a' && result[0] <= 'z') result[0] = static_cast<char>(result[0] - 'a' + 'A');
    return result;
  }
  void close_to(std::size_t depth) {
    for (; open_.size() > depth; open_.pop_back()) writer_.close('}');
  }

  JsonWriter writer_;
  std::vector<std::string> open_;
};

// What an audit record tells of the resource before or after: of a profile, its members alone.
std::string resource_json(const ActivityRow& row, std::string FieldChange::*value, PersonalData personal_data) {
  const std::vector<FieldChange> changes = changes_of(row);
  if (changes.empty()) return {};
  PascalDocument document;
  for (const FieldChange& change : changes) {
    std::string_view path = change.field;
    if (row.operation == code_of(Operation::update_customer_billing_profile) || row.operation == code_of(Operation::update_company_info)) {
      path.remove_prefix(std::min(path.find('.') + 1, path.size()));
    }
    document.add(path, shown(change, change.*value, personal_data));
  }
  return document.end();
}

// "{partner}_{customer}_{operation}_{ticks}"; rows of one millisecond differ in the digits below it.
std::string record_id(const ActivityRow& row) {
  const std::string ticks = std::to_string(ticks_before_1970 + row.done_at_ms * ticks_per_ms + row.number % ticks_per_ms);
  if (row.customer.empty()) return row.reseller + "_" + ticks;
  std::string operation = row.operation;
  std::erase(operation, '_');
  return row.reseller + "_" + row.customer + "_" + operation + "_" + ticks;
}

void write_customized(JsonWriter& writer, std::string_view key, std::string_view value) {
  if (value.empty()) return;
  writer.open('{');
  write_text(writer, "key", key);
  write_text(writer, "value", value);
  writer.close('}');
}

void write_record(JsonWriter& writer, const ActivityRow& row, PersonalData personal_data) {
  const bool is_new = row.operation == code_of(Operation::add_customer) || row.operation == code_of(Operation::create_self_serve_policy);
  const bool is_gone = row.operation == code_of(Operation::delete_customer) || row.operation == code_of(Operation::delete_self_serve_policy);
  std::string digits = std::to_string(row.number % ticks_per_ms);
  digits.insert(0, 4 - digits.size(), '0');
  writer.open('{');
  write_text(writer, "id", record_id(row));
  write_text(writer, "partnerId", row.reseller);
  writer.key("participants");
  writer.open('[');
  writer.string(row.reseller);
  writer.close(']');
  writer.member("customerId", row.customer);
  writer.member("customerName", row.customer_name);
  write_text(writer, "userPrincipalName", row.user_name);
  writer.member("applicationId", row.application.empty() ? row.client : row.application);
  write_text(writer, "resourceType", row.resource_type);
  if (!is_new) writer.member("resourceOldValue", row.old_value.empty() ? resource_json(row, &FieldChange::old_value, personal_data) : row.old_value);
  if (!is_gone) writer.member("resourceNewValue", row.new_value.empty() ? resource_json(row, &FieldChange::new_value, personal_data) : row.new_value);
  write_text(writer, "operationType", row.operation);
  writer.member("originalCorrelationId", row.correlation_id);
  write_text(writer, "operationDate", text_of_moment(row.done_at_ms, digits));
  write_text(writer, "operationStatus", row.status);
  writer.key("customizedData");
  writer.open('[');
  write_customized(writer, "Activity", name_of_operation(row));
  write_customized(writer, "Roles", row.roles);
  write_customized(writer, "Client", row.client);
  write_customized(writer, "RequestId", row.request_id);
  write_customized(writer, "Detail", row.detail);
  writer.close(']');
  write_attributes(writer, "AuditRecord");
  writer.close('}');
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

}  // namespace

std::string masked(shared::Field field, std::string_view value) {
  constexpr std::string_view dots = "•••";
  const shared::FieldKind kind = shared::kind_of(field);
  if (value.empty() || !is_personal(kind)) return std::string(value);
  std::size_t position = 0;
  (void)shared::next_code_point(value, position);
  std::string result(value.substr(0, position < value.size() ? position : 0));
  result.append(dots);
  if (kind == shared::FieldKind::email && value.rfind('@') != std::string_view::npos) result.append(value.substr(value.rfind('@')));
  return result;
}

std::string history_to_json(const std::vector<ActivityRow>& rows, PersonalData personal_data, std::string_view self_uri, std::string_view next_uri) {
  JsonWriter writer;
  writer.open('{');
  writer.key("totalCount");
  writer.number(static_cast<std::int64_t>(rows.size()));
  writer.key("items");
  writer.open('[');
  for (const ActivityRow& row : rows) {
    writer.open('{');
    write_entry_members(writer, row, personal_data);
    writer.close('}');
  }
  writer.close(']');
  write_links(writer, self_uri, next_uri);
  write_attributes(writer, "Collection");
  writer.close('}');
  return writer.take();
}

std::string history_entry_to_json(const ActivityRow& row, const shared::Account& account, PersonalData personal_data) {
  shared::Account shown_account = account;
  if (personal_data == PersonalData::masked) {
    for (const shared::Field field : shared::all_fields()) shared::text_of(shown_account, field) = masked(field, shared::text_of(account, field));
  }
  JsonWriter writer;
  writer.open('{');
  write_entry_members(writer, row, personal_data);
  writer.key("account");
  writer.raw(shared::to_json(shown_account));
  writer.close('}');
  return writer.take();
}

std::string records_to_json(const std::vector<ActivityRow>& rows, PersonalData personal_data, std::string_view self_uri, std::string_view next_uri,
                            std::string_view token) {
  JsonWriter writer;
  writer.open('{');
  writer.key("totalCount");
  writer.number(static_cast<std::int64_t>(rows.size()));
  writer.key("items");
  writer.open('[');
  for (const ActivityRow& row : rows) write_record(writer, row, personal_data);
  writer.close(']');
  write_links(writer, self_uri, next_uri, token);
  writer.member("continuationToken", token);
  write_attributes(writer, "Collection");
  writer.close('}');
  return writer.take();
}

std::optional<RecordFilter> record_filter_from_json(std::string_view text) {
  if (text.size() > filter_bytes_max) return std::nullopt;
  const auto members = TextMembers::read(text);
  if (!members) return std::nullopt;
  const auto word = [&](std::string_view name) {
    const std::string* found = members->find(name);
    return found ? TextMembers::bare(*found) : std::string();
  };
  const std::string field = word("Field");
  const std::string comparison = word("Operator");
  const std::string* value = members->find("Value");
  if (!value || has_control_character(*value)) return std::nullopt;
  std::optional<RecordFilter> filter = RecordFilter{RecordField::customer_id, *value};
  if (field == "companyname" && comparison == "substring") {
    filter->field = RecordField::company_name;
    return filter;
  }
  if (comparison != "equals") return std::nullopt;
  if (field == "customerid") {
    for (char& c : filter->value) c = shared::ascii_lower(c);
    return filter;
  }
  if (field != "resourcetype") return std::nullopt;
  filter->field = RecordField::resource_type;
  // Kept as "self_serve_policy"; clients also send "SelfServePolicy" and "selfservepolicy".
  const std::string wanted = TextMembers::bare(filter->value);
  for (int i = 0; i <= static_cast<int>(Operation::export_customers); ++i) {
    const std::string_view type = resource_type_of(static_cast<Operation>(i));
    if (TextMembers::bare(type) == wanted) filter->value = type;
  }
  return filter;
}

}  // namespace server
