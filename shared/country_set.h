// A few countries by their codes, asked in one step.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "shared/text.h"

namespace shared {

inline constexpr std::size_t country_codes_max = 26 * 26;

// A place for every code of two capital letters; country_codes_max for anything else.
constexpr std::size_t place_of_country_code(std::string_view code) {
  if (code.size() != 2 || !is_ascii_upper(code[0]) || !is_ascii_upper(code[1])) return country_codes_max;
  return static_cast<std::size_t>(code[0] - 'A') * 26 + static_cast<std::size_t>(code[1] - 'A');
}

class CountrySet {
 public:
  // `codes`: "AM AZ BY", divided by single spaces.
  constexpr explicit CountrySet(std::string_view codes) {
    for (std::size_t i = 0; i + 2 <= codes.size(); i += 3) {
      const std::size_t place = place_of_country_code(codes.substr(i, 2));
      bits_[place / 64] |= std::uint64_t{1} << (place % 64);
    }
  }
  constexpr bool has(std::string_view code) const {
    const std::size_t place = place_of_country_code(code);
    return (bits_[place / 64] >> (place % 64) & 1) != 0;
  }

 private:
  std::array<std::uint64_t, country_codes_max / 64 + 1> bits_{};  // The last bit, of anything else, stays 0.
};

}  // namespace shared
