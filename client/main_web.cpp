// The editor in the browser: started by web/main.js when the program has arrived.
#include <emscripten/emscripten.h>

#include "client/app.h"
#include "client/ui.h"
#include "client/web.h"

extern "C" EMSCRIPTEN_KEEPALIVE int ui_start() {
  // The renderer first: letters that are drawn before it are lost.
  bool has_canvas = client::web::start_renderer();
  client::start_editor();
  client::ui::start(client::draw_editor);
  return has_canvas ? 1 : 0;
}
