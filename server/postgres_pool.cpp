#include "server/postgres_pool.h"

#include <chrono>

#include "server/figures.h"

namespace server {
namespace {

constexpr std::chrono::seconds wait_limit{5};

}  // namespace

std::unique_ptr<PostgresConnection> PostgresPool::borrow(StoreFailure& failure) {
  {
    std::unique_lock lock(mutex_);
    if (lent_ >= connections_max_) figures().connection_waits.add();
    if (!came_back_.wait_for(lock, wait_limit, [this] { return lent_ < connections_max_; })) {
      failure = StoreFailure::busy;
      return nullptr;
    }
    ++lent_;
    note_figures();
    while (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      if (connection->is_usable()) return connection;
    }
  }
  return PostgresConnection::open(address_, failure);
}

void PostgresPool::note_figures() const {
  figures().connections_lent.set(static_cast<std::int64_t>(lent_));
  figures().connections_open.set(static_cast<std::int64_t>(lent_ + idle_.size()));
}

void PostgresPool::give_back(std::unique_ptr<PostgresConnection> connection) {
  {
    const std::lock_guard lock(mutex_);
    --lent_;
    if (connection && connection->is_usable()) {
      idle_.push_back(std::move(connection));
    } else if (connection) {
      idle_.clear();  // What broke one has most likely broken all.
    }
    note_figures();
  }
  came_back_.notify_one();
}

PostgresOutcome PostgresPool::run(const Work& work, TransactionKind kind) {
  StoreFailure failure = StoreFailure::unavailable;
  auto connection = borrow(failure);
  const PostgresOutcome outcome = connection ? connection->run(work, kind) : PostgresOutcome{failure, false};
  if (!connection && failure == StoreFailure::busy) return outcome;  // None was lent.
  give_back(std::move(connection));
  return outcome;
}

}  // namespace server
