// Sessions of the browser: a random token in a cookie, of which the store keeps the digest. All functions work within the
// caller's transaction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/database.h"
#include "server/principal.h"
#include "shared/result.h"

namespace server {

inline constexpr std::int64_t session_idle_ms = 30 * 60 * 1000;
inline constexpr std::int64_t session_absolute_ms = 12 * 60 * 60 * 1000;

struct SessionLimits {
  std::int64_t idle_ms = session_idle_ms;          // Without a request.
  std::int64_t absolute_ms = session_absolute_ms;  // In any case.
  int per_user_max = 20;                           // More end the oldest.
};

struct FoundSession {
  Principal principal;
  bool is_due = false;  // Its use is to be noted: sessions::note_seen().
};

struct ListedSession {
  std::string id;
  std::int64_t created_at_ms = 0;
  std::int64_t last_seen_at_ms = 0;
  std::string address;
  std::string client;  // What the browser says it is; empty when it said nothing.
  bool is_current = false;
};

namespace sessions {

// The token for the cookie. Sessions that have ended are dropped, and the user's oldest ones where there are too many.
shared::Result<std::string, StoreFailure> open(Connection& connection, std::string_view user_key, std::string_view address, std::string_view client,
                                               const SessionLimits& limits, std::int64_t now_ms);

// No value: no such session, or it has ended, or its user is disabled.
shared::Result<std::optional<FoundSession>, StoreFailure> find(Connection& connection, std::string_view token, const SessionLimits& limits, std::int64_t now_ms);

shared::Result<Done, StoreFailure> note_seen(Connection& connection, std::string_view token, std::int64_t now_ms);
shared::Result<Done, StoreFailure> end(Connection& connection, std::string_view token);
shared::Result<Done, StoreFailure> end_all(Connection& connection, std::string_view user_key);
shared::Result<bool, StoreFailure> end_one(Connection& connection, std::string_view user_key, std::string_view id);  // False: the user has none of this id.

// Those that have not ended, the newest first. `current_token` is the asking session's; empty for none.
shared::Result<std::vector<ListedSession>, StoreFailure> list(Connection& connection, std::string_view user_key, std::string_view current_token,
                                                               const SessionLimits& limits, std::int64_t now_ms);

}  // namespace sessions

// Role codes divided by commas, as the store keeps them; a code that is not known grants nothing.
shared::RoleSet roles_of(std::string_view codes);
std::string codes_of(shared::RoleSet roles);

}  // namespace server
