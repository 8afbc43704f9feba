// Entity tags as clients send them (RFC 9110, 8.8.3 and 13.1): alone or in a list, weak or strong, with quotes or without,
// since the API's own clients copy them out of a body.
#pragma once

#include <string_view>

namespace server {

// Whether `sent` names `etag` (which has no quotes), or is "*".
bool names_etag(std::string_view sent, std::string_view etag);

}  // namespace server
