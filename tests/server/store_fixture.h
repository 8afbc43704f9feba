// What tests of the store share: folders that go away, and accounts that the rules accept.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "server/accounts.h"
#include "server/database.h"

namespace tests {

// A new folder below the system's temporary one, removed with all it holds.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// A Swedish company under this name; id and domain are new with every call.
shared::Account valid_account(std::string_view company_name);

// Stores the account as it is, without judging it, under fresh etags.
bool store_account(server::Database& database, std::string_view reseller, const shared::Account& account);

// A reseller of this name; its id.
std::string add_reseller(server::Database& database, std::string_view name);

server::Principal agent_of(const std::string& reseller);  // May change accounts.
server::Change change_by(std::string_view user);

// One number that a statement without parameters reads; -1 when it fails.
std::int64_t read_number(server::Database& database, std::string_view sql);

}  // namespace tests
