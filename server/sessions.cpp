#include "server/sessions.h"

#include <algorithm>

#include "server/secrets.h"
#include "shared/text.h"

namespace server {
namespace sessions {
namespace {

constexpr std::size_t token_bytes_max = 100;
constexpr std::size_t client_bytes_max = 200;
// How stale `last_seen_at` may be: a write for every request would cost more than it tells.
constexpr std::int64_t seen_precision_ms = 60 * 1000;

constexpr std::string_view open_sql =
    "insert into session (token_hash, user_key, id, created_at, last_seen_at, address, client) values ($1, $2, $3, $4, $4, $5, $6)";
constexpr std::string_view find_sql =
    "select person.user_name, person.display_name, person.role, person.reseller, reseller.name, session.last_seen_at, person.user_key "
    "from session join person on person.user_key = session.user_key join reseller on reseller.id = person.reseller "
    "where session.token_hash = $1 and session.created_at > $2 and session.last_seen_at > $3 and person.disabled = 0";
constexpr std::string_view seen_sql = "update session set last_seen_at = $2 where token_hash = $1";
constexpr std::string_view end_sql = "delete from session where token_hash = $1";
constexpr std::string_view end_all_sql = "delete from session where user_key = $1";
constexpr std::string_view end_one_sql = "delete from session where user_key = $1 and id = $2";
constexpr std::string_view end_old_sql = "delete from session where created_at <= $1 or last_seen_at <= $2";
constexpr std::string_view end_surplus_sql =
    "delete from session where user_key = $1 and id not in (select id from session where user_key = $1 order by created_at desc, id limit $2)";
constexpr std::string_view list_sql =
    "select id, created_at, last_seen_at, address, client, token_hash from session "
    "where user_key = $1 and created_at > $2 and last_seen_at > $3 order by created_at desc, id limit 200";

shared::Result<Done, StoreFailure> run(Connection& connection, std::string_view sql, std::span<const Parameter> parameters) {
  const auto done = connection.execute(sql, parameters);
  if (!done) return done.failure();
  return Done{};
}

// What a browser says of itself, as text that can be shown: bounded, without control characters.
std::string shown_client(std::string_view client) {
  std::string shown;
  for (const char c : client.substr(0, client_bytes_max)) {
    if (static_cast<unsigned char>(c) >= 0x20 && static_cast<unsigned char>(c) < 0x7F) shown.push_back(c);
  }
  return shown;
}

}  // namespace

shared::Result<std::string, StoreFailure> open(Connection& connection, std::string_view user_key, std::string_view address, std::string_view client,
                                               const SessionLimits& limits, std::int64_t now_ms) {
  const Parameter ended[] = {now_ms - limits.absolute_ms, now_ms - limits.idle_ms};
  if (const auto done = run(connection, end_old_sql, ended); !done) return done.failure();
  const Parameter surplus[] = {user_key, std::int64_t{limits.per_user_max - 1}};
  if (const auto done = run(connection, end_surplus_sql, surplus); !done) return done.failure();
  std::string token = random_token();
  const std::string digest = sha256_hex(token);
  const std::string id = random_guid();
  const std::string shown = shown_client(client);
  const Parameter values[] = {std::string_view(digest), user_key, std::string_view(id), now_ms, address, std::string_view(shown)};
  if (const auto done = run(connection, open_sql, values); !done) return done.failure();
  return token;
}

shared::Result<std::optional<FoundSession>, StoreFailure> find(Connection& connection, std::string_view token, const SessionLimits& limits, std::int64_t now_ms) {
  if (token.empty() || token.size() > token_bytes_max) return std::optional<FoundSession>();
  const std::string digest = sha256_hex(token);
  const Parameter parameters[] = {std::string_view(digest), now_ms - limits.absolute_ms, now_ms - limits.idle_ms};
  const auto found = connection.execute(find_sql, parameters);
  if (!found) return found.failure();
  if (found->rows.empty()) return std::optional<FoundSession>();
  const std::vector<Value>& row = found->rows.front();
  FoundSession session;
  session.principal.user = text_of(row[0]);
  session.principal.display_name = text_of(row[1]);
  session.principal.roles = roles_of(text_of(row[2]));
  session.principal.permissions = shared::permissions_of(session.principal.roles);
  session.principal.reseller_id = text_of(row[3]);
  session.principal.reseller_name = text_of(row[4]);
  session.principal.user_key = text_of(row[6]);
  session.is_due = integer_of(row[5]) + seen_precision_ms < now_ms;
  return std::optional<FoundSession>(std::move(session));
}

shared::Result<Done, StoreFailure> note_seen(Connection& connection, std::string_view token, std::int64_t now_ms) {
  const std::string digest = sha256_hex(token);
  const Parameter values[] = {std::string_view(digest), now_ms};
  return run(connection, seen_sql, values);
}

shared::Result<Done, StoreFailure> end(Connection& connection, std::string_view token) {
  const std::string digest = sha256_hex(token);
  const Parameter values[] = {std::string_view(digest)};
  return run(connection, end_sql, values);
}

shared::Result<Done, StoreFailure> end_all(Connection& connection, std::string_view user_key) {
  const Parameter values[] = {user_key};
  return run(connection, end_all_sql, values);
}

shared::Result<bool, StoreFailure> end_one(Connection& connection, std::string_view user_key, std::string_view id) {
  const Parameter values[] = {user_key, id};
  const auto done = connection.execute(end_one_sql, values);
  if (!done) return done.failure();
  return done->changed > 0;
}

shared::Result<std::vector<ListedSession>, StoreFailure> list(Connection& connection, std::string_view user_key, std::string_view current_token,
                                                               const SessionLimits& limits, std::int64_t now_ms) {
  const Parameter parameters[] = {user_key, now_ms - limits.absolute_ms, now_ms - limits.idle_ms};
  const auto found = connection.execute(list_sql, parameters);
  if (!found) return found.failure();
  const std::string current = current_token.empty() ? std::string() : sha256_hex(current_token);
  std::vector<ListedSession> listed;
  for (const auto& row : found->rows) {
    listed.push_back({text_of(row[0]), integer_of(row[1]), integer_of(row[2]), text_of(row[3]), text_of(row[4]), text_of(row[5]) == current});
  }
  return listed;
}

}  // namespace sessions

shared::RoleSet roles_of(std::string_view codes) {
  shared::RoleSet roles;
  while (!codes.empty()) {
    const std::size_t end = codes.find(',');
    if (const auto role = shared::find_role(codes.substr(0, end))) roles.insert(*role);
    codes.remove_prefix(end == std::string_view::npos ? codes.size() : end + 1);
  }
  return roles;
}

std::string codes_of(shared::RoleSet roles) {
  std::string codes;
  for (const shared::Role role : shared::all_roles) {
    if (roles.contains(role)) codes.append(codes.empty() ? "" : ",").append(shared::code_of(role));
  }
  return codes;
}

}  // namespace server
