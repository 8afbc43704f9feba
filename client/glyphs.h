// The letters that were drawn so far: a texture filled on demand with pictures from the browser, and where each lies.
// When the texture is full the cache starts over (a new epoch) and the frame is drawn again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "client/browser.h"
#include "client/node.h"

namespace client::ui {

// CSS pixels from the pen on the baseline; texture coordinates from 0 to 1.
struct Glyph {
  float advance = 0;
  float x0 = 0, y0 = 0, x1 = 0, y1 = 0;
  float u0 = 0, v0 = 0, u1 = 0, v1 = 0;
  bool colored = false;
  bool ink = false;
  bool known = false;
};

// The next code point of UTF-8 text, which it shortens. Broken bytes give U+FFFD, one each.
char32_t next_code_point(std::string_view& text);

// Whether this code point cannot be drawn by itself, one picture for each: it joins, combines, or is written right to left.
bool is_complex(char32_t code_point);

class Glyphs {
 public:
  // Forgets all letters. device_scale is device pixels for one CSS pixel.
  void start_epoch(float device_scale, bool light_on_dark);
  // Draws the letters that are missing, together, for a text whose pen starts at this device pixel.
  void prepare(TextStyle style, std::string_view text, float pen_x);
  // pen_x is in device pixels; its fraction chooses among pictures drawn at parts of a pixel.
  const Glyph& find(TextStyle style, char32_t code_point, float pen_x);
  const Glyph& run(TextStyle style, std::string_view text);
  float advance(TextStyle style, char32_t code_point);
  bool overflowed() const { return overflowed_; }
  float device_scale() const { return device_scale_; }
  bool light_on_dark() const { return light_on_dark_; }
  int epoch() const { return epoch_; }
  int count() const { return count_; }

 private:
  struct Face {
    TextStyle style;
    std::vector<Glyph> common;                       // below U+0250, by code point and part of a pixel
    std::unordered_map<std::uint32_t, Glyph> others;
    std::unordered_map<std::string, Glyph> runs;
  };
  Face& face(TextStyle style);
  Glyph& slot(Face& face, char32_t code_point, int part);
  int part_of(float pen_x) const;
  bool place(int width, int height, int& x, int& y);
  struct Missing {
    char32_t code_point;
    int part;
  };
  Glyph keep(const browser::GlyphImage& image, const browser::GlyphBatch& batch);
  void collect(Face& face, char32_t code_point, int part);
  void draw_missing(Face& face);

  std::vector<Face> faces_;
  std::vector<Missing> missing_;
  float device_scale_ = 1;
  bool light_on_dark_ = false;
  bool overflowed_ = false;
  int parts_ = 1;
  int next_x_ = 0;
  int next_y_ = 0;
  int shelf_height_ = 0;
  int epoch_ = 0;
  int count_ = 0;
};

}  // namespace client::ui
