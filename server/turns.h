// Which workers watch for requests. As many as there are processors suffice while none waits for a disk or another machine:
// a worker that is done finds the next request without anybody having to be woken. Before one runs what may wait, another
// takes its turn; and where all are held up without having said so, turns are added until it is over.
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

namespace server {

class Turns {
 public:
  explicit Turns(int workers) : most_(workers), few_(std::clamp(static_cast<int>(std::thread::hardware_concurrency()), std::min(2, workers), workers)), allowed_(few_) {}

  void take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return taken_ < allowed_ || is_over_; });
    taken_ += 1;
  }
  void give() {
    {
      const std::lock_guard lock(mutex_);
      taken_ -= 1;
    }
    changed_.notify_one();
  }
  bool are_too_many() const { return allowed_ == few_ && taken_ > few_; }

  void begin_watching() { watching_ += 1; }
  void end_watching() {
    watching_ -= 1;
    events_ += 1;
  }

  // From time to time.
  void adapt() {
    const std::uint64_t events = events_;
    const bool is_held_up = watching_ == 0 && events == events_seen_;
    events_seen_ = events;
    {
      const std::lock_guard lock(mutex_);
      allowed_ = is_held_up ? std::min(allowed_ + 1, most_) : watching_ > 0 ? few_ : allowed_.load();
    }
    if (is_held_up) changed_.notify_one();
  }

  void end() {
    {
      const std::lock_guard lock(mutex_);
      is_over_ = true;
    }
    changed_.notify_all();
  }

 private:
  const int most_;
  const int few_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::atomic<int> allowed_;
  std::atomic<int> taken_{0};
  bool is_over_ = false;
  std::atomic<int> watching_{0};
  std::atomic<std::uint64_t> events_{0};
  std::uint64_t events_seen_ = 0;
};

}  // namespace server
