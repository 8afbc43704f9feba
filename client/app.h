// The editor: keeps the state, carries out what its changes ask for, and draws the screen of the current route.
#pragma once

namespace client {

void start_editor();  // Once, before the first frame.
void draw_editor();   // Each frame.

}  // namespace client
