#include "tests/client/headless.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "client/browser.h"
#include "client/renderer.h"
#include "imgui.h"
#include "imgui_internal.h"

namespace {

// What ImGui was told of in this frame that can be pressed.
std::vector<ImGuiID>& imgui_items() {
  static std::vector<ImGuiID> items;
  return items;
}

}  // namespace

// ImGui's own hooks for tests. An item that is not a node can be neither found nor reached: somebody went round the layer.
void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect&, const ImGuiLastItemData*) {
  if (context->CurrentWindow != nullptr && context->CurrentWindow->IsFallbackWindow) return;
  for (ImGuiWindow* window : context->Windows) {
    bool own = id == window->ID || id == window->MoveId || id == ImGui::GetWindowScrollbarID(window, ImGuiAxis_X) ||
               id == ImGui::GetWindowScrollbarID(window, ImGuiAxis_Y);
    if (own) return;
  }
  imgui_items().push_back(id);
}
void ImGuiTestEngineHook_ItemInfo(ImGuiContext*, ImGuiID, const char*, ImGuiItemStatusFlags) {}
void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}
const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return ""; }

namespace client {
namespace {

struct Double {
  double clock_ms = 1000;
  double timer_ms = 0;
  bool frame_asked = false;
  std::vector<std::uint8_t> frame;
  bool frame_new = false;
};
Double the_double;

}  // namespace

namespace browser {

GlyphBatch rasterise(float size_px, int, bool, std::span<const GlyphRequest> requests, std::span<GlyphImage> images) {
  static std::uint8_t pixels[64 * 64 * 4] = {};
  for (std::size_t i = 0; i < requests.size(); ++i) {
    std::size_t letters = 0;
    for (char c : requests[i].text) letters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    images[i] = {};
    images[i].advance = 0.6f * size_px * static_cast<float>(letters);
    if (requests[i].text == " ") continue;
    images[i].width = images[i].height = std::min(64, static_cast<int>(size_px));
    images[i].top = -images[i].height;
  }
  return {requests.size(), pixels, 64};
}

void apply(std::span<const std::uint8_t> frame) {
  the_double.frame.assign(frame.begin(), frame.end());
  the_double.frame_new = true;
}

void request_frame(const char*) { the_double.frame_asked = true; }
void request_frame_in(double delay_ms, const char*) { the_double.timer_ms = the_double.clock_ms + delay_ms; }
double now_ms() { return the_double.clock_ms; }

}  // namespace browser

namespace renderer {

void upload(int, int, int, int, const std::uint8_t*, int) {}
void draw(const ImDrawData&) {}

}  // namespace renderer

namespace test {
namespace {

// Walks the words of a frame.
class Words {
 public:
  explicit Words(const std::vector<std::uint8_t>& bytes) : bytes_(bytes) {}
  std::uint32_t next() {
    std::uint32_t value = 0;
    if (at_ + 4 <= bytes_.size()) std::memcpy(&value, bytes_.data() + at_, 4);
    at_ += 4;
    return value;
  }
  float next_float() { return std::bit_cast<float>(next()); }
  std::string text(std::size_t size) {
    std::string result(reinterpret_cast<const char*>(bytes_.data()) + at_, size);
    at_ += (size + 3) & ~std::size_t{3};
    return result;
  }
  std::size_t position() const { return at_; }

 private:
  const std::vector<std::uint8_t>& bytes_;
  std::size_t at_ = 0;
};

void read_string(Words& words, SeenNode& node) {
  std::uint32_t head = words.next();
  std::string text = words.text(head >> 16);
  switch (static_cast<ui::NodeString>(head & 0xffff)) {
    case ui::NodeString::label: node.label = text; break;
    case ui::NodeString::value: node.value = text; break;
    case ui::NodeString::path: node.path = text; break;
    case ui::NodeString::href: node.href = text; break;
    case ui::NodeString::autocomplete: node.autocomplete = text; break;
    case ui::NodeString::input_mode: node.input_mode = text; break;
    case ui::NodeString::enter_key_hint: node.enter_key_hint = text; break;
    case ui::NodeString::placeholder: node.placeholder = text; break;
    case ui::NodeString::name: node.name = text; break;
    case ui::NodeString::lang: node.lang = text; break;
    case ui::NodeString::title: node.title = text; break;
    case ui::NodeString::options: std::memcpy(&node.options, text.data(), sizeof node.options); break;
  }
}

SeenNode read_node(Words& words) {
  SeenNode node;
  std::size_t start = words.position();
  std::size_t end = start + 4 * std::size_t{words.next()};
  node.id = words.next();
  node.parent = words.next();
  std::uint32_t kinds = words.next();
  node.role = static_cast<ui::Role>(kinds & 0xff);
  node.level = static_cast<int>(kinds >> 8 & 0xff);
  node.field = static_cast<ui::FieldKind>(kinds >> 16 & 0xff);
  node.sort = static_cast<ui::Sort>(kinds >> 24);
  node.flags = words.next();
  words.next();  // hash
  node.rect.x = words.next_float();
  node.rect.y = words.next_float();
  node.rect.width = words.next_float();
  node.rect.height = words.next_float();
  node.index = static_cast<int>(words.next());
  node.count = static_cast<int>(words.next());
  std::uint32_t font = words.next();
  node.style = {static_cast<std::uint16_t>(font & 0xffff), static_cast<std::uint16_t>(font >> 16)};
  words.next();  // insets
  node.described_by = words.next();
  node.described_by_2 = words.next();
  node.refers_to = words.next();
  while (words.position() < end) read_string(words, node);
  return node;
}

}  // namespace

Headless::Headless(ui::Draw draw, ui::Vec2 size) {
  the_double = Double{};
  ui::start(draw);
  ui::host::resize({size.x, size.y, 1, 1});
  settle();
}

Headless::~Headless() { ui::start(nullptr); }

void Headless::frame() {
  the_double.clock_ms += 16;
  the_double.frame_asked = false;
  imgui_items().clear();
  ui::host::frame();
  if (the_double.frame_new) {
    the_double.frame_new = false;
    read();
  }
  for (ImGuiID item : imgui_items()) {
    if (by_id(item) == nullptr) faults_ += "an item of ImGui's without a node\n";
  }
}

int Headless::settle() {
  int frames = 0;
  for (; the_double.frame_asked && frames < 60; ++frames) frame();
  return frames;
}

void Headless::advance(double ms) {
  the_double.clock_ms += ms;
  if (the_double.timer_ms > 0 && the_double.timer_ms <= the_double.clock_ms) {
    the_double.timer_ms = 0;
    the_double.frame_asked = true;
  }
  settle();
}

void Headless::resize(ui::Vec2 size, float device_pixel_ratio) {
  ui::host::resize({size.x, size.y, device_pixel_ratio, 1});
  settle();
}

void Headless::read() {
  Words words(the_double.frame);
  nodes_.clear();
  for (std::uint32_t left = words.next(); left > 0; --left) {
    SeenNode node = read_node(words);
    if (by_id(node.id) != nullptr) faults_ += "twice: " + node.path + " " + node.label + "\n";
    if (const SeenNode* parent = by_id(node.parent)) {
      node.rect.x += parent->rect.x;
      node.rect.y += parent->rect.y - (parent->role == ui::Role::scroll ? static_cast<float>(parent->index) : 0);
    } else if (node.parent != 0) {
      faults_ += "no parent: " + node.path + " " + node.label + "\n";
    }
    nodes_.push_back(std::move(node));
  }
  shortcuts_.clear();
  for (std::uint32_t left = words.next(); left > 0; --left) {
    words.next();
    auto command = static_cast<ui::Command>(words.next());
    ui::Id number = words.next();
    std::string text = words.text(words.next());
    switch (command) {
      case ui::Command::focus:
        focused_ = number;
        ui::host::focus(number, true);
        break;
      case ui::Command::polite:
      case ui::Command::assertive: announcements_.push_back(text); break;
      case ui::Command::title: title_ = text; break;
      case ui::Command::language: language_ = text; break;
      case ui::Command::options: options_.emplace_back(number, text); break;
      case ui::Command::shortcuts:
        for (std::size_t at = 0; at < text.size();) {
          std::size_t tab = text.find('\t', at);
          std::size_t end = text.find('\n', tab);
          ui::Id id = static_cast<ui::Id>(std::strtoul(text.c_str() + tab + 1, nullptr, 10));
          shortcuts_.emplace_back(text.substr(at, tab - at), id);
          at = end + 1;
        }
        break;
      case ui::Command::colors:
      case ui::Command::cursor: break;
    }
  }
}

const SeenNode* Headless::find(ui::Role role, std::string_view label) const {
  for (const SeenNode& node : nodes_) {
    if (node.role == role && node.label == label) return &node;
  }
  return nullptr;
}

const SeenNode* Headless::at(std::string_view path) const {
  for (const SeenNode& node : nodes_) {
    if (node.path == path) return &node;
  }
  return nullptr;
}

const SeenNode* Headless::by_id(ui::Id id) const {
  for (const SeenNode& node : nodes_) {
    if (node.id == id) return &node;
  }
  return nullptr;
}

const SeenNode* Headless::field(std::string_view label) const {
  for (const SeenNode& node : nodes_) {
    if (node.role == ui::Role::label && node.label == label) return by_id(node.refers_to);
  }
  for (ui::Role role : {ui::Role::text_field, ui::Role::text_area, ui::Role::select}) {
    if (const SeenNode* node = find(role, label)) return node;
  }
  return nullptr;
}

int Headless::count(ui::Role role) const {
  return static_cast<int>(
      std::count_if(nodes_.begin(), nodes_.end(), [role](const SeenNode& node) { return node.role == role; }));
}

std::string Headless::all_text() const {
  std::string text;
  for (const SeenNode& node : nodes_) {
    if (!node.label.empty()) text += node.label + "\n";
  }
  return text;
}

std::string Headless::options_of(const SeenNode& select) const {
  for (const auto& [id, lines] : options_) {
    if (id == select.options) return lines;
  }
  return {};
}

const SeenNode* Headless::enabled(const SeenNode* node) const {
  return node != nullptr && !node->has(ui::Flag::disabled) ? node : nullptr;
}

bool Headless::click_node(const SeenNode* node) {
  if (enabled(node) == nullptr) return false;
  ui::Id id = node->id;
  bool on = node->has(ui::Flag::checked);
  switch (node->role) {
    case ui::Role::toggle:
    case ui::Role::checkbox: ui::host::toggle(id, !on); break;
    case ui::Role::radio: ui::host::toggle(id, true); break;
    case ui::Role::submit: {
      ui::Id form = node->parent;
      while (by_id(form) != nullptr && by_id(form)->role != ui::Role::form) form = by_id(form)->parent;
      ui::host::click(id);
      ui::host::submit(form);
      break;
    }
    default: ui::host::click(id); break;
  }
  settle();
  return true;
}

bool Headless::click(std::string_view path) { return click_node(at(path)); }
bool Headless::click(ui::Role role, std::string_view label) { return click_node(find(role, label)); }

bool Headless::focus(std::string_view path) {
  const SeenNode* node = enabled(at(path));
  if (node == nullptr) return false;
  focused_ = node->id;
  ui::host::focus(node->id, true);
  settle();
  return true;
}

void Headless::blur() {
  focused_ = 0;
  ui::host::focus(0, false);
  settle();
}

bool Headless::type(std::string_view path, std::string_view text) {
  if (!focus(path)) return false;
  ui::host::input(focused_, text);
  settle();
  return true;
}

bool Headless::leave(std::string_view path) {
  const SeenNode* node = at(path);
  if (node == nullptr) return false;
  ui::host::commit(node->id);
  blur();
  return true;
}

bool Headless::enter(std::string_view path) {
  const SeenNode* node = enabled(at(path));
  if (node == nullptr) return false;
  if (!focus(path)) return false;
  if (press("Enter")) return true;
  node = at(path);
  ui::Id form = node->parent;
  while (by_id(form) != nullptr && by_id(form)->role != ui::Role::form) form = by_id(form)->parent;
  ui::host::commit(node->id);
  ui::host::enter(node->id);
  if (by_id(form) != nullptr) ui::host::submit(form);
  settle();
  return true;
}

bool Headless::choose(std::string_view path, std::string_view value) {
  const SeenNode* node = enabled(at(path));
  if (node == nullptr) return false;
  std::string lines = options_of(*node);
  int index = 0;
  for (std::size_t start = 0; start < lines.size(); ++index) {
    std::size_t tab = lines.find('\t', start);
    if (lines.compare(start, tab - start, value) == 0) {
      ui::host::choose(node->id, index);
      settle();
      return true;
    }
    start = lines.find('\n', tab) + 1;
  }
  return false;
}

bool Headless::press(std::string_view keys) {
  const SeenNode* here = by_id(focused_);
  bool in_field = here != nullptr && (here->role == ui::Role::text_field || here->role == ui::Role::text_area);
  bool plain = keys.find('+') == std::string_view::npos && keys != "Escape";
  for (ui::Id scope : {focused_, ui::Id{0}}) {
    if (scope == 0 && in_field && plain) continue;
    if (std::find(shortcuts_.begin(), shortcuts_.end(), std::pair(std::string(keys), scope)) == shortcuts_.end()) continue;
    ui::host::key(keys, scope);
    settle();
    return true;
  }
  return false;
}

void Headless::hover(ui::Vec2 position) {
  ui::host::pointer_move(position, false);
  settle();
}

void Headless::press_pointer(bool down) {
  ui::host::pointer_button(0, down);
  settle();
}

}  // namespace test
}  // namespace client
