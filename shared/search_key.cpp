#include "shared/search_key.h"

#include "shared/text.h"

namespace shared {
namespace {

// The base letters of U+00C0 to U+017F; '.' where the letter stays itself (a sign, or no Latin base).
constexpr std::string_view latin_base =
    "aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
    "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin_base.size() == 0x180 - 0xC0);

constexpr char32_t lower_greek(char32_t c) {
  switch (c) {
    case 0x386: case 0x3AC: return 0x3B1;
    case 0x388: case 0x3AD: return 0x3B5;
    case 0x389: case 0x3AE: return 0x3B7;
    case 0x38A: case 0x3AF: case 0x390: case 0x3AA: case 0x3CA: return 0x3B9;
    case 0x38C: case 0x3CC: return 0x3BF;
    case 0x38E: case 0x3CD: case 0x3B0: case 0x3AB: case 0x3CB: return 0x3C5;
    case 0x38F: case 0x3CE: return 0x3C9;
    case 0x3C2: return 0x3C3;
    default: return c >= 0x391 && c <= 0x3A9 ? c + 32 : c;
  }
}

constexpr char32_t lower_cyrillic(char32_t c) {
  if (c >= 0x410 && c <= 0x42F) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  return c;
}

char32_t folded(char32_t c) {
  if (c < 0x80) return static_cast<char32_t>(ascii_lower(static_cast<char>(c)));
  if (c >= 0xC0 && c < 0x180) {
    const char base = latin_base[c - 0xC0];
    return base == '.' ? c : static_cast<char32_t>(base);
  }
  if (c >= 0x370 && c < 0x400) return lower_greek(c);
  if (c >= 0x400 && c < 0x460) return lower_cyrillic(c);
  if (c >= 0xFF01 && c <= 0xFF5E) return folded(c - 0xFEE0);  // Full-width forms.
  return c;
}

constexpr bool is_combining_accent(char32_t c) { return c >= 0x300 && c < 0x370; }

// Where the Scandinavian letters stand behind z, by '{', the sign behind 'z'; 0 for all others.
constexpr char scandinavian_place(char32_t c) {
  switch (c) {
    case 0xC5: case 0xE5: return '1';
    case 0xC4: case 0xE4: case 0xC6: case 0xE6: return '2';
    case 0xD6: case 0xF6: case 0xD8: case 0xF8: return '3';
    default: return 0;
  }
}

constexpr bool counts_for_sorting(char32_t c) {
  return c >= 0x80 || is_ascii_letter(static_cast<char>(c)) || is_ascii_digit(static_cast<char>(c));
}

}  // namespace

std::string search_key(std::string_view text) {
  std::string key;
  key.reserve(text.size());
  for (std::size_t position = 0; position < text.size();) {
    const char32_t c = next_code_point(text, position);
    if (c != invalid_code_point && !is_combining_accent(c)) append_code_point(key, folded(c));
  }
  return key;
}

std::string sort_key(std::string_view text) {
  std::string key;
  key.reserve(text.size() + 8);
  for (std::size_t position = 0; position < text.size();) {
    const char32_t c = next_code_point(text, position);
    if (c == invalid_code_point || is_combining_accent(c)) continue;
    if (key.empty() && !counts_for_sorting(c)) continue;
    if (const char place = scandinavian_place(c)) {
      key.push_back('{');
      key.push_back(place);
    } else {
      append_code_point(key, folded(c));
    }
  }
  return key;
}

}  // namespace shared
