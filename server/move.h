// Carries everything from one store to another, of the same engine or not, and proves that it arrived.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/database.h"

namespace server {

// What a table held: how many rows, and a digest (SHA-256, hex) of all their values in the order of their keys.
struct TableContent {
  std::string table;
  std::int64_t rows = 0;
  std::string digest;
  bool operator==(const TableContent&) const = default;
};

// Every table of the store but its list of steps, on one consistent state.
shared::Result<std::vector<TableContent>, StoreFailure> read_content(Database& database);

enum class MoveFailure : std::uint8_t {
  source,            // The source could not be read.
  target,            // The target could not be written; nothing is kept there.
  target_not_empty,  // The target knows a reseller or holds other rows.
  different_tables,  // The stores do not have the same tables.
  not_equal,         // What arrived is not what was sent; nothing is kept there.
};

// Reads one consistent state of `source` and writes it as one transaction. All tables are carried, as the catalogues know
// them. Settings that a target without resellers made for itself are replaced. Returns what was carried.
shared::Result<std::vector<TableContent>, MoveFailure> move_content(Database& source, Database& target);

// `kundkonto move --from DIR|URL --to DIR|URL`: the exit status.
int run_move_command(std::span<const std::string_view> words);

}  // namespace server
