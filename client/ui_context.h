// The state of the ui layer, for its own files only.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "client/glyphs.h"
#include "client/mirror_buffer.h"
#include "client/node.h"
#include "client/ui.h"
#include "client/ui_host.h"
#include "imgui.h"
#include "imgui_internal.h"

namespace client::ui {

enum class EventKind : std::uint8_t { click, input, commit, enter, left, toggle, choose, submit, cancel };

struct Event {
  EventKind kind;
  Id id = 0;
  int number = 0;
  std::string text;
};

// One level of keys. Numbers what has no key of its own.
struct KeyLevel {
  Id hash = 0;
  std::size_t path_size = 0;
  int unnamed = 0;
};

// Where nodes are added: their parent, and the screen position that their rectangles are relative to.
struct ParentLevel {
  Id id = 0;
  Vec2 origin;
  int row_index = 0;
};

struct Area {
  float content_height = 0;
  float wanted_scroll = -1;  // or negative
  float scroll = 0;
  int frame = 0;
};

struct Shortcut {
  std::string keys;
  Id while_focused = 0;
  friend bool operator==(const Shortcut&, const Shortcut&) = default;
};

struct Wish {
  Id id = 0;
  int frames_left = 0;
};

// There is one of it: order by meaning is worth more than 32 bytes.
struct Context {  // NOLINT(clang-analyzer-optin.performance.Padding)
  Draw draw = nullptr;
  host::Size size;
  Media media;
  double now_ms = 0;
  double previous_ms = 0;
  int frames_wanted = 0;
  double wake_at_ms = 0;
  const char* wake_reason = "";
  host::Statistics statistics;

  Id focus = 0;
  bool focus_visible = false;
  bool focus_moved = false;
  int focused_row = 0;
  int focused_row_seen = 0;
  Id composing = 0;
  std::vector<Id> autofilled;
  std::vector<Event> events;
  std::vector<Shortcut> pressed;
  std::vector<Shortcut> asked;
  bool pressed_outside = false;  // a press of this frame; popups look whether it was theirs

  std::string path;
  std::vector<KeyLevel> keys;
  std::vector<ParentLevel> parents;
  MirrorBuffer mirror;
  Glyphs glyphs;
  bool dark_glyphs = false;
  std::unordered_map<Id, Area> areas;
  std::vector<Id> area_stack;
  std::vector<Id> known_options;
  Wish focus_wish;
  Wish view_wish;
  std::string title;
  std::string language;
  std::string colors;
  bool dark_page = false;
};

Context& context();

float text_scale();
float device_scale();
ImVec2 to_im(Vec2 v);
ImU32 to_im(Color color);
ImRect to_im(const Rect& rect);
ImDrawList& list();
void set_fringe();  // after every ImGui window that was begun

Id id_below(const KeyLevel& level, std::string_view key);
Id add_node(std::string_view key, const Node& node, Id options);
void look_after_focus(Id id, const Rect& rect);
Interaction interact(Id id, const Rect& rect, bool enabled);
bool take(EventKind kind, Id id, Event* event = nullptr);
void note_frames(int frames, const char* reason);
float cap_baseline(const Rect& box, TextStyle style);

}  // namespace client::ui
