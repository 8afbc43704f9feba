#include "server/activity.h"

#include <algorithm>

#include "server/activity_chain.h"
#include "shared/field.h"
#include "shared/json_writer.h"
#include "shared/text.h"

namespace server {
namespace {

constexpr std::size_t header_bytes_max = 200;

struct Row {
  Operation operation;
  std::string_view code;
  std::string_view resource_type;
  std::string_view name;
};

constexpr Row rows[] = {
    {Operation::add_customer, "add_customer", "customer", "Add Customer"},
    {Operation::update_customer_billing_profile, "update_customer_billing_profile", "customer", "Update Customer Billing Profile"},
    {Operation::update_customer_partner_contract_company_name, "update_customer_partner_contract_company_name", "customer", "Update Customer Partner Contract Company Name"},
    {Operation::update_company_info, "update_company_info", "customer", "Update Company Info"},
    {Operation::update_customer_qualification, "update_customer_qualification", "customer", "Update Customer Qualification"},
    {Operation::remove_partner_customer_relationship, "remove_partner_customer_relationship", "partner_customer_relationship", "Remove Partner Customer Relationship"},
    {Operation::delete_customer, "delete_customer", "customer", "Delete Customer"},
    {Operation::create_self_serve_policy, "create_self_serve_policy", "self_serve_policy", "Create Customer Purchase Permissions"},
    {Operation::update_self_serve_policy, "update_self_serve_policy", "self_serve_policy", "Update Customer Purchase Permissions"},
    {Operation::delete_self_serve_policy, "delete_self_serve_policy", "self_serve_policy", "Delete Customer Purchase Permissions"},
    {Operation::sign_in, "sign_in", "session", "Sign In"},
    {Operation::sign_out, "sign_out", "session", "Sign Out"},
    {Operation::end_session, "end_session", "session", "End Session"},
    {Operation::add_user, "add_user", "user", "Add User"},
    {Operation::update_user, "update_user", "user", "Update User"},
    {Operation::disable_user, "disable_user", "user", "Disable User"},
    {Operation::set_password, "set_password", "user", "Set Password"},
    {Operation::create_token, "create_token", "token", "Create Token"},
    {Operation::revoke_token, "revoke_token", "token", "Revoke Token"},
    {Operation::import_customers, "import_customers", "customer", "Import Customers"},
    {Operation::export_customers, "export_customers", "customer", "Export Customers"},
};

const Row& row_of(Operation operation) { return rows[static_cast<std::size_t>(operation)]; }

constexpr bool are_in_order() {
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    if (static_cast<std::size_t>(rows[i].operation) != i) return false;
  }
  return true;
}
static_assert(are_in_order() && std::size(rows) == static_cast<std::size_t>(Operation::export_customers) + 1);

// What every store keeps: UTF-8 without NUL. Cut where a character ends.
std::string storable(std::string_view text, std::size_t bytes_max = std::string_view::npos) {
  std::string result;
  result.reserve(std::min(text.size(), bytes_max));
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t begin = position;
    const char32_t c = shared::next_code_point(text, position);
    const bool is_kept = c != 0 && c != shared::invalid_code_point;
    const std::string_view piece = is_kept ? text.substr(begin, position - begin) : std::string_view("?");
    if (piece.size() > bytes_max - result.size()) break;
    result.append(piece);
  }
  return result;
}

std::string json_of(const std::vector<FieldChange>& changes) {
  shared::JsonWriter writer;
  writer.open('[');
  for (const FieldChange& change : changes) {
    writer.open('[');
    writer.string(change.field);
    writer.string(change.old_value);
    writer.string(change.new_value);
    writer.close(']');
  }
  writer.close(']');
  return writer.take();
}

}  // namespace

std::string_view code_of(Operation operation) { return row_of(operation).code; }
std::string_view resource_type_of(Operation operation) { return row_of(operation).resource_type; }
std::string_view name_of(Operation operation) { return row_of(operation).name; }

std::optional<Operation> find_operation(std::string_view code) {
  for (const Row& row : rows) {
    if (row.code == code) return row.operation;
  }
  return std::nullopt;
}

std::string_view code_of(OperationStatus status) { return status == OperationStatus::succeeded ? "succeeded" : "failed"; }

std::vector<FieldChange> changes_between(const shared::Account& before, const shared::Account& after) {
  std::vector<FieldChange> changes;
  for (const shared::Field field : shared::all_fields()) {
    const std::string& old_value = shared::text_of(before, field);
    const std::string& new_value = shared::text_of(after, field);
    if (old_value != new_value) changes.push_back({std::string(shared::path_of(field)), old_value, new_value});
  }
  return changes;
}

shared::Result<std::int64_t, StoreFailure> append_activity(Connection& connection, std::string_view reseller, const Change& change, const Activity& activity) {
  ActivityRow row;
  row.reseller = reseller;
  row.customer = activity.customer;
  row.customer_name = storable(activity.customer_name);
  row.done_at_ms = change.at_ms;
  row.user_name = storable(change.by, header_bytes_max);
  row.roles = change.roles;
  row.credential = change.credential;
  row.client = storable(change.client, header_bytes_max);
  row.application = storable(change.application, header_bytes_max);
  row.address = storable(change.address, header_bytes_max);
  row.correlation_id = storable(change.correlation_id, header_bytes_max);
  row.request_id = storable(change.request_id, header_bytes_max);
  row.operation = code_of(activity.operation);
  row.resource_type = resource_type_of(activity.operation);
  row.status = code_of(activity.status);
  row.detail = storable(activity.detail, header_bytes_max);
  row.changes = json_of(activity.changes);
  row.old_value = storable(activity.old_value);
  row.new_value = storable(activity.new_value);
  return append_row(connection, row);
}

}  // namespace server
