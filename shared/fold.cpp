#include "shared/fold.h"

#include <algorithm>
#include <utility>

#include "shared/letter_tables.h"

namespace shared {
namespace {

char plain_letter(char32_t c) {
  char plain = '.';
  if (c >= 0xC0 && c - 0xC0 < plain_letters_00c0.size()) plain = plain_letters_00c0[c - 0xC0];
  if (c >= 0x1E00 && c - 0x1E00 < plain_letters_1e00.size()) plain = plain_letters_1e00[c - 0x1E00];
  return plain == '.' ? '\0' : plain;
}

// Marks, punctuation and spaces outside ASCII, and the vowel signs that Arabic leaves out at will.
bool is_dropped(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x2000 && c <= 0x206F) || (c >= 0x64B && c <= 0x652) || c == 0x640 || c == 0xA0 ||
         c == 0x2BB || c == 0x2BC || c == 0x2BE || c == 0x2BF || c == 0x3000 || c == 0xB7 || c == 0xB4;
}

char32_t lower(char32_t c) {
  if (c >= 0x410 && c <= 0x42F) c += 0x20;                    // Cyrillic.
  if (c >= 0x400 && c <= 0x40F) c += 0x50;
  if (c == 0x451) return 0x435;                               // ё is often typed е.
  if (c >= 0x391 && c <= 0x3A9) return c + 0x20;              // Greek.
  if (c >= 0x531 && c <= 0x556) return c + 0x30;              // Armenian.
  return c;
}

}  // namespace

void fold(std::string_view text, FoldedText& output) {
  output.clear();
  for (std::size_t position = 0; position < text.size();) {
    const char32_t c = next_code_point(text, position);
    if (c < 0x80) {
      const char ascii = ascii_lower(static_cast<char>(c));
      if (ascii == '&') output.append("and");
      if (is_ascii_letter(ascii) || is_ascii_digit(ascii)) output.push_back(ascii);
    } else if (const char plain = plain_letter(c)) {
      output.push_back(plain);
    } else if (!is_dropped(c)) {
      append_code_point(output, lower(c));
    }
  }
}

bool equal_folded(std::string_view left, std::string_view right) {
  FoldedText folded_left, folded_right;
  fold(left, folded_left);
  fold(right, folded_right);
  return !folded_left.empty() && folded_left.view() == folded_right.view();
}

int distance_between(std::string_view left, std::string_view right, int most) {
  constexpr std::size_t size_max = 40;
  if (left.size() < right.size()) std::swap(left, right);
  if (left.size() > size_max || left.size() - right.size() > static_cast<std::size_t>(most)) return most + 1;
  int rows[3][size_max + 1] = {};
  for (std::size_t j = 0; j <= right.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= left.size(); ++i) {
    int* now = rows[i % 3];
    const int* above = rows[(i - 1) % 3];
    const int* twice_above = rows[(i + 1) % 3];
    now[0] = static_cast<int>(i);
    int least = now[0];
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const int changed = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
      now[j] = std::min({changed, above[j] + 1, now[j - 1] + 1});
      const bool is_swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
      if (is_swapped) now[j] = std::min(now[j], twice_above[j - 2] + 1);
      least = std::min(least, now[j]);
    }
    // A swap reaches back two rows, and still costs one: a row beyond `most` ends it.
    if (least > most) return most + 1;
  }
  return std::min(rows[left.size() % 3][right.size()], most + 1);
}

}  // namespace shared
