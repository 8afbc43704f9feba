// What is counted while the server runs, for /metrics: one place for all parts, as they would otherwise each need to be
// handed it. Counting neither locks nor allocates.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <span>

namespace server {

class Counter {
 public:
  void add(std::int64_t count = 1) { value_.fetch_add(count, std::memory_order_relaxed); }
  void set(std::int64_t value) { value_.store(value, std::memory_order_relaxed); }
  std::int64_t value() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::int64_t> value_{0};
};

// How often something was at most each of `bounds`, which stand in rising order and outlive the histogram.
class Histogram {
 public:
  static constexpr std::size_t bounds_max = 16;
  explicit constexpr Histogram(std::span<const double> bounds) : bounds_(bounds) {}

  void observe(double value) {
    std::size_t i = 0;
    while (i < bounds_.size() && value > bounds_[i]) ++i;
    counts_[i].add();
    sum_.fetch_add(value, std::memory_order_relaxed);
  }
  std::span<const double> bounds() const { return bounds_; }
  std::int64_t count_of(std::size_t i) const { return counts_[i].value(); }  // Not cumulative; the last is what is above all bounds.
  double sum() const { return sum_.load(std::memory_order_relaxed); }

 private:
  std::span<const double> bounds_;
  std::array<Counter, bounds_max + 1> counts_;
  std::atomic<double> sum_{0};
};

// Counts one more as long as it lives.
class Present {
 public:
  explicit Present(Counter& counter) : counter_(counter) { counter_.add(); }
  ~Present() { counter_.add(-1); }
  Present(const Present&) = delete;
  Present& operator=(const Present&) = delete;

 private:
  Counter& counter_;
};

inline constexpr std::array<double, 13> second_bounds{0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5};
inline constexpr std::array<double, 6> group_bounds{1, 2, 4, 8, 16, 32};

struct Figures {
  // The store.
  Counter transactions_waiting;               // For the one writer, now.
  Histogram group_size{group_bounds};         // Transactions that shared a commit.
  Histogram commit_seconds{second_bounds};    // Until durable.
  Counter store_failures;                     // Work that the store did not do.
  Counter connections_open;                   // To the store, now: SQLite's readers or PostgreSQL's pool.
  Counter connections_lent;                   // Of these, at work now.
  Counter connection_waits;                   // Callers that had to wait for one.
  Counter wal_pages;                          // In SQLite's write-ahead log after the last commit.

  // Who comes in.
  Counter sign_ins;
  Counter sign_in_failures;                   // Wrong passwords and refused sign-ins.
  Counter credentials_refused;                // Cookies and tokens that are not valid.
  Counter requests_throttled;                 // Answered 429.
  Counter answers_replayed;                   // By a repeated MS-RequestId.
  Counter signing_keys_fetched_at_ms;         // When the issuer's keys were last read; 0: never.
  Counter signing_key_failures;               // Reads that failed.
};

Figures& figures();  // The process's own.

}  // namespace server
