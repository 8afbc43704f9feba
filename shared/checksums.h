// Check digits that several countries' numbers share. Nothing but digits counts where digits are meant.
#pragma once

#include <cstddef>
#include <string_view>

#include "shared/text.h"

namespace shared {

constexpr int digit_at(std::string_view text, std::size_t index) { return text[index] - '0'; }

// Digits are worth themselves, A is worth 10, Z 35.
constexpr int base_36_value(char c) { return c <= '9' ? c - '0' : c - 'A' + 10; }

// Luhn, ISO/IEC 7812-1: doubled from the right, the check digit last.
constexpr bool luhn(std::string_view characters) {
  int sum = 0;
  bool doubled = false;
  for (std::size_t i = characters.size(); i > 0; --i) {
    if (!is_ascii_digit(characters[i - 1])) continue;
    int digit = digit_at(characters, i - 1);
    if (doubled) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    doubled = !doubled;
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
  constexpr long long room = 1'000'000'000'000'000;  // Divided as seldom as it may be: that takes longest.
  if (divisor <= 0) return 0;
  long long rest = 0;
  for (const char c : characters) {
    const int value = base_36_value(c);
    rest = rest * (value > 9 ? 100 : 10) + value;
    if (rest >= room) rest %= divisor;
  }
  return static_cast<int>(rest % divisor);
}

}  // namespace shared
