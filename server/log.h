// What the server tells its operator: one JSON object a line on standard error. Lines wait in a bounded queue and are written
// by a thread of their own, so that a reader that stopped reading delays nobody; what does not fit is dropped and counted.
// Nothing personal and no secret is logged: no bodies, tokens, names, addresses or values of queries.
#pragma once

#include <chrono>
#include <concepts>
#include <condition_variable>
#include <cstdint>
#include <initializer_list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <variant>

#include "server/settings.h"

namespace server {

struct LogField {
  std::string_view name;
  std::variant<std::int64_t, std::string_view> value;

  LogField(std::string_view name_, std::string_view text) : name(name_), value(text) {}
  LogField(std::string_view name_, std::integral auto number) : name(name_), value(static_cast<std::int64_t>(number)) {}
};

// Called from any thread. Before a LogWriter is there, and after it, the line is written at once.
void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields = {});

// The line without its end: {"ts":"2026-11-24T15:00:00.000000Z","level":"info","event":...}. Texts longer than 300 bytes are
// cut; what is no UTF-8 becomes U+FFFD, control characters are escaped.
std::string log_line(LogLevel level, std::string_view event, std::initializer_list<LogField> fields, std::int64_t at_us);

// Takes over what is logged while it lives. One at a time.
class LogWriter {
 public:
  static constexpr std::size_t bytes_waiting_max = 1024 * 1024;

  LogWriter(int descriptor, LogLevel least);
  ~LogWriter();  // Gives what waits a second to be written.
  LogWriter(const LogWriter&) = delete;
  LogWriter& operator=(const LogWriter&) = delete;

  void put(LogLevel level, std::string_view line);
  LogLevel least() const { return least_; }
  std::int64_t dropped() const;  // Lines, since the beginning.

 private:
  void write_until_stopped();
  bool write_all(std::string_view lines);

  int descriptor_;
  LogLevel least_;
  mutable std::mutex mutex_;
  std::condition_variable line_came_;
  std::string waiting_;
  std::int64_t dropped_ = 0;
  std::int64_t dropped_untold_ = 0;
  bool stopping_ = false;
  std::chrono::steady_clock::time_point stop_at_;
  std::thread thread_;
};

// Lines that were dropped so far; 0 where no LogWriter is there.
std::int64_t dropped_log_lines();

}  // namespace server
