// Text: measured, wrapped, shortened and drawn with the letters of Glyphs.
#include <algorithm>
#include <cmath>

#include "client/renderer.h"
#include "client/ui_context.h"

namespace client::ui {
namespace {

constexpr std::string_view ellipsis = "\xE2\x80\xA6";

void draw_quad(const Glyph& glyph, float x, float y, ImU32 color) {
  ImDrawList& out = list();
  ImVec2 clip_min = out.GetClipRectMin();
  ImVec2 clip_max = out.GetClipRectMax();
  if (x + glyph.x1 < clip_min.x || x + glyph.x0 > clip_max.x || y + glyph.y1 < clip_min.y || y + glyph.y0 > clip_max.y) {
    return;
  }
  ImU32 tint = glyph.colored ? (color & IM_COL32_A_MASK) | 0xFFFFFFu : color;
  out.PrimReserve(6, 4);
  out.PrimRectUV(ImVec2(x + glyph.x0, y + glyph.y0), ImVec2(x + glyph.x1, y + glyph.y1), ImVec2(glyph.u0, glyph.v0),
                 ImVec2(glyph.u1, glyph.v1), tint);
}

void draw_letters(float x, float baseline, TextStyle style, ImU32 color, std::string_view text) {
  Glyphs& glyphs = context().glyphs;
  float scale = glyphs.device_scale();
  float pen = x * scale;
  glyphs.prepare(style, text, pen);
  while (!text.empty()) {
    char32_t code_point = next_code_point(text);
    const Glyph& glyph = glyphs.find(style, code_point, pen);
    if (glyph.ink) draw_quad(glyph, std::floor(pen) / scale, baseline, color);
    pen += glyph.advance * scale;
  }
}

void draw_line(float x, float baseline, TextStyle style, Color color, std::string_view text) {
  if (needs_shaping(text)) {
    const Glyph& glyph = context().glyphs.run(style, text);
    if (glyph.ink) draw_quad(glyph, snap(x), baseline, to_im(color));
  } else {
    draw_letters(x, baseline, style, to_im(color), text);
  }
}

bool is_visible(const Rect& box) {
  const ImRect& clip = ImGui::GetCurrentWindow()->ClipRect;
  return box.right() >= clip.Min.x && box.x <= clip.Max.x && box.bottom() >= clip.Min.y && box.y <= clip.Max.y;
}

// How many bytes from the start fit the width.
std::size_t fitting_prefix(TextStyle style, std::string_view text, float width) {
  std::string_view rest = text;
  float used = 0;
  while (!rest.empty()) {
    std::size_t before = text.size() - rest.size();
    used += context().glyphs.advance(style, next_code_point(rest));
    if (used > width) return before;
  }
  return text.size();
}

std::size_t fitting_suffix(TextStyle style, std::string_view text, float width) {
  std::size_t start = text.size();
  float used = 0;
  while (start > 0) {
    std::size_t previous = start - 1;
    while (previous > 0 && (static_cast<unsigned char>(text[previous]) & 0xC0) == 0x80) --previous;
    std::string_view letter = text.substr(previous, start - previous);
    used += context().glyphs.advance(style, next_code_point(letter));
    if (used > width) break;
    start = previous;
  }
  return start;
}

Node text_node(const TextOptions& options, TextStyle style, const Rect& rect, std::string_view text) {
  Node node;
  node.role = options.role;
  node.rect = rect;
  node.label = text;
  node.value = options.value;
  node.flags = options.flags;
  node.style = style;
  node.level = options.level;
  node.refers_to = options.refers_to;
  node.lang = options.lang;
  node.title = options.title;
  return node;
}

}  // namespace

bool needs_shaping(std::string_view text) {
  // ASCII and Latin never do: their first bytes are below 0xCC (U+0300).
  bool plain = std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0xCC; });
  if (plain) return false;
  while (!text.empty()) {
    if (is_complex(next_code_point(text))) return true;
  }
  return false;
}

float text_width(TextStyle style, std::string_view text) {
  Glyphs& glyphs = context().glyphs;
  if (needs_shaping(text)) return glyphs.run(style, text).advance;
  float width = 0;
  while (!text.empty()) width += glyphs.advance(style, next_code_point(text));
  return width;
}

std::vector<std::string_view> wrap_text(TextStyle style, std::string_view text, float width) {
  std::vector<std::string_view> lines;
  std::size_t line_start = 0;
  std::size_t line_end = 0;
  std::size_t at = 0;
  auto finish = [&](std::size_t next) {
    lines.push_back(text.substr(line_start, line_end - line_start));
    line_start = line_end = next;
  };
  while (at < text.size()) {
    std::size_t word_end = text.find_first_of(" \n", at);
    if (word_end == std::string_view::npos) word_end = text.size();
    bool fits = text_width(style, text.substr(line_start, word_end - line_start)) <= width;
    if (!fits && line_end > line_start) finish(at);
    if (!fits && text_width(style, text.substr(at, word_end - at)) > width) {
      std::size_t some = std::max<std::size_t>(1, fitting_prefix(style, text.substr(at, word_end - at), width));
      while (at + some < word_end && (static_cast<unsigned char>(text[at + some]) & 0xC0) == 0x80) ++some;
      line_end = at + some;
      at = line_end;
      if (at < word_end) finish(at);
      continue;
    }
    line_end = word_end;
    bool forced = word_end < text.size() && text[word_end] == '\n';
    at = word_end + 1;
    if (forced) finish(at);
  }
  if (line_end > line_start || lines.empty()) lines.push_back(text.substr(line_start, line_end - line_start));
  return lines;
}

std::string shorten(TextStyle style, std::string_view text, float width, Overflow overflow) {
  if (overflow == Overflow::visible || text_width(style, text) <= width) return std::string(text);
  float room = std::max(0.f, width - text_width(style, ellipsis));
  float head = overflow == Overflow::ellipsis ? room : std::ceil(room * 0.66f);
  std::size_t prefix = fitting_prefix(style, text, head);
  std::string result(text.substr(0, prefix));
  while (!result.empty() && result.back() == ' ') result.pop_back();
  result += ellipsis;
  if (overflow == Overflow::ellipsis_middle) {
    std::size_t suffix = fitting_suffix(style, text, room - text_width(style, text.substr(0, prefix)));
    result += text.substr(std::max(prefix, suffix));
  }
  return result;
}

float cap_baseline(const Rect& box, TextStyle style) {
  return snap(box.y + box.height / 2 + 0.36f * static_cast<float>(style.size_px));
}

void draw_text(Rect box, TextStyle style, Color color, std::string_view text, Align align, Overflow overflow) {
  if (text.empty() || !is_visible(box.inset(-box.height))) return;
  std::string shortened;
  if (overflow != Overflow::visible) {
    shortened = shorten(style, text, box.width, overflow);
    text = shortened;
  }
  float x = box.x;
  if (align != Align::left) {
    float rest = box.width - text_width(style, text);
    x += align == Align::center ? rest / 2 : rest;
  }
  draw_line(x, cap_baseline(box, style), style, color, text);
}

Id text(Rect box, TextStyle style, Color color, std::string_view text, const TextOptions& options) {
  draw_text(box, style, color, text, options.align, options.overflow);
  Rect rect = box;
  rect.width = text_width(style, text);
  if (options.overflow != Overflow::visible) rect.width = std::min(rect.width, box.width);
  if (options.align != Align::left) {
    float rest = box.width - rect.width;
    rect.x += options.align == Align::center ? rest / 2 : rest;
  }
  return emit(options.key, text_node(options, style, rect, text));
}

float paragraph(Vec2 position, float width, TextStyle style, Color color, std::string_view text,
                const TextOptions& options) {
  float height = line_height(style);
  Rect box{position.x, position.y, width, height};
  std::string broken;
  float widest = 0;
  std::vector<std::string_view> lines = wrap_text(style, text, width);
  for (std::string_view line : lines) {
    draw_text(box, style, color, line, options.align);
    if (!broken.empty()) broken += '\n';
    broken += line;
    widest = std::max(widest, text_width(style, line));
    box.y += height;
  }
  Rect rect{position.x, position.y, std::min(width, std::ceil(widest) + 1), box.y - position.y};
  if (options.align != Align::left) rect.x += (width - rect.width) / (options.align == Align::center ? 2.f : 1.f);
  Node node = text_node(options, style, rect, broken);
  if (node.role == Role::text) node.role = Role::paragraph;
  if (lines.size() > 1) node.flags |= Flag::multiline;
  emit(options.key, node);
  return rect.height;
}

float paragraph_height(float width, TextStyle style, std::string_view text) {
  return line_height(style) * static_cast<float>(wrap_text(style, text, width).size());
}

}  // namespace client::ui
