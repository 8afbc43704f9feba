#include "client/cli/progress.h"

#include "client/cli/report.h"

namespace client::cli {

std::string progress_line(const std::string& file, std::int64_t bytes, std::int64_t bytes_total, std::int64_t accounts, double seconds) {
  constexpr std::int64_t megabyte = 1000000;
  std::string line = file + ": " + grouped(bytes / megabyte) + " MB";
  if (bytes_total > 0) line += " of " + grouped(bytes_total / megabyte) + " MB (" + std::to_string(bytes * 100 / bytes_total) + " %)";
  if (seconds > 0) line += ", " + grouped(static_cast<std::int64_t>(static_cast<double>(accounts) / seconds)) + " accounts/s";
  return line;
}

void Progress::say(std::int64_t bytes, std::int64_t accounts) {
  constexpr std::chrono::milliseconds interval(200);
  if (!is_shown_) return;
  const Clock::time_point now = Clock::now();
  if (now - last_ < interval) return;
  last_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  terminal_ << "\r\033[K" << progress_line(file_, bytes, bytes_total_, accounts, seconds);
  is_on_screen_ = true;
}

void Progress::wipe() {
  if (!is_on_screen_) return;
  terminal_ << "\r\033[K";
  is_on_screen_ = false;
}

}  // namespace client::cli
