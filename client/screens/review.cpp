// What is about to be sent: each changed field, as it is and as it will be.
#include <algorithm>

#include "client/editor.h"
#include "client/screens/edit_parts.h"
#include "client/screens/kit.h"
#include "client/screens/screens.h"

namespace client {

namespace style = ui::text_style;
using shared::Field;

namespace {

constexpr float padding = 24, footer_height = 68, cell_space = 12;

struct Columns {
  float label_x, label_width, now_x, now_width, after_x, after_width;
  bool is_stacked;
};

Columns columns_of(ui::Rect box) {
  float x = box.x + padding;
  float width = box.width - 2 * padding;
  if (box.width < 560) {
    float half = (width - 32) / 2;
    return {x, width, x, half, x + half + 32, half, true};
  }
  float half = (width - 140 - 32) / 2;
  return {x, 128, x + 140, half, x + 140 + half + 32, half, false};
}

// Draws nothing where `is_drawn` is false: the height alone is wanted.
float draw_row(ScreenContext& context, const Columns& columns, float y, Field field, bool is_drawn) {
  const kit::Theme& t = kit::theme();
  const Editor& editor = context.state.editor;
  std::string label = field_label(context, editor.account, field);
  std::string_view before = shared::text_of(editor.stored.account, field);
  std::string_view after = shared::text_of(editor.account, field);
  if (before.empty()) before = context.say(Message::empty_value);
  if (after.empty()) after = context.say(Message::empty_value);
  const shared::Problem* problem = problem_at(editor, field);
  std::string sentence;
  if (problem != nullptr) sentence = shared::sentence(*problem, shared::country_of(editor.account, field), context.language());
  float label_height = ui::paragraph_height(columns.label_width, style::small, label);
  float values_top = columns.is_stacked ? label_height : 0;
  float now_height = ui::paragraph_height(columns.now_width, style::body, before);
  float after_height = ui::paragraph_height(columns.after_width, style::body_medium, after);
  float sentence_height = sentence.empty() ? 0 : 4 + ui::paragraph_height(columns.after_width - 22, style::small, sentence);
  float height = 2 * cell_space + std::max(label_height, values_top + std::max(now_height, after_height + sentence_height));
  if (!is_drawn) return height;
  float top = y + cell_space;
  ui::Container row(shared::path_of(field), {.role = ui::Role::row, .rect = {columns.label_x, y, columns.after_x + columns.after_width - columns.label_x, height}});
  auto cell = [&](std::string_view key, float x, float cell_y, float width, ui::TextStyle text_style, ui::Color color, std::string_view text) {
    ui::Container cell_node(key, {.role = ui::Role::cell, .rect = {x, cell_y, width, height - cell_space}});
    ui::paragraph({x, cell_y}, width, text_style, color, text);
  };
  cell("label", columns.label_x, top, columns.label_width, style::small, t.text2, label);
  cell("now", columns.now_x, top + values_top, columns.now_width, style::body, t.text2, before);
  kit::icon(kit::Icon::arrow_right, {columns.after_x - 16, top + values_top + 10}, t.text2);
  ui::Container after_node("after", {.role = ui::Role::cell, .rect = {columns.after_x, top + values_top, columns.after_width, height - cell_space}});
  ui::paragraph({columns.after_x, top + values_top}, columns.after_width, style::body_medium, t.text, after);
  if (sentence.empty()) return height;
  bool is_error = problem->severity == shared::Severity::error;
  float below = top + values_top + after_height + 4;
  kit::icon(is_error ? kit::Icon::error : kit::Icon::warning, {columns.after_x + 8, below + 10}, is_error ? t.err : t.warn);
  ui::paragraph({columns.after_x + 22, below}, columns.after_width - 22, style::small, is_error ? t.err : t.warn, sentence);
  return height;
}

void draw_head(ScreenContext& context, const Columns& columns, float y) {
  const kit::Theme& t = kit::theme();
  ui::Container row("head", {.role = ui::Role::row, .rect = {columns.label_x, y, columns.after_x + columns.after_width - columns.label_x, 28}});
  auto head = [&](float x, float width, Message text) {
    ui::text({x, y, width, 20}, style::caption_medium, t.text2, context.say(text), {.role = ui::Role::column_header});
  };
  if (!columns.is_stacked) head(columns.label_x, columns.label_width, Message::review_field);
  if (columns.is_stacked) ui::emit("", {.role = ui::Role::column_header, .rect = {columns.label_x, y, 1, 20}, .label = context.say(Message::review_field)});
  head(columns.now_x, columns.now_width, Message::review_now);
  head(columns.after_x, columns.after_width, Message::review_after);
}

}  // namespace

void draw_review(ScreenContext& context, const Page& page) {
  const kit::Theme& t = kit::theme();
  const Editor& editor = context.state.editor;
  std::vector<Field> changed;
  for (Field field : form_fields(editor.account, true)) {
    if (is_changed(editor, field)) changed.push_back(field);
  }
  ui::Vec2 viewport = ui::viewport();
  float width = std::min(640.f, viewport.x - (page.is_narrow ? 16 : 32));
  Columns columns = columns_of({0, 0, width, 0});
  constexpr float head_height = 28 + 24 + 16 + 28;
  float content = padding + head_height;
  for (Field field : changed) content += draw_row(context, columns, 0, field, false);
  float height = std::min(content + footer_height + 8, viewport.y - 16);
  ui::Rect box{(viewport.x - width) / 2, std::max(8.f, (viewport.y - height) / 2), width, height};
  columns = columns_of(box);
  ui::Layer layer = ui::begin_dialog("review", {.rect = box, .refers_to = ui::id("review/text/title")}, t.scrim);
  ui::fill(box, t.raised, 10);
  ui::stroke(box, t.edge, 10);
  ui::ScrollArea area = ui::begin_scroll("text", {box.x, box.y, width, height - footer_height}, content);
  float y = area.origin.y + padding;
  std::string count;
  plural(static_cast<int>(changed.size()), Message::review_one, Message::review_many, context, count);
  ui::text({box.x + padding, y, width - 2 * padding, 28}, style::dialog, t.text, count, {.role = ui::Role::heading, .level = 2, .key = "title"});
  y += 28;
  ui::text({box.x + padding, y, width - 2 * padding, 20}, style::small, t.text2, editor.stored.account.billing_profile.company_name,
           {.overflow = ui::Overflow::ellipsis});
  y += 24 + 16;
  {
    ui::Container table("changes", {.role = ui::Role::table, .rect = {box.x, y, width, content}, .label = count,
                                    .count = static_cast<std::int32_t>(changed.size()) + 1});
    draw_head(context, columns, y);
    y += 28;
    for (Field field : changed) {
      ui::horizontal_line(columns.label_x, y, width - 2 * padding, t.line);
      y += draw_row(context, columns, y, field, true);
    }
  }
  ui::end_scroll();
  ui::horizontal_line(box.x, box.bottom() - footer_height, width, t.line);
  kit::ButtonLook submit{.kind = kit::ButtonKind::primary, .height = page.is_touch ? 44.f : 36.f};
  kit::ButtonLook back{.height = submit.height};
  kit::ButtonLook discard{.kind = kit::ButtonKind::quiet, .height = submit.height};
  float top = box.bottom() - footer_height + (footer_height - submit.height) / 2;
  float x = box.x + (page.is_narrow ? 12 : padding);
  bool submits = kit::button("submit", {x, top}, context.say(Message::submit), submit);
  x += kit::button_width(context.say(Message::submit), submit) + 8;
  bool goes_back = kit::button("back", {x, top}, context.say(Message::review_back), back) || layer.dismissed;
  std::string_view discard_text = context.say(page.is_narrow ? Message::draft_discard : Message::discard_changes);
  float discard_x = box.right() - (page.is_narrow ? 12 : padding) - kit::button_width(discard_text, discard);
  bool discards = kit::button("discard", {discard_x, top}, discard_text, discard);
  ui::end_dialog();
  if (submits) context.act(submit_edit);
  if (discards) context.act(cancel_edit);
  if (goes_back) context.act(close_review);
}

}  // namespace client
