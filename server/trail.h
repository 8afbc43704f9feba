// What is noted in the activity log of a write that was refused.
#pragma once

#include <optional>

#include "server/activity.h"
#include "server/routes.h"

namespace server {

// What a writing route does, by the partner API's names.
std::optional<Operation> operation_of(const Route& route);

// Adds a row for a write that was refused, with status and code of the answer. Runs in a transaction.
shared::Result<Done, StoreFailure> note_refusal(const Route& route, const Call& call, Connection& connection, const Response& response);

}  // namespace server
