// What the files that know the browser (*_web.cpp) share.
#pragma once

namespace client::web {

struct FrameBuffer {
  int width = 1;  // device pixels
  int height = 1;
};
FrameBuffer frame_buffer();

struct Background {
  float red = 1, green = 1, blue = 1;
};
Background background();

// False where WebGL2 is missing: the mirror is then what is seen.
bool start_renderer();
void set_canvas_usable(bool usable);

}  // namespace client::web
