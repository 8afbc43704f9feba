#include "server/replay.h"

#include <algorithm>

#include "server/answers.h"
#include "server/routes.h"
#include "server/secrets.h"
#include "shared/json_reader.h"
#include "shared/json_writer.h"

namespace server {
namespace {

constexpr std::int64_t pruned_at_a_time = 1000;

// A claim has status 0 until its answer is there; nobody else sees it in between.
constexpr std::string_view claim_sql =
    "insert into request (reseller, principal, request_id, operation, fingerprint, status, content_type, headers, body, answered_at) "
    "values ($1, $2, $3, $4, $5, 0, '', '', '', $6) on conflict (reseller, principal, request_id, operation) do nothing";
constexpr std::string_view read_sql =
    "select fingerprint, status, content_type, headers, body from request where reseller = $1 and principal = $2 and request_id = $3 and operation = $4";
constexpr std::string_view keep_sql =
    "update request set fingerprint = $5, status = $6, content_type = $7, headers = $8, body = $9, answered_at = $10 "
    "where reseller = $1 and principal = $2 and request_id = $3 and operation = $4";
constexpr std::string_view oldest_kept_sql =
    "select answered_at from request where reseller = $1 order by answered_at desc limit 1 offset $2";
constexpr std::string_view prune_sql =
    "delete from request where reseller = $1 and (principal, request_id, operation) in "
    "(select principal, request_id, operation from request where reseller = $1 and answered_at < $2 order by answered_at limit $3)";

// Divided so that no two sets of parts make the same text.
std::string fingerprint_of(const Request& request) {
  std::string text;
  for (const std::string_view part : {std::string_view(request.method), std::string_view(request.path), std::string_view(request.query),
                                      request.header("If-Match"), std::string_view(request.body)}) {
    text.append(std::to_string(part.size())).append(":").append(part);
  }
  return sha256_hex(text);
}

std::string json_of(const std::vector<Header>& headers) {
  shared::JsonWriter writer;
  writer.open('[');
  for (const Header& header : headers) {
    writer.string(header.name);
    writer.string(header.value);
  }
  writer.close(']');
  return writer.take();
}

std::vector<Header> headers_of(std::string_view json) {
  std::vector<Header> headers;
  shared::JsonReader reader;
  reader.begin(json);
  if (!reader.enter_array()) return headers;
  Header header;
  while (reader.next_item() && reader.read_text(header.name) && reader.next_item() && reader.read_text(header.value)) headers.push_back(header);
  return headers;
}

Response response_of(const std::vector<Value>& row) {
  Response response;
  response.status = static_cast<int>(integer_of(row.at(1)));
  response.content_type = text_of(row.at(2));
  response.headers = headers_of(text_of(row.at(3)));
  response.body = text_of(row.at(4));
  return response;
}

}  // namespace

std::optional<RequestKey> request_key_of(const Request& request, const Principal& principal) {
  RequestKey key;
  key.request_id = guid_of(request.header("MS-RequestId"));
  if (key.request_id.empty() || principal.reseller_id.empty()) return std::nullopt;
  key.reseller = principal.reseller_id;
  key.principal = (principal.credential == Credential::application_token ? "application " : "user ") + principal.user;
  key.operation = request.method + " " + request.path;
  key.fingerprint = fingerprint_of(request);
  return key;
}

shared::Result<std::optional<Response>, StoreFailure> claim_request(Connection& connection, const RequestKey& key, std::int64_t now_ms) {
  const Parameter parameters[] = {std::string_view(key.reseller),  std::string_view(key.principal),   std::string_view(key.request_id),
                                  std::string_view(key.operation), std::string_view(key.fingerprint), now_ms};
  const auto claimed = connection.execute(claim_sql, parameters);
  if (!claimed) return claimed.failure();
  if (claimed->changed == 1) return std::optional<Response>();
  const auto found = connection.execute(std::string(read_sql).append(connection.dialect().row_lock), std::span(parameters).first(4));
  if (!found) return found.failure();
  // Pruned in this very moment: the next attempt claims it.
  if (found->rows.empty()) return StoreFailure::busy;
  const std::vector<Value>& row = found->rows.front();
  if (text_of(row.at(0)) != key.fingerprint) return std::optional<Response>();
  return std::optional<Response>(response_of(row));
}

shared::Result<Done, StoreFailure> keep_answer(Connection& connection, const RequestKey& key, const Response& response, std::int64_t now_ms) {
  const std::string headers = json_of(response.headers);
  const Parameter parameters[] = {std::string_view(key.reseller),   std::string_view(key.principal),           std::string_view(key.request_id),
                                  std::string_view(key.operation),  std::string_view(key.fingerprint),         std::int64_t{response.status},
                                  std::string_view(response.content_type), std::string_view(headers), std::string_view(response.body), now_ms};
  const auto kept = connection.execute(keep_sql, parameters);
  if (!kept) return kept.failure();
  return Done{};
}

shared::Result<bool, StoreFailure> prune_answers(Connection& connection, std::string_view reseller, std::int64_t keep_ms, std::int64_t now_ms) {
  std::int64_t before = now_ms - keep_ms;
  const Parameter beyond[] = {reseller, answers_per_reseller_max};
  const auto oldest = connection.execute(oldest_kept_sql, beyond);
  if (!oldest) return oldest.failure();
  if (!oldest->rows.empty()) before = std::max(before, integer_of(oldest->rows[0][0]));
  before = std::min(before, now_ms - answers_kept_at_least_ms);
  const Parameter parameters[] = {reseller, before, pruned_at_a_time};
  const auto pruned = connection.execute(prune_sql, parameters);
  if (!pruned) return pruned.failure();
  return pruned->changed == pruned_at_a_time;
}

}  // namespace server
