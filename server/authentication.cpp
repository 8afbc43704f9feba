#include "server/authentication.h"

#include "server/routes.h"
#include "server/store.h"
#include "server/users.h"

namespace server {

shared::Result<Presented, AuthenticationFailure> check_credential(const Request& request, Services& services) {
  const std::string_view token = request.cookie(session_cookie_name(services));
  if (token.empty()) return AuthenticationFailure::none_given;
  return Presented{std::string(token)};
}

std::optional<AuthenticationFailure> identify(Connection& connection, const Presented& presented, Identified& identified) {
  auto found = Users::find_session(connection, presented.cookie_token, now_ms());
  if (!found) return AuthenticationFailure::store_unavailable;
  if (!*found) return AuthenticationFailure::not_valid;
  identified.session_is_due = (*found)->is_due;
  identified.principal = std::move((*found)->principal);
  return std::nullopt;
}

void note_session_seen(const Presented& presented, Services& services) { services.users.note_seen(presented.cookie_token, now_ms()); }

std::string_view session_cookie_name(const Services& services) { return services.settings.is_secure() ? "__Host-sid" : "kundkonto_session"; }

}  // namespace server
