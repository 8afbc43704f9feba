// JSON that only the server reads: the sign-in and the filter of the customer list.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "server/account_store.h"
#include "shared/result.h"
#include "shared/wire.h"

namespace server {

struct Credentials {
  std::string user;
  std::string password;
};
shared::Result<Credentials, shared::WireError> credentials_from_json(std::string_view text);

// {"Field":"CompanyName","Value":"nord","Operator":"starts_with"} in the spellings of all published clients: keys and
// values in any case, with or without underscores. No value: it is not a filter that customers have.
std::optional<ListFilter> filter_from_json(std::string_view text);

}  // namespace server
