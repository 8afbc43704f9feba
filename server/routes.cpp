#include "server/routes.h"

#include <optional>
#include <span>

#include "server/store.h"
#include "shared/text.h"

namespace server {
namespace {

Response healthy(Call&) { return json_answer(200, "{\"status\":\"ok\"}"); }

Response ready(Call& call) {
  if (!call.services.database.can_write()) return refusal_answer(Refusal::store_unavailable, call.language);
  return json_answer(200, "{\"status\":\"ready\"}");
}

constexpr Route routes[] = {
    {"POST", "/session", Permission::anyone, open_session},
    {"GET", "/session", Permission::signed_in, read_session},
    {"DELETE", "/session", Permission::anyone, end_session},
    {"GET", "/v1/customers", Permission::signed_in, list_customers},
    {"GET", "/v1/customers/{id}", Permission::signed_in, read_customer},
    {"GET", "/v1/customers/{id}/profiles/billing", Permission::signed_in, read_billing},
    {"PUT", "/v1/customers/{id}/profiles/billing", Permission::write, replace_billing},
    {"GET", "/v1/customers/{id}/profiles/company", Permission::signed_in, read_company},
    {"PUT", "/v1/customers/{id}/profiles/company", Permission::write, replace_company},
    {"POST", "/v1/validations/account", Permission::signed_in, validate_account},
    {"GET", "/v1/countryvalidationrules/{iso2}", Permission::signed_in, read_country_rules},
    {"GET", "/healthz", Permission::anyone, healthy},
    {"GET", "/readyz", Permission::anyone, ready},
};

// Takes the first segment off a path.
std::string_view next_segment(std::string_view& path) {
  if (!path.empty() && path.front() == '/') path.remove_prefix(1);
  const std::string_view segment = path.substr(0, path.find('/'));
  path.remove_prefix(segment.size());
  return segment;
}

bool matches(std::string_view wanted, std::string_view path, std::string& id) {
  while (!wanted.empty() && !path.empty()) {
    const std::string_view expected = next_segment(wanted);
    const std::string_view segment = next_segment(path);
    if (expected.starts_with('{')) {
      id = segment;
    } else if (!shared::equal_ignoring_case(expected, segment) && !(expected == "v1" && shared::equal_ignoring_case(segment, "v1.0"))) {
      return false;
    }
  }
  return wanted.empty() && path.empty();
}

bool is_api(std::string_view path) {
  const std::string_view segment = next_segment(path);
  for (const std::string_view name : {"v1", "v1.0", "session", "healthz", "readyz"}) {
    if (shared::equal_ignoring_case(segment, name)) return true;
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

std::optional<Refusal> refuse_caller(const Route& route, Call& call) {
  if (changes_something(call.request) && comes_from_elsewhere(call.request)) return Refusal::foreign_origin;
  if (route.permission == Permission::anyone) return std::nullopt;
  auto principal = call.services.users.principal_of(call.request.cookie(session_cookie_name(call.services)), now_ms());
  if (!principal) return Refusal::not_signed_in;
  call.principal = std::move(*principal);
  if (route.permission == Permission::write && !shared::may_write_accounts(call.principal.role)) return Refusal::forbidden;
  return std::nullopt;
}

Response call_route(const Route& route, Call& call) {
  if (const auto refusal = refuse_caller(route, call)) return refusal_answer(*refusal, call.language);
  if (route.path.find("{id}") != std::string_view::npos) {
    call.id = guid_of(call.id);
    if (call.id.empty()) return refusal_answer(Refusal::malformed_id, call.language);
  }
  return route.handler(call);
}

}  // namespace

std::string guid_of(std::string_view text) {
  if (!is_guid(text)) return {};
  std::string lower(text);
  for (char& c : lower) c = shared::ascii_lower(c);
  return lower;
}

std::string_view session_cookie_name(const Services& services) { return services.behind_proxy ? "__Host-sid" : "kundkonto_session"; }

Response answer(const Request& request, Services& services) {
  Call call{request, services, {}, {}, language_of(request)};
  // HEAD is GET whose body the transport leaves out.
  const std::string_view method = request.method == "HEAD" ? std::string_view("GET") : std::string_view(request.method);
  bool known_path = false;
  for (const Route& route : routes) {
    if (!matches(route.path, request.path, call.id)) continue;
    if (route.method == method) return call_route(route, call);
    known_path = true;
  }
  if (known_path) return refusal_answer(Refusal::unknown_method, call.language);
  if (method == "GET" && !is_api(request.path)) return services.files.answer(request);
  return refusal_answer(Refusal::unknown_address, call.language);
}

}  // namespace server
