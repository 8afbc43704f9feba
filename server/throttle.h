// How many requests a minute a reseller's programs, and each of its users, may send (account-api.md 4.3). Buckets of tokens:
// a caller who was quiet may send a minute's worth at once, and then as many as come back with time.
//
// Counted are the addresses below /v1 but those that only judge or describe (validations, country rules). The editor's
// sessions have a limit of their own, far above what scrolling a list needs, and take nothing from the programs' share.
//
// Fair: where one user empties the reseller's bucket, users who took less than half of their own share are still served
// from a reserve of a fifth, which the bucket then owes.
//
// Each server counts for itself; several on one store admit that many times the limit.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/http.h"
#include "server/principal.h"
#include "server/settings.h"

namespace server {

// Whether requests to a route count.
bool is_throttled(std::string_view route_path);

class Throttle {
 public:
  static constexpr std::size_t buckets_max = 20'000;  // About 4 MB. Beyond, those that are fullest are forgotten.

  // 0: go ahead, and it is counted. Else the whole seconds after which to try again. `now_ms` never goes back.
  int seconds_to_wait(const Principal& principal, const Settings& settings, std::int64_t now_ms);

  std::size_t buckets() const;

 private:
  struct Bucket {
    double level = 0;
    double capacity = 0;
    std::int64_t at_ms = 0;
  };
  Bucket& bucket(std::string name, int per_minute, std::int64_t now_ms);
  void forget_the_fullest(std::int64_t now_ms);

  mutable std::mutex mutex_;
  std::unordered_map<std::string, Bucket> buckets_;
};

// 429 with exactly the body that official clients read the time from: two members, no code and no description.
Response throttled_answer(int seconds);

std::int64_t steady_now_ms();

}  // namespace server
