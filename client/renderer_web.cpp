// WebGL2: one program, one vertex layout, one texture, and never a question to the driver, each of which would wait for it.
#include <GLES3/gl3.h>
#include <emscripten/emscripten.h>
#include <emscripten/html5.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "client/renderer.h"
#include "client/ui_host.h"
#include "client/web.h"
#include "imgui.h"

namespace client {
namespace {

constexpr const char* canvas = "#canvas";

constexpr const char* vertex_source = R"(#version 300 es
precision highp float;
layout(location=0) in vec2 position;
layout(location=1) in vec2 texture_position;
layout(location=2) in vec4 color;
uniform vec4 scale_and_offset;
out vec2 at;
out vec4 tint;
void main() {
  at = texture_position;
  tint = color;
  gl_Position = vec4(position * scale_and_offset.xy + scale_and_offset.zw, 0.0, 1.0);
})";

constexpr const char* fragment_source = R"(#version 300 es
precision mediump float;
uniform sampler2D letters;
in vec2 at;
in vec4 tint;
out vec4 color;
void main() { color = tint * texture(letters, at); })";

struct State {
  EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = 0;
  bool usable = false;
  GLuint program = 0;
  GLuint vertex_array = 0;
  GLuint vertices = 0;
  GLuint indices = 0;
  GLuint texture = 0;
  GLint scale_and_offset = -1;
  unsigned first_vertex = 0;
};
State state;

GLuint compile(GLenum kind, const char* source) {
  GLuint shader = glCreateShader(kind);
  glShaderSource(shader, 1, &source, nullptr);
  glCompileShader(shader);
  return shader;
}

void make_program() {
  GLuint vertex = compile(GL_VERTEX_SHADER, vertex_source);
  GLuint fragment = compile(GL_FRAGMENT_SHADER, fragment_source);
  state.program = glCreateProgram();
  glAttachShader(state.program, vertex);
  glAttachShader(state.program, fragment);
  glLinkProgram(state.program);
  glDeleteShader(vertex);
  glDeleteShader(fragment);
  glUseProgram(state.program);
  state.scale_and_offset = glGetUniformLocation(state.program, "scale_and_offset");
}

// Indices are 16 bits: a list with more vertices is drawn in pieces, each from its own first vertex.
void point_at_vertices(unsigned first) {
  constexpr GLsizei size = sizeof(ImDrawVert);
  auto offset = [first](std::size_t bytes) { return reinterpret_cast<const void*>(first * sizeof(ImDrawVert) + bytes); };
  glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, size, offset(offsetof(ImDrawVert, pos)));
  glVertexAttribPointer(1, 2, GL_FLOAT, GL_FALSE, size, offset(offsetof(ImDrawVert, uv)));
  glVertexAttribPointer(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, size, offset(offsetof(ImDrawVert, col)));
  state.first_vertex = first;
}

void make_buffers() {
  glGenVertexArrays(1, &state.vertex_array);
  glBindVertexArray(state.vertex_array);
  glGenBuffers(1, &state.vertices);
  glGenBuffers(1, &state.indices);
  glBindBuffer(GL_ARRAY_BUFFER, state.vertices);
  glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, state.indices);
  for (GLuint i = 0; i < 3; ++i) glEnableVertexAttribArray(i);
  point_at_vertices(0);
}

void make_texture() {
  glGenTextures(1, &state.texture);
  glBindTexture(GL_TEXTURE_2D, state.texture);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
  glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
  glTexStorage2D(GL_TEXTURE_2D, 1, GL_RGBA8, renderer::atlas_size, renderer::atlas_size);
}

void make_all() {
  make_program();
  make_buffers();
  make_texture();
  glEnable(GL_BLEND);
  glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
  glEnable(GL_SCISSOR_TEST);
  state.usable = true;
}

// Deleting now, while it is without effect, keeps Emscripten's tables small; after the restore it would be an error.
void forget_all() {
  state.usable = false;
  glDeleteTextures(1, &state.texture);
  glDeleteBuffers(1, &state.vertices);
  glDeleteBuffers(1, &state.indices);
  glDeleteVertexArrays(1, &state.vertex_array);
  glDeleteProgram(state.program);
}

// The browser restores only a context whose loss was handled: that is what EM_TRUE says.
EM_BOOL context_lost(int, const void*, void*) {
  forget_all();
  web::set_canvas_usable(false);
  return EM_TRUE;
}

EM_BOOL context_restored(int, const void*, void*) {
  make_all();
  web::set_canvas_usable(true);
  ui::host::reset_glyphs();
  return EM_TRUE;
}

void draw_command(const ImDrawCmd& command, ImVec2 scale, int height) {
  int left = static_cast<int>(command.ClipRect.x * scale.x);
  int top = static_cast<int>(command.ClipRect.y * scale.y);
  int right = static_cast<int>(command.ClipRect.z * scale.x);
  int bottom = static_cast<int>(command.ClipRect.w * scale.y);
  if (right <= left || bottom <= top) return;
  glScissor(left, height - bottom, right - left, bottom - top);
  if (command.VtxOffset != state.first_vertex) point_at_vertices(command.VtxOffset);
  auto start = reinterpret_cast<const void*>(static_cast<std::uintptr_t>(command.IdxOffset) * sizeof(ImDrawIdx));
  glDrawElements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), GL_UNSIGNED_SHORT, start);
}

}  // namespace

namespace web {

bool start_renderer() {
  EmscriptenWebGLContextAttributes wanted;
  emscripten_webgl_init_context_attributes(&wanted);
  wanted.majorVersion = 2;
  wanted.alpha = wanted.depth = wanted.stencil = wanted.antialias = EM_FALSE;
  wanted.enableExtensionsByDefault = EM_FALSE;
  wanted.failIfMajorPerformanceCaveat = EM_FALSE;
  wanted.powerPreference = EM_WEBGL_POWER_PREFERENCE_LOW_POWER;
  state.context = emscripten_webgl_create_context(canvas, &wanted);
  if (state.context <= 0) return false;
  emscripten_webgl_make_context_current(state.context);
  emscripten_set_webglcontextlost_callback(canvas, nullptr, EM_FALSE, context_lost);
  emscripten_set_webglcontextrestored_callback(canvas, nullptr, EM_FALSE, context_restored);
  make_all();
  return true;
}

}  // namespace web

namespace renderer {

void upload(int x, int y, int width, int height, const std::uint8_t* pixels, int row_pixels) {
  if (!state.usable) return;
  glPixelStorei(GL_UNPACK_ROW_LENGTH, row_pixels);
  glTexSubImage2D(GL_TEXTURE_2D, 0, x, y, width, height, GL_RGBA, GL_UNSIGNED_BYTE, pixels);
}

void draw(const ImDrawData& data) {
  if (!state.usable) return;
  ImVec2 scale = data.FramebufferScale;
  web::FrameBuffer buffer = web::frame_buffer();
  glViewport(0, 0, buffer.width, buffer.height);
  glScissor(0, 0, buffer.width, buffer.height);
  web::Background ground = web::background();
  glClearColor(ground.red, ground.green, ground.blue, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  glUniform4f(state.scale_and_offset, 2 * scale.x / static_cast<float>(buffer.width),
              -2 * scale.y / static_cast<float>(buffer.height), -1, 1);
  for (const ImDrawList* list : data.CmdLists) {
    glBufferData(GL_ARRAY_BUFFER, list->VtxBuffer.size_in_bytes(), list->VtxBuffer.Data, GL_STREAM_DRAW);
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, list->IdxBuffer.size_in_bytes(), list->IdxBuffer.Data, GL_STREAM_DRAW);
    for (const ImDrawCmd& command : list->CmdBuffer) {
      if (command.UserCallback == nullptr) draw_command(command, scale, buffer.height);
    }
  }
}

}  // namespace renderer
}  // namespace client
