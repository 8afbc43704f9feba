// The tables of unicode_tables.h, unpacked once at the first question. For unicode.cpp alone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace shared {

struct CodePointRun {
  char32_t first;
  std::uint32_t value;  // Of every code point until the next run.
};

struct Composition {
  char32_t composed, first, second;
};

struct Singleton {
  char32_t from;
  std::array<char32_t, 3> to;  // 0 where unused.
};

class UnicodeData {
 public:
  UnicodeData();

  std::span<const CodePointRun> class_runs() const { return {class_runs_.data(), class_run_count_}; }
  std::span<const Singleton> singletons() const { return {singletons_.data(), singleton_count_}; }  // Sorted by `from`.
  CodePointRun class_run_of(char32_t code_point) const;
  std::uint32_t rank_of(char32_t code_point) const;
  const Singleton* singleton_of(char32_t code_point) const;
  const Composition* decomposition_of(char32_t composed) const;
  char32_t composed(char32_t first, char32_t second) const;  // 0 when the two have no composition.
  bool is_complete() const { return is_complete_; }          // For tests: every row had room.

 private:
  static constexpr std::size_t pair_places = 4096;  // A power of two, so that a hash is cut by a mask.
  static std::size_t place_of_pair(char32_t first, char32_t second);

  std::array<CodePointRun, 2300> class_runs_;
  std::array<CodePointRun, 800> mark_rank_runs_;
  std::array<Composition, 1200> compositions_;  // Sorted by `composed`.
  std::array<Singleton, 200> singletons_;
  std::array<std::uint16_t, pair_places> pairs_{};  // A composition's place + 1; 0 for none. The next free place takes a clash.
  std::size_t class_run_count_, mark_rank_run_count_, composition_count_, singleton_count_;
  bool is_complete_;
};

const UnicodeData& unicode_data();

}  // namespace shared
