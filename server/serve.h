// Serving, from the store's opening to its closing: what is wired to what, and how it ends.
#pragma once

#include "server/settings.h"

namespace server {

// Serves until SIGTERM or SIGINT. The exit status: 0 ended as told, 1 broke or was cut short, 2 could not begin.
int serve(const Settings& settings);

}  // namespace server
