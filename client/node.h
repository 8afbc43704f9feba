// What a widget means: the record that becomes an HTML element of the mirror (web/mirror.js), so that the browser can
// edit, focus, find, fill in, read aloud and print what the canvas shows.
#pragma once

#include <cstdint>
#include <string_view>

#include "client/geometry.h"

namespace client::ui {

// Identifies a node from frame to frame: the hash of its key path, never of its label. 0 is no node.
using Id = std::uint32_t;

// The order is the wire: roles in web/roles.js stand in the same order, and a test compares the two.
enum class Role : std::uint8_t {
  text,           // span
  paragraph,      // p
  heading,        // h1 to h6, by `level`
  label,          // label, for the node `refers_to`
  hint,           // p, named by a field's described_by
  error,          // p, named by a field's described_by
  status,         // p role=status: its changes are read aloud
  alert,          // div role=alert; may be focused by request_focus, as an error summary is
  link,           // a, with `href`
  button,         // button type=button
  submit,         // button type=submit of its form
  text_field,     // input; its type by `field`
  text_area,      // textarea
  select,         // select
  toggle,         // input type=checkbox role=switch
  checkbox,       // input type=checkbox
  radio,          // input type=radio; the set shares `name`
  image,          // span role=img, label is its text alternative
  time,           // time, value is its datetime
  form,           // form
  group,          // div role=group
  radio_group,    // div role=radiogroup
  table,          // div role=table; `count` rows, header row included
  row,            // div role=row; `index` from 1, the header row is 1
  column_header,  // div role=columnheader; `sort`
  cell,           // div role=cell
  list,           // div role=list
  list_item,      // div role=listitem
  region,         // section, a landmark when it has a label
  navigation,     // nav
  main,           // main
  header,         // header
  footer,         // footer
  search,         // div role=search
  dialog,         // dialog, modal: made by begin_dialog
  menu,           // div role=menu
  menu_item,      // button role=menuitem
  scroll,         // div that clips and scrolls: made by begin_scroll
  term,           // div role=term, the name in a name and value list
  definition,     // div role=definition, the value
  container,      // div without a meaning of its own
};

// Enumerators end in _ where the plain name is a role's or a word of the language.
enum Flag : std::uint32_t {
  disabled = 1u << 0,
  required = 1u << 1,
  invalid = 1u << 2,
  checked = 1u << 3,
  mixed = 1u << 4,
  read_only = 1u << 5,
  busy = 1u << 6,
  current = 1u << 7,     // aria-current=page
  expandable = 1u << 8,  // aria-expanded is written: true with `expanded`
  expanded = 1u << 9,
  multiline = 1u << 10,    // set by the layer for text with line breaks
  dom_painted = 1u << 11,  // set by the layer: the browser paints the field's text
  no_spelling = 1u << 12,  // codes, e-mail addresses, numbers: no spell checking, no capitals
  focusable = 1u << 13,    // a heading or an alert that request_focus may reach; not a tab stop
  not_tabbable = 1u << 14, // reached by arrow keys, not by Tab
  has_popup = 1u << 15,    // aria-haspopup=menu
  pressed = 1u << 16,      // aria-pressed=true, with `pressable`
  pressable = 1u << 17,
  layer = 1u << 18,      // set by begin_popup: above the page
};

enum class FieldKind : std::uint8_t { text, search, email, tel, url, password };
enum class Sort : std::uint8_t { none, ascending, descending };

// Sizes and weights are those of the design: 12, 13, 14, 16, 20, 24 px; 400, 500, 600.
struct TextStyle {
  std::uint16_t size_px = 14;
  std::uint16_t weight = 400;
  friend constexpr bool operator==(TextStyle, TextStyle) = default;
};

namespace text_style {
inline constexpr TextStyle title{24, 600};
inline constexpr TextStyle dialog{20, 600};
inline constexpr TextStyle section{16, 600};
inline constexpr TextStyle touch_field{16, 400};
inline constexpr TextStyle card_title{16, 500};
inline constexpr TextStyle body{14, 400};
inline constexpr TextStyle body_medium{14, 500};
inline constexpr TextStyle body_strong{14, 600};
inline constexpr TextStyle small{13, 400};
inline constexpr TextStyle small_medium{13, 500};
inline constexpr TextStyle small_strong{13, 600};
inline constexpr TextStyle caption{12, 400};
inline constexpr TextStyle caption_medium{12, 500};
}  // namespace text_style

// 32, 28, 24, 20, 20, 16 for 24, 20, 16, 14, 13, 12.
constexpr float line_height(TextStyle style) {
  return style.size_px >= 24 ? 32.f : style.size_px >= 20 ? 28.f : style.size_px >= 16 ? 24.f
       : style.size_px >= 13 ? 20.f : 16.f;
}

// Filled in with designated initialisers, in this order; what is left out is as in a plain element. Rectangles are in
// screen CSS pixels; views must live until the call returns.
struct Node {
  Role role = Role::text;
  Rect rect{};
  std::string_view label{};  // what it says or is called: text content where the element has any, else aria-label
  std::string_view value{};  // field text, chosen option, datetime
  std::uint32_t flags = 0;
  TextStyle style{};
  std::uint8_t level = 0;  // heading 1 to 6
  FieldKind field = FieldKind::text;
  Sort sort = Sort::none;
  int index = 0;         // row, from 1
  int count = 0;         // rows of a table
  Id described_by = 0;   // the error or hint below a field
  Id described_by_2 = 0;
  Id refers_to = 0;      // label: the field. group, region, table, dialog: the heading that names it
  float inset_left = 12;   // from a field's left edge to its text
  float inset_right = 12;  // from a field's right edge to where its text must end
  std::string_view href{};
  std::string_view autocomplete{};
  std::string_view input_mode{};
  std::string_view enter_key_hint{};
  std::string_view placeholder{};
  std::string_view name{};   // radio set, or the form field's name
  std::string_view lang{};   // where it differs from the page's
  std::string_view title{};  // tooltip text for long or shortened values
};

}  // namespace client::ui
