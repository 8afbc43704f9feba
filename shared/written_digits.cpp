#include "shared/written_digits.h"

namespace shared {
namespace {

// The zeros of the scripts whose digits are typed into forms; nine more follow each.
constexpr char32_t zeros[] = {0x0660, 0x06F0, 0x07C0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
                              0x0DE6, 0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1B50, 0xA9D0};

int digit_value(char32_t c) {
  for (const char32_t zero : zeros) {
    if (c >= zero && c < zero + 10) return static_cast<int>(c - zero);
  }
  return -1;
}

}  // namespace

char plain_character(char32_t c) {
  if (c < 0x80) return static_cast<char>(c);
  if (c >= 0xFF01 && c <= 0xFF5E) return static_cast<char>(c - 0xFEE0);  // Full-width forms.
  const bool is_space = c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
  if (is_space) return ' ';
  const bool is_hyphen = (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x30FC || c == 0xFE58 || c == 0xFE63 || c == 0xAD ||
                         c == 0x301C || c == 0x223C || c == 0x2053 || c == 0xFF70;
  if (is_hyphen) return '-';
  const int digit = digit_value(c);
  return digit < 0 ? '\0' : static_cast<char>('0' + digit);
}

}  // namespace shared
