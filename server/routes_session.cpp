// Sign in, who am I, sign out; one's own password and sessions; the first admin.
#include <algorithm>

#include "server/password_rules.h"
#include "server/passwords.h"
#include "server/resellers.h"
#include "server/routes.h"
#include "server/secrets.h"
#include "server/server_wire.h"
#include "server/session_cookie.h"
#include "server/session_wire.h"
#include "server/setup_link.h"
#include "server/store.h"
#include "server/tolerance.h"
#include "shared/text.h"

namespace server {
namespace {

constexpr std::size_t name_bytes_max = 200;

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

Response failure_answer(SignInFailure failure, int retry_after_seconds, const Call& call) {
  switch (failure) {
    case SignInFailure::wrong: return refusal_answer(Refusal::wrong_password, call.language);
    case SignInFailure::unavailable: return refusal_answer(Refusal::store_unavailable, call.language);
    case SignInFailure::too_often: break;
  }
  Response response = refusal_answer(Refusal::sign_in_too_often, call.language);
  response.set("Retry-After", std::to_string(retry_after_seconds));
  return response;
}

Response signed_in_answer(const SignedIn& signed_in, const Call& call) {
  // A session from before signing in is of no use after it.
  if (const std::string_view old = call.request.cookie(session_cookie_name(call.services)); !old.empty()) call.services.users.sign_out(old);
  Principal principal = signed_in.principal;
  widen_permissions(call.services.settings, principal);
  Response response = json_answer(200, shared::to_json(session_of(principal)));
  response.set("Set-Cookie", session_cookie(call.services, signed_in.token));
  return response;
}

Response password_answer(PasswordFault fault, const Call& call) {
  Response response = refusal_answer(Refusal::password_refused, call.language);
  response.body = plain_error(response.status, sentence_of(fault, call.language == shared::Language::swedish)).body;
  return response;
}

bool is_name(std::string_view text) {
  if (text.empty() || text.size() > name_bytes_max || !shared::is_utf8(text)) return false;
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// Makes the first admin and its reseller. False: the link is not good any more.
shared::Result<bool, StoreFailure> make_first_admin(Connection& connection, const Setup& setup, const std::string& password_hash, std::int64_t now_ms) {
  const auto used = setup_link::use(connection, setup.token, now_ms);
  if (!used || !*used) return used;
  const auto known = resellers::list(connection);
  if (!known) return known.failure();
  const auto reseller = known->empty() ? resellers::add(connection, random_guid(), setup.reseller_name) : shared::Result<std::string, StoreFailure>(known->front().id);
  if (!reseller) return reseller.failure();
  return users::add(connection, *reseller, {setup.user, setup.display_name, shared::Role::global_admin, {}}, password_hash, now_ms);
}

// The secret is looked at first: a password is hashed for nobody else.
std::optional<Refusal> refuse_setup(Call& call, const Setup& setup) {
  bool is_good = false;
  const auto done = call.services.database.read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto good = setup_link::is_good(connection, setup.token, call.at_ms);
    if (!good) return good.failure();
    is_good = *good;
    return Ending::keep;
  });
  if (!done) return Refusal::store_unavailable;
  if (!is_good) return Refusal::setup_link_used;
  return std::nullopt;
}

// That the caller ended sessions of its own.
shared::Result<std::int64_t, StoreFailure> note_end(const Call& call) {
  Activity activity;
  activity.operation = Operation::end_session;
  return append_activity(*call.connection, call.principal.reseller_id, change_of(call), activity);
}

}  // namespace

Response open_session(Call& call) {
  const auto credentials = credentials_from_json(call.request.body);
  if (!credentials) return wire_answer(credentials.failure(), call.language);
  int retry_after_seconds = 0;
  const auto signed_in = call.services.users.sign_in(credentials->user, credentials->password, call.request.remote_address, now_ms(),
                                                     retry_after_seconds, call.request.header("User-Agent"));
  if (!signed_in) return failure_answer(signed_in.failure(), retry_after_seconds, call);
  return signed_in_answer(*signed_in, call);
}

Response read_session(Call& call) { return json_answer(200, shared::to_json(session_of(call.principal))); }

Response end_session(Call& call) {
  call.services.users.sign_out(call.request.cookie(session_cookie_name(call.services)));
  Response response;
  response.status = 204;
  response.set("Set-Cookie", ended_session_cookie(call.services));
  return response;
}

Response read_sign_in_options(Call& call) {
  return json_answer(200, sign_in_options_to_json(call.services.openid ? openid_address : ""));
}

Response change_password(Call& call) {
  // A token is no proof that a person is there, and gives no way to keep the account.
  if (call.principal.credential != Credential::session) return refusal_answer(Refusal::forbidden, call.language);
  const auto change = password_change_from_json(call.request.body);
  if (!change) return wire_answer(change.failure(), call.language);
  if (const auto fault = check_new_password(change->wanted, call.principal.user, call.principal.display_name)) return password_answer(*fault, call);
  int retry_after_seconds = 0;
  const auto signed_in = call.services.users.change_password(call.principal, change->current, change->wanted, call.request.remote_address,
                                                             now_ms(), retry_after_seconds, call.request.header("User-Agent"));
  if (!signed_in) return failure_answer(signed_in.failure(), retry_after_seconds, call);
  return signed_in_answer(*signed_in, call);
}

Response set_up(Call& call) {
  auto setup = setup_from_json(call.request.body);
  if (!setup) return wire_answer(setup.failure(), call.language);
  if (setup->display_name.empty()) setup->display_name = setup->user;
  if (setup->reseller_name.empty()) setup->reseller_name = "Reseller";
  if (const auto refusal = refuse_setup(call, *setup)) return refusal_answer(*refusal, call.language);
  if (!is_name(setup->user) || is_reserved_user_name(setup->user)) return wire_answer({shared::WireFault::not_text, "user"}, call.language);
  if (!is_name(setup->display_name)) return wire_answer({shared::WireFault::not_text, "displayName"}, call.language);
  if (!is_name(setup->reseller_name)) return wire_answer({shared::WireFault::not_text, "resellerName"}, call.language);
  if (const auto fault = check_new_password(setup->password, setup->user, setup->display_name)) return password_answer(*fault, call);
  const std::string password_hash = hash_password(setup->password);
  if (password_hash.empty()) return refusal_answer(Refusal::internal, call.language);
  const auto done = call.services.database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto made = make_first_admin(connection, *setup, password_hash, call.at_ms);
    if (!made) return made.failure();
    return *made ? Ending::keep : Ending::undo;
  });
  if (!done) return refusal_answer(done.failure() == StoreFailure::refused ? Refusal::setup_link_used : refusal_of(failure_of(done.failure())), call.language);
  int retry_after_seconds = 0;
  const auto signed_in = call.services.users.sign_in(setup->user, setup->password, call.request.remote_address, now_ms(), retry_after_seconds,
                                                     call.request.header("User-Agent"));
  if (!signed_in) return failure_answer(signed_in.failure(), retry_after_seconds, call);
  return signed_in_answer(*signed_in, call);
}

Response list_sessions(Call& call) {
  const auto listed = sessions::list(*call.connection, call.principal.user_key, call.request.cookie(session_cookie_name(call.services)),
                                     call.services.users.session_limits(), call.at_ms);
  if (!listed) return refusal_answer(refusal_of(failure_of(listed.failure())), call.language);
  return json_answer(200, to_json(*listed));
}

Response end_all_sessions(Call& call) {
  const auto ended = sessions::end_all(*call.connection, call.principal.user_key);
  if (!ended) return refusal_answer(refusal_of(failure_of(ended.failure())), call.language);
  if (const auto noted = note_end(call); !noted) return refusal_answer(refusal_of(failure_of(noted.failure())), call.language);
  Response response;
  response.status = 204;
  response.set("Set-Cookie", ended_session_cookie(call.services));
  return response;
}

Response end_one_session(Call& call) {
  const auto ended = sessions::end_one(*call.connection, call.principal.user_key, call.name);
  if (!ended) return refusal_answer(refusal_of(failure_of(ended.failure())), call.language);
  if (!*ended) return refusal_answer(Refusal::unknown_address, call.language);
  if (const auto noted = note_end(call); !noted) return refusal_answer(refusal_of(failure_of(noted.failure())), call.language);
  Response response;
  response.status = 204;
  return response;
}

}  // namespace server
