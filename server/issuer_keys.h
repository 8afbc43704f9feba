// The public keys of an OpenID Connect issuer, and where it is asked what: fetched at the start and every hour by a thread of
// its own, and once when a token names a key that is not known, since issuers change keys without notice. Called from any
// thread, but never while a transaction is open: it may wait for the network.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "server/json_web_token.h"
#include "server/token_json.h"

namespace server {

struct KeyIntervals {
  std::int64_t refresh_ms = 60LL * 60 * 1000;       // In the background.
  std::int64_t retry_ms = 60LL * 1000;              // In the background, after a fetch that failed.
  std::int64_t unknown_key_ms = 5LL * 60 * 1000;    // At least between two fetches that unknown keys cause.
  std::int64_t kept_ms = 24LL * 60 * 60 * 1000;     // The last good set, while the issuer does not answer.
};

enum class KeyLookup : std::uint8_t { found, unknown, unavailable };

class IssuerKeys {
 public:
  IssuerKeys(std::string issuer, KeyIntervals intervals);
  ~IssuerKeys();
  IssuerKeys(const IssuerKeys&) = delete;
  IssuerKeys& operator=(const IssuerKeys&) = delete;

  // The key by its id, for this algorithm. May fetch once, or wait a little for another's fetch.
  KeyLookup find(std::string_view key_id, std::string_view algorithm, std::optional<TokenKey>& key);

  // Where the issuer is asked; no value while it never answered. May fetch once.
  std::optional<IssuerDescription> description();

  // Seconds since keys were fetched; negative: never. For figures.
  std::int64_t age_s() const;

 private:
  struct Key {
    std::string id;
    std::string algorithm;  // Empty: any that fits.
    TokenKey key;
  };
  void refresh_until_stopped();
  bool fetch_now();  // Without the mutex held.
  bool has_good_set() const;
  KeyLookup find_known(std::string_view key_id, std::string_view algorithm, std::optional<TokenKey>& key) const;
  void fetch_if_allowed(std::unique_lock<std::mutex>& lock);

  const std::string issuer_;
  const KeyIntervals intervals_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::optional<IssuerDescription> description_;
  std::vector<Key> keys_;
  std::int64_t fetched_at_ms_ = -1;        // By a clock that never jumps.
  std::int64_t last_asked_at_ms_ = -1;     // Because of an unknown key.
  bool is_fetching_ = false;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace server
