// Events of the host become ImGui's input, or wait in the list for the control that they belong to.
#include "client/ui_host.h"

#include <algorithm>

#include "client/browser.h"
#include "client/ui_context.h"

namespace client::ui {
namespace {

void add_event(EventKind kind, Id id, std::string_view text = {}, int number = 0) {
  // Where the model refuses what was done, its unchanged frame must be told all the same.
  context().mirror.forget();
  context().events.push_back({kind, id, number, std::string(text)});
}

}  // namespace

namespace host {

void resize(const Size& size) {
  Context& c = context();
  bool new_scale = size.device_pixel_ratio != c.size.device_pixel_ratio || size.text_scale != c.size.text_scale;
  c.size = size;
  if (new_scale) reset_glyphs();
  wake(2, "resize");
}

void set_media(const Media& media) {
  context().media = media;
  wake(2, "media");
}

void pointer_move(Vec2 position, bool touch) {
  ImGuiIO& io = ImGui::GetIO();
  io.AddMouseSourceEvent(touch ? ImGuiMouseSource_TouchScreen : ImGuiMouseSource_Mouse);
  io.AddMousePosEvent(position.x / text_scale(), position.y / text_scale());
  wake(2, "pointer");
}

void pointer_leave() {
  ImGui::GetIO().AddMousePosEvent(-FLT_MAX, -FLT_MAX);
  wake(2, "pointer");
}

void pointer_button(int button, bool down) {
  ImGui::GetIO().AddMouseButtonEvent(button, down);
  if (down) context().pressed_outside = true;
  wake(3, "button");
}

void wheel(Vec2 distance) {
  // ImGui scrolls by lines of five times its font's height; areas are taller than its limit of two thirds.
  float line = 5 * ImGui::GetIO().Fonts->Fonts[0]->FontSize * text_scale();
  ImGui::GetIO().AddMouseWheelEvent(distance.x / line, distance.y / line);
  wake(3, "wheel");
}

void scroll_area(Id area, float distance) {
  scroll_to(area, scroll_of(area) + distance);
  wake(2, "key");
}

void focus(Id node, bool visible) {
  Context& c = context();
  if (c.focus != 0 && c.focus != node) add_event(EventKind::left, c.focus);
  c.focus_moved = node != 0 && node != c.focus;
  c.focus = node;
  c.focus_visible = visible;
  if (c.composing != node) c.composing = 0;
  wake(2, "focus");
}

void click(Id node) {
  add_event(EventKind::click, node);
  wake(3, "click");
}

void input(Id node, std::string_view text) {
  add_event(EventKind::input, node, text);
  wake(2, "edit");
}

void composing(Id node, bool active) {
  context().composing = active ? node : 0;
  wake(2, "edit");
}

void autofilled(Id node, bool active) {
  std::vector<Id>& filled = context().autofilled;
  std::erase(filled, node);
  if (active) filled.push_back(node);
  wake(2, "autofill");
}

void commit(Id node) {
  add_event(EventKind::commit, node);
  wake(2, "edit");
}

void enter(Id node) {
  add_event(EventKind::enter, node);
  wake(2, "edit");
}

void toggle(Id node, bool checked) {
  add_event(EventKind::toggle, node, {}, checked ? 1 : 0);
  wake(3, "click");
}

void choose(Id node, int index) {
  add_event(EventKind::choose, node, {}, index);
  wake(2, "edit");
}

void submit(Id form) {
  add_event(EventKind::submit, form);
  wake(3, "submit");
}

void cancel(Id dialog) {
  add_event(EventKind::cancel, dialog);
  wake(3, "cancel");
}

void key(std::string_view keys, Id while_focused) {
  context().pressed.push_back({std::string(keys), while_focused});
  wake(3, "key");
}

void reset_glyphs() {
  Context& c = context();
  c.glyphs.start_epoch(device_scale(), c.dark_glyphs);
  wake(2, "letters");
}

}  // namespace host

bool take(EventKind kind, Id id, Event* event) {
  std::vector<Event>& events = context().events;
  bool found = false;
  for (std::size_t i = 0; i < events.size();) {
    if (events[i].kind != kind || events[i].id != id) {
      ++i;
      continue;
    }
    if (event != nullptr) *event = events[i];
    events.erase(events.begin() + static_cast<std::ptrdiff_t>(i));
    found = true;
  }
  return found;
}

bool shortcut(std::string_view keys) { return shortcut(keys, 0); }

bool shortcut(std::string_view keys, Id while_focused) {
  Context& c = context();
  Shortcut wanted{std::string(keys), while_focused};
  if (std::find(c.asked.begin(), c.asked.end(), wanted) == c.asked.end()) c.asked.push_back(wanted);
  auto pressed = std::find(c.pressed.begin(), c.pressed.end(), wanted);
  if (pressed == c.pressed.end()) return false;
  c.pressed.erase(pressed);
  return true;
}

float text_scale() { return context().size.text_scale; }
float device_scale() { return context().size.device_pixel_ratio * context().size.text_scale; }

Vec2 viewport() {
  const host::Size& size = context().size;
  return {size.width / size.text_scale, size.height / size.text_scale};
}
float device_pixel_ratio() { return context().size.device_pixel_ratio; }
const Media& media() { return context().media; }
double now_ms() { return context().now_ms; }

Vec2 pointer() {
  ImVec2 position = ImGui::GetIO().MousePos;
  return ImGui::IsMousePosValid(&position) ? Vec2{position.x, position.y} : Vec2{-1, -1};
}

void announce(Politeness politeness, std::string_view text) {
  context().mirror.command(politeness == Politeness::polite ? Command::polite : Command::assertive, 0, text);
  context().mirror.forget();
}

void set_title(std::string_view title) { context().mirror.command(Command::title, 0, title); }
void set_language(std::string_view language) { context().mirror.command(Command::language, 0, language); }

void set_cursor(Cursor cursor) {
  constexpr std::string_view names[] = {"default", "text", "pointer", "wait"};
  context().mirror.command(Command::cursor, 0, names[static_cast<int>(cursor)]);
}

void set_page_colors(Color text, Color placeholder, Color background, bool dark) {
  Context& c = context();
  char line[96];
  ImFormatString(line, sizeof line, "#%02x%02x%02x #%02x%02x%02x #%02x%02x%02x %s", text.red, text.green, text.blue,
                 placeholder.red, placeholder.green, placeholder.blue, background.red, background.green, background.blue,
                 dark ? "dark" : "light");
  c.mirror.command(Command::colors, 0, line);
  if (dark == c.dark_page) return;
  c.dark_page = dark;
  c.dark_glyphs = dark;
  note_frames(2, "theme");
}

}  // namespace client::ui
