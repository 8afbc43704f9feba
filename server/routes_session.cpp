// Sign in, who am I, sign out.
#include "server/routes.h"
#include "server/server_wire.h"
#include "server/store.h"

namespace server {
namespace {

std::string cookie_of(const Services& services, std::string_view token, bool ends) {
  std::string cookie(session_cookie_name(services));
  cookie.append("=").append(token).append("; Path=/; HttpOnly; SameSite=Strict");
  if (services.settings.is_secure()) cookie += "; Secure";
  cookie += ends ? "; Max-Age=0" : "; Max-Age=43200";
  return cookie;
}

shared::Session session_of(const Principal& principal) {
  shared::Session session;
  session.user = principal.user;
  session.display_name = principal.display_name;
  session.role = shared::highest_of(principal.roles).value_or(shared::Role::default_user);
  session.reseller_id = principal.reseller_id;
  session.reseller_name = principal.reseller_name;
  session.permissions = principal.permissions;
  return session;
}

}  // namespace

Response open_session(Call& call) {
  const auto credentials = credentials_from_json(call.request.body);
  if (!credentials) return wire_answer(credentials.failure(), call.language);
  int retry_after_seconds = 0;
  const auto signed_in = call.services.users.sign_in(credentials->user, credentials->password, call.request.remote_address, now_ms(), retry_after_seconds);
  if (!signed_in) {
    switch (signed_in.failure()) {
      case SignInFailure::wrong: return refusal_answer(Refusal::wrong_password, call.language);
      case SignInFailure::unavailable: return refusal_answer(Refusal::store_unavailable, call.language);
      case SignInFailure::too_often: {
        Response response = refusal_answer(Refusal::sign_in_too_often, call.language);
        response.set("Retry-After", std::to_string(retry_after_seconds));
        return response;
      }
    }
  }
  // A session from before signing in is of no use after it.
  if (const std::string_view old = call.request.cookie(session_cookie_name(call.services)); !old.empty()) call.services.users.sign_out(old);
  Response response = json_answer(200, shared::to_json(session_of(signed_in->principal)));
  response.set("Set-Cookie", cookie_of(call.services, signed_in->token, false));
  return response;
}

Response read_session(Call& call) { return json_answer(200, shared::to_json(session_of(call.principal))); }

Response end_session(Call& call) {
  call.services.users.sign_out(call.request.cookie(session_cookie_name(call.services)));
  Response response;
  response.status = 204;
  response.set("Set-Cookie", cookie_of(call.services, "", true));
  return response;
}

}  // namespace server
