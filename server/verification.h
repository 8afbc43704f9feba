// The check of a whole store: is it sound, is the activity log whole, and do the accounts hold what the log says they do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "server/activity_chain.h"
#include "server/database.h"
#include "shared/result.h"

namespace server {

struct StoreReport {
  ChainReport chain;
  std::int64_t customers = 0;
  std::vector<std::string> findings;  // Of all parts, as sentences without values of customers; empty: nothing is wrong.
};

// Reads everything once, on one state. `known` is a head of the activity log that was noted elsewhere.
shared::Result<StoreReport, StoreFailure> verify_store(Connection& connection, const std::optional<ActivityHead>& known);

}  // namespace server
