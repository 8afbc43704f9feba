// The sheet of keyboard shortcuts: "?" opens it on every page, Escape closes it.
#include <algorithm>

#include "client/screens/kit.h"
#include "client/screens/screens.h"
#include "client/update.h"

namespace client {

namespace style = ui::text_style;

namespace {

struct Row {
  std::string_view keys;  // Parted by a space.
  Message text;
};

constexpr Row rows[] = {
    {"/", Message::keys_search},        {"\u2193", Message::keys_list},    {"U", Message::update_account},
    {"Enter", Message::keys_suggestion}, {"Ctrl Enter", Message::submit},   {"Ctrl S", Message::submit},
    {"Ctrl Z", Message::keys_undo},      {"Ctrl Y", Message::keys_redo},    {"Esc", Message::keys_escape},
    {"?", Message::shortcuts},
};
constexpr float row_height = 30, padding = 24, footer_height = 68, keys_width = 130;

void draw_row(ScreenContext& context, ui::Rect box, const Row& row) {
  const kit::Theme& t = kit::theme();
  ui::Container item(row.keys, {.role = ui::Role::list_item, .rect = box});
  std::string_view rest = row.keys;
  float x = box.x;
  while (!rest.empty()) {
    std::string_view key = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), key.size() + 1));
    float width = std::max(20.f, ui::text_width(style::caption_medium, key) + 10);
    ui::Rect hint{x, box.center().y - 10, width, 20};
    ui::stroke(hint, t.edge, 4);
    ui::text(hint, style::caption_medium, t.text, key, {.align = ui::Align::center});
    x += width + 6;
  }
  ui::text({box.x + keys_width, box.y, box.width - keys_width, box.height}, style::body, t.text, context.say(row.text),
           {.overflow = ui::Overflow::ellipsis});
}

}  // namespace

void draw_shortcuts(ScreenContext& context, bool is_touch) {
  const kit::Theme& t = kit::theme();
  ui::Vec2 viewport = ui::viewport();
  float width = std::min(480.f, viewport.x - 32);
  float content = padding + 44 + row_height * static_cast<float>(std::size(rows));
  float height = std::min(content + footer_height + 8, viewport.y - 16);
  ui::Rect box{(viewport.x - width) / 2, std::max(8.f, (viewport.y - height) / 2), width, height};
  ui::Layer layer = ui::begin_dialog("shortcuts", {.rect = box, .refers_to = ui::id("shortcuts/text/title")}, t.scrim);
  ui::fill(box, t.raised, 10);
  ui::stroke(box, t.edge, 10);
  ui::ScrollArea area = ui::begin_scroll("text", {box.x, box.y, width, height - footer_height}, content);
  float y = area.origin.y + padding;
  ui::text({box.x + padding, y, width - 2 * padding, 28}, style::dialog, t.text, context.say(Message::shortcuts),
           {.role = ui::Role::heading, .level = 2, .key = "title"});
  y += 44;
  {
    ui::Container list("list", {.role = ui::Role::list, .rect = {box.x + padding, y, width - 2 * padding, content}, .label = context.say(Message::shortcuts)});
    for (const Row& row : rows) {
      draw_row(context, {box.x + padding, y, width - 2 * padding, row_height}, row);
      y += row_height;
    }
  }
  ui::end_scroll();
  kit::ButtonLook close{.kind = kit::ButtonKind::primary, .height = is_touch ? 44.f : 36.f};
  float top = box.bottom() - footer_height + (footer_height - close.height) / 2;
  bool closes = kit::button("close", {box.x + padding, top}, context.say(Message::close), close) || layer.dismissed;
  ui::end_dialog();
  if (closes) context.act(show_shortcuts, false);
}

}  // namespace client
