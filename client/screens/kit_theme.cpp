// Colours, icons and the logo.
#include <cmath>
#include <vector>

#include "client/screens/kit.h"

namespace client::kit {
namespace {

using ui::rgb;

constexpr Theme light_theme() {
  Theme t{};
  t.canvas = rgb(0xF5F6F8), t.surface = rgb(0xFFFFFF), t.raised = rgb(0xFFFFFF), t.hover = rgb(0xEDEFF3);
  t.press = rgb(0xE2E6EC), t.neutral = rgb(0xECEEF2), t.line = rgb(0xE2E5EA), t.edge = rgb(0xCDD2DA);
  t.control = rgb(0x868F9D), t.text = rgb(0x151A23), t.text2 = rgb(0x4A5362), t.text3 = rgb(0x5D6674);
  t.accent = rgb(0x1F56C9), t.accent_hover = rgb(0x1A49AD), t.accent_press = rgb(0x153C90), t.on_accent = rgb(0xFFFFFF);
  t.link = rgb(0x1D4FBC), t.ring = rgb(0x1F56C9), t.tint = rgb(0xE9F0FD), t.tint_line = rgb(0xB9CEF6);
  t.ok = rgb(0x17683A), t.ok_tint = rgb(0xE5F4EA), t.ok_line = rgb(0xA8D5B8);
  t.warn = rgb(0x7A4A00), t.warn_tint = rgb(0xFFF5DD), t.warn_line = rgb(0xB87A0B);
  t.err = rgb(0xB3231A), t.err_tint = rgb(0xFDEDEB), t.err_line = rgb(0xD0342A);
  t.mark = rgb(0xFFE59A), t.on_mark = rgb(0x151A23);
  t.disabled_fill = rgb(0xF0F1F4), t.disabled_text = rgb(0x8B94A1), t.scrim = rgb(0x0D121C, 0.48f);
  return t;
}

constexpr Theme dark_theme() {
  Theme t{};
  t.dark = true;
  t.canvas = rgb(0x0D1015), t.surface = rgb(0x14181F), t.raised = rgb(0x1B2029), t.hover = rgb(0x1F2530);
  t.press = rgb(0x283040), t.neutral = rgb(0x262D38), t.line = rgb(0x272E39), t.edge = rgb(0x39424F);
  t.control = rgb(0x707A8A), t.text = rgb(0xE9ECF1), t.text2 = rgb(0xB0B8C4), t.text3 = rgb(0x929BA9);
  t.accent = rgb(0x3B6EE3), t.accent_hover = rgb(0x3464D4), t.accent_press = rgb(0x2B57BB), t.on_accent = rgb(0xFFFFFF);
  t.link = rgb(0x8DB2FF), t.ring = rgb(0x8DB2FF), t.tint = rgb(0x18264A), t.tint_line = rgb(0x34538F);
  t.ok = rgb(0x74D19B), t.ok_tint = rgb(0x12281C), t.ok_line = rgb(0x2B5C40);
  t.warn = rgb(0xF0BC58), t.warn_tint = rgb(0x2B210C), t.warn_line = rgb(0xB98A2A);
  t.err = rgb(0xFF938A), t.err_tint = rgb(0x341513), t.err_line = rgb(0xE9645A);
  t.mark = rgb(0x6A5310), t.on_mark = rgb(0xFFF3CC);
  t.disabled_fill = rgb(0x1A1F27), t.disabled_text = rgb(0x697382), t.scrim = rgb(0x000000, 0.6f);
  return t;
}

constexpr Theme more_contrast(Theme t) {
  t.line = t.control = t.text2;
  t.text2 = t.text3 = t.text;
  return t;
}

constexpr Theme themes[] = {light_theme(), dark_theme(), more_contrast(light_theme()), more_contrast(dark_theme())};

// Draws on the 16 by 16 grid of an icon.
class Pen {
 public:
  Pen(ui::Vec2 center, ui::Color color, float size)
      : origin_{center.x - size / 2, center.y - size / 2}, scale_(size / 16), color_(color), thick_(size < 14 ? 2 : 1.5f) {
    thick_ *= scale_;
  }
  ui::Vec2 at(float x, float y) const { return {origin_.x + x * scale_, origin_.y + y * scale_}; }
  void path(std::initializer_list<ui::Vec2> points, bool closed = false) {
    std::vector<ui::Vec2> placed;
    for (ui::Vec2 point : points) placed.push_back(at(point.x, point.y));
    ui::polyline(placed, color_, thick_, closed);
  }
  void circle(float x, float y, float radius) { ui::circle(at(x, y), radius * scale_, color_, thick_); }
  void arc(float x, float y, float radius, float from, float to) {
    constexpr float degree = 3.14159265f / 180;
    ui::arc(at(x, y), radius * scale_, from * degree, to * degree, color_, thick_);
  }
  void dot(float x, float y) { ui::fill_circle(at(x, y), thick_ * 0.6f, color_); }
  void box(float x, float y, float width, float height) {
    ui::Vec2 corner = at(x, y);
    ui::Rect middle{corner.x, corner.y, width * scale_, height * scale_};
    ui::stroke(middle.inset(-thick_ / 2), color_, 1.5f * scale_ + thick_ / 2, thick_);
  }

 private:
  ui::Vec2 origin_;
  float scale_;
  ui::Color color_;
  float thick_;
};

void draw_signs(Pen& pen, Icon which) {
  switch (which) {
    case Icon::warning:
      pen.path({{8, 2}, {14.5f, 13.5f}, {1.5f, 13.5f}}, true);
      pen.path({{8, 6.5f}, {8, 9.5f}});
      pen.dot(8, 11.6f);
      break;
    case Icon::error:
      pen.circle(8, 8, 6.25f);
      pen.path({{8, 4.75f}, {8, 8.5f}});
      pen.dot(8, 11);
      break;
    case Icon::info:
      pen.circle(8, 8, 6.25f);
      pen.path({{8, 7.5f}, {8, 11.25f}});
      pen.dot(8, 5);
      break;
    case Icon::offline:
      pen.arc(8, 12, 8, 225, 315);
      pen.arc(8, 12, 4.5f, 225, 315);
      pen.dot(8, 12);
      pen.path({{2.5f, 2.5f}, {13.5f, 13.5f}});
      break;
    case Icon::spinner: pen.arc(8, 8, 6, static_cast<float>(std::fmod(ui::now_ms() / 3, 360)), static_cast<float>(std::fmod(ui::now_ms() / 3, 360)) + 270); break;
    default: break;
  }
}

void draw_things(Pen& pen, Icon which) {
  switch (which) {
    case Icon::edit:
      pen.path({{2.5f, 13.5f}, {3.25f, 10.25f}, {10.75f, 2.75f}, {13.25f, 5.25f}, {5.75f, 12.75f}}, true);
      pen.path({{9, 4.5f}, {11.5f, 7}});
      break;
    case Icon::customers:
      pen.circle(6, 5.25f, 2.5f);
      pen.path({{1.75f, 13.5f}, {2.2f, 11.6f}, {3.6f, 10.4f}, {6, 10}, {8.4f, 10.4f}, {9.8f, 11.6f}, {10.25f, 13.5f}});
      pen.arc(11, 5, 2.25f, -100, 90);
      pen.path({{12, 9.9f}, {13.6f, 11.2f}, {14.25f, 13.5f}});
      break;
    case Icon::account:
      pen.path({{2, 4.5f}, {2.4f, 3.4f}, {3.5f, 3}, {12.5f, 3}, {13.6f, 3.4f}, {14, 4.5f}, {14, 11.5f}, {13.6f, 12.6f},
                {12.5f, 13}, {3.5f, 13}, {2.4f, 12.6f}, {2, 11.5f}}, true);
      pen.circle(6, 7, 1.5f);
      pen.path({{4, 10.75f}, {6, 9.9f}, {8, 10.75f}});
      pen.path({{10.25f, 6.5f}, {12, 6.5f}});
      pen.path({{10.25f, 9.5f}, {12, 9.5f}});
      break;
    case Icon::copy:
      pen.box(5.5f, 5.5f, 8, 8);
      pen.path({{3.5f, 10.5f}, {2.5f, 10.5f}, {2.5f, 2.5f}, {10.5f, 2.5f}, {10.5f, 3.5f}});
      break;
    case Icon::lock:
      pen.box(3.5f, 7, 9, 6.5f);
      pen.path({{5.5f, 7}, {5.5f, 5}});
      pen.arc(8, 5, 2.5f, 180, 360);
      pen.path({{10.5f, 5}, {10.5f, 7}});
      break;
    case Icon::history:
      pen.circle(8, 8, 6);
      pen.path({{8, 4.5f}, {8, 8}, {10.5f, 9.5f}});
      break;
    case Icon::keyboard:
      pen.box(1.5f, 4, 13, 8.5f);
      for (float x : {4.5f, 8.f, 11.5f}) pen.dot(x, 6.75f);
      pen.path({{5, 10}, {11, 10}});
      break;
    case Icon::arrow_right:
      pen.path({{2.5f, 8}, {13, 8}});
      pen.path({{9, 4}, {13, 8}, {9, 12}});
      break;
    case Icon::draft:
      pen.path({{9.5f, 2}, {3, 2}, {3, 14}, {13, 14}, {13, 5.5f}}, true);
      pen.path({{9.5f, 2}, {9.5f, 5.5f}, {13, 5.5f}});
      break;
    default: break;
  }
}

}  // namespace

const Theme& theme_of(bool is_dark, bool has_more_contrast) { return themes[(is_dark ? 1 : 0) + (has_more_contrast ? 2 : 0)]; }

const Theme& theme() { return theme_of(ui::media().dark, ui::media().more_contrast); }

void icon(Icon which, ui::Vec2 center, ui::Color color, float size) {
  Pen pen(center, color, size);
  switch (which) {
    case Icon::search:
      pen.circle(7, 7, 4.5f);
      pen.path({{10.5f, 10.5f}, {14, 14}});
      break;
    case Icon::check: pen.path({{3, 8.5f}, {6.5f, 12}, {13, 4.5f}}); break;
    case Icon::chevron_right: pen.path({{6, 3.5f}, {10.5f, 8}, {6, 12.5f}}); break;
    case Icon::chevron_left: pen.path({{10, 3.5f}, {5.5f, 8}, {10, 12.5f}}); break;
    case Icon::chevron_down: pen.path({{3.5f, 6}, {8, 10.5f}, {12.5f, 6}}); break;
    case Icon::close:
      pen.path({{4, 4}, {12, 12}});
      pen.path({{12, 4}, {4, 12}});
      break;
    case Icon::sort_up:
      pen.path({{8, 13}, {8, 3}});
      pen.path({{4, 7}, {8, 3}, {12, 7}});
      break;
    case Icon::undo:
      pen.path({{5.5f, 3}, {2.5f, 6}, {5.5f, 9}});
      pen.path({{2.5f, 6}, {10, 6}});
      pen.arc(10, 9.5f, 3.5f, -90, 90);
      pen.path({{10, 13}, {6, 13}});
      break;
    case Icon::redo:
      pen.path({{10.5f, 3}, {13.5f, 6}, {10.5f, 9}});
      pen.path({{13.5f, 6}, {6, 6}});
      pen.arc(6, 9.5f, 3.5f, 90, 270);
      pen.path({{6, 13}, {10, 13}});
      break;
    case Icon::menu:
      for (float y : {4.f, 8.f, 12.f}) pen.path({{2.5f, y}, {13.5f, y}});
      break;
    case Icon::none: break;
    case Icon::warning:
    case Icon::error:
    case Icon::info:
    case Icon::offline:
    case Icon::spinner: draw_signs(pen, which); break;
    default: draw_things(pen, which); break;
  }
}

void logo(ui::Rect box) {
  float scale = box.width / 28;
  ui::fill(box, themes[0].accent, 7 * scale);
  auto at = [&](float x, float y) { return ui::Vec2{box.x + x * scale, box.y + y * scale}; };
  const ui::Vec2 stem[] = {at(9, 7), at(9, 21)};
  const ui::Vec2 arms[] = {at(19.5f, 7), at(13.2f, 14), at(19.5f, 21)};
  ui::polyline(stem, themes[0].on_accent, 3 * scale);
  ui::polyline(arms, themes[0].on_accent, 3 * scale);
}

}  // namespace client::kit
