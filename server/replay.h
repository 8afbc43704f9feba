// What a client is told when it sends a request again, because the first answer did not reach it: the same answer, byte for
// byte, and nothing is done twice. Requests are known by their MS-RequestId (account-api.md 4.2); what is kept stands in the
// store, so that it also holds after a restart and on another server of the same store.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/database.h"
#include "server/http.h"
#include "server/principal.h"
#include "shared/result.h"

namespace server {

// Names one request of one caller. Another body under the same id is a new request: callers who fix their id for many calls
// exist. Of those that share method and path, the newest is the one that can be repeated.
struct RequestKey {
  std::string reseller;
  std::string principal;
  std::string request_id;   // A GUID, in lower case.
  std::string operation;    // Method and path.
  std::string fingerprint;  // SHA-256 of all that decides what the request does.
};

// No value where the request brings no MS-RequestId that is a GUID: it cannot be told from a new one.
std::optional<RequestKey> request_key_of(const Request& request, const Principal& principal);

// First thing in the writing transaction: the stored answer, or no value, and then the key is ours until the transaction
// ends: the same request on another connection or server waits, and finds what we store.
shared::Result<std::optional<Response>, StoreFailure> claim_request(Connection& connection, const RequestKey& key, std::int64_t now_ms);

// Keeps the answer to a claimed request. Those of 5xx and 429 are not kept: the caller undoes the claim instead.
shared::Result<Done, StoreFailure> keep_answer(Connection& connection, const RequestKey& key, const Response& response, std::int64_t now_ms);

inline constexpr std::int64_t answers_kept_at_least_ms = 10 * 60 * 1000;
inline constexpr std::int64_t answers_per_reseller_max = 100'000;  // Beyond, the oldest go early; but see above.

// Removes answers of this reseller that are older than `keep_ms`, at most a thousand; true when there may be more.
shared::Result<bool, StoreFailure> prune_answers(Connection& connection, std::string_view reseller, std::int64_t keep_ms, std::int64_t now_ms);

}  // namespace server
