#include "server/group_writer.h"

#include <chrono>

#include "server/figures.h"
#include "server/log.h"

namespace server {
namespace {

// The log is moved into the file when it is this long and nobody waits, or at last when it is that long.
constexpr int wal_pages_calm = 4000;
constexpr int wal_pages_urgent = 20000;

}  // namespace

GroupWriter::GroupWriter(std::unique_ptr<SqliteConnection> connection)
    : connection_(std::move(connection)), thread_([this] { write_until_stopped(); }) {}

GroupWriter::~GroupWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  work_came_.notify_all();
  thread_.join();
  if (!broken_) connection_->checkpoint(/*truncate=*/true);
}

bool GroupWriter::can_write() const {
  const std::lock_guard lock(mutex_);
  return !broken_ && !stopping_;
}

shared::Result<Done, StoreFailure> GroupWriter::run(const Work& work) {
  Job job{&work, std::nullopt, std::nullopt};
  std::unique_lock lock(mutex_);
  if (broken_ || stopping_) return StoreFailure::unavailable;
  if (waiting_.size() >= jobs_waiting_max) return StoreFailure::busy;
  waiting_.push_back(&job);
  figures().transactions_waiting.set(static_cast<std::int64_t>(waiting_.size()));
  work_came_.notify_one();
  result_came_.wait(lock, [&job] { return job.result.has_value(); });
  return *job.result;
}

std::vector<GroupWriter::Job*> GroupWriter::take_group() {
  std::vector<Job*> group;
  while (!waiting_.empty() && group.size() < jobs_in_group_max) {
    group.push_back(waiting_.front());
    waiting_.pop_front();
  }
  return group;
}

void GroupWriter::write_until_stopped() {
  for (;;) {
    std::vector<Job*> group;
    {
      std::unique_lock lock(mutex_);
      work_came_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      group = take_group();
      figures().transactions_waiting.set(static_cast<std::int64_t>(waiting_.size()));
    }
    tell(group, write_group(group));
    checkpoint_if_due();
  }
}

// Every job's own failure is noted in the job; a failure returned concerns the whole group.
std::optional<StoreFailure> GroupWriter::write_group(const std::vector<Job*>& group) {
  if (const auto begun = connection_->execute("begin immediate", {}); !begun) return begun.failure();
  for (Job* job : group) {
    job->failure = group.size() == 1 ? run_alone(*job->work) : run_in_savepoint(*job->work);
    // A full disk or a fault of the disk can end the whole transaction, and with it the earlier jobs of the group.
    if (!connection_->in_transaction()) return job->failure.value_or(StoreFailure::unavailable);
  }
  const auto start = std::chrono::steady_clock::now();
  const auto committed = connection_->execute("commit", {});
  figures().group_size.observe(static_cast<double>(group.size()));
  figures().commit_seconds.observe(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  figures().wal_pages.set(connection_->wal_pages());
  if (committed) return std::nullopt;
  if (connection_->in_transaction()) (void)connection_->execute("rollback", {});
  return committed.failure();
}

// Why what the work wrote is not kept, if it is not.
std::optional<StoreFailure> GroupWriter::run_work(const Work& work) {
  (void)connection_->take_failure();
  const auto ending = work(*connection_);
  const auto failed = connection_->take_failure();
  if (!ending) return ending.failure();
  if (failed) return failed;
  return *ending == Ending::keep ? std::nullopt : std::optional(StoreFailure::refused);
}

std::optional<StoreFailure> GroupWriter::run_in_savepoint(const Work& work) {
  if (const auto begun = connection_->execute("savepoint job", {}); !begun) return begun.failure();
  const auto failure = run_work(work);
  if (failure && connection_->in_transaction()) (void)connection_->execute("rollback to job", {});
  if (!connection_->in_transaction()) return failure;
  const auto released = connection_->execute("release job", {});
  return failure || released ? failure : std::optional(released.failure());
}

// The transaction is its savepoint. Work that writes much would pay for another: SQLite walks along all that it has kept
// for going back with every statement.
std::optional<StoreFailure> GroupWriter::run_alone(const Work& work) {
  const auto failure = run_work(work);
  if (!failure || !connection_->in_transaction()) return failure;
  (void)connection_->execute("rollback", {});
  const auto begun = connection_->execute("begin immediate", {});
  return begun ? failure : std::optional(begun.failure());
}

void GroupWriter::tell(const std::vector<Job*>& group, std::optional<StoreFailure> group_failure) {
  // A fault of the disk in a commit leaves open what was kept, so that nothing more may build on it in this process.
  const bool breaks = group_failure == StoreFailure::unknown || group_failure == StoreFailure::faulty;
  {
    const std::lock_guard lock(mutex_);
    if (breaks) broken_ = true;
    for (Job* job : group) {
      if (group_failure) {
        job->result = shared::Result<Done, StoreFailure>(breaks ? StoreFailure::unknown : *group_failure);
      } else if (job->failure) {
        job->result = shared::Result<Done, StoreFailure>(*job->failure);
      } else {
        job->result = shared::Result<Done, StoreFailure>(Done{});
      }
    }
    if (broken_) {
      for (Job* job : waiting_) job->result = shared::Result<Done, StoreFailure>(StoreFailure::unavailable);
      waiting_.clear();
    }
  }
  if (breaks) log(LogLevel::error, "store_stopped_writing", {{"reason", code_of(*group_failure)}});
  if (group_failure) figures().store_failures.add();
  result_came_.notify_all();
}

void GroupWriter::checkpoint_if_due() {
  const int pages = connection_->wal_pages();
  if (pages < wal_pages_calm) return;
  if (pages < wal_pages_urgent) {
    const std::lock_guard lock(mutex_);
    if (!waiting_.empty()) return;
  }
  connection_->checkpoint(/*truncate=*/false);
}

}  // namespace server
