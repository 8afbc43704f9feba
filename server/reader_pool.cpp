#include "server/reader_pool.h"

#include "server/figures.h"

namespace server {

std::unique_ptr<SqliteConnection> ReaderPool::borrow() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  auto connection = SqliteConnection::open(file_, /*for_writing=*/false);
  if (connection) figures().connections_open.add();
  return connection;
}

shared::Result<Done, StoreFailure> ReaderPool::run(const Work& work) {
  auto connection = borrow();
  if (!connection) return StoreFailure::unavailable;
  const Present lent(figures().connections_lent);
  const auto begun = connection->execute("begin", {});
  const auto ending = begun ? work(*connection) : shared::Result<Ending, StoreFailure>(begun.failure());
  const auto ended = connection->execute("commit", {});
  // A connection in doubt is dropped rather than lent again.
  if (ended && !connection->in_transaction()) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
  } else {
    figures().connections_open.add(-1);
  }
  if (!ending) return ending.failure();
  return Done{};
}

}  // namespace server
