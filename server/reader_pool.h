// Read connections to SQLite, lent to one caller at a time. As many exist as were ever needed at once.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "server/sqlite_connection.h"

namespace server {

class ReaderPool {
 public:
  explicit ReaderPool(std::string file) : file_(std::move(file)) {}

  // Runs `work` on one consistent state.
  shared::Result<Done, StoreFailure> run(const Work& work);

 private:
  std::unique_ptr<SqliteConnection> borrow();

  std::string file_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<SqliteConnection>> idle_;
};

}  // namespace server
