// What every handler may ask of its call.
#include "server/entity_tag.h"
#include "server/routes.h"
#include "server/sessions.h"

namespace server {
namespace {

// The program at the other end: as it names itself, or "browser" where the session's cookie came with a browser's own headers.
std::string client_of(const Call& call) {
  const std::string_view name = call.request.header("MS-PartnerCenter-Client");
  if (!name.empty()) return std::string(name);
  if (call.principal.credential == Credential::session && !call.request.header("Sec-Fetch-Site").empty()) return "browser";
  return std::string(call.request.header("User-Agent"));
}

std::string_view code_of(Credential credential) {
  switch (credential) {
    case Credential::session: return "session";
    case Credential::user_token: return "user_token";
    case Credential::application_token: return "application_token";
  }
  return {};
}

}  // namespace

Response tagged_answer(const Call& call, int status, std::string body, std::string_view etag) {
  const bool is_reading = call.request.method == "GET" || call.request.method == "HEAD";
  Response response;
  if (is_reading && names_etag(call.request.header("If-None-Match"), etag)) {
    response.status = 304;
    response.set("Cache-Control", "no-store");
  } else {
    response = json_answer(status, std::move(body));
  }
  response.set("ETag", std::string("\"").append(etag).append("\""));
  return response;
}

Change change_of(const Call& call) {
  const Principal& principal = call.principal;
  Change change;
  change.by = principal.user;
  change.client = client_of(call);
  change.correlation_id = correlation_id_of(call.request);
  change.at_ms = call.at_ms;
  change.request_id = call.request.request_id;
  change.roles = codes_of(principal.roles);
  change.credential = code_of(principal.credential);
  change.application = principal.application.empty() ? std::string(call.request.header("MS-PartnerCenter-Application")) : principal.application;
  change.address = call.request.remote_address;
  return change;
}

}  // namespace server
