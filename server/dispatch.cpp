#include "server/dispatch.h"

#include <optional>

#include "server/store.h"
#include "server/tolerance.h"
#include "server/writing.h"
#include "shared/text.h"

namespace server {
namespace {

// Takes the first segment off a path.
std::string_view next_segment(std::string_view& path) {
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

// What stands in an address for the names in braces.
struct Names {
  std::string_view id;
  std::string_view other;
};

bool matches(std::string_view wanted, std::string_view path, Names& names) {
  while (!wanted.empty() && !path.empty()) {
    const std::string_view expected = next_segment(wanted);
    const std::string_view segment = next_segment(path);
    if (expected.starts_with('{')) {
      (expected == "{id}" ? names.id : names.other) = segment;
    } else if (!shared::equal_ignoring_case(expected, segment) && !(expected == "v1" && shared::equal_ignoring_case(segment, "v1.0"))) {
      return false;
    }
  }
  return wanted.empty() && path.empty();
}

// Whether an address is below one that the table serves; every other is a view of the editor.
bool is_served_name(std::span<const Route> routes, std::string_view path) {
  const std::string_view first = next_segment(path);
  if (shared::equal_ignoring_case(first, "v1.0")) return true;
  for (const Route& route : routes) {
    std::string_view rest = route.path;
    if (shared::equal_ignoring_case(next_segment(rest), first)) return true;
  }
  return false;
}

// A browser sends its cookie with every request to us, whoever made the page. What changes something must come from our
// own page: browsers say so in Sec-Fetch-Site and Origin. A client that is no browser sends neither.
bool comes_from_elsewhere(const Request& request) {
  const std::string_view site = request.header("Sec-Fetch-Site");
  if (!site.empty() && site != "same-origin" && site != "none") return true;
  std::string_view origin = request.header("Origin");
  if (origin.empty()) return false;
  const std::size_t slashes = origin.find("://");
  if (slashes == std::string_view::npos) return true;
  return origin.substr(slashes + 3) != request.header("Host");
}

bool changes_something(const Request& request) { return request.method != "GET" && request.method != "HEAD"; }

Refusal refusal_of(AuthenticationFailure failure) {
  switch (failure) {
    case AuthenticationFailure::none_given: return Refusal::not_signed_in;
    case AuthenticationFailure::both_given: return Refusal::two_credentials;
    case AuthenticationFailure::not_valid: return Refusal::credential_not_valid;
    case AuthenticationFailure::ended: return Refusal::token_ended;
    case AuthenticationFailure::wrong_audience: return Refusal::token_for_another_service;
    case AuthenticationFailure::issuer_unavailable: return Refusal::issuer_unavailable;
    case AuthenticationFailure::store_unavailable: return Refusal::store_unavailable;
  }
  return Refusal::not_signed_in;
}

// Fills call.principal, or says why nobody is known.
std::optional<Refusal> know_caller(const Presented& presented, Call& call, bool& session_is_due) {
  Identified identified;
  if (const auto failure = identify(*call.connection, presented, call.services, identified)) return refusal_of(*failure);
  call.principal = std::move(identified.principal);
  widen_permissions(call.services.settings, call.principal);
  session_is_due = identified.session_is_due;
  return std::nullopt;
}

// Why a caller who is known is not served.
std::optional<Refusal> refuse_caller(const Route& route, const Call& call) {
  if (route.tokens == Tokens::user_only && call.principal.credential == Credential::application_token) return Refusal::application_only;
  if (route.needs.caller == Needs::Caller::permitted && !call.principal.may(route.needs.permission)) return Refusal::forbidden;
  if (call.id.empty() && route.path.find("{id}") != std::string_view::npos) return Refusal::malformed_id;
  return std::nullopt;
}

// Runs `run` on a connection of one transaction; a failure of the store itself becomes the answer.
template <typename Run>
Response within(Call& call, StoreUse store_use, const Run& run) {
  Response response;
  const auto body = [&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    call.connection = &connection;
    response = run();
    call.connection = nullptr;
    return response.status < 300 ? Ending::keep : Ending::undo;
  };
  Database& database = call.services.database;
  const auto done = store_use == StoreUse::writes ? database.transaction(body) : database.read(body);
  if (!done && done.failure() != StoreFailure::refused) return refusal_answer(server::refusal_of(failure_of(done.failure())), call.language);
  return response;
}

// Callers are identified in a read of their own where the route writes: who is refused never comes near the writer.
Response serve_known_caller(const Route& route, Call& call, Trace& trace) {
  const auto presented = check_credential(call.request, call.services);
  if (!presented) return refusal_answer(refusal_of(presented.failure()), call.language);
  bool session_is_due = false;
  bool is_refused = false;
  int seconds_to_wait = 0;
  Response response = within(call, StoreUse::reads, [&] {
    auto refusal = know_caller(*presented, call, session_is_due);
    // Before the question of rights: attempts that are refused count as well.
    if (!refusal && is_throttled(route.path)) seconds_to_wait = call.services.throttle.seconds_to_wait(call.principal, call.services.settings, steady_now_ms());
    if (seconds_to_wait > 0) return throttled_answer(seconds_to_wait);
    if (!refusal) refusal = refuse_caller(route, call);
    is_refused = refusal.has_value();
    if (refusal) return refusal_answer(*refusal, call.language);
    return route.store_use == StoreUse::reads ? route.handler(call) : Response{};
  });
  trace.reseller_id = call.principal.reseller_id;
  trace.user = call.principal.user;
  if (session_is_due) note_session_seen(*presented, call.services);
  if (is_refused && route.store_use == StoreUse::writes && !call.principal.reseller_id.empty()) note_refused_caller(route, call, response);
  // A store that did not answer leaves the principal empty.
  if (is_refused || seconds_to_wait > 0 || call.principal.reseller_id.empty() || route.store_use == StoreUse::reads) return response;
  if (route.store_use == StoreUse::none) return route.handler(call);
  return serve_write(route, call);
}

Response call_route(const Route& route, const Names& names, const Request& request, Services& services, Trace& trace) {
  trace.route = &route;
  Call call{request, services, {}, guid_of(names.id), std::string(names.other), language_of(request), nullptr, now_ms()};
  if (changes_something(request) && comes_from_elsewhere(request)) return refusal_answer(Refusal::foreign_origin, call.language);
  if (route.needs.caller != Needs::Caller::anyone) return serve_known_caller(route, call, trace);
  if (route.store_use == StoreUse::none) return route.handler(call);
  return within(call, route.store_use, [&] { return route.handler(call); });
}

}  // namespace

std::string guid_of(std::string_view text) {
  if (!is_guid(text)) return {};
  std::string lower(text);
  for (char& c : lower) c = shared::ascii_lower(c);
  return lower;
}

Response dispatch(std::span<const Route> routes, const Request& request, Services& services, Trace& trace) {
  std::string allowed;  // Methods of this address.
  const Route* get = nullptr;
  Names names_of_get;
  for (const Route& route : routes) {
    Names names;
    if (!matches(route.path, request.path, names)) continue;
    if (route.method == request.method) return call_route(route, names, request, services, trace);
    allowed.append(allowed.empty() ? "" : ", ").append(route.method);
    if (route.method == "GET") {
      get = &route;
      names_of_get = names;
    }
  }
  // HEAD without a route of its own is GET whose body the transport leaves out.
  if (request.method == "HEAD" && get) return call_route(*get, names_of_get, request, services, trace);
  if (!allowed.empty()) {
    Response response = refusal_answer(Refusal::unknown_method, language_of(request));
    response.set("Allow", allowed);
    return response;
  }
  const bool is_reading = request.method == "GET" || request.method == "HEAD";
  if (is_reading && !is_served_name(routes, request.path)) return services.files.answer(request);
  return refusal_answer(Refusal::unknown_address, language_of(request));
}

}  // namespace server
