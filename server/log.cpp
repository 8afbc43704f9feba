#include "server/log.h"

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <climits>
#include <cstdio>
#include <ctime>
#include <shared_mutex>

#include "shared/json_writer.h"

namespace server {
namespace {

constexpr std::size_t text_bytes_max = 300;
constexpr std::chrono::seconds stop_within{1};
constexpr auto gather_for = std::chrono::milliseconds(5);
constexpr int poll_ms = 100;

std::shared_mutex writer_mutex;
LogWriter* current_writer = nullptr;

std::int64_t now_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::string_view name_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return "debug";
    case LogLevel::info: return "info";
    case LogLevel::warning: return "warning";
    case LogLevel::error: return "error";
  }
  return "error";
}

// Cut where a character begins.
std::string_view cut(std::string_view text) {
  if (text.size() <= text_bytes_max) return text;
  std::size_t end = text_bytes_max;
  while (end > text_bytes_max - 4 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::string time_text(std::int64_t at_us) {
  const auto seconds = static_cast<std::time_t>(at_us / 1'000'000);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min,
                parts.tm_sec, static_cast<int>(at_us % 1'000'000));
  return text;
}

}  // namespace

std::string log_line(LogLevel level, std::string_view event, std::initializer_list<LogField> fields, std::int64_t at_us) {
  std::string line = "{\"ts\":\"" + time_text(at_us) + "\",\"level\":\"";
  line.append(name_of(level)).append("\",\"event\":");
  shared::append_json_text(line, cut(event));
  for (const LogField& field : fields) {
    line.push_back(',');
    shared::append_json_text(line, cut(field.name));
    line.push_back(':');
    if (const auto* number = std::get_if<std::int64_t>(&field.value)) line.append(std::to_string(*number));
    else shared::append_json_text(line, cut(std::get<std::string_view>(field.value)));
  }
  line.push_back('}');
  return line;
}

void log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields) {
  const std::shared_lock lock(writer_mutex);
  if (current_writer && level < current_writer->least()) return;
  const std::string line = log_line(level, event, fields, now_us());
  if (current_writer) current_writer->put(level, line);
  else std::fprintf(stderr, "%s\n", line.c_str());
}

std::int64_t dropped_log_lines() {
  const std::shared_lock lock(writer_mutex);
  return current_writer ? current_writer->dropped() : 0;
}

LogWriter::LogWriter(int descriptor, LogLevel least) : descriptor_(descriptor), least_(least), thread_([this] { write_until_stopped(); }) {
  const std::unique_lock lock(writer_mutex);
  current_writer = this;
}

LogWriter::~LogWriter() {
  {
    const std::unique_lock lock(writer_mutex);
    if (current_writer == this) current_writer = nullptr;
  }
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    stop_at_ = std::chrono::steady_clock::now() + stop_within;
  }
  line_came_.notify_all();
  thread_.join();
}

void LogWriter::put(LogLevel level, std::string_view line) {
  if (level < least_) return;
  bool is_first = false;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() + line.size() + 1 > bytes_waiting_max) {
      dropped_ += 1;
      dropped_untold_ += 1;
      return;
    }
    is_first = waiting_.empty();
    waiting_.append(line).push_back('\n');
  }
  if (is_first) line_came_.notify_one();
}

std::int64_t LogWriter::dropped() const {
  const std::lock_guard lock(mutex_);
  return dropped_;
}

void LogWriter::write_until_stopped() {
  std::string lines;
  for (;;) {
    {
      std::unique_lock lock(mutex_);
      line_came_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      // Lines of a moment are written together: waking for each would cost more than writing it.
      line_came_.wait_for(lock, gather_for, [this] { return stopping_; });
      lines.clear();
      lines.swap(waiting_);
      if (dropped_untold_ > 0) {
        lines.append(log_line(LogLevel::warning, "log_lines_dropped", {{"count", dropped_untold_}}, now_us())).push_back('\n');
        dropped_untold_ = 0;
      }
    }
    if (!write_all(lines)) return;
  }
}

// Writes no more at a time than a pipe takes without waiting once it says that it can take something. False: gave up,
// because it was time to stop.
bool LogWriter::write_all(std::string_view lines) {
  while (!lines.empty()) {
    pollfd wait{descriptor_, POLLOUT, 0};
    const int ready = ::poll(&wait, 1, poll_ms);
    if (ready <= 0) {
      const std::lock_guard lock(mutex_);
      if (stopping_ && std::chrono::steady_clock::now() >= stop_at_) return false;
      continue;
    }
    const ssize_t written = ::write(descriptor_, lines.data(), std::min<std::size_t>(lines.size(), PIPE_BUF));
    if (written > 0) {
      lines.remove_prefix(static_cast<std::size_t>(written));
    } else if (written < 0 && errno != EINTR && errno != EAGAIN) {
      return true;  // Nobody reads any more, or the disk is full: what cannot be told is not.
    }
  }
  return true;
}

}  // namespace server
