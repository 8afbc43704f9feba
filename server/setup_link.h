// The one-time link by which the first admin is made: there is no default password. The store keeps a digest of its secret.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/database.h"
#include "shared/result.h"

namespace server::setup_link {

inline constexpr std::int64_t life_ms = 24LL * 60 * 60 * 1000;

// A new secret; earlier links stay good until they end. Empty: there are users already, or the store fails.
std::string make(Database& database, std::int64_t now_ms);

// Whether the secret could be used now. Uses nothing up.
shared::Result<bool, StoreFailure> is_good(Connection& connection, std::string_view secret, std::int64_t now_ms);

// Uses it and every other link up; false: it is not good, or there are users already.
shared::Result<bool, StoreFailure> use(Connection& connection, std::string_view secret, std::int64_t now_ms);

}  // namespace server::setup_link
