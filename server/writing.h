// How a request that changes something is served: once, in one transaction, with its answer kept for a repeat of it and a
// refusal noted in the activity log.
#pragma once

#include "server/routes.h"

namespace server {

// For a caller who is known and may.
Response serve_write(const Route& route, Call& call);

// For a caller who is known and may not: notes it. The store's own failure is not told: the refusal stands.
void note_refused_caller(const Route& route, Call& call, const Response& response);

// Now and then, behind a write: removes old kept answers, and writes the newest number and hash of the activity log to the
// server's log, where they cannot be changed together with the store.
void keep_house(Services& services, std::string_view reseller, std::int64_t now_ms);

// That line of the log.
void log_activity_head(Database& database);

}  // namespace server
