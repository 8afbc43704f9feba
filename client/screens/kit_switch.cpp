// The switch: a label that stays, a word for how it stands, and what follows from it below.
#include <algorithm>

#include "client/screens/kit.h"

namespace client::kit {

namespace style = ui::text_style;

namespace {

constexpr float track_width = 36, track_height = 20;
constexpr double slide_ms = 120;

// Where each thumb was when it last began to move. A page has a handful of switches.
struct Slide {
  ui::Id id = 0;
  bool is_on = false;
  double began_ms = -slide_ms;
};

// 0 left, 1 right; on its way for 120 ms after a change.
float thumb_place(ui::Id id, bool is_on) {
  static std::vector<Slide> slides;
  auto slide = std::find_if(slides.begin(), slides.end(), [id](const Slide& one) { return one.id == id; });
  if (slide == slides.end()) slide = slides.insert(slides.end(), {id, is_on});
  if (slide->is_on != is_on) *slide = {id, is_on, ui::now_ms()};
  double part = ui::media().reduced_motion ? 1 : std::min(1.0, (ui::now_ms() - slide->began_ms) / slide_ms);
  if (part < 1) ui::wake(1, "switch");
  float eased = static_cast<float>(1 - (1 - part) * (1 - part));
  return is_on ? eased : 1 - eased;
}

void draw_track(ui::Rect box, const ui::Interaction& state, const SwitchLook& look) {
  const Theme& t = theme();
  float place = thumb_place(state.id, look.is_on);
  ui::Color ground = look.is_read_only ? t.disabled_fill : look.is_on ? (state.hovered ? t.accent_hover : t.accent) : t.surface;
  ui::fill(box, ground, box.height / 2);
  ui::Color edge = look.is_read_only ? t.disabled_text : state.hovered ? t.text2 : t.control;
  if (!look.is_on || look.is_read_only) ui::stroke(box, edge, box.height / 2, 1.5f);
  float radius = look.is_on ? 7.f : 6.f;
  float x = box.x + 10 + place * (track_width - track_height);
  ui::fill_circle({x, box.center().y}, radius, look.is_read_only ? t.disabled_text : look.is_on ? t.on_accent : t.control);
  ring(state, box, 14);
}

}  // namespace

SwitchResult switch_row(std::string_view key, ui::Rect column, const SwitchLook& look) {
  const Theme& t = theme();
  SwitchResult result;
  float target = look.is_touch ? 44.f : 24.f;
  ui::Rect track{column.x, column.y, track_width, track_height};
  std::uint32_t flags = look.is_on ? std::uint32_t{ui::Flag::checked} : 0u;
  if (look.is_read_only) flags |= ui::Flag::read_only;
  if (look.is_busy) flags |= ui::Flag::busy;
  std::string help_key = std::string(key) + "-help";
  ui::Toggle state = ui::toggle(key, {.role = ui::Role::toggle,
                                      .rect = {track.x - 4, track.center().y - target / 2, track_width + 8, target},
                                      .label = look.label,
                                      .flags = flags,
                                      .described_by = ui::id(help_key)});
  draw_track(track, state, look);
  float x = column.x + track_width + 16;
  float width = column.right() - x;
  std::vector<std::string_view> lines = ui::wrap_text(style::body_medium, look.label, width);
  float y = column.y + ui::paragraph({x, column.y}, width, style::body_medium, t.text, look.label,
                                     {.role = ui::Role::label, .key = std::string(key) + "-label", .refers_to = state.id});
  // Where label and word do not fit one line, the word stands below.
  std::string word = "· " + std::string(look.is_busy ? look.busy_word : look.word);
  float label_width = ui::text_width(style::body_medium, lines.empty() ? look.label : lines.back());
  bool fits = label_width + 6 + ui::text_width(style::body, word) <= width;
  ui::text({fits ? x + label_width + 6 : x, fits ? y - 20 : y, width, 20}, style::body, t.text2, word);
  if (!fits) y += 20;
  y += 4;
  y += ui::paragraph({x, y}, width, style::small, t.text2, look.help, {.role = ui::Role::hint, .key = help_key});
  result.height = y - column.y;
  result.changed = state.changed && !look.is_read_only && !look.is_busy;
  result.is_on = state.checked;
  return result;
}

}  // namespace client::kit
