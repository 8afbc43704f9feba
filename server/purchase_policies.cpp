#include "server/purchase_policies.h"

#include "shared/checks_text.h"
#include "shared/text.h"

namespace server {
namespace {

constexpr std::string_view read_sql =
    "select customer, reserved_instances, savings_plan, etag, changed_at, changed_by from purchase_policy where reseller = $1 and customer = $2";
constexpr std::string_view insert_sql =
    "insert into purchase_policy (reseller, customer, reserved_instances, savings_plan, etag, changed_at, changed_by) values ($1, $2, $3, $4, $5, $6, $7)";
constexpr std::string_view update_sql =
    "update purchase_policy set reserved_instances = $3, savings_plan = $4, etag = $5, changed_at = $6, changed_by = $7 "
    "where reseller = $1 and customer = $2 and etag = $8";
constexpr std::string_view remove_sql = "delete from purchase_policy where reseller = $1 and customer = $2";

std::vector<Parameter> parameters_of(std::string_view reseller, const PurchasePolicy& policy) {
  return {reseller,
          std::string_view(policy.customer),
          static_cast<std::int64_t>(policy.permissions.reserved_instances),
          static_cast<std::int64_t>(policy.permissions.savings_plan),
          std::string_view(policy.etag),
          policy.changed_at_ms,
          std::string_view(policy.changed_by)};
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = shared::ascii_lower(c);
  return result;
}

}  // namespace

shared::Result<std::optional<PurchasePolicy>, StoreFailure> PurchasePolicies::read(Connection& connection, std::string_view reseller, std::string_view customer) {
  const Parameter parameters[] = {reseller, customer};
  const auto found = connection.execute(read_sql, parameters);
  if (!found) return found.failure();
  if (found->rows.empty()) return std::optional<PurchasePolicy>();
  const std::vector<Value>& row = found->rows.front();
  PurchasePolicy policy;
  policy.customer = text_of(row[0]);
  policy.permissions = {integer_of(row[1]) != 0, integer_of(row[2]) != 0};
  policy.etag = text_of(row[3]);
  policy.changed_at_ms = integer_of(row[4]);
  policy.changed_by = text_of(row[5]);
  return std::optional<PurchasePolicy>(std::move(policy));
}

shared::Result<Done, StoreFailure> PurchasePolicies::insert(Connection& connection, std::string_view reseller, const PurchasePolicy& policy) {
  const auto written = connection.execute(insert_sql, parameters_of(reseller, policy));
  if (!written) return written.failure();
  return Done{};
}

shared::Result<bool, StoreFailure> PurchasePolicies::update(Connection& connection, std::string_view reseller, const PurchasePolicy& policy,
                                                            std::string_view old_etag) {
  std::vector<Parameter> parameters = parameters_of(reseller, policy);
  parameters.emplace_back(old_etag);
  const auto written = connection.execute(update_sql, parameters);
  if (!written) return written.failure();
  return written->changed == 1;
}

shared::Result<bool, StoreFailure> PurchasePolicies::remove(Connection& connection, std::string_view reseller, std::string_view customer) {
  const Parameter parameters[] = {reseller, customer};
  const auto written = connection.execute(remove_sql, parameters);
  if (!written) return written.failure();
  return written->changed == 1;
}

std::string policy_id(std::string_view partner, std::string_view customer) { return std::string(partner).append("_").append(customer); }

std::optional<PolicyIds> policy_ids_of(std::string_view id) {
  constexpr std::size_t guid_bytes = 36;
  if (id.size() != 2 * guid_bytes + 1 || id[guid_bytes] != '_') return std::nullopt;
  const std::string_view partner = id.substr(0, guid_bytes);
  const std::string_view customer = id.substr(guid_bytes + 1);
  if (!shared::is_guid(partner) || !shared::is_guid(customer)) return std::nullopt;
  return PolicyIds{lower(partner), lower(customer)};
}

}  // namespace server
