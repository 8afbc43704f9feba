// The layer that every widget and screen goes through. One call both takes part in Dear ImGui's frame (clipping, hover,
// pressed, scrolling, drawing) and tells the browser what is there (client/node.h); nothing else calls ImGui.
//
// Immediate mode: the screen is said anew in every frame, in reading order, which is also the tab order. Frames are drawn
// on demand only: after input, after wake(), and at times asked for by wake_at(). Coordinates are CSS pixels of the page.
//
// Text is edited by real inputs of the browser. A click, whether by mouse, finger, keyboard or assistive technology,
// arrives by one way, the browser's click event; ImGui only says hovered and held.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/geometry.h"
#include "client/node.h"

namespace client::ui {

// ---- Keys. A node's id is the hash of its key path, for example customers/3f6b0c1e/name. Keys must be unique below one
// parent, independent of the language, and without spaces. The path is also the element's id and data-testid.
Id id(std::string_view key);                       // of a node with this key here; "dialog/title" reaches below
Id id_of_path(std::string_view path);              // the id of a whole path like sign-in/user
void push_key(std::string_view key);
void pop_key();

class KeyScope {
 public:
  explicit KeyScope(std::string_view key) { push_key(key); }
  ~KeyScope() { pop_key(); }
  KeyScope(const KeyScope&) = delete;
  KeyScope& operator=(const KeyScope&) = delete;
};

// ---- The page.
struct Media {
  bool dark = false;
  bool more_contrast = false;
  bool reduced_motion = false;
  bool coarse_pointer = false;
  bool forced_colors = false;  // the mirror is what is seen: the canvas is hidden
  bool printing = false;       // mount every field, and up to 1000 rows
};

Vec2 viewport();                // less what a soft keyboard covers
float device_pixel_ratio();
const Media& media();
double now_ms();                // of this frame, for motion; not a date
Vec2 pointer();                 // (-1, -1) when there is none

// ---- Drawing, clipped to the current scroll area, dialog or popup.
void fill(Rect rect, Color color, float radius = 0);
void stroke(Rect rect, Color color, float radius = 0, float thickness = 1);  // inside the rectangle
void line(Vec2 from, Vec2 to, Color color, float thickness = 1);
void horizontal_line(float x, float y, float width, Color color);  // one hairline, snapped to device pixels
void vertical_line(float x, float y, float height, Color color);
void polyline(std::span<const Vec2> points, Color color, float thickness, bool closed = false);  // round joins and caps
void fill_polygon(std::span<const Vec2> convex_points, Color color);
void arc(Vec2 center, float radius, float from_radians, float to_radians, Color color, float thickness);
void circle(Vec2 center, float radius, Color color, float thickness);
void fill_circle(Vec2 center, float radius, Color color);
void push_clip(Rect rect);
void pop_clip();
float snap(float length);  // to whole device pixels

// ---- Text. Scripts that need shaping (Arabic, Indic, Thai, joined emoji) are drawn as whole runs.
enum class Align : std::uint8_t { left, center, right };
enum class Overflow : std::uint8_t { visible, ellipsis, ellipsis_middle };

float text_width(TextStyle style, std::string_view text);
// Lines that fit the width, broken at spaces, and at any letter where one word is wider. Views into text.
std::vector<std::string_view> wrap_text(TextStyle style, std::string_view text, float width);
// The text, or its beginning and "…", or its beginning, "…" and its end.
std::string shorten(TextStyle style, std::string_view text, float width, Overflow overflow);
bool needs_shaping(std::string_view text);

// Glyphs only; say the node yourself (emit). One line, its capitals centred on the box's height.
void draw_text(Rect box, TextStyle style, Color color, std::string_view text, Align align = Align::left,
               Overflow overflow = Overflow::visible);

struct TextOptions {
  Align align = Align::left;
  Overflow overflow = Overflow::visible;
  Role role = Role::text;
  std::uint8_t level = 0;      // of a heading
  std::string_view key{};        // where another node refers to it, or its changes must be read aloud; else by order
  Id refers_to = 0;            // of a label
  std::uint32_t flags = 0;
  std::string_view lang{};
  std::string_view title{};
  std::string_view value{};      // datetime of Role::time
};

// Draws one line and says its node. The node's rectangle is as wide as the text.
Id text(Rect box, TextStyle style, Color color, std::string_view text, const TextOptions& options = {});
// Draws wrapped lines from the top left corner, says one node, and returns the height.
float paragraph(Vec2 position, float width, TextStyle style, Color color, std::string_view text,
                const TextOptions& options = {});
float paragraph_height(float width, TextStyle style, std::string_view text);

// ---- Nodes without drawing.
Id emit(std::string_view key, const Node& node);  // an empty key numbers it by its order below the parent
void begin(std::string_view key, const Node& container);  // also pushes the key
void end();

class Container {
 public:
  Container(std::string_view key, const Node& node) { begin(key, node); }
  ~Container() { end(); }
  Container(const Container&) = delete;
  Container& operator=(const Container&) = delete;
};

// ---- Controls: behaviour and node, no drawing.
struct Interaction {
  Id id = 0;
  bool hovered = false;
  bool held = false;           // pressed by a pointer right now
  bool clicked = false;        // for one frame; never while disabled
  bool focused = false;
  bool focus_visible = false;  // draw the ring
};

// Roles button, submit, link, menu_item, cell, row: everything that is clicked. A link's click with a modifier or another
// button stays the browser's.
Interaction interactive(std::string_view key, const Node& node);
Interaction button(std::string_view key, Node node);
Interaction link(std::string_view key, Node node);

struct Toggle : Interaction {
  bool changed = false;
  bool checked = false;  // the new state where changed, else the node's
};
// Roles toggle (a switch), checkbox, radio; the state is Flag::checked.
Toggle toggle(std::string_view key, const Node& node);

struct Edit : Interaction {
  bool changed = false;      // text holds what the field now says
  bool committed = false;    // left, or Enter was pressed, after changes
  bool entered = false;      // Enter was pressed (and no shortcut took it)
  bool left = false;         // lost the focus in this frame
  bool composing = false;    // an input method is at work: do not judge yet
  bool dom_painted = false;  // the browser paints the text: draw the box only
  std::string text;          // when changed
};
// Roles text_field and text_area. node.value is the model's text; give it the new text before the next frame, or the
// field goes back. Tidying on commit works the same way.
Edit text_field(std::string_view key, Node node);

struct Option {
  std::string_view value;
  std::string_view label;
};
struct Selection : Interaction {
  bool changed = false;
  int index = -1;  // of the chosen option, when changed
};
// node.value is the chosen option's value. The browser draws the open list. Draw the closed box.
Selection select(std::string_view key, Node node, std::span<const Option> options);

// A form around fields: Enter in a field, or its submit button, submits it.
struct Form {
  bool submitted = false;
};
Form begin_form(std::string_view key, Node node);
void end_form();

// ---- Areas.
struct ScrollArea {
  Vec2 origin;         // where the content's top left corner is now
  Rect view;           // the visible part, without the scrollbar
  float scroll = 0;    // how far down
  float scroll_end = 0;
};
// Clips, scrolls by wheel, finger and keys, and brings the focused node into view. content_height may be the last
// frame's; a frame follows when it changed.
ScrollArea begin_scroll(std::string_view key, Rect rect, float content_height);
void end_scroll();
void scroll_to(Id area, float scroll);
void scroll_into_view(Id node);  // when it is said next
float scroll_of(Id area);

// The rows of a long list that must be said in this frame.
struct Rows {
  int first = 0;
  int end = 0;
};
Rows visible_rows(float top, float row_height, int count);
// The index (Node::index) of the row that holds the focus, or 0: say that row too, wherever it is.
int focused_row();

struct Layer {
  bool dismissed = false;  // Escape, or for a popup a press outside
};
// Modal: covers the page with the scrim, keeps the focus inside and gives it back. Draw its panel on rect.
Layer begin_dialog(std::string_view key, const Node& node, Color scrim);
void end_dialog();
// Above the page, not modal: menu, tooltip.
Layer begin_popup(std::string_view key, const Node& node);
void end_popup();

// ---- Wishes to the browser.
enum class Politeness : std::uint8_t { polite, assertive };
enum class Cursor : std::uint8_t { arrow, text, pointer, wait };

void request_focus(Id node);  // after this frame, or the next if it is not said yet
Id focused_node();
void announce(Politeness politeness, std::string_view text);
void set_title(std::string_view title);
void set_language(std::string_view language);  // of the page: en, sv
// How fields look while the browser paints their text, and what surrounds the canvas.
void set_page_colors(Color text, Color placeholder, Color background, bool dark);
void set_cursor(Cursor cursor);
void wake(int frames, const char* reason);
void wake_at(double time_ms, const char* reason);

// True in the frame after the keys were pressed: "/", "Escape", "ArrowDown", "Control+Enter" (Command too). The browser's own
// meaning is taken away only while a frame asks for the keys. A key without modifier is not taken from a field, except
// by the second form, which asks for it while that node has the focus.
bool shortcut(std::string_view keys);
bool shortcut(std::string_view keys, Id while_focused);

// ---- The program.
using Draw = void (*)();
void start(Draw draw);

}  // namespace client::ui
