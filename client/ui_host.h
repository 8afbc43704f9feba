// What the host tells the ui layer: events of the browser, or of a test. Lengths are CSS pixels of the page, ids are the
// mirror's. Each call asks for the frames that it needs.
#pragma once

#include <string_view>

#include "client/node.h"
#include "client/ui.h"

namespace client::ui::host {

struct Size {
  float width = 0;
  float height = 0;
  float device_pixel_ratio = 1;
  float text_scale = 1;  // the person's own font size over 16
};

void resize(const Size& size);
void set_media(const Media& media);
void pointer_move(Vec2 position, bool touch);
void pointer_leave();
void pointer_button(int button, bool down);
void wheel(Vec2 distance);  // how far the content moves right and down
void scroll_area(Id area, float distance);  // by a key; down is positive

void focus(Id node, bool visible);  // 0: nothing of ours has the focus
void click(Id node);
void input(Id node, std::string_view text);
void composing(Id node, bool active);
void autofilled(Id node, bool active);
void commit(Id node);  // the browser's change event of a text field
void enter(Id node);
void toggle(Id node, bool checked);
void choose(Id node, int index);
void submit(Id form);
void cancel(Id dialog);
void key(std::string_view keys, Id while_focused);

// Letters must be drawn anew: the typeface arrived, or the texture was lost.
void reset_glyphs();

// Draws one frame. False when another is wanted at once.
void frame();

// How the last frames spent their time, and how many there were.
struct Statistics {
  int frames = 0;
  int mirror_writes = 0;
  double draw_ms = 0;
  double mirror_ms = 0;
  double gl_ms = 0;
};
const Statistics& statistics();

}  // namespace client::ui::host
