// What old clients of the partner API need and new ones must not meet by default: each is a setting.
#pragma once

#include <string>
#include <string_view>

#include "server/http.h"
#include "server/principal.h"
#include "server/settings.h"

namespace server {

// Documented samples hold a comma behind the last member. Commas in texts stay.
std::string without_trailing_commas(std::string_view json);

// Legacy PowerShell modules cut the first character off every answer: a byte order mark stands there for them.
void begin_with_byte_order_mark(Response& response);

// The settings that widen what a role may do.
void widen_permissions(const Settings& settings, Principal& principal);

}  // namespace server
