// What the ui layer asks of its host, the browser. browser_web.cpp is the real one; tests link a double
// (tests/client/headless.cpp). What the host tells the layer is in ui_host.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace client::browser {

// One letter or one shaped run to be drawn, its origin this far right of a whole device pixel.
struct GlyphRequest {
  std::string_view text;
  float offset = 0;
};

// Device pixels. left and top lead from the origin on the baseline to the picture's corner; scratch_x and scratch_y say
// where it lies in the shared picture. width is 0 for what leaves no ink.
struct GlyphImage {
  float advance = 0;
  std::int32_t left = 0;
  std::int32_t top = 0;
  std::int32_t width = 0;
  std::int32_t height = 0;
  std::int32_t scratch_x = 0;
  std::int32_t scratch_y = 0;
  std::int32_t colored = 0;  // 1: has colours of its own, like an emoji
};

struct GlyphBatch {
  std::size_t done = 0;                   // how many of the requests; the rest did not fit, ask again
  const std::uint8_t* pixels = nullptr;   // RGBA, straight alpha; letters are white
  int row_pixels = 0;
};

// Draws letters with the page's typeface and the system's fonts. size_px is in device pixels.
GlyphBatch rasterise(float size_px, int weight, bool light_on_dark, std::span<const GlyphRequest> requests,
                     std::span<GlyphImage> images);

// The mirror of one frame, in the form of mirror_buffer.h.
void apply(std::span<const std::uint8_t> frame);

// Calls ui::host::frame soon, or after this long. A shorter timer replaces a longer one.
void request_frame(const char* reason);
void request_frame_in(double delay_ms, const char* reason);

double now_ms();

}  // namespace client::browser
