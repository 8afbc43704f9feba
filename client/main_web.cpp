// The editor in the browser: started by web/main.js when the program has arrived.
#include <emscripten/emscripten.h>

#include "client/app.h"
#include "client/ui.h"

extern "C" EMSCRIPTEN_KEEPALIVE void ui_start() {
  client::start_editor();
  client::ui::start(client::draw_editor);
}
