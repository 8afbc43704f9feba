// Code points: their class, and canonical composition (NFC).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace shared {

// What a code point is, as bits of class_of().
inline constexpr unsigned letter_class = 1;       // \p{L}
inline constexpr unsigned mark_class = 2;         // \p{M}
inline constexpr unsigned digit_class = 4;        // \p{Nd}
inline constexpr unsigned domain_class = 8;       // What a label of a domain may hold beside the hyphen.
inline constexpr unsigned recomposed_class = 16;  // A text that holds it may change when it is composed.
inline constexpr unsigned calm_class = 32;        // A letter beyond ASCII that can be seen, breaks no rule wherever it stands, and is no sign of misread text.

// The classes of every code point in blocks, of which most are alike: made once from the runs of the tables.
class ClassTable {
 public:
  ClassTable();
  unsigned of(char32_t code_point) const {
    if (code_point > last_code_point) return 0;
    return classes_[block_of_[code_point / block_size] * std::size_t{block_size} + code_point % block_size];
  }
  bool is_complete() const { return is_complete_; }  // For tests: every block had room.

 private:
  static constexpr char32_t last_code_point = 0x10FFFF;
  static constexpr unsigned block_size = 128;
  static constexpr std::size_t blocks_max = 400;

  std::array<std::uint16_t, (last_code_point + 1) / block_size> block_of_;
  std::array<std::uint8_t, blocks_max * block_size> classes_;
  bool is_complete_ = false;
};
const ClassTable& class_table();

inline unsigned class_of(char32_t code_point) { return class_table().of(code_point); }
inline bool is_letter(char32_t code_point) { return (class_of(code_point) & letter_class) != 0; }
inline bool is_combining_mark(char32_t code_point) { return code_point >= 0x300 && (class_of(code_point) & mark_class) != 0; }
inline bool is_decimal_digit(char32_t code_point) { return (class_of(code_point) & digit_class) != 0; }
inline bool is_domain_letter(char32_t code_point) { return (class_of(code_point) & domain_class) != 0; }

// 0 to 9 for a decimal digit of any script, else -1.
int digit_value(char32_t code_point);

// Composes `text` (NFC) in place; expects UTF-8. Compatibility characters stay what they are: full-width letters, ligatures,
// and the CJK compatibility ideographs, on which names of persons depend.
void compose(std::string& text);

}  // namespace shared
