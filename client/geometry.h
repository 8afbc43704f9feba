// Points, rectangles and colours of the user interface. Lengths are CSS pixels, y grows downwards.
#pragma once

#include <cstdint>

namespace client::ui {

struct Vec2 {
  float x = 0;
  float y = 0;
  friend constexpr bool operator==(Vec2, Vec2) = default;
};

struct Rect {
  float x = 0;
  float y = 0;
  float width = 0;
  float height = 0;

  constexpr float right() const { return x + width; }
  constexpr float bottom() const { return y + height; }
  constexpr Vec2 center() const { return {x + width / 2, y + height / 2}; }
  constexpr bool contains(Vec2 point) const {
    return point.x >= x && point.x < right() && point.y >= y && point.y < bottom();
  }
  // Smaller on every side by this much; larger where it is negative.
  constexpr Rect inset(float by) const { return {x + by, y + by, width - 2 * by, height - 2 * by}; }
  constexpr Rect inset(float horizontal, float vertical) const {
    return {x + horizontal, y + vertical, width - 2 * horizontal, height - 2 * vertical};
  }
  constexpr Rect moved(float dx, float dy) const { return {x + dx, y + dy, width, height}; }
  friend constexpr bool operator==(const Rect&, const Rect&) = default;
};

struct Color {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  std::uint8_t alpha = 255;
  friend constexpr bool operator==(Color, Color) = default;
};

// 0x1F56C9 as it is written in CSS, with an opacity from 0 to 1.
constexpr Color rgb(std::uint32_t hex, float opacity = 1) {
  return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8 & 0xff),
          static_cast<std::uint8_t>(hex & 0xff), static_cast<std::uint8_t>((static_cast<int>(opacity * 510) + 1) / 2)};
}

inline constexpr Color transparent{0, 0, 0, 0};

}  // namespace client::ui
