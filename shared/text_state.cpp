#include "shared/text_state.h"

#include "shared/text.h"
#include "shared/unicode.h"

namespace shared {
namespace {

// Letters of Latin-1 begin here. Before them are signs that may be the tail of a misread letter: "Ã¶".
constexpr char32_t first_latin_1_letter = 0xC0;

// The fillers of Hangul are letters that cannot be seen.
bool is_calm_letter(unsigned bits, char32_t c) {
  return (bits & letter_class) != 0 && c >= first_latin_1_letter && c != 0x115F && c != 0x1160 && c != 0x3164 && c != 0xFFA0;
}

}  // namespace

TextLook look_at(std::string_view text) {
  const AsciiForm form = ascii_form(text);
  const auto size = static_cast<std::uint32_t>(text.size());
  if (form == AsciiForm::tidy) return {TextState::calm, size};
  if (form == AsciiForm::loose) return {TextState::untidy, size};
  const ClassTable& classes = class_table();
  TextLook look;
  bool is_calm = true;
  char32_t before = ' ';
  for (std::size_t position = 0; position < text.size(); ++look.characters) {
    const char32_t c = next_code_point(text, position);
    if (c < 0x80) {
      if ((c == ' ' && before == ' ') || c == '\t') look.state = TextState::untidy;
      is_calm = is_calm && c >= ' ' && c != 0x7F;
    } else {
      const unsigned bits = classes.of(c);
      if (is_blank(c) || (bits & recomposed_class) != 0) look.state = TextState::untidy;
      is_calm = is_calm && is_calm_letter(bits, c);
    }
    before = c;
  }
  if (before == ' ') look.state = TextState::untidy;
  if (look.state == TextState::calm && !is_calm) look.state = TextState::tidy;
  return look;
}

}  // namespace shared
