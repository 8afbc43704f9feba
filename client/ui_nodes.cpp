// Keys and nodes: who is who from frame to frame, and what the mirror is told.
#include <algorithm>

#include "client/ui_context.h"

namespace client::ui {
namespace {

constexpr std::string_view separator = "/";

Id hash_key(const KeyLevel& level, std::string_view key) {
  Id start = level.path_size == 0 ? hash32({}) : hash32(separator, level.hash);
  Id hash = hash32(key, start);
  return hash == 0 ? 1 : hash;
}

bool holds_rows(Role role) { return role == Role::row; }

}  // namespace

Id id_below(const KeyLevel& level, std::string_view key) { return hash_key(level, key); }

Id id(std::string_view key) { return hash_key(context().keys.back(), key); }

Id id_of_path(std::string_view path) {
  Id hash = hash32(path);
  return hash == 0 ? 1 : hash;
}

void push_key(std::string_view key) {
  Context& c = context();
  KeyLevel level;
  level.hash = id(key);
  if (!c.path.empty()) c.path += separator;
  c.path += key;
  level.path_size = c.path.size();
  c.keys.push_back(level);
}

void pop_key() {
  Context& c = context();
  c.keys.pop_back();
  c.path.resize(c.keys.back().path_size);
}

Id add_node(std::string_view key, const Node& node, Id options) {
  Context& c = context();
  KeyLevel& level = c.keys.back();
  const ParentLevel& parent = c.parents.back();
  Id me = 0;
  std::string path;
  if (key.empty()) {
    char number[12];
    ImFormatString(number, sizeof number, "#%d", level.unnamed++);
    me = hash_key(level, number);
  } else {
    me = id(key);
    path = c.path.empty() ? std::string(key) : c.path + std::string(separator) + std::string(key);
  }
  Rect relative = node.rect.moved(-parent.origin.x, -parent.origin.y);
  c.mirror.add(me, parent.id, node, relative, path, options);
  if (me == c.focus) c.focused_row_seen = node.role == Role::row ? node.index : parent.row_index;
  look_after_focus(me, node.rect);
  return me;
}

Id emit(std::string_view key, const Node& node) { return add_node(key, node, 0); }

void begin(std::string_view key, const Node& container) {
  Context& c = context();
  ParentLevel level;
  level.row_index = holds_rows(container.role) ? container.index : c.parents.back().row_index;
  level.id = emit(key, container);
  level.origin = {container.rect.x, container.rect.y};
  push_key(key);
  c.parents.push_back(level);
}

void end() {
  context().parents.pop_back();
  pop_key();
}

void look_after_focus(Id id, const Rect& rect) {
  Context& c = context();
  bool wanted = c.view_wish.id == id;
  if (wanted) c.view_wish = {};
  if (c.focus_wish.id == id) c.focus_wish.frames_left = -1;  // said: the browser can do it after this frame
  if (!wanted && !(c.focus_moved && id == c.focus)) return;
  if (id == c.focus) c.focus_moved = false;
  constexpr float around = 12;
  ImGui::ScrollToRectEx(ImGui::GetCurrentWindow(), to_im(rect.inset(-around)), ImGuiScrollFlags_KeepVisibleEdgeY);
  note_frames(2, "view");
}

int focused_row() { return context().focused_row; }
Id focused_node() { return context().focus; }

}  // namespace client::ui
