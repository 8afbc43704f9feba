#include "shared/text_state.h"

#include "shared/text.h"
#include "shared/unicode.h"

namespace shared {
TextLook look_at(std::string_view text) {
  const AsciiForm form = ascii_form(text);
  const auto size = static_cast<std::uint32_t>(text.size());
  if (form == AsciiForm::tidy) return {TextState::calm, size};
  if (form == AsciiForm::loose) return {TextState::untidy, size};
  const ClassTable& classes = class_table();
  TextLook look;
  bool is_calm = true;
  bool is_untidy = false;
  char32_t before = ' ';
  for (std::size_t position = 0; position < text.size(); ++look.characters) {
    const char32_t c = next_code_point(text, position);
    if (c < 0x80) {
      is_untidy = is_untidy | ((c == ' ') & (before == ' ')) | (c == '\t');
      is_calm = is_calm & (c - 0x20 < 0x5F);
    } else if (const unsigned bits = classes.of(c); (bits & calm_class) == 0) {
      is_untidy = is_untidy || is_blank(c) || is_direction_mark(c) || (bits & recomposed_class) != 0;
      is_calm = false;
    }
    before = c;
  }
  if (is_untidy || before == ' ') {
    look.state = TextState::untidy;
  } else if (!is_calm) {
    look.state = TextState::tidy;
  }
  return look;
}

}  // namespace shared
