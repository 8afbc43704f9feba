// Connections to one PostgreSQL database, lent to one caller at a time; at most as many exist as it is made for.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "server/postgres_connection.h"

namespace server {

class PostgresPool {
 public:
  PostgresPool(std::string address, std::size_t connections_max) : address_(std::move(address)), connections_max_(connections_max) {}

  // Runs `work` once on a connection of its own. Waits a bounded time for one.
  PostgresOutcome run(const Work& work, TransactionKind kind);

 private:
  std::unique_ptr<PostgresConnection> borrow(StoreFailure& failure);
  void note_figures() const;  // With the mutex held.
  void give_back(std::unique_ptr<PostgresConnection> connection);

  std::string address_;
  std::size_t connections_max_;
  std::mutex mutex_;
  std::condition_variable came_back_;
  std::vector<std::unique_ptr<PostgresConnection>> idle_;
  std::size_t lent_ = 0;
};

}  // namespace server
