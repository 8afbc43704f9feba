// Continuation tokens: where the next page of the customer list begins, with the filter, search and size of the first, so
// that a client may send the token alone. Signed, so that nobody makes one up.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/account_store.h"

namespace server {

// Where a page lies, seen from the one that the token was given with.
enum class Seek : std::uint8_t { next, previous, first, last, page_index };

// Fills `query`, whose reseller is known, from a token; false when it was not made with this key for this reseller.
bool read_continuation(std::string_view key, std::string_view token, Seek seek, ListQuery& query);

// The page of `query` with its links.
shared::CustomerPage page_of(std::string_view key, const ListQuery& query, Listed listed);

}  // namespace server
