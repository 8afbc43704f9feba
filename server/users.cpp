#include "server/users.h"

#include <algorithm>

#include "server/passwords.h"
#include "server/secrets.h"
#include "shared/search_key.h"

namespace server {
namespace {

constexpr int free_failures_of_user = 4;
constexpr int free_failures_of_address = 20;  // Many people may share one address.
constexpr std::int64_t first_wait_ms = 1000;
constexpr std::int64_t longest_wait_ms = 60 * 1000;
constexpr std::size_t attempts_kept_max = 10'000;
constexpr std::size_t token_bytes_max = 100;
// How stale `last_seen_at` may be: a write for every request would cost more than it tells.
constexpr std::int64_t seen_precision_ms = 60 * 1000;

constexpr std::string_view password_sql = "select password_hash from person where user_key = $1 and disabled = 0";
constexpr std::string_view open_session_sql = "insert into session (token_hash, user_key, created_at, last_seen_at) values ($1, $2, $3, $3)";
constexpr std::string_view session_sql =
    "select person.user_name, person.display_name, person.role, person.reseller, reseller.name, session.last_seen_at "
    "from session join person on person.user_key = session.user_key join reseller on reseller.id = person.reseller "
    "where session.token_hash = $1 and session.created_at > $2 and session.last_seen_at > $3 and person.disabled = 0";
constexpr std::string_view seen_sql = "update session set last_seen_at = $2 where token_hash = $1";
constexpr std::string_view end_session_sql = "delete from session where token_hash = $1";
constexpr std::string_view end_sessions_sql = "delete from session where user_key = $1";
constexpr std::string_view end_old_sessions_sql = "delete from session where created_at <= $1 or last_seen_at <= $2";
constexpr std::string_view add_sql =
    "insert into person (reseller, user_key, user_name, display_name, role, password_hash, disabled, changed_at) "
    "values ($1, $2, $3, $4, $5, $6, 0, $7) on conflict (user_key) do nothing";
constexpr std::string_view set_password_sql = "update person set password_hash = $2, changed_at = $3 where user_key = $1";
constexpr std::string_view disable_sql = "update person set disabled = 1, changed_at = $2 where user_key = $1";
constexpr std::string_view list_sql = "select user_name, display_name, role, disabled from person order by user_key";

// One statement; how many rows it changed, or a failure.
shared::Result<std::int64_t, StoreFailure> write(Database& database, std::string_view sql, std::span<const Parameter> parameters,
                                                 std::string_view then_sql = {}) {
  std::int64_t changed = 0;
  const auto done = database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto written = connection.execute(sql, parameters);
    if (!written) return written.failure();
    changed = written->changed;
    if (!then_sql.empty()) {
      const auto then = connection.execute(then_sql, parameters.first(1));
      if (!then) return then.failure();
    }
    return Ending::keep;
  });
  if (!done) return done.failure();
  return changed;
}

shared::Result<Rows, StoreFailure> select(Database& database, std::string_view sql, std::span<const Parameter> parameters) {
  Rows rows;
  const auto done = database.read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    auto found = connection.execute(sql, parameters);
    if (!found) return found.failure();
    rows = std::move(*found);
    return Ending::keep;
  });
  if (!done) return done.failure();
  return rows;
}

}  // namespace

bool Users::must_wait(const std::string& key, std::int64_t now_ms, int& retry_after_seconds) {
  const std::lock_guard lock(mutex_);
  const auto found = attempts_.find(key);
  if (found == attempts_.end() || found->second.next_at_ms <= now_ms) return false;
  retry_after_seconds = std::max(retry_after_seconds, static_cast<int>((found->second.next_at_ms - now_ms + 999) / 1000));
  return true;
}

void Users::note(const std::string& key, int free_failures, bool right, std::int64_t now_ms) {
  const std::lock_guard lock(mutex_);
  if (right) {
    attempts_.erase(key);
    return;
  }
  if (attempts_.size() >= attempts_kept_max) {
    std::erase_if(attempts_, [now_ms](const auto& entry) { return entry.second.next_at_ms + longest_wait_ms < now_ms; });
    if (attempts_.size() >= attempts_kept_max) attempts_.clear();
  }
  Attempts& attempts = attempts_[key];
  attempts.failures += 1;
  if (attempts.failures > free_failures) {
    const int doublings = std::min(attempts.failures - free_failures - 1, 6);
    attempts.next_at_ms = now_ms + std::min(first_wait_ms << doublings, longest_wait_ms);
  }
}

shared::Result<SignedIn, SignInFailure> Users::sign_in(std::string_view user, std::string_view password, std::string_view address, std::int64_t now_ms,
                                                       int& retry_after_seconds) {
  const std::string user_key = shared::search_key(user);
  const std::string of_user = "user " + user_key.substr(0, 200);
  const std::string of_address = "address " + std::string(address);
  retry_after_seconds = 0;
  if (must_wait(of_user, now_ms, retry_after_seconds) || must_wait(of_address, now_ms, retry_after_seconds)) return SignInFailure::too_often;
  const Parameter by_key[] = {std::string_view(user_key)};
  const auto found = select(database_, password_sql, by_key);
  if (!found) return SignInFailure::unavailable;
  const bool right = is_password(found->rows.empty() ? std::string_view() : std::string_view(text_of(found->rows[0][0])), password);
  note(of_user, free_failures_of_user, right, now_ms);
  note(of_address, free_failures_of_address, right, now_ms);
  if (!right) return SignInFailure::wrong;

  SignedIn signed_in;
  signed_in.token = random_token();
  const std::string digest = sha256_hex(signed_in.token);
  const Parameter session[] = {std::string_view(digest), std::string_view(user_key), now_ms};
  if (!write(database_, open_session_sql, session)) return SignInFailure::unavailable;
  const Parameter limits[] = {now_ms - session_absolute_ms, now_ms - session_idle_ms};
  (void)write(database_, end_old_sessions_sql, limits);
  const auto principal = principal_of(signed_in.token, now_ms);
  if (!principal) return SignInFailure::unavailable;
  signed_in.principal = *principal;
  return signed_in;
}

shared::Result<std::optional<FoundSession>, StoreFailure> Users::find_session(Connection& connection, std::string_view token, std::int64_t now_ms) {
  if (token.empty() || token.size() > token_bytes_max) return std::optional<FoundSession>();
  const std::string digest = sha256_hex(token);
  const Parameter parameters[] = {std::string_view(digest), now_ms - session_absolute_ms, now_ms - session_idle_ms};
  const auto found = connection.execute(session_sql, parameters);
  if (!found) return found.failure();
  if (found->rows.empty()) return std::optional<FoundSession>();
  const std::vector<Value>& row = found->rows.front();
  FoundSession session;
  session.principal.user = text_of(row[0]);
  session.principal.display_name = text_of(row[1]);
  if (const auto role = shared::find_role(text_of(row[2]))) session.principal.roles = *role;
  session.principal.permissions = shared::permissions_of(session.principal.roles);
  session.principal.reseller_id = text_of(row[3]);
  session.principal.reseller_name = text_of(row[4]);
  session.is_due = integer_of(row[5]) + seen_precision_ms < now_ms;
  return std::optional<FoundSession>(std::move(session));
}

std::optional<Principal> Users::principal_of(std::string_view token, std::int64_t now_ms) {
  std::optional<FoundSession> session;
  const auto done = database_.read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    auto found = find_session(connection, token, now_ms);
    if (!found) return found.failure();
    session = std::move(*found);
    return Ending::keep;
  });
  if (!done || !session) return std::nullopt;
  if (session->is_due) note_seen(token, now_ms);
  return std::move(session->principal);
}

void Users::note_seen(std::string_view token, std::int64_t now_ms) {
  const std::string digest = sha256_hex(token);
  const Parameter seen[] = {std::string_view(digest), now_ms};
  (void)write(database_, seen_sql, seen);
}

void Users::sign_out(std::string_view token) {
  const std::string digest = sha256_hex(token);
  const Parameter parameters[] = {std::string_view(digest)};
  (void)write(database_, end_session_sql, parameters);
}

bool Users::add(std::string_view reseller_id, const NewUser& user, std::int64_t now_ms) {
  const std::string user_key = shared::search_key(user.user);
  const std::string stored = hash_password(user.password);
  if (stored.empty()) return false;
  const Parameter parameters[] = {reseller_id, std::string_view(user_key), std::string_view(user.user), std::string_view(user.display_name),
                                  shared::code_of(user.role), std::string_view(stored), now_ms};
  const auto written = write(database_, add_sql, parameters);
  return written && *written == 1;
}

bool Users::set_password(std::string_view user, std::string_view password, std::int64_t now_ms) {
  const std::string user_key = shared::search_key(user);
  const std::string stored = hash_password(password);
  if (stored.empty()) return false;
  const Parameter parameters[] = {std::string_view(user_key), std::string_view(stored), now_ms};
  const auto written = write(database_, set_password_sql, parameters, end_sessions_sql);
  return written && *written == 1;
}

bool Users::disable(std::string_view user, std::int64_t now_ms) {
  const std::string user_key = shared::search_key(user);
  const Parameter parameters[] = {std::string_view(user_key), now_ms};
  const auto written = write(database_, disable_sql, parameters, end_sessions_sql);
  return written && *written == 1;
}

std::vector<ListedUser> Users::list() {
  std::vector<ListedUser> users;
  const auto found = select(database_, list_sql, {});
  if (!found) return users;
  for (const std::vector<Value>& row : found->rows) users.push_back({text_of(row[0]), text_of(row[1]), text_of(row[2]), integer_of(row[3]) != 0});
  return users;
}

std::int64_t Users::count() {
  const auto found = select(database_, "select count(*) from person", {});
  return found && !found->rows.empty() ? integer_of(found->rows[0][0]) : 0;
}

}  // namespace server
