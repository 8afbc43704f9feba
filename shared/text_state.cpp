#include "shared/text_state.h"

#include "shared/text.h"
#include "shared/unicode.h"

namespace shared {
namespace {

// next_wide_code_point(), with the letters of Europe read in place.
char32_t next_wide(std::string_view text, unsigned char first, std::size_t& position) {
  if (first >= 0xC2 && first < 0xE0 && position + 1 < text.size()) {
    const auto second = static_cast<unsigned char>(text[position + 1]);
    if ((second & 0xC0) == 0x80) {
      position += 2;
      return (first & 0x1Fu) << 6 | (second & 0x3Fu);
    }
  }
  return next_wide_code_point(text, position);
}

// Kept out of line, so that nearly all texts, which are ASCII, do not pay for its registers.
[[gnu::noinline]] TextLook look_at_wide(std::string_view text) {
  const ClassTable& classes = class_table();
  TextLook look;
  bool is_calm = true;
  bool is_untidy = false;
  char32_t before = ' ';
  for (std::size_t position = 0; position < text.size(); ++look.characters) {
    const auto byte = static_cast<unsigned char>(text[position]);
    if (byte < 0x80) {
      const bool is_space = byte == ' ';
      is_untidy = is_untidy | (is_space & (before == ' ')) | (byte == '\t');
      is_calm = is_calm & (static_cast<unsigned>(byte) - 0x20 < 0x5F);
      before = byte;
      ++position;
      continue;
    }
    before = next_wide(text, byte, position);
    const unsigned bits = classes.of(before);
    if ((bits & calm_class) != 0) continue;
    is_untidy = is_untidy || is_blank(before) || is_direction_mark(before) || (bits & recomposed_class) != 0;
    is_calm = false;
  }
  if (is_untidy || before == ' ') {
    look.state = TextState::untidy;
  } else if (!is_calm) {
    look.state = TextState::tidy;
  }
  return look;
}

}  // namespace

TextLook look_at(std::string_view text) {
  const AsciiForm form = ascii_form(text);
  if (form == AsciiForm::other) return look_at_wide(text);
  return {form == AsciiForm::tidy ? TextState::calm : TextState::untidy, static_cast<std::uint32_t>(text.size())};
}

}  // namespace shared
