// What tables a store has, read from the engine's own catalogue: for what concerns all of them, whoever made them.
#pragma once

#include <string>
#include <vector>

#include "server/database.h"

namespace server {

struct Table {
  std::string name;
  std::vector<std::string> columns;  // In the order of their names, so that it is the same in each engine.
  std::vector<std::string> key;      // The columns of the primary key, in its order.
  std::string serial;                // The column that the engine counts up, where it must be told where to go on; else empty.
};

// All tables but those of an index, those that are referred to before those that refer to them. Fails with faulty where a
// table has no primary key: its rows could not be put in order.
shared::Result<std::vector<Table>, StoreFailure> read_tables(Connection& connection);

}  // namespace server
