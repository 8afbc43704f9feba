// Areas that scroll, and layers above the page.
#include <algorithm>
#include <cmath>

#include "client/ui_context.h"

namespace client::ui {
namespace {

constexpr ImGuiWindowFlags layer_flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav |
                                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                                         ImGuiWindowFlags_NoFocusOnAppearing;

void begin_window(Id id, const Rect& rect) {
  char name[24];
  ImFormatString(name, sizeof name, "layer##%08x", id);
  ImGui::SetNextWindowPos(ImVec2(rect.x, rect.y));
  ImGui::SetNextWindowSize(ImVec2(rect.width, rect.height));
  ImGui::Begin(name, nullptr, layer_flags);
  ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
  set_fringe();
}

// A layer's element stands at the root, whatever it is drawn from: the page below it becomes inert.
void begin_layer(std::string_view key, const Node& node) {
  Context& c = context();
  ParentLevel level;
  c.parents.push_back({});
  level.id = emit(key, node);
  c.parents.pop_back();
  level.origin = {node.rect.x, node.rect.y};
  push_key(key);
  c.parents.push_back(level);
}

}  // namespace

ScrollArea begin_scroll(std::string_view key, Rect rect, float content_height) {
  Context& c = context();
  Id me = id(key);
  Area& area = c.areas[me];
  if (area.content_height != content_height) note_frames(1, "layout");
  area.content_height = content_height;
  ImGui::SetNextWindowContentSize(ImVec2(0, content_height));
  if (area.wanted_scroll >= 0) {
    ImGui::SetNextWindowScroll(ImVec2(-1, area.wanted_scroll));
    area.wanted_scroll = -1;
    note_frames(1, "scroll");
  }
  ImGui::SetCursorScreenPos(ImVec2(rect.x, rect.y));
  ImGui::BeginChild(me, ImVec2(rect.width, rect.height), 0, ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav);
  set_fringe();
  ImGuiWindow* window = ImGui::GetCurrentWindow();
  ScrollArea result;
  result.scroll = window->Scroll.y;
  result.scroll_end = window->ScrollMax.y;
  result.origin = {rect.x, rect.y - window->Scroll.y};
  result.view = rect;
  result.view.width -= window->ScrollbarSizes.x;
  area.scroll = result.scroll;
  Node node{.role = Role::scroll, .rect = rect, .index = static_cast<int>(std::lround(result.scroll))};
  ParentLevel level;
  level.row_index = c.parents.back().row_index;
  level.id = emit(key, node);
  level.origin = result.origin;
  push_key(key);
  c.parents.push_back(level);
  return result;
}

void end_scroll() {
  end();
  ImGui::EndChild();
}

void scroll_to(Id area, float scroll) {
  context().areas[area].wanted_scroll = std::max(0.f, scroll);
  note_frames(2, "scroll");
}

float scroll_of(Id area) { return context().areas[area].scroll; }

Rows visible_rows(float top, float row_height, int count) {
  const ImRect& clip = ImGui::GetCurrentWindow()->ClipRect;
  float last = static_cast<float>(count);
  Rows rows;
  rows.first = static_cast<int>(std::clamp(std::floor((clip.Min.y - top) / row_height), 0.f, last));
  rows.end = static_cast<int>(std::clamp(std::ceil((clip.Max.y - top) / row_height), static_cast<float>(rows.first), last));
  return rows;
}

Layer begin_dialog(std::string_view key, const Node& node, Color scrim) {
  Id me = id(key);
  Vec2 page = viewport();
  begin_window(me, {0, 0, page.x, page.y});
  fill({0, 0, page.x, page.y}, scrim);
  Layer result;
  result.dismissed = take(EventKind::cancel, me);
  Node dialog = node;
  dialog.role = Role::dialog;
  begin_layer(key, dialog);
  return result;
}

void end_dialog() {
  end();
  ImGui::End();
}

Layer begin_popup(std::string_view key, const Node& node) {
  Context& c = context();
  // A little larger than the popup, for its shadow and the focus ring.
  constexpr float around = 8;
  begin_window(id(key), node.rect.inset(-around));
  Layer result;
  bool outside = c.pressed_outside && !node.rect.contains(pointer());
  result.dismissed = shortcut("Escape") || outside;
  Node layer = node;
  layer.flags |= Flag::layer;
  begin_layer(key, layer);
  return result;
}

void end_popup() {
  end();
  ImGui::End();
}

}  // namespace client::ui
