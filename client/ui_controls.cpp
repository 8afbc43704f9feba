// Controls: what was done to them since the last frame, and their nodes. Nothing here draws.
#include <algorithm>

#include "client/ui_context.h"

namespace client::ui {
namespace {

bool is_enabled(const Node& node) { return (node.flags & (Flag::disabled | Flag::busy)) == 0; }

bool asks_for_dom(std::string_view text) {
  while (!text.empty()) {
    if (is_complex(next_code_point(text))) return true;
  }
  return false;
}

Id options_id(std::span<const Option> options, std::string& lines) {
  for (const Option& option : options) {
    lines += option.value;
    lines += '\t';
    lines += option.label;
    lines += '\n';
  }
  Id id = hash32(lines);
  return id == 0 ? 1 : id;
}

}  // namespace

Interaction interact(Id id, const Rect& rect, bool enabled) {
  Context& c = context();
  Interaction result;
  result.id = id;
  result.focused = c.focus == id;
  result.focus_visible = result.focused && c.focus_visible;
  ImRect box = to_im(rect);
  if (!enabled || !ImGui::ItemAdd(box, id)) return result;
  ImGui::ButtonBehavior(box, id, &result.hovered, &result.held, ImGuiButtonFlags_PressedOnClickRelease);
  return result;
}

Interaction interactive(std::string_view key, const Node& node) {
  Id me = emit(key, node);
  bool enabled = is_enabled(node);
  Interaction result = interact(me, node.rect, enabled);
  result.clicked = take(EventKind::click, me) && enabled;
  return result;
}

Interaction button(std::string_view key, Node node) {
  if (node.role != Role::submit) node.role = Role::button;
  return interactive(key, node);
}

Interaction link(std::string_view key, Node node) {
  node.role = Role::link;
  return interactive(key, node);
}

Toggle toggle(std::string_view key, const Node& node) {
  Toggle result;
  Id me = id(key);
  bool enabled = is_enabled(node) && (node.flags & Flag::read_only) == 0;
  Event event;
  result.checked = (node.flags & Flag::checked) != 0;
  if (take(EventKind::toggle, me, &event) && enabled) {
    bool now = event.number != 0;
    result.changed = now != result.checked;
    result.checked = now;
    result.clicked = result.changed;
  }
  Node shown = node;
  shown.flags = result.checked ? node.flags | Flag::checked : node.flags & ~static_cast<std::uint32_t>(Flag::checked);
  emit(key, shown);
  static_cast<Interaction&>(result) = [&] {
    Interaction state = interact(me, node.rect, enabled);
    state.clicked = result.clicked;
    return state;
  }();
  return result;
}

Edit text_field(std::string_view key, Node node) {
  Context& c = context();
  Edit result;
  Id me = id(key);
  bool enabled = (node.flags & Flag::disabled) == 0;
  if (node.role != Role::text_area) node.role = Role::text_field;
  Event event;
  if (take(EventKind::input, me, &event) && enabled) {
    result.changed = true;
    result.text = std::move(event.text);
    node.value = result.text;
  }
  result.committed = take(EventKind::commit, me);
  result.entered = take(EventKind::enter, me);
  result.left = take(EventKind::left, me);
  result.composing = c.composing == me;
  bool filled = std::find(c.autofilled.begin(), c.autofilled.end(), me) != c.autofilled.end();
  bool always = node.role == Role::text_area || filled || asks_for_dom(node.value);
  if (always) node.flags |= Flag::dom_painted;
  emit(key, node);
  static_cast<Interaction&>(result) = interact(me, node.rect, enabled);
  result.dom_painted = always || result.focused;
  result.focus_visible = result.focused;
  return result;
}

Selection select(std::string_view key, Node node, std::span<const Option> options) {
  Context& c = context();
  Selection result;
  Id me = id(key);
  node.role = Role::select;
  std::string lines;
  Id list = options_id(options, lines);
  if (std::find(c.known_options.begin(), c.known_options.end(), list) == c.known_options.end()) {
    c.known_options.push_back(list);
    c.mirror.command(Command::options, list, lines);
  }
  Event event;
  if (take(EventKind::choose, me, &event) && event.number >= 0 &&
      static_cast<std::size_t>(event.number) < options.size()) {
    result.index = event.number;
    result.changed = options[static_cast<std::size_t>(event.number)].value != node.value;
    node.value = options[static_cast<std::size_t>(event.number)].value;
  }
  add_node(key, node, list);
  static_cast<Interaction&>(result) = interact(me, node.rect, is_enabled(node));
  return result;
}

Form begin_form(std::string_view key, Node node) {
  node.role = Role::form;
  Form result;
  result.submitted = take(EventKind::submit, id(key));
  begin(key, node);
  return result;
}

void end_form() { end(); }

}  // namespace client::ui
