// What makes the activity log one chain: every row's hash is taken over the hash before it, so that no row can be changed,
// removed, added or moved afterwards without breaking all that follow. The newest hash stands in `setting`, and is written
// to the server's log, so that an end that was cut off, or a chain that was made anew, is found as well.
//
//   hash = SHA-256(hash of row number - 1 || column || column ...), in lower-case hexadecimal; of row 1: over columns alone.
//   column = length in bytes, decimal || ":" || its text (integers in decimal), in the order of the table, without `hash`.
//
// The newest row's number and hash are read, with a lock, and written in the transaction of the change. SQLite has one
// writer anyway. On PostgreSQL the lock makes transactions that write to one store end one after the other; in exchange
// both engines run the same statements, no row is ever without its seal, and rows stand in the order of their commits.
// (Rows that a later pass seals would be free to be changed until then, and that pass needs an owner among the servers.)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/database.h"
#include "shared/result.h"

namespace server {

// One row as it is stored.
struct ActivityRow {
  std::int64_t number = 0;
  std::string reseller;
  std::string customer;
  std::string customer_name;
  std::int64_t done_at_ms = 0;
  std::string user_name;
  std::string roles;
  std::string credential;
  std::string client;
  std::string application;
  std::string address;
  std::string correlation_id;
  std::string request_id;
  std::string operation;
  std::string resource_type;
  std::string status;
  std::string detail;
  std::string changes;  // JSON: [[field, old value, new value], ...].
  std::string old_value;
  std::string new_value;
  std::string hash;
};

// The columns of ActivityRow in this order, for statements that read whole rows.
inline constexpr std::string_view activity_columns =
    "number, reseller, customer, customer_name, done_at, user_name, roles, credential, client, application, address, correlation_id, request_id, "
    "operation, resource_type, status, detail, changes, old_value, new_value, hash";
ActivityRow activity_row_of(const std::vector<Value>& values);  // Of a statement that read activity_columns.

struct ActivityHead {
  std::int64_t number = 0;  // 0: no row yet.
  std::string hash;
};

// "NUMBER:HASH", as it stands in the log and in `kundkonto verify --head`.
std::string text_of(const ActivityHead& head);
std::optional<ActivityHead> activity_head_of(std::string_view text);

shared::Result<ActivityHead, StoreFailure> read_activity_head(Connection& connection);

std::string hash_of(std::string_view previous_hash, const ActivityRow& row);

// Fills in number and hash, writes the row and the new head.
shared::Result<std::int64_t, StoreFailure> append_row(Connection& connection, ActivityRow& row);

// After the tables were made: takes over the rows of the older `history` and forbids the engine to change or delete rows.
// Does nothing the next time.
shared::Result<Done, StoreFailure> prepare_activity(Connection& connection);

// What a check of the whole chain found.
struct ChainReport {
  std::int64_t rows = 0;
  ActivityHead head;                   // As stored.
  std::vector<std::string> findings;   // Sentences, at most findings_max; empty: the chain is whole.
  static constexpr std::size_t findings_max = 20;
};

// Reads every row, a thousand at a time. `known` is a head that was noted elsewhere, such as in the server's log.
shared::Result<ChainReport, StoreFailure> verify_chain(Connection& connection, const std::optional<ActivityHead>& known);

}  // namespace server
