#include "server/issuer_keys.h"

#include <chrono>

#include "server/figures.h"
#include "server/log.h"
#include "server/outgoing.h"

namespace server {
namespace {

// How long a request waits for a fetch that another request began.
constexpr std::chrono::milliseconds wait_for_other(2000);
constexpr std::string_view description_path = "/.well-known/openid-configuration";

std::int64_t steady_ms() { return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

std::string without_last_slash(std::string text) {
  if (text.ends_with('/')) text.pop_back();
  return text;
}

std::optional<IssuerDescription> fetch_description(const std::string& issuer) {
  const auto answer = fetch({without_last_slash(issuer) + std::string(description_path), {}, {}, {}});
  if (!answer || answer->status != 200) return std::nullopt;
  auto description = issuer_description_from_json(answer->body);
  // It must speak for itself: a description of another issuer would make that one's tokens good here.
  if (!description || description->issuer != issuer || !is_safe_address(description->keys_address)) return std::nullopt;
  return description;
}

}  // namespace

IssuerKeys::IssuerKeys(std::string issuer, KeyIntervals intervals)
    : issuer_(std::move(issuer)), intervals_(intervals), thread_([this] { refresh_until_stopped(); }) {}

IssuerKeys::~IssuerKeys() {
  {
    const std::lock_guard lock(mutex_);
    is_stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

void IssuerKeys::refresh_until_stopped() {
  std::unique_lock lock(mutex_);
  while (!is_stopping_) {
    // A fetch that a request began does as well.
    bool is_done = true;
    if (!is_fetching_) {
      is_fetching_ = true;
      lock.unlock();
      is_done = fetch_now();
      lock.lock();
      is_fetching_ = false;
      changed_.notify_all();
    }
    const std::chrono::milliseconds pause(is_done ? intervals_.refresh_ms : intervals_.retry_ms);
    changed_.wait_for(lock, pause, [this] { return is_stopping_; });
  }
}

bool IssuerKeys::fetch_now() {
  auto description = fetch_description(issuer_);
  std::vector<Key> keys;
  if (description) {
    const auto answer = fetch({description->keys_address, {}, {}, {}});
    if (answer && answer->status == 200) {
      for (PublishedKey& published : keys_from_json(answer->body)) {
        auto key = TokenKey::from_json(published.text);
        if (key && !published.key_id.empty()) keys.push_back({std::move(published.key_id), std::move(published.algorithm), std::move(*key)});
      }
    }
  }
  if (keys.empty()) {
    log(LogLevel::warning, "issuer_keys_not_fetched");
    figures().signing_key_failures.add();
    return false;
  }
  const std::lock_guard lock(mutex_);
  description_ = std::move(description);
  keys_ = std::move(keys);
  fetched_at_ms_ = steady_ms();
  figures().signing_keys_fetched_at_ms.set(std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count());
  return true;
}

bool IssuerKeys::has_good_set() const { return fetched_at_ms_ >= 0 && steady_ms() - fetched_at_ms_ < intervals_.kept_ms; }

KeyLookup IssuerKeys::find_known(std::string_view key_id, std::string_view algorithm, std::optional<TokenKey>& key) const {
  if (!has_good_set()) return KeyLookup::unavailable;
  for (const Key& known : keys_) {
    if (known.id != key_id || (!known.algorithm.empty() && known.algorithm != algorithm)) continue;
    key = known.key;
    return KeyLookup::found;
  }
  return KeyLookup::unknown;
}

void IssuerKeys::fetch_if_allowed(std::unique_lock<std::mutex>& lock) {
  if (is_fetching_) {
    changed_.wait_for(lock, wait_for_other, [this] { return !is_fetching_ || is_stopping_; });
    return;
  }
  const std::int64_t now_ms = steady_ms();
  if (last_asked_at_ms_ >= 0 && now_ms - last_asked_at_ms_ < intervals_.unknown_key_ms) return;
  last_asked_at_ms_ = now_ms;
  is_fetching_ = true;
  lock.unlock();
  (void)fetch_now();
  lock.lock();
  is_fetching_ = false;
  changed_.notify_all();
}

KeyLookup IssuerKeys::find(std::string_view key_id, std::string_view algorithm, std::optional<TokenKey>& key) {
  std::unique_lock lock(mutex_);
  if (const KeyLookup known = find_known(key_id, algorithm, key); known == KeyLookup::found) return known;
  fetch_if_allowed(lock);
  return find_known(key_id, algorithm, key);
}

std::optional<IssuerDescription> IssuerKeys::description() {
  std::unique_lock lock(mutex_);
  if (!description_) fetch_if_allowed(lock);
  return description_;
}

std::int64_t IssuerKeys::age_s() const {
  const std::lock_guard lock(mutex_);
  return fetched_at_ms_ < 0 ? -1 : (steady_ms() - fetched_at_ms_) / 1000;
}

}  // namespace server
