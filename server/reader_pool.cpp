#include "server/reader_pool.h"

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
  return SqliteConnection::open(file_, /*for_writing=*/false);
}

shared::Result<Done, StoreFailure> ReaderPool::run(const Work& work) {
  auto connection = borrow();
  if (!connection) return StoreFailure::unavailable;
  if (const auto begun = connection->execute("begin", {}); !begun) return begun.failure();
  const auto ending = work(*connection);
  const auto ended = connection->execute("commit", {});
  // A connection in doubt is dropped rather than lent again.
  if (ended && !connection->in_transaction()) {
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(connection));
  }
  if (!ending) return ending.failure();
  return Done{};
}

}  // namespace server
