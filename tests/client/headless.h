// The ui layer without a browser: a double that reads each frame's mirror as web/mirror.js does and acts on it by role and
// label. Every letter is 0.6 of its size wide, so layouts are the same on every machine.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "client/mirror_buffer.h"
#include "client/ui.h"
#include "client/ui_host.h"

namespace client::test {

struct SeenNode {
  ui::Id id = 0;
  ui::Id parent = 0;
  ui::Role role = ui::Role::text;
  int level = 0;
  ui::FieldKind field = ui::FieldKind::text;
  ui::Sort sort = ui::Sort::none;
  std::uint32_t flags = 0;
  ui::Rect rect;  // on the page
  int index = 0;
  int count = 0;
  ui::TextStyle style;
  ui::Id described_by = 0;
  ui::Id described_by_2 = 0;
  ui::Id refers_to = 0;
  ui::Id options = 0;
  std::string label, value, path, href, autocomplete, input_mode, enter_key_hint, placeholder, name, lang, title;
  bool has(ui::Flag flag) const { return (flags & flag) != 0; }
};

class Headless {
 public:
  explicit Headless(ui::Draw draw, ui::Vec2 size = {1280, 800});
  ~Headless();
  Headless(const Headless&) = delete;
  Headless& operator=(const Headless&) = delete;

  void frame();          // one, and reads what it said
  int settle();          // frames until no more are wanted; how many
  void advance(double ms);  // the clock; runs a timer that is due
  void resize(ui::Vec2 size, float device_pixel_ratio = 1);

  const std::vector<SeenNode>& nodes() const { return nodes_; }
  const SeenNode* find(ui::Role role, std::string_view label) const;  // the first
  const SeenNode* at(std::string_view path) const;
  const SeenNode* by_id(ui::Id id) const;
  const SeenNode* field(std::string_view label) const;  // by its label element or its own name
  int count(ui::Role role) const;
  std::string all_text() const;  // every label, a line each, in reading order
  // The lines of value, tab and label of a select.
  std::string options_of(const SeenNode& select) const;

  // What a person does, followed by frames until all is done. They return false when there is no such node, or it is
  // disabled.
  bool click(std::string_view path);
  bool click(ui::Role role, std::string_view label);
  bool focus(std::string_view path);
  void blur();
  bool type(std::string_view path, std::string_view text);  // focus, and replace what it says
  bool leave(std::string_view path);                        // commit and blur
  bool enter(std::string_view path);                        // Enter: a shortcut if one is asked for, else commit and submit
  bool choose(std::string_view path, std::string_view value);
  bool press(std::string_view keys);  // false when nothing asked for the keys
  void hover(ui::Vec2 position);
  void press_pointer(bool down);

  const std::string& title() const { return title_; }
  const std::string& language() const { return language_; }
  const std::vector<std::string>& announcements() const { return announcements_; }
  ui::Id focused() const { return focused_; }
  // Of the mirror: an id twice, a parent that is not there, something of ImGui's that has no node.
  const std::string& faults() const { return faults_; }

 private:
  void read();
  const SeenNode* enabled(const SeenNode* node) const;
  bool click_node(const SeenNode* node);

  std::vector<SeenNode> nodes_;
  std::vector<std::pair<std::string, ui::Id>> shortcuts_;
  std::vector<std::pair<ui::Id, std::string>> options_;
  std::vector<std::string> announcements_;
  std::string title_, language_, faults_;
  ui::Id focused_ = 0;
};

}  // namespace client::test
