// The cookie of a session, as it is set and taken away. Scripts never see it, and no other site's request carries it.
#pragma once

#include <string>
#include <string_view>

#include "server/routes.h"

namespace server {

inline constexpr std::string_view openid_address = "/session/openid";

std::string session_cookie(const Services& services, std::string_view token);
std::string ended_session_cookie(const Services& services);

}  // namespace server
