// Typed numbers against the written forms of number_schemes.h.
#pragma once

#include <string_view>

#include "shared/number_schemes.h"
#include "shared/text.h"

namespace shared {

inline constexpr std::size_t number_characters_max = 32;
using NumberText = FixedText<number_characters_max>;

// Stands for Ñ, the one character of two bytes that a number may have.
inline constexpr char letter_n_with_tilde = '\\';

// Upper case, without separators but `kept_separator`; Cyrillic letters that look like Latin ones become these. False when
// nothing or too much is left, or a character that no number has.
bool read_number(std::string_view value, char kept_separator, NumberText& number);

// How many of the characters are no separators.
std::size_t count_typed(std::string_view number);

// Whether `number`, of which `typed` characters are no separators, fits the form. `body` gets these, with 0 for missing digits.
bool fits_form(const NumberScheme& scheme, std::string_view number, std::size_t typed, NumberText& body);

// The form in which the country writes the number that was matched; empty where it stays as it was typed. `typed` is how
// many characters were typed, `prefix` stands before it instead of the form's own unless it is empty.
FixedText<64> written_number(const NumberScheme& scheme, std::string_view body, std::size_t typed, std::string_view prefix);

}  // namespace shared
