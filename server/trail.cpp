#include "server/trail.h"

#include "shared/text.h"

namespace server {
namespace {

struct Row {
  std::string_view method;
  std::string_view path;  // What the route's path ends with or holds, in lower case.
  Operation operation;
};

// The first row that fits says it; so longer paths stand first.
constexpr Row rows[] = {
    {"PUT", "/profiles/billing", Operation::update_customer_billing_profile},
    {"PUT", "/profiles/company", Operation::update_company_info},
    {"PUT", "/qualification", Operation::update_customer_qualification},
    {"POST", "/qualification", Operation::update_customer_qualification},
    {"POST", "/selfservepolicy", Operation::create_self_serve_policy},
    {"PUT", "/selfservepolicy", Operation::update_self_serve_policy},
    {"DELETE", "/selfservepolicy", Operation::delete_self_serve_policy},
    {"POST", "/verifieddomain", Operation::update_company_info},
    {"POST", "/agreements", Operation::update_company_info},
    {"POST", "/v1/customers", Operation::add_customer},
    {"PATCH", "/v1/customers/{id}", Operation::remove_partner_customer_relationship},
    {"DELETE", "/v1/customers/{id}", Operation::delete_customer},
    {"DELETE", "/session", Operation::end_session},
};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = shared::ascii_lower(c);
  return result;
}

// The number that an error's body begins with: {"code":2055,...
std::string_view code_in(std::string_view body) {
  constexpr std::string_view beginning = "{\"code\":";
  if (!body.starts_with(beginning)) return {};
  body.remove_prefix(beginning.size());
  return body.substr(0, body.find_first_not_of("0123456789"));
}

}  // namespace

std::optional<Operation> operation_of(const Route& route) {
  const std::string path = lower(route.path);
  for (const Row& row : rows) {
    if (route.method == row.method && path.find(row.path) != std::string::npos) return row.operation;
  }
  return std::nullopt;
}

shared::Result<Done, StoreFailure> note_refusal(const Route& route, const Call& call, Connection& connection, const Response& response) {
  const auto operation = operation_of(route);
  if (!operation || call.principal.reseller_id.empty()) return Done{};
  Activity activity;
  activity.operation = *operation;
  activity.status = OperationStatus::failed;
  activity.customer = call.id;
  activity.detail = "status " + std::to_string(response.status);
  if (const std::string_view code = code_in(response.body); !code.empty()) activity.detail.append(" code ").append(code);
  if (!call.id.empty()) {
    const Parameter parameters[] = {std::string_view(call.principal.reseller_id), std::string_view(call.id)};
    const auto named = connection.execute("select company_name from customer where reseller = $1 and id = $2", parameters);
    if (!named) return named.failure();
    if (!named->rows.empty()) activity.customer_name = text_of(named->rows[0][0]);
  }
  const auto noted = append_activity(connection, call.principal.reseller_id, change_of(call), activity);
  if (!noted) return noted.failure();
  return Done{};
}

}  // namespace server
