// Check digits that several countries' numbers share. All take characters that the shape of the number was matched for.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace shared {

constexpr int digit_at(std::string_view text, std::size_t index) { return text[index] - '0'; }

// The sum of digits times weights, over as many as there are weights.
template <std::size_t Count>
constexpr int weighted_sum(std::string_view digits, const std::array<int, Count>& weights) {
  int sum = 0;
  for (std::size_t i = 0; i < Count; ++i) sum += digit_at(digits, i) * weights[i];
  return sum;
}

// Luhn, ISO/IEC 7812-1: doubled from the right, the check digit last.
constexpr bool luhn(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    int digit = digit_at(digits, digits.size() - 1 - i);
    if (i % 2 == 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
  }
  return sum % 10 == 0;
}

// ISO/IEC 7064, MOD 11,10.
constexpr bool mod_11_10(std::string_view digits) {
  int product = 10;
  for (std::size_t i = 0; i + 1 < digits.size(); ++i) {
    int sum = (digit_at(digits, i) + product) % 10;
    if (sum == 0) sum = 10;
    product = sum * 2 % 11;
  }
  return (product + digit_at(digits, digits.size() - 1)) % 10 == 1;
}

// The number modulo `divisor`; letters count as two digits, A as 10, as in ISO/IEC 7064.
constexpr int remainder_of(std::string_view characters, int divisor) {
  int rest = 0;
  for (const char c : characters) {
    if (c >= 'A' && c <= 'Z') {
      rest = (rest * 100 + (c - 'A' + 10)) % divisor;
    } else {
      rest = (rest * 10 + (c - '0')) % divisor;
    }
  }
  return rest;
}

}  // namespace shared
