// ImGui's triangles, handed to web/renderer.js list by list.
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "client/renderer.h"
#include "client/web.h"
#include "imgui.h"

// The form that web/renderer.js tells WebGL.
static_assert(sizeof(ImDrawVert) == 20 && sizeof(ImDrawIdx) == 2);
static_assert(offsetof(ImDrawVert, pos) == 0 && offsetof(ImDrawVert, uv) == 8 && offsetof(ImDrawVert, col) == 16);

extern "C" {
HOST_FUNCTION(upload) void host_upload(int x, int y, int width, int height, const void* pixels, int row_pixels);
HOST_FUNCTION(clear) void host_clear(float red, float green, float blue, float x_scale, float y_scale);
HOST_FUNCTION(draw) void host_draw(const void* vertices, int vertices_size, const void* indices, int indices_size,
                                   const void* commands, int command_count);
}

namespace client::renderer {
namespace {

// Device pixels, from the lower left corner; then which triangles.
struct Command {
  std::int32_t left, bottom, width, height;
  std::uint32_t index_count, first_index, first_vertex;
};

void add(std::vector<Command>& commands, const ImDrawCmd& command, ImVec2 scale, int height) {
  int left = static_cast<int>(command.ClipRect.x * scale.x);
  int top = static_cast<int>(command.ClipRect.y * scale.y);
  int right = static_cast<int>(command.ClipRect.z * scale.x);
  int bottom = static_cast<int>(command.ClipRect.w * scale.y);
  if (right <= left || bottom <= top) return;
  commands.push_back({left, height - bottom, right - left, bottom - top, command.ElemCount, command.IdxOffset, command.VtxOffset});
}

}  // namespace

void upload(int x, int y, int width, int height, const std::uint8_t* pixels, int row_pixels) {
  host_upload(x, y, width, height, pixels, row_pixels);
}

void draw(const ImDrawData& data) {
  ImVec2 scale = data.FramebufferScale;
  web::FrameBuffer buffer = web::frame_buffer();
  web::Background ground = web::background();
  host_clear(ground.red, ground.green, ground.blue, 2 * scale.x / static_cast<float>(buffer.width),
             -2 * scale.y / static_cast<float>(buffer.height));
  std::vector<Command> commands;
  for (const ImDrawList* list : data.CmdLists) {
    commands.clear();
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.UserCallback == nullptr) add(commands, command, scale, buffer.height);
    }
    host_draw(list->VtxBuffer.Data, list->VtxBuffer.size_in_bytes(), list->IdxBuffer.Data, list->IdxBuffer.size_in_bytes(),
              commands.data(), static_cast<int>(commands.size()));
  }
}

}  // namespace client::renderer
