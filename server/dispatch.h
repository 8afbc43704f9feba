// From a request to its route, through every question that comes before the handler: is the caller known, may it, does the
// request come from our own page. One transaction per request; what a handler refuses is undone.
#pragma once

#include <span>

#include "server/routes.h"

namespace server {

Response dispatch(std::span<const Route> routes, const Request& request, Services& services, Trace& trace);

}  // namespace server
