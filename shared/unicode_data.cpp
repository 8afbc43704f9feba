#include "shared/unicode_data.h"

#include <algorithm>

#include "shared/unicode_tables.h"

namespace shared {
namespace {

class Columns {
 public:
  explicit Columns(const std::uint8_t* bytes) : at_(bytes) {}

  std::uint32_t next() {
    std::uint32_t value = 0;
    for (int shift = 0;; shift += 7) {
      const std::uint8_t byte = *at_++;
      value |= static_cast<std::uint32_t>(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }

  // Twice the value, less one where it is negative.
  std::int32_t next_signed() {
    const std::uint32_t coded = next();
    return coded % 2 == 0 ? static_cast<std::int32_t>(coded / 2) : -static_cast<std::int32_t>(coded / 2) - 1;
  }

 private:
  const std::uint8_t* at_;
};

template <std::size_t Capacity>
void read_runs(const std::uint8_t* bytes, std::size_t count, std::array<CodePointRun, Capacity>& runs) {
  Columns columns(bytes);
  char32_t first = 0;
  for (std::size_t i = 0; i < count; ++i) runs[i].first = first += columns.next();
  for (std::size_t i = 0; i < count; ++i) runs[i].value = columns.next();
}

CodePointRun run_at(std::span<const CodePointRun> runs, char32_t code_point) {
  const auto before = [](char32_t wanted, const CodePointRun& run) { return wanted < run.first; };
  const auto after = std::upper_bound(runs.begin(), runs.end(), code_point, before);
  return after == runs.begin() ? CodePointRun{0, 0} : *(after - 1);
}

// Rows and `code_point` compared by the member `key`; nullptr when there is none.
template <typename Row>
const Row* find_row(std::span<const Row> rows, char32_t Row::*key, char32_t code_point) {
  const auto before = [key](const Row& row, char32_t wanted) { return row.*key < wanted; };
  const auto found = std::lower_bound(rows.begin(), rows.end(), code_point, before);
  return found != rows.end() && (*found).*key == code_point ? &*found : nullptr;
}

}  // namespace

UnicodeData::UnicodeData()
    : class_run_count_(std::min<std::size_t>(static_cast<std::size_t>(class_run_count), class_runs_.size())),
      mark_rank_run_count_(std::min<std::size_t>(static_cast<std::size_t>(mark_rank_run_count), mark_rank_runs_.size())),
      composition_count_(std::min<std::size_t>(static_cast<std::size_t>(composition_count), compositions_.size())),
      singleton_count_(std::min<std::size_t>(static_cast<std::size_t>(singleton_count), singletons_.size())),
      is_complete_(class_run_count_ < class_runs_.size() && mark_rank_run_count_ < mark_rank_runs_.size() &&
                   composition_count_ < compositions_.size() && singleton_count_ < singletons_.size()) {
  read_runs(class_run_bytes, class_run_count_, class_runs_);
  read_runs(mark_rank_run_bytes, mark_rank_run_count_, mark_rank_runs_);
  Columns pairs(composition_bytes);
  char32_t composed = 0;
  std::int32_t first = 0;
  for (std::size_t i = 0; i < composition_count_; ++i) compositions_[i].composed = composed += pairs.next();
  for (std::size_t i = 0; i < composition_count_; ++i) compositions_[i].first = static_cast<char32_t>(first += pairs.next_signed());
  for (std::size_t i = 0; i < composition_count_; ++i) compositions_[i].second = pairs.next();
  for (std::size_t i = 0; i < composition_count_; ++i) {
    std::size_t place = place_of_pair(compositions_[i].first, compositions_[i].second);
    while (pairs_[place] != 0) place = (place + 1) % pair_places;
    pairs_[place] = static_cast<std::uint16_t>(i + 1);
  }
  Columns replaced(singleton_bytes);
  char32_t from = 0;
  for (std::size_t i = 0; i < singleton_count_; ++i) singletons_[i].from = from += replaced.next();
  for (std::size_t part = 0; part < 3; ++part) {
    for (std::size_t i = 0; i < singleton_count_; ++i) singletons_[i].to[part] = replaced.next();
  }
}

std::size_t UnicodeData::place_of_pair(char32_t first, char32_t second) {
  return ((first * 31 + second) * 2654435761U >> 20) % pair_places;  // Knuth's multiplicative hash.
}

CodePointRun UnicodeData::class_run_of(char32_t code_point) const { return run_at(class_runs(), code_point); }

std::uint32_t UnicodeData::rank_of(char32_t code_point) const {
  return run_at({mark_rank_runs_.data(), mark_rank_run_count_}, code_point).value;
}

const Singleton* UnicodeData::singleton_of(char32_t code_point) const { return find_row(singletons(), &Singleton::from, code_point); }

const Composition* UnicodeData::decomposition_of(char32_t composed) const {
  return find_row(std::span<const Composition>(compositions_.data(), composition_count_), &Composition::composed, composed);
}

char32_t UnicodeData::composed(char32_t first, char32_t second) const {
  for (std::size_t place = place_of_pair(first, second); pairs_[place] != 0; place = (place + 1) % pair_places) {
    const Composition& row = compositions_[pairs_[place] - std::size_t{1}];
    if (row.first == first && row.second == second) return row.composed;
  }
  return 0;
}

const UnicodeData& unicode_data() {
  static const UnicodeData data;
  return data;
}

}  // namespace shared
