// Labels of a domain beyond ASCII, by IDNA2008: which letters may stand together (RFC 5892, RFC 5893), and which scripts
// they are of, for warnings of names that look like another.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>

#include "shared/punycode.h"

namespace shared {

// The code points of one label; more than a label can hold are cut and `is_cut` says so.
struct LabelPoints {
  std::array<char32_t, label_bytes_max> points{};
  std::size_t count = 0;
  bool is_cut = false;

  void push_back(char32_t point);
};

// What the labels of one domain have in common.
struct LabelTraits {
  bool mixes_scripts = false;    // Letters of two alphabets in one label that do not stand together in any language.
  bool is_right_to_left = false;  // A label of Hebrew, Arabic or a kindred script: all labels must then keep RFC 5893.
  bool breaks_direction = false;  // A label that must not stand beside such a one.
  bool looks_latin = false;       // A label of Cyrillic letters that all look like Latin ones.
};

// Whether a U-label may be one; adds to `traits`. Capital letters count as their small ones.
bool is_right_label(const LabelPoints& label, LabelTraits& traits);

// Latin letters for the Cyrillic ones that look like them: "аррӏе.com" to "apple.com". Empty when nothing changes.
FixedText<80> latin_look_alike(std::string_view domain);

// The small letter of a letter of a script with case; any other code point for itself.
char32_t small_letter(char32_t letter);

// From byte `from` on: small letters, and with `folds_width` plain ones for full-width forms and dots.
void normalize_domain(std::string& text, std::size_t from, bool folds_width);

}  // namespace shared
