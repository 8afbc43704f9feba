// How often passwords may be tried. Failures are counted for each user at each address, and for each address: whoever
// tries passwords makes only the own address wait, and locks nobody else out. Called from any thread.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace server {

class SignInThrottle {
 public:
  // Seconds to wait before the next attempt; 0: it may be made. Who signed in from this address before does not wait for
  // what others do there.
  int wait_seconds(std::string_view user_key, std::string_view address, std::int64_t now_ms);

  // What an attempt came to. A right password begins the user's count anew and leaves the address's as it is.
  void note(std::string_view user_key, std::string_view address, bool is_right, std::int64_t now_ms);

 private:
  struct Attempts {
    int failures = 0;
    std::int64_t last_at_ms = 0;
    std::int64_t next_at_ms = 0;
    bool was_right = false;  // The user signed in from here.
  };
  void count_failure(const std::string& key, int free_failures, std::int64_t now_ms);
  void make_room(std::int64_t now_ms);

  std::mutex mutex_;
  std::unordered_map<std::string, Attempts> attempts_;
};

// What counts as one address: an IPv6 network of 64 bits is one household, which may take any address in it.
std::string address_group(std::string_view address);

}  // namespace server
