// Reads the activity log: the history of one customer, and the records of a reseller. Every call takes the reseller.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/activity.h"
#include "server/activity_chain.h"
#include "server/database.h"
#include "shared/account.h"

namespace server {

// The changes of a row's column `changes`.
std::vector<FieldChange> changes_of(const ActivityRow& row);

struct HistoryQuery {
  std::string reseller;
  std::string customer;
  std::int64_t before = INT64_MAX;  // Rows with smaller numbers.
  std::int64_t limit = 50;
};

// What was done with one customer, newest first; refusals are left out.
shared::Result<std::vector<ActivityRow>, StoreFailure> read_history(Connection& connection, const HistoryQuery& query);

// One of them; no value where this customer of this reseller has no such row.
shared::Result<std::optional<ActivityRow>, StoreFailure> read_history_row(Connection& connection, std::string_view reseller, std::string_view customer,
                                                                          std::int64_t number);

// The account as it was after that row (before it, where the row deleted the customer): later changes are taken back from
// what is stored now.
shared::Result<shared::Account, StoreFailure> account_after(Connection& connection, const ActivityRow& row);

enum class RecordField : std::uint8_t { company_name, customer_id, resource_type };
struct RecordFilter {
  RecordField field = RecordField::customer_id;
  std::string value;  // company_name: a part of it, in any case and without accents; the others: the whole.
};

struct RecordPosition {
  std::int64_t done_at_ms = 0;
  std::int64_t number = 0;
};

struct RecordQuery {
  std::string reseller;
  std::int64_t from_ms = 0;
  std::int64_t until_ms = 0;  // The first moment that is no longer meant.
  std::optional<RecordFilter> filter;
  std::optional<RecordPosition> after;   // Older rows than this one.
  std::optional<RecordPosition> before;  // Newer rows than this one: those nearest to it.
  bool from_the_end = false;             // The oldest rows, where neither is given.
  std::int64_t limit = 500;
};

// Everything that was done or refused, newest first.
shared::Result<std::vector<ActivityRow>, StoreFailure> read_records(Connection& connection, const RecordQuery& query);

}  // namespace server
