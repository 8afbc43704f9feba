// The server's own pages beside the editor: they work without it.
#pragma once

#include "server/static_files.h"

namespace server {

void add_own_pages(StaticFiles& files);

}  // namespace server
