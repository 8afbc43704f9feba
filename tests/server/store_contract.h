// What every store owes the services above it, whatever its engine. Each row runs on an empty store with its tables made.
#pragma once

#include <functional>
#include <memory>
#include <span>

#include "server/database.h"

namespace tests {

struct ContractRow {
  const char* name;
  void (*check)(server::Database& database);
};

std::span<const ContractRow> contract_of_writes();
std::span<const ContractRow> contract_of_lists();
std::span<const ContractRow> contract_of_values();
std::span<const ContractRow> contract_of_activity();

// Opens a store that is empty each time it is called; checks every row, and that there were rows.
void check_store_contract(const std::function<std::unique_ptr<server::Database>()>& open_empty);

}  // namespace tests
