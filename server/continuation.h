// Continuation tokens: where the next page of the customer list begins, with the filter, search and size of the first, so
// that a client may send the token alone. Signed, so that nobody makes one up.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/account_store.h"

namespace server {

// Fills `query` from a token; false when it was not made with this key.
bool read_continuation(std::string_view key, std::string_view token, bool backwards, ListQuery& query);

// A page of at most query.limit rows; `rows` may hold one more, which says that there is another page.
shared::CustomerPage page_of(std::string_view key, const ListQuery& query, std::vector<ListedCustomer> rows, const Counts& counts);

}  // namespace server
