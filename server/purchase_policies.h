// The permission of a customer to buy for itself, which the partner API calls a self-serve policy. A customer without
// permission has no policy.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/database.h"

namespace server {

struct PurchasePermissions {
  bool reserved_instances = false;  // AzureReservedInstances
  bool savings_plan = false;        // AzureSavingsPlan
  bool is_empty() const { return !reserved_instances && !savings_plan; }
  bool operator==(const PurchasePermissions&) const = default;
};

struct PurchasePolicy {
  std::string customer;
  PurchasePermissions permissions;
  std::string etag;  // A GUID without quotes.
  std::int64_t changed_at_ms = 0;
  std::string changed_by;
};

// All SQL about policies. Every call takes the reseller.
class PurchasePolicies {
 public:
  // No value: the customer has none.
  static shared::Result<std::optional<PurchasePolicy>, StoreFailure> read(Connection& connection, std::string_view reseller, std::string_view customer);
  static shared::Result<Done, StoreFailure> insert(Connection& connection, std::string_view reseller, const PurchasePolicy& policy);

  // False when the policy has another etag by now.
  static shared::Result<bool, StoreFailure> update(Connection& connection, std::string_view reseller, const PurchasePolicy& policy, std::string_view old_etag);

  // False when there was none.
  static shared::Result<bool, StoreFailure> remove(Connection& connection, std::string_view reseller, std::string_view customer);
};

// "{partner}_{customer}".
std::string policy_id(std::string_view partner, std::string_view customer);

struct PolicyIds {
  std::string partner;
  std::string customer;
};
// Lower case; no value where the text is not two GUIDs.
std::optional<PolicyIds> policy_ids_of(std::string_view id);

}  // namespace server
