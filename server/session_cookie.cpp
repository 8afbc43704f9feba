#include "server/session_cookie.h"

namespace server {
namespace {

std::string cookie_of(const Services& services, std::string_view token, std::int64_t life_s) {
  std::string cookie(session_cookie_name(services));
  cookie.append("=").append(token).append("; Path=/; HttpOnly; SameSite=Strict");
  if (services.settings.is_secure()) cookie += "; Secure";
  return cookie + "; Max-Age=" + std::to_string(life_s);
}

}  // namespace

std::string session_cookie(const Services& services, std::string_view token) { return cookie_of(services, token, services.users.session_limits().absolute_ms / 1000); }
std::string ended_session_cookie(const Services& services) { return cookie_of(services, "", 0); }

}  // namespace server
