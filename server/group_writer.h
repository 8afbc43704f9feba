// The one thread that writes. Jobs that wait together are run in one transaction, each in a savepoint of its own, and made
// durable by one commit; a caller is answered only after it. A job that fails undoes itself alone.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "server/sqlite_connection.h"

namespace server {

class GroupWriter {
 public:
  static constexpr std::size_t jobs_waiting_max = 256;
  static constexpr std::size_t jobs_in_group_max = 32;

  explicit GroupWriter(std::unique_ptr<SqliteConnection> connection);
  ~GroupWriter();  // Finishes what waits, then empties the log into the file.
  GroupWriter(const GroupWriter&) = delete;
  GroupWriter& operator=(const GroupWriter&) = delete;

  shared::Result<Done, StoreFailure> run(const Work& work);
  bool can_write() const;

 private:
  struct Job {
    const Work* work;
    std::optional<shared::Result<Done, StoreFailure>> result;  // What the caller is told; set with the mutex held.
    std::optional<StoreFailure> failure;                       // The writer's own note until the commit.
  };

  void write_until_stopped();
  std::vector<Job*> take_group();
  std::optional<StoreFailure> write_group(const std::vector<Job*>& group);
  std::optional<StoreFailure> run_work(const Work& work);
  std::optional<StoreFailure> run_alone(const Work& work);
  std::optional<StoreFailure> run_in_savepoint(const Work& work);
  void tell(const std::vector<Job*>& group, std::optional<StoreFailure> group_failure);
  void checkpoint_if_due();

  std::unique_ptr<SqliteConnection> connection_;
  mutable std::mutex mutex_;
  std::condition_variable work_came_;
  std::condition_variable result_came_;
  std::deque<Job*> waiting_;
  bool stopping_ = false;
  bool broken_ = false;  // A fault while making durable: what is in the file is only known after a restart.
  std::thread thread_;
};

}  // namespace server
