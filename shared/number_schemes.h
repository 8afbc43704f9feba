// One row for each way in which a country writes tax or registration numbers.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace shared {

enum class NumberUse : std::uint8_t { tax, registration, both };

struct NumberScheme {
  std::string_view country;
  NumberUse use;
  // What is matched, without prefix and separators: 9 a digit, A a letter, N either, all others themselves.
  std::string_view shape;
  bool (*check)(std::string_view body);
  // How it is stored: # takes the next character of the body, all others stand for themselves. Empty: as it was typed.
  std::string_view written;
  bool personal = false;  // A person's number: masked where it is shown.
};

// Rows of one country, those that are most used first; empty where none is known.
std::span<const NumberScheme> schemes_of(std::string_view country);

// An invented number with right check digits, in the written form; empty where there is none.
std::string_view example_of(std::string_view country, NumberUse use);

// The letters in front of a VAT number where they are not the country's code: EL for GR; else the code.
std::string_view vat_prefix(std::string_view country);

}  // namespace shared
