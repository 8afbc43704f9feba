// Access tokens that this server signs itself, by keys that its store keeps. A token names a row of the store; whose it is,
// with which roles, and whether it is still good is read there with every request, so that what is revoked ends at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/database.h"
#include "server/json_web_token.h"
#include "server/principal.h"
#include "server/token_checks.h"
#include "shared/result.h"

namespace server {

inline constexpr std::int64_t token_life_default_ms = 30LL * 24 * 3600 * 1000;
inline constexpr std::int64_t token_life_max_ms = 366LL * 24 * 3600 * 1000;

struct NewToken {
  std::string user_key;
  std::string reseller_id;
  std::string application;  // The program that will use it.
  bool is_application_only = false;
  std::int64_t life_ms = token_life_default_ms;
};

struct ListedToken {
  std::string id;
  std::string user;
  std::string application;
  bool is_application_only = false;
  std::int64_t made_at_ms = 0;
  std::int64_t ends_at_ms = 0;
};

namespace own_tokens {

// Makes the first key where there is none.
shared::Result<Done, StoreFailure> prepare(Connection& connection, std::int64_t now_ms);

// A new key signs from now on; the old ones verify until the last token that they signed has ended, or, with `ends_old`,
// no longer.
shared::Result<Done, StoreFailure> rotate_key(Connection& connection, bool ends_old, std::int64_t now_ms);

// The token. Fails as unavailable where there is no key.
shared::Result<std::string, StoreFailure> make(Connection& connection, const NewToken& token, std::string_view store_id, std::int64_t now_ms);

// Every token of the user, also those of an issuer that were made before now.
shared::Result<Done, StoreFailure> revoke_all(Connection& connection, std::string_view user_key, std::int64_t now_ms);
shared::Result<bool, StoreFailure> revoke_one(Connection& connection, std::string_view id);  // False: there is none.
shared::Result<std::vector<ListedToken>, StoreFailure> list(Connection& connection, std::int64_t now_ms);  // Those that are good.

// The key by its id; no value: there is none.
shared::Result<std::optional<TokenKey>, StoreFailure> find_key(Connection& connection, std::string_view key_id);

// Who holds the verified token; no value: revoked, its key given up, or its user disabled.
shared::Result<std::optional<Principal>, StoreFailure> find_holder(Connection& connection, const Claims& claims, std::string_view key_id, std::int64_t now_ms);

std::string issuer_name(std::string_view store_id);
TokenPolicy policy(std::string_view store_id);

}  // namespace own_tokens
}  // namespace server
