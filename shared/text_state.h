// One look at a text: whether it needs tidying, and whether its characters need to be judged one by one. Nearly all do not.
#pragma once

#include <cstdint>
#include <string_view>

#include "shared/field.h"

namespace shared {

enum class TextState : std::uint8_t {
  calm,    // Tidy, and of letters, digits, spaces and ASCII signs alone: no rule about characters can be broken.
  tidy,    // No blank but single spaces between other characters, and composed as it should be.
  untidy,
};

struct TextLook {
  TextState state = TextState::calm;
  std::uint32_t characters = 0;
};

TextLook look_at(std::string_view text);

// Blanks of every width, the tab, and the no-break spaces; line ends are no blanks.
constexpr bool is_blank(char32_t c) {
  if (c <= 0xA0) return c == ' ' || c == '\t' || c == 0xA0;
  if (c < 0x1680 || c > 0x3000) return false;
  return c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000;
}

// Marks that pasted text of Arabic and Hebrew carries, and that nobody types or sees: tidying drops them.
constexpr bool is_direction_mark(char32_t c) { return c == 0x200E || c == 0x200F || c == 0x61C; }

// Letters that Windows-1252 shows for a tail byte of UTF-8, as in "Ãœ" for "Ü": a closer look says which it is.
constexpr bool is_windows_letter(char32_t c) {
  return c == 0x152 || c == 0x153 || c == 0x160 || c == 0x161 || c == 0x178 || c == 0x17D || c == 0x17E || c == 0x192 || c == 0x2C6 || c == 0x2DC;
}

class FieldSet {
 public:
  void add(Field field) { bits_ |= bit_of(field); }
  bool has(Field field) const { return (bits_ & bit_of(field)) != 0; }

 private:
  static_assert(field_count <= 64);
  static std::uint64_t bit_of(Field field) { return std::uint64_t{1} << static_cast<unsigned>(field); }
  std::uint64_t bits_ = 0;
};

// What was seen of an account while it was tidied, so that judging it need not look again.
struct Seen {
  FieldSet plain;  // The text breaks no rule about characters and length.
  FieldSet right;  // A number, code or identifier that is as it should be, with nothing to be said of it by itself.
};

}  // namespace shared
