// The API's description, made from the table of routes that serves: OpenAPI 3.1 at /openapi.json, and a page for people at
// /docs that needs no script and no other host. Schemas and parameters stand once, as data, in description/.
#pragma once

#include <string>

#include "server/settings.h"

namespace server {

// The document as JSON.
std::string describe(const Settings& settings);

// The page, from the same document.
std::string description_page(const std::string& document);

}  // namespace server
