// Buttons, fields and their messages.
#include "client/screens/kit.h"

#include <algorithm>

#include "shared/text.h"

namespace client::kit {

namespace style = ui::text_style;

namespace {

constexpr float icon_gap = 8;

float side_of(const ButtonLook& look) { return look.kind == ButtonKind::quiet || look.height < 32 ? 10.f : 14.f; }
ui::TextStyle style_of(const ButtonLook& look) { return look.height < 32 ? style::small_medium : style::body_medium; }
float hint_width(std::string_view hint) {
  return std::max(20.f, ui::text_width(style::caption_medium, hint) + 10);
}

// Where the browser's element of a control lies: as much of it as is seen where that is enough to be hit, else out of
// the way, until it has the focus and is brought into view.
ui::Rect place_of(ui::Rect box, ui::Rect visible, ui::Id id) {
  constexpr float target_min = 24, footer = 72;
  bool is_whole = visible.height <= 0 || box.bottom() <= visible.bottom() || ui::focused_node() == id;
  if (is_whole) return box;
  float seen = visible.bottom() - box.y;
  return seen >= target_min ? ui::Rect{box.x, box.y, box.width, seen} : box.moved(0, footer);
}

struct ButtonColors {
  ui::Color ground, border, text;
};

ButtonColors colors_of(ButtonKind kind, const ui::Interaction& state) {
  const Theme& t = theme();
  bool over = state.hovered || state.held;
  ui::Color ground = state.held ? t.press : state.hovered ? t.hover : ui::transparent;
  switch (kind) {
    case ButtonKind::primary: {
      ui::Color fill = state.held ? t.accent_press : state.hovered ? t.accent_hover : t.accent;
      return {fill, ui::transparent, t.on_accent};
    }
    case ButtonKind::secondary: return {ground, over ? t.text2 : t.control, t.text};
    case ButtonKind::quiet: return {ground, ui::transparent, t.link};
    case ButtonKind::danger: return {over ? t.err_tint : ui::transparent, t.err_line, t.err};
  }
  return {};
}

void draw_hint(ui::Rect box, std::string_view hint, ui::Color edge, ui::Color color) {
  ui::stroke(box, edge, 4);
  ui::draw_text(box, style::caption_medium, color, hint, ui::Align::center);
}

}  // namespace

void ring(const ui::Interaction& state, ui::Rect box, float radius) {
  if (state.focus_visible) ui::stroke(box.inset(-4), theme().ring, radius, 2);
}

float button_width(std::string_view label, const ButtonLook& look) {
  if (look.width > 0) return look.width;
  float width = 2 * side_of(look) + ui::text_width(style_of(look), label);
  if (look.icon != Icon::none) width += 16 + icon_gap;
  if (!look.hint.empty()) width += icon_gap + hint_width(look.hint);
  return std::max(width, look.height < 32 || look.kind == ButtonKind::quiet ? 0.f : 72.f);
}

bool button(std::string_view key, ui::Vec2 at, std::string_view label, const ButtonLook& look) {
  ui::Rect box{at.x, at.y, button_width(label, look), look.height};
  bool is_busy = !look.busy_label.empty();
  std::string_view shown = is_busy ? look.busy_label : label;
  ui::Interaction state = ui::interactive(key, {.role = look.role,
                                                .rect = place_of(box, look.visible, ui::id(key)),
                                                .label = is_busy || look.name.empty() ? shown : look.name,
                                                .flags = is_busy ? std::uint32_t{ui::Flag::busy} : 0u,
                                                .style = style_of(look)});
  ButtonColors colors = colors_of(look.kind, state);
  ui::fill(box, colors.ground, 6);
  if (colors.border.alpha > 0) ui::stroke(box, colors.border, 6);
  Icon which = is_busy ? Icon::spinner : look.icon;
  if (is_busy && !ui::media().reduced_motion) ui::wake(1, "spinner");
  float text = ui::text_width(style_of(look), shown);
  float content = text + (which != Icon::none ? 16 + icon_gap : 0) + (look.hint.empty() ? 0 : icon_gap + hint_width(look.hint));
  float x = box.x + std::max(6.f, (box.width - content) / 2);
  if (which != Icon::none) {
    icon(which, {x + 8, box.center().y}, colors.text);
    x += 16 + icon_gap;
  }
  ui::draw_text({x, box.y, text, box.height}, style_of(look), colors.text, shown);
  if (!look.hint.empty()) {
    ui::Color edge = look.kind == ButtonKind::primary ? ui::rgb(0xFFFFFF, 0.45f) : theme().edge;
    float width = hint_width(look.hint);
    draw_hint({x + text + icon_gap, box.center().y - 10, width, 20}, look.hint, edge, colors.text);
  }
  ring(state, box);
  return state.clicked;
}

bool icon_button(std::string_view key, ui::Rect box, Icon which, std::string_view name, std::uint32_t flags) {
  ui::Interaction state = ui::button(key, {.rect = box, .label = name, .flags = flags, .title = name});
  const Theme& t = theme();
  if (state.hovered || state.held) ui::fill(box, state.held ? t.press : t.hover, 6);
  icon(which, box.center(), (flags & ui::Flag::disabled) != 0 ? t.disabled_text : t.text2);
  ring(state, box.inset(2));
  return state.clicked;
}

bool text_link(std::string_view key, ui::Vec2 at, ui::TextStyle text, std::string_view label, std::string_view href,
               ui::Color color, bool underlined, float* width) {
  ui::Rect box{at.x, at.y, ui::text_width(text, label), ui::line_height(text)};
  if (width != nullptr) *width = box.width;
  ui::Interaction state = ui::link(key, {.rect = box.inset(0, -2), .label = label, .style = text, .href = href});
  ui::draw_text(box, text, color, label);
  if (underlined || state.hovered) ui::horizontal_line(box.x, box.center().y + 7, box.width, color);
  ring(state, box, 6);
  return state.clicked;
}

void keyboard_hint(ui::Vec2 right_center, std::string_view key, float* width) {
  *width = hint_width(key);
  draw_hint({right_center.x - *width, right_center.y - 10, *width, 20}, key, theme().edge, theme().text3);
}

// ---- Fields

namespace {

ui::Color field_border(const FieldLook& look, const ui::Interaction& state, bool is_read_only) {
  const Theme& t = theme();
  if (look.mood == Mood::error) return t.err_line;
  if (look.mood == Mood::warning) return t.warn_line;
  return state.hovered && !is_read_only ? t.text2 : t.control;
}

void draw_box(ui::Rect box, const FieldLook& look, const ui::Interaction& state) {
  bool is_read_only = (look.node.flags & ui::Flag::read_only) != 0;
  if (is_read_only) return icon(Icon::lock, {box.right() - 20, box.center().y}, theme().text3);
  ui::fill(box, theme().surface, 6);
  float border = look.mood == Mood::calm ? 1.f : 2.f;
  ui::stroke(box, field_border(look, state, is_read_only), 6, border);
  if (!look.changed.empty()) {
    ui::push_clip({box.x + border, box.y, 3, box.height});
    ui::fill(box.inset(border), theme().accent, 6 - border);
    ui::pop_clip();
  }
  if (look.mood == Mood::error) icon(Icon::error, {box.right() - 20, box.center().y}, theme().err);
  if (look.mood == Mood::warning) icon(Icon::warning, {box.right() - 20, box.center().y}, theme().warn);
  if (!look.options.empty() && look.mood == Mood::calm) {
    icon(Icon::chevron_down, {box.right() - 20, box.center().y}, theme().text2);
  }
  ring(state, box);
}

void draw_label(std::string_view key, const FieldLook& look) {
  ui::Rect line{look.box.x, look.box.y, look.box.width, 20};
  std::string label(look.label);
  if (!look.optional.empty()) label.append(" ").append(look.optional);
  float width = ui::text_width(style::small_medium, look.label);
  ui::emit(std::string(key) + "-label", {.role = ui::Role::label,
                                         .rect = {line.x, line.y, ui::text_width(style::small_medium, label), 20},
                                         .label = label,
                                         .style = style::small_medium,
                                         .refers_to = ui::id(key)});
  ui::draw_text(line, style::small_medium, theme().text, look.label);
  if (look.optional.empty()) return;
  ui::draw_text({line.x + width + 4, line.y, line.width, 20}, style::small, theme().text3, look.optional);
}

void draw_message(std::string_view key, const FieldLook& look, FieldResult& result) {
  if (look.message.empty()) return;
  bool is_error = look.mood == Mood::error;
  ui::Color color = is_error ? theme().err : theme().warn;
  float top = look.box.y + result.height + 4;
  icon(is_error ? Icon::error : Icon::warning, {look.box.x + 8, top + 10}, color);
  float height = ui::paragraph({look.box.x + 22, top}, look.box.width - 22, style::small, color, look.message,
                               {.role = is_error ? ui::Role::error : ui::Role::hint, .key = std::string(key) + "-message"});
  result.height += 4 + height;
  if (look.suggestion.empty()) return;
  float button_height = look.is_touch ? 44.f : 28.f;
  std::string_view hint = look.suggestion_by_enter && !look.is_touch ? std::string_view("Enter") : std::string_view();
  ButtonLook button_look{.kind = ButtonKind::quiet, .height = button_height, .hint = hint};
  button_look.visible = look.visible;
  float width = button_width(look.suggestion, button_look);
  ui::Rect box{look.box.x, look.box.y + result.height + 6, width, button_height};
  ui::fill(box, theme().tint, 6);
  ui::stroke(box, theme().tint_line, 6);
  result.wants_suggestion |= button(std::string(key) + "-suggestion", {box.x, box.y}, look.suggestion, button_look);
  result.height += 6 + button_height;
}

// The focused field whose message was brought into view.
ui::Id shown_for = 0;

// Whoever comes to a field sees what is wrong with it too, down to the repair.
void show_message(std::string_view key, const FieldLook& look, const ui::Interaction& state) {
  if (state.focused && shown_for != state.id) {
    shown_for = state.id;
    ui::scroll_into_view(ui::id(std::string(key) + (look.suggestion.empty() ? "-message" : "-suggestion")));
  } else if (!state.focused && shown_for == state.id) {
    shown_for = 0;
  }
}

void draw_changed(std::string_view key, const FieldLook& look, float input_width, FieldResult& result) {
  if (look.changed.empty()) return;
  float width = ui::text_width(style::caption_medium, look.changed) + 12;
  float label = ui::text_width(style::small_medium, look.label) +
                (look.optional.empty() ? 0 : 4 + ui::text_width(style::small, look.optional));
  float x = std::max(look.box.x + input_width - width, look.box.x + label + 12);
  ui::Rect box{x, look.box.y - 2, width, 24};
  std::string changed_key = std::string(key) + "-changed";
  ui::Interaction state = ui::button(changed_key, {.rect = place_of(box, look.visible, ui::id(changed_key)),
                                                                    .label = look.changed_name,
                                                                    .style = style::caption_medium,
                                                                    .title = look.changed_title});
  ui::fill_circle({box.x + 3, box.center().y}, 3, theme().link);
  ui::draw_text({box.x + 12, box.y, width, box.height}, style::caption_medium, theme().link, look.changed);
  if (state.hovered) ui::horizontal_line(box.x + 12, box.center().y + 7, width - 12, theme().link);
  ring(state, box.inset(0, 3), 6);
  result.wants_back = state.clicked;
}

}  // namespace

void show_message_again() { shown_for = 0; }

FieldResult field(std::string_view key, const FieldLook& look) {
  FieldResult result;
  draw_label(key, look);
  float input_width = look.input_width > 0 ? std::min(look.input_width, look.box.width) : look.box.width;
  ui::Rect box{look.box.x, look.box.y + 24, input_width, look.is_touch ? 44.f : 36.f};
  ui::TextStyle text = look.is_touch ? style::touch_field : style::body;
  bool is_read_only = (look.node.flags & ui::Flag::read_only) != 0;
  ui::Node node = look.node;
  node.rect = place_of(box, look.visible, ui::id(key));
  node.style = text;
  if (look.mood != Mood::calm || !look.options.empty()) node.inset_right = 40;
  if (is_read_only) node.inset_left = 0;
  if (look.mood == Mood::error) node.flags |= ui::Flag::invalid;
  if (!look.message.empty()) node.described_by = ui::id(std::string(key) + "-message");
  std::string shown(node.value);
  if (!look.options.empty()) {
    ui::Selection selection = ui::select(key, node, look.options);
    result.chosen = selection.changed;
    result.index = selection.index;
    static_cast<ui::Interaction&>(result.edit) = selection;
    for (const ui::Option& option : look.options) {
      if (option.value == look.node.value) shown = option.label;
    }
    if (selection.changed) shown = look.options[static_cast<std::size_t>(selection.index)].label;
  } else {
    result.edit = ui::text_field(key, node);
    if (result.edit.changed) shown = result.edit.text;
  }
  draw_box(box, look, result.edit);
  if (!result.edit.dom_painted) {
    if (node.field == ui::FieldKind::password) {
      std::string dots;
      for (std::size_t i = 0; i < shared::count_code_points(shown); ++i) dots += "•";
      shown = dots;
    }
    ui::Rect inside{box.x + node.inset_left, box.y, box.width - node.inset_left - node.inset_right, box.height};
    ui::draw_text(inside, text, theme().text, shown, ui::Align::left, ui::Overflow::ellipsis);
  }
  result.height = 24 + box.height;
  if (!look.suggestion.empty() && look.suggestion_by_enter) result.wants_suggestion = ui::shortcut("Enter", result.edit.id);
  draw_message(key, look, result);
  if (!look.message.empty()) show_message(key, look, result.edit);
  draw_changed(key, look, input_width, result);
  return result;
}

float value(ui::Rect column, std::string_view label, std::string_view text, bool is_given) {
  ui::text({column.x, column.y, column.width, 20}, style::small, theme().text2, label, {.role = ui::Role::term});
  std::vector<std::string_view> lines;
  float y = column.y + 20;
  while (!text.empty()) {
    std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    y += ui::paragraph({column.x, y}, column.width, style::body, is_given ? theme().text : theme().text3, line,
                       {.role = ui::Role::definition});
  }
  return y - column.y;
}

}  // namespace client::kit
