// The activity log: what was done or refused, by whom, from where, when, and field by field from what to what. Rows are
// only ever added, in the transaction of the change itself, and chained (activity_chain.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/database.h"
#include "shared/account.h"
#include "shared/result.h"

namespace server {

// Who did something and from where: the same for all that one request does.
struct Change {
  std::string by;              // User name; an application's own name where no person is behind it.
  std::string client;          // From the MS-PartnerCenter-Client header, or "browser".
  std::string correlation_id;
  std::int64_t at_ms = 0;
  std::string request_id = {};
  std::string roles = {};        // Codes of the person's roles, divided by commas.
  std::string credential = {};   // "session", "user_token", "application_token", or "command" for the command line.
  std::string application = {};  // From the token, or the MS-PartnerCenter-Application header.
  std::string address = {};      // Of the other end of the connection.
};

// The first block carries the partner API's own names (account-api.md 3.12), the others are ours.
enum class Operation : std::uint8_t {
  add_customer,
  update_customer_billing_profile,
  update_customer_partner_contract_company_name,
  update_company_info,
  update_customer_qualification,
  remove_partner_customer_relationship,
  delete_customer,
  create_self_serve_policy,
  update_self_serve_policy,
  delete_self_serve_policy,

  sign_in,
  sign_out,
  end_session,
  add_user,
  update_user,
  disable_user,
  set_password,
  create_token,
  revoke_token,
  import_customers,
  export_customers,
};
std::string_view code_of(Operation operation);           // Such as "add_customer".
std::string_view resource_type_of(Operation operation);  // Such as "customer" or "self_serve_policy".
std::string_view name_of(Operation operation);           // In words: "Create Customer Purchase Permissions".
std::optional<Operation> find_operation(std::string_view code);

enum class OperationStatus : std::uint8_t { succeeded, failed };
std::string_view code_of(OperationStatus status);

struct FieldChange {
  std::string field;  // Wire path, such as "billingProfile.email".
  std::string old_value;
  std::string new_value;
  bool operator==(const FieldChange&) const = default;
};

// What differs, in the order of the form. An empty account on one side stands for "there was none".
std::vector<FieldChange> changes_between(const shared::Account& before, const shared::Account& after);

struct Activity {
  Operation operation = Operation::add_customer;
  OperationStatus status = OperationStatus::succeeded;
  std::string customer;              // Id; empty where no customer is meant.
  std::string customer_name;         // As it is after the change.
  std::vector<FieldChange> changes;  // Of an account.
  std::string old_value;             // JSON (PascalCase) of a resource that is no account; empty: there was none.
  std::string new_value;
  std::string detail;                // Why it was refused, or how much was done: codes and figures, no values.
};

// Adds one row and returns its number. On PostgreSQL this holds a lock until the transaction ends, so call it last.
// Texts that no store keeps (broken UTF-8, NUL) are mended, and what comes from headers is cut to 200 bytes.
shared::Result<std::int64_t, StoreFailure> append_activity(Connection& connection, std::string_view reseller, const Change& change, const Activity& activity);

}  // namespace server
