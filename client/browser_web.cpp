// The browser behind the ui layer: calls into the host object of web/main.js, and the functions that it calls.
#include "client/browser.h"

#include <emscripten/emscripten.h>

#include <cstring>
#include <vector>

#include "client/ui_host.h"
#include "client/web.h"

extern "C" {
HOST_FUNCTION(rasterise) int host_rasterise(float size, int weight, int light, const void* requests, int count, void* images, void* pixels);
HOST_FUNCTION(apply) void host_apply(const void* bytes);
HOST_FUNCTION(requestFrame) void host_request_frame(const char* reason, std::size_t size);
HOST_FUNCTION(requestFrameIn) void host_request_frame_in(double delay, const char* reason, std::size_t size);
HOST_FUNCTION(now) double host_now();
}

namespace client {
namespace {

constexpr int scratch_width = 1024;
constexpr int scratch_height = 256;

web::FrameBuffer buffer_size;
web::Background page_background;

// As web/letters.js reads it.
struct RequestRecord {
  const char* text;
  int size;
  float offset;
};

}  // namespace

namespace browser {

GlyphBatch rasterise(float size_px, int weight, bool light_on_dark, std::span<const GlyphRequest> requests,
                     std::span<GlyphImage> images) {
  static std::vector<std::uint8_t> pixels(scratch_width * scratch_height * 4);
  std::vector<RequestRecord> records;
  for (const GlyphRequest& one : requests) {
    records.push_back({one.text.data(), static_cast<int>(one.text.size()), one.offset});
  }
  int done = host_rasterise(size_px, weight, light_on_dark, records.data(), static_cast<int>(records.size()),
                            images.data(), pixels.data());
  return {static_cast<std::size_t>(done), pixels.data(), scratch_width};
}

void apply(std::span<const std::uint8_t> frame) { host_apply(frame.data()); }
void request_frame(const char* reason) { host_request_frame(reason, std::strlen(reason)); }
void request_frame_in(double delay_ms, const char* reason) {
  host_request_frame_in(delay_ms, reason, std::strlen(reason));
}
double now_ms() { return host_now(); }

}  // namespace browser

namespace web {

FrameBuffer frame_buffer() { return buffer_size; }
Background background() { return page_background; }

}  // namespace web
}  // namespace client

namespace host = client::ui::host;
using client::ui::Id;

extern "C" {

EMSCRIPTEN_KEEPALIVE void ui_frame() { host::frame(); }

EMSCRIPTEN_KEEPALIVE double ui_statistic(int which) {
  const host::Statistics& all = host::statistics();
  const double values[] = {static_cast<double>(all.frames), static_cast<double>(all.mirror_writes), all.draw_ms,
                           all.mirror_ms, all.gl_ms};
  return values[which];
}

EMSCRIPTEN_KEEPALIVE void ui_wake(int frames) { client::ui::wake(frames, "host"); }

EMSCRIPTEN_KEEPALIVE void ui_resize(float width, float height, float ratio, float text_scale, int buffer_width,
                                    int buffer_height) {
  client::buffer_size = {buffer_width, buffer_height};
  host::resize({width, height, ratio, text_scale});
}

EMSCRIPTEN_KEEPALIVE void ui_media(int bits) {
  auto bit = [bits](int i) { return (bits >> i & 1) != 0; };
  host::set_media({bit(0), bit(1), bit(2), bit(3), bit(4), bit(5)});
}

EMSCRIPTEN_KEEPALIVE void ui_background(float red, float green, float blue) {
  client::page_background = {red, green, blue};
}

EMSCRIPTEN_KEEPALIVE void ui_reset_letters() { host::reset_glyphs(); }
EMSCRIPTEN_KEEPALIVE void ui_pointer_move(float x, float y, int touch) { host::pointer_move({x, y}, touch != 0); }
EMSCRIPTEN_KEEPALIVE void ui_pointer_leave() { host::pointer_leave(); }
EMSCRIPTEN_KEEPALIVE void ui_pointer_button(int button, int down) { host::pointer_button(button, down != 0); }
EMSCRIPTEN_KEEPALIVE void ui_scroll_area(Id area, float distance) { host::scroll_area(area, distance); }
EMSCRIPTEN_KEEPALIVE void ui_wheel(float x, float y) { host::wheel({x, y}); }
EMSCRIPTEN_KEEPALIVE void ui_focus(Id node, int visible) { host::focus(node, visible != 0); }
EMSCRIPTEN_KEEPALIVE void ui_click(Id node) { host::click(node); }
EMSCRIPTEN_KEEPALIVE void ui_input(Id node, const char* text, int size) {
  host::input(node, {text, static_cast<std::size_t>(size)});
}
EMSCRIPTEN_KEEPALIVE void ui_composing(Id node, int active) { host::composing(node, active != 0); }
EMSCRIPTEN_KEEPALIVE void ui_autofilled(Id node, int active) { host::autofilled(node, active != 0); }
EMSCRIPTEN_KEEPALIVE void ui_commit(Id node) { host::commit(node); }
EMSCRIPTEN_KEEPALIVE void ui_enter(Id node) { host::enter(node); }
EMSCRIPTEN_KEEPALIVE void ui_toggle(Id node, int checked) { host::toggle(node, checked != 0); }
EMSCRIPTEN_KEEPALIVE void ui_choose(Id node, int index) { host::choose(node, index); }
EMSCRIPTEN_KEEPALIVE void ui_submit(Id form) { host::submit(form); }
EMSCRIPTEN_KEEPALIVE void ui_cancel(Id dialog) { host::cancel(dialog); }
EMSCRIPTEN_KEEPALIVE void ui_key(const char* keys, int size, Id while_focused) {
  host::key({keys, static_cast<std::size_t>(size)}, while_focused);
}

}  // extern "C"
