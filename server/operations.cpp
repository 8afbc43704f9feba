#include "server/operations.h"

#include <arpa/inet.h>

#include <algorithm>

#include "server/figures.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/secrets.h"
#include "shared/text.h"

namespace server {
namespace {

constexpr std::size_t pseudonym_characters = 12;

std::string_view outcome_of(int status) {
  if (status < 400) return "done";
  return status < 500 ? "refused" : "failed";
}

LogLevel level_of(const Trace& trace, int status) {
  if (status >= 500) return LogLevel::warning;
  // Balancers and Prometheus ask every few seconds.
  return trace.route && is_for_operator(trace.route->path) ? LogLevel::debug : LogLevel::info;
}

// The same person has the same one as long as the process runs; nobody can tell who it is.
std::string pseudonym_of(const std::string& user) {
  static const std::string key = random_token();
  return user.empty() ? std::string() : authentication_code(key, user).substr(0, pseudonym_characters);
}

// Who came in, and who did not.
void count_caller(const Request& request, int status, const Trace& trace) {
  if (trace.route && trace.route->description.operation == "signIn") {
    (status < 300 ? figures().sign_ins : figures().sign_in_failures).add();
  } else if (status == 401 && (request.header_count("Cookie") > 0 || request.header_count("Authorization") > 0)) {
    figures().credentials_refused.add();
  }
}

bool is_loopback(std::string_view address) { return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127."); }

bool is_address(const std::string& text) {
  unsigned char bytes[sizeof(in6_addr)];
  return ::inet_pton(AF_INET, text.c_str(), bytes) == 1 || ::inet_pton(AF_INET6, text.c_str(), bytes) == 1;
}

bool is_trusted_proxy(std::string_view address, const Settings& settings) {
  if (!settings.behind_proxy) return false;
  if (is_loopback(address)) return true;
  return std::find(settings.trusted_proxies.begin(), settings.trusted_proxies.end(), address) != settings.trusted_proxies.end();
}

}  // namespace

std::string client_address_of(const Request& request, const Settings& settings) {
  if (!is_trusted_proxy(request.remote_address, settings) || request.header_count("X-Forwarded-For") != 1) return request.remote_address;
  std::string_view last = request.header("X-Forwarded-For");
  last.remove_prefix(std::min(last.size(), last.rfind(',') + 1));
  while (last.starts_with(' ')) last.remove_prefix(1);
  while (last.ends_with(' ')) last.remove_suffix(1);
  const std::string address(last.substr(0, 64));
  return is_address(address) ? address : request.remote_address;
}

void give_identifiers(Request& request) {
  const std::string_view correlation_id = request.header("MS-CorrelationId");
  const std::string_view request_id = request.header("MS-RequestId");
  request.correlation_id = is_guid(correlation_id) ? std::string(correlation_id) : random_guid();
  request.request_id = is_guid(request_id) ? std::string(request_id) : random_guid();
}

RunningState& running_state() {
  static RunningState state;
  return state;
}

bool is_for_operator(std::string_view path) {
  for (const std::string_view name : {"/metrics", "/livez", "/healthz", "/readyz", "/version"}) {
    if (shared::equal_ignoring_case(name, path)) return true;
  }
  return false;
}

bool comes_from_operator(const Request& request, const Settings& settings) {
  if (request.is_on_admin_address) return true;
  if (settings.admin_listen.port >= 0) return false;
  // What a proxy passes on comes from this machine as well, but says for whom.
  const bool is_passed_on = request.header_count("X-Forwarded-For") > 0 || request.header_count("Forwarded") > 0 || request.header_count("Via") > 0;
  return is_loopback(request.remote_address) && !is_passed_on;
}

void note_answer(const Request& request, const Response& response, const Trace& trace, double seconds) {
  request_metrics().count(trace.route, response.status, seconds, response.body.size());
  count_caller(request, response.status, trace);
  const std::string pseudonym = pseudonym_of(trace.user);
  log(level_of(trace, response.status), "request",
      {{"correlation_id", request.correlation_id},
       {"request_id", request.request_id},
       {"principal", pseudonym},
       {"tenant", trace.reseller_id},
       {"method", request.method},
       {"route", trace.route ? trace.route->path : std::string_view()},
       {"status", response.status},
       {"outcome", outcome_of(response.status)},
       {"us", static_cast<std::int64_t>(seconds * 1e6)},
       {"bytes", static_cast<std::int64_t>(response.body.size())}});
}

}  // namespace server
