// One frame: from the events since the last to triangles and the mirror.
#include <algorithm>

#include "client/browser.h"
#include "client/renderer.h"
#include "client/ui_context.h"

namespace client::ui {
namespace {

constexpr ImGuiWindowFlags page_flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav |
                                        ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                                        ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse;
constexpr int wish_frames = 4;

// ImGui needs a font to stand on. Ours draws nothing: letters come from Glyphs.
void make_font() {
  ImFontAtlas* atlas = ImGui::GetIO().Fonts;
  ImFont* font = IM_NEW(ImFont)();
  font->ContainerAtlas = atlas;
  font->FontSize = 14;
  font->Ascent = 11;
  font->Descent = -3;
  atlas->TexWidth = atlas->TexHeight = renderer::atlas_size;
  for (ImWchar letter : {ImWchar(' '), ImWchar('?')}) font->AddGlyph(nullptr, letter, 0, 0, 0, 0, 0, 0, 0, 0, 7);
  font->BuildLookupTable();
  atlas->Fonts.push_back(font);
  atlas->Flags |= ImFontAtlasFlags_NoMouseCursors | ImFontAtlasFlags_NoBakedLines;
  atlas->TexReady = true;
  float white = 2.f / renderer::atlas_size;
  atlas->TexUvWhitePixel = ImVec2(white, white);
  atlas->TexUvScale = ImVec2(1.f / renderer::atlas_size, 1.f / renderer::atlas_size);
}

void make_style() {
  ImGuiStyle& style = ImGui::GetStyle();
  style.WindowPadding = style.ItemSpacing = style.FramePadding = ImVec2(0, 0);
  style.WindowBorderSize = style.ChildBorderSize = style.PopupBorderSize = 0;
  style.WindowRounding = style.ChildRounding = 0;
  style.WindowMinSize = ImVec2(1, 1);
  style.ScrollbarSize = 10;
  style.ScrollbarRounding = 5;
  style.AntiAliasedLinesUseTex = false;
  style.CircleTessellationMaxError = 0.1f;
  ImVec4 none(0, 0, 0, 0);
  style.Colors[ImGuiCol_ScrollbarBg] = none;
  style.Colors[ImGuiCol_WindowBg] = style.Colors[ImGuiCol_ChildBg] = style.Colors[ImGuiCol_PopupBg] = none;
}

void set_scrollbar_colors(bool dark) {
  ImVec4 base = dark ? ImVec4(0.57f, 0.61f, 0.66f, 0.45f) : ImVec4(0.36f, 0.40f, 0.45f, 0.40f);
  ImGuiStyle& style = ImGui::GetStyle();
  style.Colors[ImGuiCol_ScrollbarGrab] = base;
  base.w += 0.2f;
  style.Colors[ImGuiCol_ScrollbarGrabHovered] = base;
  base.w += 0.15f;
  style.Colors[ImGuiCol_ScrollbarGrabActive] = base;
}

void start_context(Context& c) {
  if (ImGui::GetCurrentContext() == nullptr) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigInputTextCursorBlink = false;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    make_font();
    make_style();
  }
  c.now_ms = c.previous_ms = browser::now_ms();
}

void begin_page(Context& c) {
  ImGuiIO& io = ImGui::GetIO();
  Vec2 size = viewport();
  io.DisplaySize = ImVec2(std::max(1.f, size.x), std::max(1.f, size.y));
  io.DisplayFramebufferScale = ImVec2(device_scale(), device_scale());
  io.DeltaTime = std::clamp(static_cast<float>((c.now_ms - c.previous_ms) / 1000), 0.001f, 0.1f);
  c.previous_ms = c.now_ms;
  set_scrollbar_colors(c.dark_page);
  ImGui::NewFrame();
#ifdef IMGUI_ENABLE_TEST_ENGINE
  ImGui::GetCurrentContext()->TestEngineHookItems = true;
#endif
  ImGui::SetNextWindowPos(ImVec2(0, 0));
  ImGui::SetNextWindowSize(io.DisplaySize);
  ImGui::Begin("page", nullptr, page_flags);
  set_fringe();
  c.path.clear();
  c.keys.assign(1, KeyLevel{});
  c.parents.assign(1, ParentLevel{});
  c.asked.clear();
  c.focused_row_seen = 0;
}

void send_wishes(Context& c) {
  if (c.focus_wish.id != 0) {
    if (c.focus_wish.frames_left < 0) {
      c.mirror.command(Command::focus, c.focus_wish.id, {});
      c.focus_wish = {};
    } else if (c.focus_wish.frames_left-- == 0) {
      c.focus_wish = {};
    } else {
      note_frames(1, "focus");
    }
  }
  if (c.view_wish.id != 0 && c.view_wish.frames_left-- == 0) c.view_wish = {};
  std::string lines;
  for (const Shortcut& one : c.asked) {
    char number[16];
    ImFormatString(number, sizeof number, "\t%u\n", one.while_focused);
    lines += one.keys;
    lines += number;
  }
  c.mirror.command(Command::shortcuts, 0, lines);
}

// A frame in which something of ImGui's own is still under way needs another.
void look_for_more(Context& c) {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.InputEventsQueue.Size > 0) note_frames(1, "input");
  for (ImGuiWindow* window : g.Windows) {
    bool moving = window->ScrollTarget.x < FLT_MAX || window->ScrollTarget.y < FLT_MAX;
    bool fitting = window->AutoFitFramesX > 0 || window->AutoFitFramesY > 0;
    bool hidden = window->HiddenFramesCanSkipItems > 0 || window->HiddenFramesCannotSkipItems > 0;
    if (window->WasActive && (moving || fitting || hidden)) note_frames(1, "layout");
  }
  if (c.wake_at_ms > 0 && c.wake_at_ms <= c.now_ms) c.wake_at_ms = 0;
}

void end_page(Context& c) {
  ImGui::End();
  send_wishes(c);
  ImGui::Render();
  c.events.clear();
  c.pressed.clear();
  c.pressed_outside = false;
  c.focus_moved = false;
  if (c.focused_row != c.focused_row_seen) {
    c.focused_row = c.focused_row_seen;
    note_frames(1, "focus");
  }
}

void draw_page(Context& c) {
  begin_page(c);
  if (c.draw != nullptr) c.draw();
  end_page(c);
}

void apply_mirror(Context& c) {
  std::span<const std::uint8_t> bytes = c.mirror.finish();
  if (!c.mirror.changed()) return;
  browser::apply(bytes);
  ++c.statistics.mirror_writes;
}

void schedule(Context& c, const char* reason) {
  if (c.frames_wanted > 0) {
    browser::request_frame(reason);
  } else if (c.wake_at_ms > 0) {
    browser::request_frame_in(std::max(0.0, c.wake_at_ms - c.now_ms), c.wake_reason);
  }
}

}  // namespace

Context& context() {
  static Context instance;
  return instance;
}

void start(Draw draw) {
  Context& c = context();
  c = Context{};
  c.draw = draw;
  start_context(c);
  host::reset_glyphs();
  wake(3, "start");
}

void wake(int frames, const char* reason) {
  note_frames(frames, reason);
  browser::request_frame(reason);
}

void note_frames(int frames, const char*) {
  Context& c = context();
  c.frames_wanted = std::max(c.frames_wanted, frames);
}

void wake_at(double time_ms, const char* reason) {
  Context& c = context();
  if (c.wake_at_ms > c.now_ms && c.wake_at_ms <= time_ms) return;
  c.wake_at_ms = time_ms;
  c.wake_reason = reason;
}

void request_focus(Id node) { context().focus_wish = {node, wish_frames}; note_frames(1, "focus"); }
void scroll_into_view(Id node) { context().view_wish = {node, wish_frames}; note_frames(1, "view"); }

void host::frame() {
  Context& c = context();
  c.now_ms = browser::now_ms();
  if (c.frames_wanted > 0) --c.frames_wanted;
  if (c.glyphs.light_on_dark() != c.dark_glyphs) c.glyphs.start_epoch(device_scale(), c.dark_glyphs);
  c.mirror.clear();
  draw_page(c);
  if (c.glyphs.overflowed()) {
    // The texture was full: start it over with just the letters of this frame.
    c.glyphs.start_epoch(device_scale(), c.dark_glyphs);
    c.mirror.clear_nodes();
    draw_page(c);
  }
  double drawn = browser::now_ms();
  apply_mirror(c);
  double applied = browser::now_ms();
  renderer::draw(*ImGui::GetDrawData());
  double done = browser::now_ms();
  ++c.statistics.frames;
  c.statistics.draw_ms += drawn - c.now_ms;
  c.statistics.mirror_ms += applied - drawn;
  c.statistics.gl_ms += done - applied;
  look_for_more(c);
  schedule(c, "again");
}

const host::Statistics& host::statistics() { return context().statistics; }

}  // namespace client::ui
