// Shapes. Edges of boxes lie on whole device pixels, so that a hairline is one.
#include <cmath>

#include "client/ui_context.h"

namespace client::ui {
namespace {

Rect snapped(const Rect& rect) {
  float left = snap(rect.x);
  float top = snap(rect.y);
  return {left, top, snap(rect.right()) - left, snap(rect.bottom()) - top};
}

float device_pixel() { return 1 / device_scale(); }

}  // namespace

ImVec2 to_im(Vec2 v) { return ImVec2(v.x, v.y); }
ImU32 to_im(Color color) { return IM_COL32(color.red, color.green, color.blue, color.alpha); }
ImRect to_im(const Rect& rect) { return ImRect(rect.x, rect.y, rect.right(), rect.bottom()); }
ImDrawList& list() { return *ImGui::GetWindowDrawList(); }
void set_fringe() { list()._FringeScale = device_pixel(); }

float snap(float length) {
  float scale = device_scale();
  return std::round(length * scale) / scale;
}

void fill(Rect rect, Color color, float radius) {
  if (color.alpha == 0) return;
  ImRect box = to_im(snapped(rect));
  list().AddRectFilled(box.Min, box.Max, to_im(color), radius);
}

void stroke(Rect rect, Color color, float radius, float thickness) {
  if (color.alpha == 0) return;
  float width = std::max(device_pixel(), snap(thickness));
  ImRect box = to_im(snapped(rect).inset(width / 2));
  list().PathRect(box.Min, box.Max, std::max(0.f, radius - width / 2));
  list().PathStroke(to_im(color), ImDrawFlags_Closed, width);
}

void line(Vec2 from, Vec2 to, Color color, float thickness) {
  list().PathLineTo(to_im(from));
  list().PathLineTo(to_im(to));
  list().PathStroke(to_im(color), 0, thickness);
}

void horizontal_line(float x, float y, float width, Color color) {
  fill({x, snap(y), width, std::max(device_pixel(), snap(1))}, color);
}

void vertical_line(float x, float y, float height, Color color) {
  fill({snap(x), y, std::max(device_pixel(), snap(1)), height}, color);
}

void polyline(std::span<const Vec2> points, Color color, float thickness, bool closed) {
  for (Vec2 point : points) list().PathLineTo(to_im(point));
  list().PathStroke(to_im(color), closed ? ImDrawFlags_Closed : 0, thickness);
  // Below two device pixels a round end cannot be told from a square one.
  if (thickness * device_scale() < 1.4f) return;
  for (Vec2 point : points) list().AddCircleFilled(to_im(point), thickness / 2, to_im(color), 8);
}

void fill_polygon(std::span<const Vec2> convex_points, Color color) {
  for (Vec2 point : convex_points) list().PathLineTo(to_im(point));
  list().PathFillConvex(to_im(color));
}

void arc(Vec2 center, float radius, float from_radians, float to_radians, Color color, float thickness) {
  list().PathArcTo(to_im(center), radius, from_radians, to_radians, 24);
  list().PathStroke(to_im(color), 0, thickness);
}

void circle(Vec2 center, float radius, Color color, float thickness) {
  // ImGui draws the line's middle half a pixel inside.
  list().AddCircle(to_im(center), radius + 0.5f, to_im(color), 0, thickness);
}

void fill_circle(Vec2 center, float radius, Color color) { list().AddCircleFilled(to_im(center), radius, to_im(color)); }

void push_clip(Rect rect) {
  ImRect box = to_im(rect);
  ImGui::PushClipRect(box.Min, box.Max, true);
}

void pop_clip() { ImGui::PopClipRect(); }

}  // namespace client::ui
