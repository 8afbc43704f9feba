// A small matcher for the finite patterns of the country tables: digits, letters, classes, groups, |, ?, {n}, {n,m}.
// A pattern is compiled once into a few bytes and then matched without allocation. Its short form in the tables:
// "d" a digit, "(a|b)" a group, "<a)" a captured group, "[2-5A]" a class, "[-]" a hyphen that must stand
// there, "$" the end of the text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "shared/text.h"

namespace shared {

// A compiled pattern: points into a PatternPool. nullptr: no pattern, matches nothing.
using Pattern = const std::uint8_t*;

// How a space or a hyphen of a pattern is meant.
enum class Separators : std::uint8_t {
  literal,  // As written.
  shown,    // A place where a separator may stand, and does in the tidied text.
  hidden,   // A place where a separator may stand; the tidied text has none where it is optional.
};

// The bytes of compiled patterns. Filled once; `is_full()` afterwards is a fault of the tables that a test looks for.
class PatternPool {
 public:
  constexpr PatternPool(std::uint8_t* bytes, std::size_t capacity) : bytes_(bytes), capacity_(capacity) {}

  // Expects a pattern of the tables; the empty one gives nullptr.
  Pattern add(std::string_view text, Separators separators = Separators::literal);

  bool is_full() const { return is_full_; }
  std::size_t size() const { return size_; }

 private:
  friend class PatternCompiler;
  std::uint8_t* bytes_;
  std::size_t capacity_;
  std::size_t size_ = 0;
  bool is_full_ = false;
};

inline constexpr std::size_t pattern_captures_max = 3;

struct PatternMatch {
  std::size_t size = 0;  // How much of the text the pattern took.
  std::array<std::string_view, pattern_captures_max> captures;
};

// Whether `pattern` takes the whole of `text`.
bool matches_whole(Pattern pattern, std::string_view text);

// Whether `pattern` takes the beginning of `text`, and how much.
bool matches_beginning(Pattern pattern, std::string_view text, PatternMatch& match);
bool matches_beginning(Pattern pattern, std::string_view text);

using CodeText = FixedText<24>;

// How freely a code is read.
enum class CodeReading : std::uint8_t {
  strict,  // Spaces and hyphens only where the pattern has a separator, which may also be missing.
  spaced,  // Spaces anywhere.
  mended,  // And a letter that looks like an expected digit, or the other way round, is replaced.
};

// Whether `pattern` takes the whole of `text`; writes the tidied form to `output`.
bool matches_code(Pattern pattern, std::string_view text, CodeReading reading, CodeText& output);

}  // namespace shared
