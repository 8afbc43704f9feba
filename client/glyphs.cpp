#include "client/glyphs.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "client/renderer.h"

namespace client::ui {
namespace {

constexpr char32_t common_end = 0x250;
constexpr int most_parts = 4;
constexpr int white_block = 4;
constexpr float atlas = static_cast<float>(renderer::atlas_size);

struct Range {
  char32_t first;
  char32_t last;
};

// Sorted. Combining marks, right-to-left scripts, Indic and South-East Asian scripts, joiners, presentation selectors,
// flags, skin tones, and the planes of historic scripts.
constexpr Range complex_ranges[] = {
    {0x0300, 0x036F},   {0x0483, 0x0489},   {0x0590, 0x109F},   {0x135D, 0x135F},   {0x1712, 0x1714},
    {0x1732, 0x1734},   {0x1780, 0x18AF},   {0x1900, 0x1AFF},   {0x1B00, 0x1C4F},   {0x1CD0, 0x1CFF},
    {0x1DC0, 0x1DFF},   {0x200C, 0x200F},   {0x202A, 0x202E},   {0x2066, 0x2069},   {0x20D0, 0x20F0},
    {0x302A, 0x302F},   {0x3099, 0x309A},   {0xA66F, 0xA672},   {0xA800, 0xA82F},   {0xA880, 0xA9DF},
    {0xAA00, 0xAADF},   {0xABC0, 0xABFF},   {0xFB1D, 0xFDFF},   {0xFE00, 0xFE0F},   {0xFE20, 0xFE2F},
    {0xFE70, 0xFEFE},   {0x10800, 0x11FFF}, {0x1E800, 0x1EFFF}, {0x1F1E6, 0x1F1FF}, {0x1F3FB, 0x1F3FF},
    {0xE0020, 0xE01EF},
};

std::string to_utf8(char32_t c) {
  std::string text;
  auto add = [&text](char32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    add(c);
  } else if (c < 0x800) {
    add(0xC0 | c >> 6), add(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    add(0xE0 | c >> 12), add(0x80 | (c >> 6 & 0x3F)), add(0x80 | (c & 0x3F));
  } else {
    add(0xF0 | c >> 18), add(0x80 | (c >> 12 & 0x3F)), add(0x80 | (c >> 6 & 0x3F)), add(0x80 | (c & 0x3F));
  }
  return text;
}

}  // namespace

char32_t next_code_point(std::string_view& text) {
  auto byte = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  unsigned first = byte(0);
  std::size_t size = first < 0x80 ? 1 : first >= 0xF0 && first < 0xF5 ? 4 : first >= 0xE0 && first < 0xF0 ? 3
                   : first >= 0xC2 && first < 0xE0 ? 2 : 0;
  bool whole = size > 0 && size <= text.size();
  for (std::size_t i = 1; whole && i < size; ++i) whole = (byte(i) & 0xC0) == 0x80;
  if (!whole) {
    text.remove_prefix(1);
    return 0xFFFD;
  }
  char32_t code_point = size == 1 ? first : first & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) code_point = code_point << 6 | (byte(i) & 0x3Fu);
  text.remove_prefix(size);
  return code_point;
}

bool is_complex(char32_t code_point) {
  if (code_point < complex_ranges[0].first) return false;
  const Range* range = std::lower_bound(std::begin(complex_ranges), std::end(complex_ranges), code_point,
                                        [](const Range& r, char32_t c) { return r.last < c; });
  return range != std::end(complex_ranges) && code_point >= range->first;
}

void Glyphs::start_epoch(float device_scale, bool light_on_dark) {
  device_scale_ = device_scale;
  light_on_dark_ = light_on_dark;
  parts_ = device_scale < 1.5f ? most_parts : device_scale < 2.5f ? 2 : 1;
  faces_.clear();
  overflowed_ = false;
  next_x_ = white_block + 1;
  next_y_ = 0;
  shelf_height_ = white_block;
  count_ = 0;
  ++epoch_;
  std::array<std::uint8_t, white_block * white_block * 4> white;
  white.fill(255);
  renderer::upload(0, 0, white_block, white_block, white.data(), white_block);
}

Glyphs::Face& Glyphs::face(TextStyle style) {
  for (Face& face : faces_) {
    if (face.style == style) return face;
  }
  faces_.push_back({style, std::vector<Glyph>(common_end * static_cast<std::size_t>(parts_)), {}, {}});
  return faces_.back();
}

int Glyphs::part_of(float pen_x) const {
  float fraction = pen_x - std::floor(pen_x);
  return static_cast<int>(fraction * static_cast<float>(parts_)) % parts_;
}

Glyph& Glyphs::slot(Face& face, char32_t code_point, int part) {
  std::uint32_t index = static_cast<std::uint32_t>(code_point) * static_cast<std::uint32_t>(parts_) +
                        static_cast<std::uint32_t>(part);
  return code_point < common_end ? face.common[index] : face.others[index];
}

bool Glyphs::place(int width, int height, int& x, int& y) {
  if (next_x_ + width + 1 > renderer::atlas_size) {
    next_x_ = 0;
    next_y_ += shelf_height_ + 1;
    shelf_height_ = 0;
  }
  if (next_y_ + height + 1 > renderer::atlas_size || width + 1 > renderer::atlas_size) return false;
  x = next_x_;
  y = next_y_;
  next_x_ += width + 1;
  shelf_height_ = std::max(shelf_height_, height);
  return true;
}

Glyph Glyphs::keep(const browser::GlyphImage& image, const browser::GlyphBatch& batch) {
  Glyph glyph;
  glyph.known = true;
  glyph.advance = image.advance / device_scale_;
  glyph.colored = image.colored != 0;
  int x = 0;
  int y = 0;
  if (image.width <= 0 || image.height <= 0) return glyph;
  if (!place(image.width, image.height, x, y)) {
    overflowed_ = true;
    return glyph;
  }
  const std::uint8_t* corner =
      batch.pixels + (static_cast<std::size_t>(image.scratch_y) * static_cast<std::size_t>(batch.row_pixels) +
                      static_cast<std::size_t>(image.scratch_x)) * 4;
  renderer::upload(x, y, image.width, image.height, corner, batch.row_pixels);
  glyph.ink = true;
  glyph.x0 = static_cast<float>(image.left) / device_scale_;
  glyph.y0 = static_cast<float>(image.top) / device_scale_;
  glyph.x1 = static_cast<float>(image.left + image.width) / device_scale_;
  glyph.y1 = static_cast<float>(image.top + image.height) / device_scale_;
  glyph.u0 = static_cast<float>(x) / atlas;
  glyph.v0 = static_cast<float>(y) / atlas;
  glyph.u1 = static_cast<float>(x + image.width) / atlas;
  glyph.v1 = static_cast<float>(y + image.height) / atlas;
  ++count_;
  return glyph;
}

void Glyphs::collect(Face& face, char32_t code_point, int part) {
  if (slot(face, code_point, part).known) return;
  bool listed = std::any_of(missing_.begin(), missing_.end(), [&](const Missing& other) {
    return other.code_point == code_point && other.part == part;
  });
  if (!listed) missing_.push_back({code_point, part});
}

void Glyphs::draw_missing(Face& face) {
  if (missing_.empty()) return;
  std::vector<std::string> texts;
  std::vector<browser::GlyphRequest> requests;
  std::vector<browser::GlyphImage> images(missing_.size());
  texts.reserve(missing_.size());
  for (const Missing& one : missing_) {
    texts.push_back(to_utf8(one.code_point));
    requests.push_back({texts.back(), static_cast<float>(one.part) / static_cast<float>(parts_)});
  }
  float size_px = static_cast<float>(face.style.size_px) * device_scale_;
  for (std::size_t start = 0; start < requests.size();) {
    browser::GlyphBatch batch =
        browser::rasterise(size_px, face.style.weight, light_on_dark_, std::span(requests).subspan(start),
                           std::span(images).subspan(start));
    for (std::size_t i = start; i < start + batch.done; ++i) {
      slot(face, missing_[i].code_point, missing_[i].part) = keep(images[i], batch);
    }
    if (batch.done == 0) break;
    start += batch.done;
  }
  missing_.clear();
}

void Glyphs::prepare(TextStyle style, std::string_view text, float pen_x) {
  Face& here = face(style);
  for (std::string_view rest = text; !rest.empty();) collect(here, next_code_point(rest), 0);
  draw_missing(here);
  if (parts_ == 1) return;
  float pen = pen_x;
  for (std::string_view rest = text; !rest.empty();) {
    char32_t code_point = next_code_point(rest);
    collect(here, code_point, part_of(pen));
    pen += slot(here, code_point, 0).advance * device_scale_;
  }
  draw_missing(here);
}

const Glyph& Glyphs::find(TextStyle style, char32_t code_point, float pen_x) {
  return slot(face(style), code_point, part_of(pen_x));
}

float Glyphs::advance(TextStyle style, char32_t code_point) {
  Face& here = face(style);
  const Glyph& glyph = slot(here, code_point, 0);
  if (!glyph.known) {
    collect(here, code_point, 0);
    draw_missing(here);
  }
  return slot(here, code_point, 0).advance;
}

const Glyph& Glyphs::run(TextStyle style, std::string_view text) {
  Face& here = face(style);
  auto [entry, is_new] = here.runs.try_emplace(std::string(text));
  if (is_new) {
    browser::GlyphRequest request{text, 0};
    browser::GlyphImage image;
    float size_px = static_cast<float>(style.size_px) * device_scale_;
    browser::GlyphBatch batch = browser::rasterise(size_px, style.weight, light_on_dark_, {&request, 1}, {&image, 1});
    if (batch.done == 1) entry->second = keep(image, batch);
  }
  return entry->second;
}

}  // namespace client::ui
