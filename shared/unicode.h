// Code points: their class, and canonical composition (NFC).
#pragma once

#include <string>
#include <string_view>

namespace shared {

bool is_letter(char32_t code_point);           // \p{L}
bool is_combining_mark(char32_t code_point);   // \p{M}
bool is_decimal_digit(char32_t code_point);    // \p{Nd}
bool is_domain_letter(char32_t code_point);    // What a label of a domain may hold beside the hyphen.

// 0 to 9 for a decimal digit of any script, else -1.
int digit_value(char32_t code_point);

// Composes `text` (NFC) in place; expects UTF-8. Compatibility characters stay what they are: full-width letters, ligatures,
// and the CJK compatibility ideographs, on which names of persons depend.
void compose(std::string& text);

}  // namespace shared
