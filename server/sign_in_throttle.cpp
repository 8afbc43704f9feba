#include "server/sign_in_throttle.h"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace server {
namespace {

constexpr int free_failures_of_user = 4;
constexpr int free_failures_of_address = 20;  // Many people may share one address.
constexpr std::int64_t first_wait_ms = 1000;
constexpr std::int64_t longest_wait_ms = 60 * 1000;
constexpr std::int64_t forgotten_after_ms = 60 * 60 * 1000;
constexpr std::size_t attempts_kept_max = 20'000;
constexpr std::size_t key_bytes_max = 200;

// A user name may hold any text, so the address stands first: it has no line break.
std::string pair_key(std::string_view user_key, const std::string& group) { return group + "\n" + std::string(user_key.substr(0, key_bytes_max)); }

}  // namespace

std::string address_group(std::string_view address) {
  std::array<unsigned char, 16> bytes{};
  const std::string text(address);
  if (::inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return text;
  constexpr std::array<unsigned char, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  std::array<char, INET6_ADDRSTRLEN> written{};
  if (std::equal(mapped.begin(), mapped.end(), bytes.begin())) {
    ::inet_ntop(AF_INET, bytes.data() + mapped.size(), written.data(), written.size());
    return written.data();
  }
  std::fill(bytes.begin() + 8, bytes.end(), static_cast<unsigned char>(0));
  ::inet_ntop(AF_INET6, bytes.data(), written.data(), written.size());
  return std::string(written.data()) + "/64";
}

int SignInThrottle::wait_seconds(std::string_view user_key, std::string_view address, std::int64_t now_ms) {
  const std::string group = address_group(address);
  const std::lock_guard lock(mutex_);
  std::int64_t next_at_ms = 0;
  const auto pair = attempts_.find(pair_key(user_key, group));
  if (pair != attempts_.end()) next_at_ms = pair->second.next_at_ms;
  const bool is_known_here = pair != attempts_.end() && pair->second.was_right;
  if (const auto found = attempts_.find(group); found != attempts_.end() && !is_known_here) next_at_ms = std::max(next_at_ms, found->second.next_at_ms);
  return next_at_ms <= now_ms ? 0 : static_cast<int>((next_at_ms - now_ms + 999) / 1000);
}

void SignInThrottle::note(std::string_view user_key, std::string_view address, bool is_right, std::int64_t now_ms) {
  const std::string group = address_group(address);
  const std::lock_guard lock(mutex_);
  make_room(now_ms);
  if (is_right) {
    attempts_[pair_key(user_key, group)] = {0, now_ms, 0, true};
    return;
  }
  count_failure(pair_key(user_key, group), free_failures_of_user, now_ms);
  count_failure(group, free_failures_of_address, now_ms);
}

void SignInThrottle::count_failure(const std::string& key, int free_failures, std::int64_t now_ms) {
  Attempts& attempts = attempts_[key];
  if (attempts.last_at_ms + forgotten_after_ms < now_ms) attempts.failures = 0;
  attempts.last_at_ms = now_ms;
  attempts.failures += 1;
  if (attempts.failures <= free_failures) return;
  const int doublings = std::min(attempts.failures - free_failures - 1, 6);
  attempts.next_at_ms = now_ms + std::min(first_wait_ms << doublings, longest_wait_ms);
}

void SignInThrottle::make_room(std::int64_t now_ms) {
  if (attempts_.size() < attempts_kept_max) return;
  std::erase_if(attempts_, [now_ms](const auto& entry) { return entry.second.last_at_ms + forgotten_after_ms < now_ms; });
  // Still full: many addresses try at once. What is not waiting now is forgotten first.
  if (attempts_.size() >= attempts_kept_max) std::erase_if(attempts_, [now_ms](const auto& entry) { return entry.second.next_at_ms <= now_ms; });
  if (attempts_.size() >= attempts_kept_max) attempts_.clear();
}

}  // namespace server
