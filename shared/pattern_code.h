// The bytes of a compiled pattern, for its compiler (pattern.cpp) and its matcher (pattern_match.cpp) alone.
#pragma once

#include <cstddef>
#include <cstdint>

#include "shared/text.h"

namespace shared::pattern_code {

// Operations; every other byte is a character to match. A choice tries what follows, and on failure what stands `distance`
// bytes further; distances are two bytes, low first.
enum Operation : std::uint8_t {
  matched,
  any_digit,
  digit_set,   // Two bytes of bits.
  letter_set,  // Five bytes of bits: digits, then A to Z.
  choice,
  jump,
  digits,       // n
  digit_range,  // n m
  save,         // Place of a capture: even for its begin, odd for its end.
  separator,    // The character the tidied text has here.
  hidden_separator,
  end_of_text,
};

inline int bit_of(char c) {
  if (is_ascii_digit(c)) return c - '0';
  if (is_ascii_upper(c)) return c - 'A' + 10;
  return -1;
}

inline std::uint64_t bits_at(const std::uint8_t* bytes, std::size_t count) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < count; ++i) bits |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
  return bits;
}

inline std::size_t distance_at(const std::uint8_t* bytes) { return bytes[0] | static_cast<std::size_t>(bytes[1]) << 8; }

inline bool is_separator(char c) { return c == ' ' || c == '-'; }

}  // namespace shared::pattern_code
