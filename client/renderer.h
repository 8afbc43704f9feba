// Puts ImGui's triangles on the screen. renderer_web.cpp is WebGL2; headless tests have a double that does nothing.
#pragma once

#include <cstdint>

struct ImDrawData;

namespace client::renderer {

// The one texture holds letters and a white block; it is square, this many pixels a side.
inline constexpr int atlas_size = 1024;

// Copies a picture into the texture. pixels are RGBA, row_pixels apart.
void upload(int x, int y, int width, int height, const std::uint8_t* pixels, int row_pixels);
void draw(const ImDrawData& data);

}  // namespace client::renderer
