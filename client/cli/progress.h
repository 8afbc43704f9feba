// How far judging has come, on one line of a terminal that is written over.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "client/cli/stream.h"

namespace client::cli {

class Progress {
 public:
  // Says nothing where `is_shown` is false. `bytes_total` is -1 where it is not known.
  Progress(Sink& terminal, bool is_shown, std::string file, std::int64_t bytes_total)
      : terminal_(terminal), is_shown_(is_shown), file_(std::move(file)), bytes_total_(bytes_total) {}
  ~Progress() { wipe(); }
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Says where judging stands, at most five times a second.
  void say(std::int64_t bytes, std::int64_t accounts);

  // Takes the line away, to write something else.
  void wipe();

 private:
  using Clock = std::chrono::steady_clock;

  Sink& terminal_;
  bool is_shown_;
  std::string file_;
  std::int64_t bytes_total_;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_ = start_;
  bool is_on_screen_ = false;
};

// "skf.ndjson: 412 MB of 1,000 MB (41 %), 123,456 accounts/s".
std::string progress_line(const std::string& file, std::int64_t bytes, std::int64_t bytes_total, std::int64_t accounts, double seconds);

}  // namespace client::cli
