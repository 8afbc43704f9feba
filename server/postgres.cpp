#include "server/postgres.h"

#include <atomic>
#include <chrono>
#include <random>
#include <thread>

#include "server/postgres_pool.h"

namespace server {
namespace {

constexpr int attempts_max = 4;  // The first, and three more.

// The wait before another attempt: two that collided do not meet again at once.
void wait_before_attempt(int attempt) {
  static thread_local std::minstd_rand random(std::random_device{}());
  const int longest_ms = 10 << attempt;
  std::this_thread::sleep_for(std::chrono::milliseconds(1 + static_cast<int>(random()) % longest_ms));
}

class PostgresDatabase final : public Database {
 public:
  PostgresDatabase(const std::string& address, std::size_t connections_max) : pool_(address, connections_max) {}

  shared::Result<Done, StoreFailure> transaction(const Work& work) override { return run(work, TransactionKind::write); }
  shared::Result<Done, StoreFailure> read(const Work& work) override { return run(work, TransactionKind::read); }
  shared::Result<Done, StoreFailure> maintain(const Work& work) override { return run(work, TransactionKind::maintenance); }

  // Asks, because another server may have become the one that takes writes; those who ask often share an answer.
  bool can_write() const override {
    const std::int64_t now = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
    if (now - asked_at_ms_.exchange(now) > 1000) {
      bool takes_writes = false;
      (void)run([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
        const auto found = connection.execute("select pg_is_in_recovery()", {});
        if (!found) return found.failure();
        takes_writes = integer_of(found->rows.at(0).at(0)) == 0;
        return Ending::undo;
      }, TransactionKind::read);
      takes_writes_ = takes_writes;
    }
    return takes_writes_;
  }

  Dialect dialect() const override { return postgres_dialect; }

 private:
  shared::Result<Done, StoreFailure> run(const Work& work, TransactionKind kind) const {
    PostgresOutcome outcome;
    for (int attempt = 0; attempt < attempts_max; ++attempt) {
      if (attempt > 0) wait_before_attempt(attempt);
      outcome = pool_.run(work, kind);
      if (!outcome.try_again) break;
    }
    if (outcome.failure) return *outcome.failure;
    return Done{};
  }

  mutable PostgresPool pool_;
  mutable std::atomic<std::int64_t> asked_at_ms_{-1'000'000};
  mutable std::atomic<bool> takes_writes_{true};
};

}  // namespace

shared::Result<std::unique_ptr<Database>, StoreFailure> open_postgres(const std::string& address, std::size_t connections_max) {
  StoreFailure failure{};
  if (!PostgresConnection::open(address, failure)) return failure;
  return std::unique_ptr<Database>(std::make_unique<PostgresDatabase>(address, connections_max));
}

}  // namespace server
