#include <nlohmann/json.hpp>
#include <vector>

#include "server/answers.h"
#include "server/description.h"
#include "server/description_parameters.h"
#include "server/description_schemas.h"
#include "server/request_reader.h"
#include "server/routes.h"
#include "shared/roles.h"
#include "shared/text.h"
#include "shared/version.h"

namespace server {
namespace {

using json = nlohmann::ordered_json;

json parsed(std::string_view text) { return json::parse(text, nullptr, /*allow_exceptions=*/false); }

json schema_of(std::string_view name) { return {{"$ref", "#/components/schemas/" + std::string(name)}}; }

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = shared::ascii_lower(c);
  return result;
}

bool is_of_v1(const Route& route) { return route.path.starts_with("/v1/"); }

// What stands in the address, what the operation's own table adds, and what every call of the API may send.
json parameters_of(const Route& route, const json& own) {
  json parameters = json::array();
  for (std::size_t open = route.path.find('{'); open != std::string_view::npos; open = route.path.find('{', open + 1)) {
    const std::string name(route.path.substr(open + 1, route.path.find('}', open) - open - 1));
    parameters.push_back({{"name", name}, {"in", "path"}, {"required", true}, {"schema", name == "id" ? schema_of("Guid") : json{{"type", "string"}}}});
  }
  if (const auto found = own.find(std::string(route.description.operation)); found != own.end()) {
    for (const json& parameter : *found) parameters.push_back(parameter);
  }
  if (is_of_v1(route)) {
    for (const char* name : {"MS-RequestId", "MS-CorrelationId", "X-Locale"}) parameters.push_back({{"$ref", "#/components/parameters/" + std::string(name)}});
  }
  return parameters;
}

json content_of(std::string_view schema) {
  const char* type = schema == "Metrics" ? "text/plain" : schema == "Page" ? "text/html" : schema == "Style" ? "text/css" : "application/json";
  return {{type, {{"schema", schema_of(schema)}}}};
}

json roles_of(const Route& route) {
  json roles = json::array();
  for (const shared::Role role : shared::all_roles) {
    const bool may = route.needs.caller == Needs::Caller::signed_in || shared::permissions_of(role).contains(route.needs.permission);
    if (may) roles.push_back(shared::code_of(role));
  }
  return roles;
}

bool has_id(const Route& route) { return route.path.find('{') != std::string_view::npos; }

bool is_redirect(const Route& route) { return route.description.status == 302; }

// The statuses that an operation may answer beside success, by what it is.
std::vector<int> error_statuses_of(const Route& route) {
  const bool is_known = route.needs.caller != Needs::Caller::anyone;
  std::vector<int> statuses{400};
  if (is_known || route.description.operation == "signIn") statuses.push_back(401);
  if (is_known || route.method != "GET" || is_redirect(route)) statuses.push_back(403);
  // What leads to an issuer is nowhere while none is configured.
  if (has_id(route) || is_redirect(route)) statuses.push_back(404);
  if (route.store_use == StoreUse::writes) statuses.push_back(409);
  if (!route.description.body.empty()) statuses.insert(statuses.end(), {411, 413, 415});
  statuses.push_back(429);
  statuses.push_back(500);
  statuses.push_back(503);
  if (route.store_use == StoreUse::writes) statuses.push_back(507);
  return statuses;
}

json operation_of(const Route& route, const json& parameters) {
  const Description& about = route.description;
  json operation{{"operationId", about.operation}, {"summary", about.summary}, {"tags", json::array({is_of_v1(route) ? "api" : "server"})}};
  if (json list = parameters_of(route, parameters); !list.empty()) operation["parameters"] = std::move(list);
  if (!about.body.empty()) operation["requestBody"] = {{"required", true}, {"content", content_of(about.body)}};
  json responses = json::object();
  json success{{"description", about.summary}};
  if (is_of_v1(route)) success["headers"] = {{"MS-RequestId", {{"$ref", "#/components/headers/MS-RequestId"}}}, {"MS-CorrelationId", {{"$ref", "#/components/headers/MS-CorrelationId"}}}};
  if (!about.answer.empty() && route.method != "HEAD") success["content"] = content_of(about.answer);
  responses[std::to_string(about.status)] = std::move(success);
  for (const int status : error_statuses_of(route)) responses[std::to_string(status)] = {{"$ref", "#/components/responses/" + std::to_string(status)}};
  operation["responses"] = std::move(responses);
  if (route.needs.caller == Needs::Caller::anyone) {
    operation["security"] = json::array();
    return operation;
  }
  operation["security"] = json::array({{{"session", json::array()}}, {{"bearer", json::array()}}});
  if (route.needs.caller == Needs::Caller::permitted) operation["x-permission"] = shared::code_of(route.needs.permission);
  operation["x-roles"] = roles_of(route);
  operation["x-tokens"] = route.tokens == Tokens::user_only ? json::array({"user"}) : json::array({"user", "application"});
  return operation;
}

// Beside what the table of answers holds: problems of an account, and bodies that cannot be read.
struct OtherError {
  int status;
  int code;
  std::string_view sentence;
};
constexpr OtherError other_errors[] = {
    {400, 3000, "A field is wrong; `errors` names each."},
    {400, 27002, "A state or postal code is wrong."},
    {400, 600049, "The organization registration number is missing."},
    {400, 600050, "The organization registration number is wrong."},
    {400, 600051, "The phone number is missing."},
    {400, 800002, "The body or the head of the request cannot be understood."},
};

json errors_of() {
  json errors = json::array();
  for (const CataloguedError& error : error_catalogue()) errors.push_back({{"status", error.status}, {"code", error.code}, {"description", {{"en", error.english}, {"sv", error.swedish}}}});
  for (const OtherError& error : other_errors) errors.push_back({{"status", error.status}, {"code", error.code}, {"description", {{"en", error.sentence}}}});
  return errors;
}

std::string_view meaning_of(int status) {
  switch (status) {
    case 400: return "The request is not understood, or the rules refuse it";
    case 401: return "Nobody is signed in, or the token is not valid";
    case 403: return "The role may not do this, or the call needs a person behind it";
    case 404: return "Nothing is there";
    case 409: return "It exists already, or the same request is still running";
    case 411: return "The length of the body is missing";
    case 413: return "The body is too large";
    case 415: return "The body is no JSON";
    case 429: return "Too many requests; wait as long as Retry-After says";
    case 503: return "Not now, or the outcome is not known: repeat with the same MS-RequestId";
    case 507: return "The disk is full; reading works";
    default: return "The server met a fault of its own";
  }
}

json responses_of() {
  json responses = json::object();
  for (const int status : {400, 401, 403, 404, 409, 411, 413, 415, 429, 500, 503, 507}) {
    json response{{"description", meaning_of(status)}};
    if (status == 429) {
      response["headers"] = {{"Retry-After", {{"description", "Seconds."}, {"schema", {{"type", "integer"}}}}}};
      response["content"] = {{"application/json", {{"schema", {{"oneOf", json::array({schema_of("Throttled"), schema_of("Error")})}}}}}};
    } else if (status == 503) {
      response["content"] = {{"application/json", {{"schema", {{"oneOf", json::array({schema_of("Health"), schema_of("Error")})}}}}}};
    } else {
      response["content"] = content_of("Error");
    }
    responses[std::to_string(status)] = std::move(response);
  }
  return responses;
}

json header_parameter(std::string_view name, std::string_view description, json schema) {
  return {{"name", name}, {"in", "header"}, {"description", description}, {"schema", std::move(schema)}};
}

json components_of(const Settings& settings, json schemas) {
  json components;
  components["schemas"] = std::move(schemas);
  components["responses"] = responses_of();
  components["parameters"] = {
      {"MS-RequestId", header_parameter("MS-RequestId", "One a call; a repeat with the same one has the effect once.", schema_of("Guid"))},
      {"MS-CorrelationId", header_parameter("MS-CorrelationId", "Comes back, and stands in the log.", schema_of("Guid"))},
      {"X-Locale", header_parameter("X-Locale", "Language of sentences, such as sv-SE; else Accept-Language.", {{"type", "string"}})},
  };
  components["headers"] = {
      {"MS-RequestId", {{"description", "As sent, else a fresh one."}, {"schema", schema_of("Guid")}}},
      {"MS-CorrelationId", {{"description", "As sent, else a fresh one."}, {"schema", schema_of("Guid")}}},
  };
  const char* cookie = settings.is_secure() ? "__Host-sid" : "kundkonto_session";
  components["securitySchemes"] = {
      {"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", cookie}, {"description", "Set by POST /session. What changes something must come from the editor's own page."}}},
      {"bearer", {{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}, {"description", "Of this server (kundkonto token create) or of the configured OpenID Connect issuer."}}},
  };
  return components;
}

json limits_of(const Settings& settings) {
  const ReaderLimits reader;
  return {{"bodyBytes", reader.body_bytes_max},
          {"headBytes", reader.head_bytes_max},
          {"headerLineBytes", reader.line_bytes_max},
          {"headers", reader.headers_max},
          {"targetBytes", reader.target_bytes_max},
          {"pageSize", 500},
          {"filterBytes", 2048},
          {"connections", settings.connections_max},
          {"connectionsPerAddress", settings.connections_per_address_max},
          {"requestsPerMinutePerReseller", settings.requests_per_minute_per_reseller},
          {"requestsPerMinutePerUser", settings.requests_per_minute_per_user},
          {"sessionIdleMinutes", settings.session_idle_minutes},
          {"sessionAbsoluteMinutes", settings.session_absolute_minutes},
          {"requestKeepHours", settings.request_keep_hours}};
}

}  // namespace

std::string describe(const Settings& settings) {
  const json parameters = parsed(description_parameters);
  json paths = json::object();
  for (const Route& route : all_routes()) paths[std::string(route.path)][lower(route.method)] = operation_of(route, parameters);
  json document;
  document["openapi"] = "3.1.0";
  document["info"] = {{"title", "Kundkonto"},
                      {"version", "1.0"},
                      {"summary", "Customer accounts of a reseller, compatible with the Partner Center REST API version 1"},
                      {"description", "Addresses and names of members are matched in any case, /v1.0 is /v1, repeated slashes are one. Unknown members of a body are ignored, null is absent. "
                                      "Clients ignore members that they do not know: more may come."},
                      {"license", {{"name", "See the project"}, {"identifier", "LicenseRef-project"}}}};
  document["servers"] = json::array({{{"url", settings.public_url.empty() ? "/" : settings.public_url}}});
  document["tags"] = json::array({{{"name", "api"}, {"description", "The partner API and what is beside it"}}, {{"name", "server"}, {"description", "Signing in, and the server itself"}}});
  document["paths"] = std::move(paths);
  document["components"] = components_of(settings, parsed(description_schemas));
  document["x-errors"] = errors_of();
  document["x-limits"] = limits_of(settings);
  document["x-rules-version"] = shared::rules_version;
  return document.dump();
}

}  // namespace server
