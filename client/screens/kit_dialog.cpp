// A question with two answers, over the page. Where the window is low, its text scrolls and the answers stay.
#include <algorithm>

#include "client/screens/kit.h"

namespace client::kit {

namespace style = ui::text_style;

namespace {

constexpr float padding = 24, footer_height = 68, paragraph_gap = 10;

float text_height(const QuestionLook& look, float width) {
  float height = ui::paragraph_height(width, style::dialog, look.title) + 8;
  for (std::string_view text : look.paragraphs) height += ui::paragraph_height(width, style::body, text) + paragraph_gap;
  return height;
}

}  // namespace

Answer question(std::string_view key, const QuestionLook& look) {
  const Theme& t = theme();
  ui::Vec2 viewport = ui::viewport();
  float width = std::min(look.width, viewport.x - 32);
  float inner = width - 2 * padding;
  float content = text_height(look, inner);
  float height = std::min(content + padding + footer_height + 8, viewport.y - 16);
  ui::Rect box{(viewport.x - width) / 2, std::max(8.f, (viewport.y - height) / 2 - 40), width, height};
  ui::Layer layer = ui::begin_dialog(key, {.rect = box, .refers_to = ui::id(std::string(key) + "/text/title")}, t.scrim);
  ui::fill(box, t.raised, 10);
  ui::stroke(box, t.edge, 10);
  ui::ScrollArea area = ui::begin_scroll("text", {box.x, box.y + 8, width, height - footer_height - 8}, content + padding - 8);
  float y = area.origin.y + padding - 8;
  y += ui::paragraph({box.x + padding, y}, inner, style::dialog, t.text, look.title,
                     {.role = ui::Role::heading, .level = 2, .key = "title"}) + 8;
  for (std::string_view text : look.paragraphs) {
    y += ui::paragraph({box.x + padding, y}, inner, style::body, t.text2, text, {.role = ui::Role::paragraph}) + paragraph_gap;
  }
  ui::end_scroll();
  ButtonLook first{.kind = ButtonKind::primary, .height = look.is_touch ? 44.f : 36.f};
  ButtonLook second{.kind = look.second_kind, .height = first.height};
  float top = box.bottom() - footer_height + (footer_height - first.height) / 2;
  float first_width = button_width(look.first, first);
  Answer answer = layer.dismissed ? Answer::dismissed : Answer::none;
  if (button("first", {box.x + padding, top}, look.first, first)) answer = Answer::first;
  if (button("second", {box.x + padding + 8 + first_width, top}, look.second, second)) answer = Answer::second;
  ui::end_dialog();
  return answer;
}

}  // namespace client::kit
