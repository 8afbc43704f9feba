// The resellers that this server keeps customers for. All functions work within the caller's transaction.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/database.h"
#include "shared/result.h"

namespace server {

struct Reseller {
  std::string id;
  std::string name;
};

namespace resellers {

shared::Result<std::vector<Reseller>, StoreFailure> list(Connection& connection);                                     // By name.
shared::Result<std::string, StoreFailure> add(Connection& connection, const std::string& id, std::string_view name);  // The id.
shared::Result<std::string, StoreFailure> of_user(Connection& connection, std::string_view user_key);                 // Empty: no such user, or disabled.

}  // namespace resellers
}  // namespace server
