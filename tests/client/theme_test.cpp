// The colours against WCAG 2.2: text 4.5 to 1, borders and the focus ring 3 to 1, each as the design says or better.
#include <cmath>

#include "client/screens/kit.h"
#include "doctest/doctest.h"

using namespace client;
using client::kit::Theme;
using client::ui::Color;

namespace {

double linear(std::uint8_t channel) {
  double part = channel / 255.0;
  return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

double luminance(Color color) {
  return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

double contrast(Color one, Color other) {
  double a = luminance(one) + 0.05, b = luminance(other) + 0.05;
  return a > b ? a / b : b / a;
}

struct Row {
  const char* name;
  Color Theme::* color;
  Color Theme::* ground;
  double light;  // The ratio of the design, to one decimal.
  double dark;
};

constexpr Row rows[] = {
    {"hairline", &Theme::line, &Theme::surface, 1.3, 1.3},
    {"edge", &Theme::edge, &Theme::surface, 1.5, 1.8},
    {"control on surface", &Theme::control, &Theme::surface, 3.3, 4.1},
    {"control on canvas", &Theme::control, &Theme::canvas, 3.0, 4.4},
    {"control on raised", &Theme::control, &Theme::raised, 3.3, 3.8},
    {"text", &Theme::text, &Theme::surface, 17.4, 15.0},
    {"text on press", &Theme::text, &Theme::press, 13.9, 11.2},
    {"text2", &Theme::text2, &Theme::surface, 7.8, 8.9},
    {"text2 on hover", &Theme::text2, &Theme::hover, 6.7, 7.7},
    {"text3", &Theme::text3, &Theme::surface, 5.8, 6.3},
    {"text3 on canvas", &Theme::text3, &Theme::canvas, 5.4, 6.8},
    {"text3 on press", &Theme::text3, &Theme::press, 4.6, 4.7},
    {"accent", &Theme::accent, &Theme::surface, 6.5, 3.8},
    {"on accent", &Theme::on_accent, &Theme::accent, 6.5, 4.6},
    {"on accent, hovered", &Theme::on_accent, &Theme::accent_hover, 8.1, 5.4},
    {"on accent, pressed", &Theme::on_accent, &Theme::accent_press, 10.1, 6.6},
    {"link", &Theme::link, &Theme::surface, 7.3, 8.4},
    {"link on tint", &Theme::link, &Theme::tint, 6.3, 7.0},
    {"link on warn tint", &Theme::link, &Theme::warn_tint, 6.7, 7.5},
    {"ring", &Theme::ring, &Theme::surface, 6.5, 8.4},
    {"ring on canvas", &Theme::ring, &Theme::canvas, 6.0, 9.0},
    {"text on tint", &Theme::text, &Theme::tint, 15.2, 12.5},
    {"ok on its tint", &Theme::ok, &Theme::ok_tint, 6.0, 8.4},
    {"warn on its tint", &Theme::warn, &Theme::warn_tint, 6.9, 9.1},
    {"warn line", &Theme::warn_line, &Theme::surface, 3.6, 5.7},
    {"err on its tint", &Theme::err, &Theme::err_tint, 5.8, 7.8},
    {"err line", &Theme::err_line, &Theme::surface, 5.0, 5.5},
    {"mark", &Theme::on_mark, &Theme::mark, 14.1, 6.6},
};

}  // namespace

TEST_CASE("black on white is 21 to 1") {
  CHECK(contrast(ui::rgb(0x000000), ui::rgb(0xFFFFFF)) == doctest::Approx(21));
  CHECK(contrast(ui::rgb(0x767676), ui::rgb(0xFFFFFF)) == doctest::Approx(4.54).epsilon(0.002));
}

TEST_CASE("every pair of colours has the contrast of the design") {
  int seen = 0;
  for (const Row& row : rows) {
    for (bool is_dark : {false, true}) {
      CAPTURE(row.name);
      CAPTURE(is_dark);
      const Theme& theme = kit::theme_of(is_dark, false);
      double wanted = is_dark ? row.dark : row.light;
      CHECK(contrast(theme.*row.color, theme.*row.ground) == doctest::Approx(wanted).epsilon(0.06 / wanted));
      ++seen;
    }
  }
  CHECK(seen == 56);
}

TEST_CASE("more contrast means at least as much, and 7 to 1 for all text on the page") {
  int seen = 0;
  for (bool is_dark : {false, true}) {
    CAPTURE(is_dark);
    const Theme& more = kit::theme_of(is_dark, true);
    for (const Row& row : rows) {
      CAPTURE(row.name);
      const Theme& plain = kit::theme_of(is_dark, false);
      CHECK(contrast(more.*row.color, more.*row.ground) >= contrast(plain.*row.color, plain.*row.ground) - 0.001);
      ++seen;
    }
    for (Color text : {more.text, more.text2, more.text3, more.line, more.control}) {
      CHECK(contrast(text, more.surface) >= 7);
    }
  }
  CHECK(seen == 56);
}
