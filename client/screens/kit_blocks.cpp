// Banners, badges, marks, and choices.
#include <algorithm>

#include "client/screens/kit.h"
#include "shared/search_key.h"
#include "shared/text.h"

namespace client::kit {

namespace style = ui::text_style;

namespace {

struct BannerColors {
  Icon icon;
  ui::Color color, ground, line;
};

BannerColors colors_of(BannerKind kind) {
  const Theme& t = theme();
  switch (kind) {
    case BannerKind::info: return {Icon::offline, t.link, t.tint, t.tint_line};
    case BannerKind::warn: return {Icon::warning, t.warn, t.warn_tint, t.warn_line};
    case BannerKind::ok: return {Icon::check, t.ok, t.ok_tint, t.ok_line};
    case BannerKind::error: return {Icon::error, t.err, t.err_tint, t.err_line};
  }
  return {};
}

// Capitals of the scripts that have them, as far as names of people here begin with them: Latin-1, Greek and Cyrillic.
char32_t upper(char32_t c) {
  if (c < 0x80) return static_cast<char32_t>(shared::ascii_upper(static_cast<char>(c)));
  bool is_latin = c >= 0xE0 && c <= 0xFE && c != 0xF7;
  bool is_greek = c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2;
  bool is_cyrillic = c >= 0x430 && c <= 0x44F;
  return is_latin || is_greek || is_cyrillic ? c - 32 : c;
}

}  // namespace

BannerResult banner(std::string_view key, ui::Rect box, std::string_view text, const BannerLook& look) {
  BannerResult result;
  BannerColors colors = colors_of(look.kind);
  ButtonLook small{.kind = ButtonKind::quiet, .height = look.is_touch ? 44.f : 28.f};
  float first = look.action.empty() ? 0 : button_width(look.action, small) + 8;
  float second = look.second_action.empty() ? 0 : button_width(look.second_action, small) + 8;
  bool stacks = box.width - first - second < 320 && first > 0;
  float text_width = box.width - 54 - (stacks ? 0 : first + second);
  float text_height = ui::paragraph_height(text_width, style::body, text);
  result.height = std::max(40.f, text_height + 20) + (stacks ? small.height + 4 : 0);
  ui::Rect whole{box.x, box.y, box.width, result.height};
  ui::fill(whole, colors.ground, 6);
  ui::stroke(whole, colors.line, 6);
  icon(colors.icon, {box.x + 22, box.y + 20}, colors.color);
  std::uint32_t flags = look.role == ui::Role::alert ? std::uint32_t{ui::Flag::focusable} : 0u;
  ui::paragraph({box.x + 40, box.y + 10}, text_width, style::body, theme().text, text,
                {.role = look.role, .key = key, .flags = flags});
  float x = stacks ? box.x + 30 : whole.right() - first - second - 6;
  float y = stacks ? whole.bottom() - small.height - 6 : box.y + 20 - small.height / 2;
  if (first > 0) result.action = button(std::string(key) + "-action", {x, y}, look.action, small);
  if (second > 0) result.second_action = button(std::string(key) + "-second", {x + first, y}, look.second_action, small);
  return result;
}

void badge(ui::Vec2 at, std::string_view text, Icon which, ui::Color color, ui::Color ground, float* width) {
  float text_width = ui::text_width(style::caption_medium, text);
  float icon_width = which == Icon::none ? 0 : 18.f;
  ui::Rect box{at.x, at.y, 16 + icon_width + text_width, 22};
  if (width != nullptr) *width = box.width;
  ui::fill(box, ground, 4);
  if (which != Icon::none) icon(which, {box.x + 14, box.center().y}, color, 12);
  ui::text({box.x + 8 + icon_width, box.y, text_width, box.height}, style::caption_medium, color, text);
}

std::vector<Place> places_of(std::string_view text, std::string_view match) {
  std::vector<Place> places;
  std::string wanted = shared::search_key(match);
  if (wanted.empty()) return places;
  std::string folded;
  std::vector<std::size_t> origins;  // Of each byte of `folded`: where its letter begins in `text`.
  for (std::size_t position = 0; position < text.size();) {
    std::size_t begin = position;
    shared::next_code_point(text, position);
    folded += shared::search_key(text.substr(begin, position - begin));
    origins.resize(folded.size(), begin);
  }
  origins.push_back(text.size());
  for (std::size_t at = folded.find(wanted); at != folded.npos; at = folded.find(wanted, at + wanted.size())) {
    places.push_back({origins[at], origins[at + wanted.size()]});
  }
  return places;
}

std::string initials(std::string_view name) {
  std::string result;
  int count = 0;
  bool begins_word = true;
  for (std::size_t position = 0; position < name.size() && count < 2;) {
    char32_t c = shared::next_code_point(name, position);
    bool is_gap = c == ' ' || c == '.' || c == '-' || c == shared::invalid_code_point;
    if (begins_word && !is_gap) {
      shared::append_code_point(result, upper(c));
      ++count;
    }
    begins_word = is_gap;
  }
  return result;
}

void marked_text(ui::Rect box, ui::TextStyle text_style, ui::Color color, std::string_view text, std::string_view match) {
  std::string shown = ui::shorten(text_style, text, box.width, ui::Overflow::ellipsis);
  std::string_view rest = shown;
  std::size_t drawn = 0;
  float x = box.x;
  auto draw_part = [&](std::size_t end, bool is_marked) {
    std::string_view part = rest.substr(drawn, end - drawn);
    float width = ui::text_width(text_style, rest.substr(0, end)) - (x - box.x);
    if (is_marked) ui::fill({x, box.center().y - 10, width, 20}, theme().mark, 2);
    ui::draw_text({x, box.y, width, box.height}, text_style, is_marked ? theme().on_mark : color, part);
    x += width;
    drawn = end;
  };
  for (Place place : places_of(shown, match)) {
    if (place.begin > drawn) draw_part(place.begin, false);
    draw_part(place.end, true);
  }
  if (drawn < shown.size()) draw_part(shown.size(), false);
}

int segments(std::string_view key, ui::Rect box, std::string_view name, std::span<const std::string_view> labels,
             std::span<const std::string_view> languages, int chosen) {
  int result = -1;
  ui::Container group(key, {.role = ui::Role::group, .rect = box, .label = name});
  const Theme& t = theme();
  ui::fill(box, t.surface, 6);
  float room = box.width;
  for (std::string_view label : labels) room -= ui::text_width(style::caption_medium, label);
  room /= static_cast<float>(labels.size());
  float x = box.x;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    float width = room + ui::text_width(style::caption_medium, labels[i]);
    ui::Rect part{x, box.y, width, box.height};
    bool is_chosen = static_cast<int>(i) == chosen;
    std::uint32_t flags = ui::Flag::pressable | (is_chosen ? std::uint32_t{ui::Flag::pressed} : 0u);
    ui::Interaction state = ui::button(std::string(languages[i]), {.rect = part,
                                                                   .label = labels[i],
                                                                   .flags = flags,
                                                                   .style = style::caption_medium,
                                                                   .lang = languages[i]});
    if (is_chosen || state.hovered) ui::fill(part.inset(1), is_chosen ? t.press : t.hover, 5);
    ui::draw_text(part, style::caption_medium, is_chosen ? t.text : t.text2, labels[i], ui::Align::center);
    ring(state, part);
    if (state.clicked && !is_chosen) result = static_cast<int>(i);
    x += width;
  }
  ui::stroke(box, t.edge, 6);
  return result;
}

bool choice_card(std::string_view key, ui::Rect box, std::string_view set, std::string_view label, std::string_view text,
                 bool is_chosen) {
  const Theme& t = theme();
  std::string name = std::string(label) + ": " + std::string(text);
  ui::Toggle state = ui::toggle(key, {.role = ui::Role::radio,
                                      .rect = box,
                                      .label = name,
                                      .flags = is_chosen ? std::uint32_t{ui::Flag::checked} : 0u,
                                      .name = set});
  ui::fill(box, is_chosen ? t.tint : state.hovered ? t.hover : t.surface, 6);
  ui::stroke(box, is_chosen ? t.accent : t.control, 6, is_chosen ? 2.f : 1.f);
  ui::circle({box.x + 23, box.center().y}, 8.25f, is_chosen ? t.accent : t.control, 1.5f);
  if (is_chosen) ui::fill_circle({box.x + 23, box.center().y}, 4.5f, t.accent);
  float label_width = ui::text_width(style::small, label);
  ui::draw_text({box.x + 42, box.y, label_width, box.height}, style::small, t.text2, label);
  ui::draw_text({box.x + 50 + label_width, box.y, box.width - 64 - label_width, box.height}, style::body, t.text, text,
                ui::Align::left, ui::Overflow::ellipsis);
  ring(state, box);
  return state.changed && state.checked;
}

}  // namespace client::kit
