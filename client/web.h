// What the files that know the browser (*_web.cpp) share.
#pragma once

// A function of the page, by its name there (web/main.js). Texts are handed over as address and size.
#define HOST_FUNCTION(name) __attribute__((import_module("host"), import_name(#name)))

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


}  // namespace client::web
