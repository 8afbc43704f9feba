#include "server/throttle.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

namespace server {
namespace {

constexpr double ms_per_minute = 60'000;
constexpr double reserve = 0.2;          // Of a reseller's limit.
constexpr double modest_share = 0.5;     // Of a user's own limit, still unused.

int seconds_until_one(double level, double per_minute) {
  return std::max(1, static_cast<int>(std::ceil((1 - level) * 60 / per_minute)));
}

}  // namespace

bool is_throttled(std::string_view route_path) {
  if (!route_path.starts_with("/v1/")) return false;
  route_path.remove_prefix(4);
  return !route_path.starts_with("validations/") && !route_path.starts_with("countryvalidationrules/");
}

Throttle::Bucket& Throttle::bucket(std::string name, int per_minute, std::int64_t now_ms) {
  const auto [place, is_new] = buckets_.try_emplace(std::move(name));
  Bucket& bucket = place->second;
  const double capacity = per_minute;
  if (is_new) {
    bucket.level = capacity;
  } else {
    bucket.level = std::min(capacity, bucket.level + static_cast<double>(now_ms - bucket.at_ms) * capacity / ms_per_minute);
  }
  bucket.capacity = capacity;
  bucket.at_ms = now_ms;
  return bucket;
}

void Throttle::forget_the_fullest(std::int64_t now_ms) {
  const auto missing = [now_ms](const Bucket& bucket) {
    return bucket.capacity - bucket.level - static_cast<double>(now_ms - bucket.at_ms) * bucket.capacity / ms_per_minute;
  };
  std::vector<double> levels;
  levels.reserve(buckets_.size());
  for (const auto& [name, bucket] : buckets_) levels.push_back(missing(bucket));
  const auto middle = levels.begin() + static_cast<std::ptrdiff_t>(levels.size() / 2);
  std::nth_element(levels.begin(), middle, levels.end());
  const double most = std::max(0.0, *middle);
  std::erase_if(buckets_, [&](const auto& entry) { return missing(entry.second) <= most; });
}

int Throttle::seconds_to_wait(const Principal& principal, const Settings& settings, std::int64_t now_ms) {
  const bool is_session = principal.credential == Credential::session;
  const int per_user = is_session ? settings.requests_per_minute_per_session_user : settings.requests_per_minute_per_user;
  const int per_reseller = is_session ? 0 : settings.requests_per_minute_per_reseller;
  const std::lock_guard lock(mutex_);
  if (buckets_.size() + 2 > buckets_max) forget_the_fullest(now_ms);
  // A user without a limit of its own is measured by the reseller's, for its share of the reserve alone.
  const int measure = per_user > 0 ? per_user : per_reseller;
  if (measure == 0) return 0;
  const std::string_view kind = is_session ? "s" : principal.credential == Credential::user_token ? "u" : "a";
  Bucket& user = bucket(std::string(kind).append(" ").append(principal.reseller_id).append(" ").append(principal.user), measure, now_ms);
  if (per_user > 0 && user.level < 1) return seconds_until_one(user.level, per_user);
  if (per_reseller > 0) {
    // References to elements stay good while others are added.
    Bucket& reseller = bucket("r " + principal.reseller_id, per_reseller, now_ms);
    const bool is_modest = user.level > modest_share * measure;
    const double least = is_modest ? 1 - reserve * per_reseller : 1;
    if (reseller.level < least) return seconds_until_one(reseller.level, per_reseller);
    reseller.level -= 1;
  }
  user.level = std::max(0.0, user.level - 1);
  return 0;
}

std::size_t Throttle::buckets() const {
  const std::lock_guard lock(mutex_);
  return buckets_.size();
}

Response throttled_answer(int seconds) {
  const std::string wait = std::to_string(seconds);
  Response response;
  response.status = 429;
  response.content_type = "application/json";
  response.body = "{ \"statusCode\": 429, \"message\": \"Rate limit is exceeded. Try again in " + wait + " seconds.\" }";
  response.set("Retry-After", wait);
  response.set("Cache-Control", "no-store");
  return response;
}

std::int64_t steady_now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace server
