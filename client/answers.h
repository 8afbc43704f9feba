// What the editor reads and writes of the API beside accounts (shared/wire.h): the permission to buy (account-api.md 3.10),
// and the history of a customer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/account.h"

namespace client {

// What a customer may buy for itself. The order is that of the page.
enum class Purchase : std::uint8_t { reservations, savings_plans };
inline constexpr Purchase all_purchases[] = {Purchase::reservations, Purchase::savings_plans};

struct PurchasePolicy {
  std::string id;    // Empty: the customer has none, so may buy nothing.
  std::string etag;  // With the quotes that are part of it.
  bool allowed[2] = {};

  bool allows(Purchase what) const { return allowed[static_cast<int>(what)]; }
  bool allows_nothing() const { return !allowed[0] && !allowed[1]; }
};

// From the collection that lists the policies of one customer, or from one policy. Nothing where neither can be read.
std::optional<PurchasePolicy> policy_from_json(std::string_view text);
std::string to_json(const PurchasePolicy& policy, std::string_view customer_id, std::string_view reseller_id);

// Of a permission to buy, `field` is the API's name of it, and the values are "on" and "off".
struct FieldChange {
  std::string field;  // Its path.
  std::string before;
  std::string after;
};
std::optional<Purchase> purchase_of_resource(std::string_view name);

struct HistoryEntry {
  std::int64_t number = 0;
  std::string changed_at;  // 2026-11-22T14:32:00.000Z
  std::string who;
  std::string client;      // "browser", or what a program calls itself.
  std::string application;
  std::string operation;   // update_customer_billing_profile
  std::string name;        // As the activity log calls it.
  std::string status;
  bool is_masked = false;  // Personal values are shown in part.
  std::vector<FieldChange> fields;
};

struct HistoryPage {
  std::vector<HistoryEntry> entries;  // Newest first.
  bool has_more = false;
};
std::optional<HistoryPage> history_from_json(std::string_view text);

// Where the organisation's own sign-in begins, of GET /session/options; empty: the server has none. Always on this server.
std::string openid_address_from_json(std::string_view text);

// The account as it was after an entry.
std::optional<shared::Account> account_of_entry(std::string_view text);

}  // namespace client
