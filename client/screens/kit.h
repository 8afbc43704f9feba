// The components that the screens are made of: colours, icons, buttons, fields, banners, as visual tokens and states. A
// component draws itself, says its node, and returns what was done to it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/ui.h"

namespace client::kit {

struct Theme {
  ui::Color canvas, surface, raised, hover, press, neutral, line, edge, control, text, text2, text3;
  ui::Color accent, accent_hover, accent_press, on_accent, link, ring, tint, tint_line;
  ui::Color ok, ok_tint, ok_line, warn, warn_tint, warn_line, err, err_tint, err_line, mark, on_mark;
  ui::Color disabled_fill, disabled_text, scrim;
  bool dark = false;
};
const Theme& theme();  // Follows the system: light or dark, more contrast.
const Theme& theme_of(bool is_dark, bool has_more_contrast);

enum class Icon : std::uint8_t {
  none, search, check, chevron_right, chevron_down, chevron_left, close, warning, error, info, edit, customers, account, copy,
  lock, undo, menu, offline, draft, sort_up, spinner, history, arrow_right, redo,
  keyboard
};
void icon(Icon which, ui::Vec2 center, ui::Color color, float size = 16);
void logo(ui::Rect box);

// ---- Buttons.
enum class ButtonKind : std::uint8_t { primary, secondary, quiet, danger };
struct ButtonLook {
  ButtonKind kind = ButtonKind::secondary;
  Icon icon = Icon::none;
  float height = 36;
  float width = 0;                // 0: as wide as its text.
  std::string_view hint{};        // A key, drawn inside.
  std::string_view name{};        // Read aloud instead of the label; begins with it.
  std::string_view busy_label{};  // Not empty: busy.
  ui::Role role = ui::Role::button;
  // The area that scrolls, where something stands below it: a control that reaches below its edge would lie under that.
  // Empty: nothing does.
  ui::Rect visible{};
};
float button_width(std::string_view label, const ButtonLook& look);
bool button(std::string_view key, ui::Vec2 at, std::string_view label, const ButtonLook& look);
bool icon_button(std::string_view key, ui::Rect box, Icon which, std::string_view name, std::uint32_t flags = 0);
bool text_link(std::string_view key, ui::Vec2 at, ui::TextStyle style, std::string_view label, std::string_view href,
               ui::Color color, bool underlined = false, float* width = nullptr);
void keyboard_hint(ui::Vec2 right_center, std::string_view key, float* width);

// ---- Fields.
enum class Mood : std::uint8_t { calm, warning, error };
struct FieldLook {
  ui::Rect box{};               // Of the whole: x, y, width of the column; height is not read.
  float input_width = 0;        // 0: the column's.
  std::string_view label{};
  std::string_view optional{};  // Said after the label.
  std::string_view message{};   // What is wrong.
  Mood mood = Mood::calm;
  std::string_view suggestion{};    // Label of its button.
  bool suggestion_by_enter = false;
  std::string_view changed{};       // The word; empty: not changed.
  std::string_view changed_name{};  // Name of the button that puts the old value back.
  std::string_view changed_title{}; // "Was ..."
  std::span<const ui::Option> options{};  // Not empty: a select.
  bool is_touch = false;
  ui::Rect visible{};  // As of ButtonLook.
  ui::Node node{};  // value, field, autocomplete, input_mode, flags: the rest is filled in.
};
struct FieldResult {
  ui::Edit edit;
  bool chosen = false;
  int index = -1;
  bool wants_suggestion = false;
  bool wants_back = false;
  float height = 0;  // Of all of it, with the message.
};
FieldResult field(std::string_view key, const FieldLook& look);

// The focused field has moved: its message is brought into view once more.
void show_message_again();

// A label and a value, as the read view shows them; returns the height.
float value(ui::Rect column, std::string_view label, std::string_view value, bool is_given = true);

// ---- Switch, whose label never changes. A change is sent on by the screen; until it holds, the switch stays as it was.
struct SwitchLook {
  std::string_view label{};
  std::string_view word{};       // On or Off.
  std::string_view busy_word{};  // Saving
  std::string_view help{};       // What follows from it.
  bool is_on = false;
  bool is_read_only = false;
  bool is_busy = false;
  bool is_touch = false;
};
struct SwitchResult {
  bool changed = false;
  bool is_on = false;  // What was asked for.
  float height = 0;
};
SwitchResult switch_row(std::string_view key, ui::Rect column, const SwitchLook& look);

// ---- A question over the page.
struct QuestionLook {
  std::string_view title{};
  std::span<const std::string_view> paragraphs{};
  std::string_view first{};   // The primary button's answer.
  std::string_view second{};
  ButtonKind second_kind = ButtonKind::secondary;
  float width = 480;
  bool is_touch = false;
};
enum class Answer : std::uint8_t { none, first, second, dismissed };
Answer question(std::string_view key, const QuestionLook& look);

// ---- Blocks.
enum class BannerKind : std::uint8_t { info, warn, ok, error };
struct BannerLook {
  BannerKind kind = BannerKind::info;
  std::string_view action{};
  std::string_view second_action{};
  ui::Role role = ui::Role::status;
  bool is_touch = false;
};
struct BannerResult {
  bool action = false;
  bool second_action = false;
  float height = 0;
};
BannerResult banner(std::string_view key, ui::Rect box, std::string_view text, const BannerLook& look);

void badge(ui::Vec2 at, std::string_view text, Icon which, ui::Color color, ui::Color ground, float* width = nullptr);
// The places, as byte positions, where `match` stands in `text`: whatever the case and the accents, as the search finds it.
struct Place {
  std::size_t begin = 0;
  std::size_t end = 0;
  friend constexpr bool operator==(Place, Place) = default;
};
std::vector<Place> places_of(std::string_view text, std::string_view match);
// The first letters of the first two words, for an avatar. Expects UTF-8.
std::string initials(std::string_view name);
// One line with the places where `match` stands marked.
void marked_text(ui::Rect box, ui::TextStyle style, ui::Color color, std::string_view text, std::string_view match);
void ring(const ui::Interaction& state, ui::Rect box, float radius = 10);

// Two choices of which one holds: the language switch. Returns the chosen index, or -1.
int segments(std::string_view key, ui::Rect box, std::string_view name, std::span<const std::string_view> labels,
             std::span<const std::string_view> languages, int chosen);
// A card with a radio. True when it was chosen in this frame.
bool choice_card(std::string_view key, ui::Rect box, std::string_view set, std::string_view label, std::string_view value,
                 bool is_chosen);

}  // namespace client::kit
