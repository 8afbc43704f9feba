#include "server/users.h"

#include "server/passwords.h"
#include "server/people_trail.h"
#include "server/secrets.h"
#include "server/store.h"
#include "shared/search_key.h"

namespace server {
namespace {

constexpr std::string_view issuer_key_prefix = "openid ";

constexpr std::string_view password_sql = "select password_hash from person where user_key = $1 and disabled = 0";
constexpr std::string_view rehash_sql = "update person set password_hash = $2 where user_key = $1 and password_hash = $3";
constexpr std::string_view add_sql =
    "insert into person (reseller, user_key, user_name, display_name, role, password_hash, disabled, changed_at) "
    "values ($1, $2, $3, $4, $5, $6, 0, $7) on conflict (user_key) do nothing";
constexpr std::string_view keep_issuer_user_sql =
    "insert into person (reseller, user_key, user_name, display_name, role, password_hash, disabled, changed_at, issuer, subject) "
    "values ($1, $2, $3, $4, $5, '', 0, $6, $7, $8) on conflict (user_key) do update set reseller = excluded.reseller, "
    "user_name = excluded.user_name, display_name = excluded.display_name, role = excluded.role, changed_at = excluded.changed_at";
constexpr std::string_view is_disabled_sql = "select disabled from person where user_key = $1";
constexpr std::string_view set_password_sql = "update person set password_hash = $2, changed_at = $3 where user_key = $1 and issuer = ''";
constexpr std::string_view disable_sql = "update person set disabled = 1, changed_at = $2 where user_key = $1";
constexpr std::string_view enable_sql = "update person set disabled = 0, changed_at = $2 where user_key = $1";
constexpr std::string_view list_sql =
    "select person.user_name, person.display_name, person.role, person.disabled, reseller.name, person.issuer "
    "from person join reseller on reseller.id = person.reseller order by person.user_key";
constexpr std::string_view count_sql = "select count(*) from person";
constexpr std::string_view by_issuer_name_sql = "select user_key from person where user_name = $1 and issuer <> '' order by user_key limit 2";
constexpr std::string_view is_known_sql = "select count(*) from person where user_key = $1";
constexpr std::string_view issuer_token_sql = "select disabled, tokens_valid_from from person where user_key = $1";
constexpr std::string_view reseller_name_sql = "select name from reseller where id = $1";

// Runs `body` in one transaction; false where the store did not keep it.
template <typename Body>
bool keeps(Database& database, const Body& body) {
  return static_cast<bool>(database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const shared::Result<bool, StoreFailure> kept = body(connection);
    if (!kept) return kept.failure();
    return *kept ? Ending::keep : Ending::undo;
  }));
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

// Another password for a local user, whose sessions end with the old one.
bool replace_and_note(Database& database, std::string_view user_key, std::string_view password, const PersonEvent& event) {
  const std::string stored = hash_password(password);
  if (stored.empty()) return false;
  const Parameter values[] = {user_key, std::string_view(stored), event.at_ms};
  return keeps(database, [&](Connection& connection) -> shared::Result<bool, StoreFailure> {
    const auto done = connection.execute(set_password_sql, values);
    if (!done) return done.failure();
    if (done->changed != 1) return false;
    const auto ended = sessions::end_all(connection, user_key);
    if (!ended) return ended.failure();
    const auto noted = note_person(connection, user_key, event);
    if (!noted) return noted.failure();
    return true;
  });
}

}  // namespace

std::string user_key_of(std::string_view user) { return shared::search_key(user); }
std::string user_key_of(std::string_view issuer, std::string_view subject) {
  return std::string(issuer_key_prefix) + sha256_hex(std::string(issuer) + "\n" + std::string(subject));
}
bool is_reserved_user_name(std::string_view user) { return user_key_of(user).starts_with(issuer_key_prefix); }

shared::Result<SignedIn, SignInFailure> Users::open_session(std::string_view user_key, std::string_view address, std::string_view client, std::int64_t now_ms) {
  SignedIn signed_in;
  bool is_there = false;
  const bool kept = keeps(database_, [&](Connection& connection) -> shared::Result<bool, StoreFailure> {
    auto token = sessions::open(connection, user_key, address, client, limits_, now_ms);
    if (!token) return token.failure();
    auto found = sessions::find(connection, *token, limits_, now_ms);
    if (!found) return found.failure();
    is_there = found->has_value();
    if (!is_there) return false;
    signed_in = {std::move(*token), std::move((*found)->principal)};
    const auto noted = note_person(connection, user_key, {.client = client, .address = address, .at_ms = now_ms});
    if (!noted) return noted.failure();
    return true;
  });
  if (kept) return signed_in;
  return is_there ? SignInFailure::unavailable : SignInFailure::wrong;
}

void Users::rehash(std::string_view user_key, const std::string& stored, std::string_view password) {
  const std::string fresh = hash_password(password);
  if (fresh.empty()) return;
  // Where this fails, or another sign-in was quicker, the old text stays good.
  const Parameter values[] = {user_key, std::string_view(fresh), std::string_view(stored)};
  (void)keeps(database_, [&](Connection& connection) -> shared::Result<bool, StoreFailure> {
    const auto done = connection.execute(rehash_sql, values);
    if (!done) return done.failure();
    return true;
  });
}

shared::Result<SignedIn, SignInFailure> Users::sign_in(std::string_view user, std::string_view password, std::string_view address, std::int64_t now_ms,
                                                       int& retry_after_seconds, std::string_view client) {
  const std::string user_key = user_key_of(user);
  retry_after_seconds = throttle_.wait_seconds(user_key, address, now_ms);
  if (retry_after_seconds > 0) return SignInFailure::too_often;
  const Parameter by_key[] = {std::string_view(user_key)};
  const auto found = select(database_, password_sql, by_key);
  if (!found) return SignInFailure::unavailable;
  const std::string stored = found->rows.empty() ? std::string() : text_of(found->rows[0][0]);
  const PasswordCheck check = check_password(stored, password);
  if (check == PasswordCheck::busy) {
    retry_after_seconds = 1;
    return SignInFailure::too_often;
  }
  const bool is_right = check != PasswordCheck::wrong;
  throttle_.note(user_key, address, is_right, now_ms);
  if (!is_right) {
    (void)keeps(database_, [&](Connection& connection) -> shared::Result<bool, StoreFailure> {
      const auto noted = note_person(connection, user_key, {.status = OperationStatus::failed, .client = client, .address = address, .at_ms = now_ms});
      if (!noted) return noted.failure();
      return true;
    });
    return SignInFailure::wrong;
  }
  if (check == PasswordCheck::right_but_outdated) rehash(user_key, stored, password);
  return open_session(user_key, address, client, now_ms);
}

shared::Result<SignedIn, SignInFailure> Users::sign_in_by_issuer(const IssuerUser& user, std::string_view address, std::int64_t now_ms, std::string_view client) {
  const std::string user_key = user_key_of(user.issuer, user.subject);
  const std::string roles = codes_of(user.roles);
  const Parameter values[] = {std::string_view(user.reseller_id), std::string_view(user_key), std::string_view(user.user), std::string_view(user.display_name),
                              std::string_view(roles), now_ms, std::string_view(user.issuer), std::string_view(user.subject)};
  bool is_disabled = false;
  const bool kept = keeps(database_, [&](Connection& connection) -> shared::Result<bool, StoreFailure> {
    const auto done = connection.execute(keep_issuer_user_sql, values);
    if (!done) return done.failure();
    const auto found = connection.execute(is_disabled_sql, std::span(values).subspan(1, 1));
    if (!found) return found.failure();
    is_disabled = found->rows.empty() || integer_of(found->rows[0][0]) != 0;
    return true;
  });
  if (!kept) return SignInFailure::unavailable;
  if (is_disabled) return SignInFailure::wrong;
  return open_session(user_key, address, client, now_ms);
}

std::optional<Principal> Users::principal_of(std::string_view token, std::int64_t now_ms) {
  std::optional<FoundSession> session;
  const auto done = database_.read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    auto found = sessions::find(connection, token, limits_, now_ms);
    if (!found) return found.failure();
    session = std::move(*found);
    return Ending::keep;
  });
  if (!done || !session) return std::nullopt;
  if (session->is_due) note_seen(token, now_ms);
  return std::move(session->principal);
}

void Users::note_seen(std::string_view token, std::int64_t now_ms) {
  (void)keeps(database_, [&](Connection& connection) -> shared::Result<bool, StoreFailure> {
    const auto done = sessions::note_seen(connection, token, now_ms);
    if (!done) return done.failure();
    return true;
  });
}

void Users::sign_out(std::string_view token) {
  (void)keeps(database_, [&](Connection& connection) -> shared::Result<bool, StoreFailure> {
    const auto found = sessions::find(connection, token, limits_, now_ms());
    if (!found) return found.failure();
    const auto done = sessions::end(connection, token);
    if (!done) return done.failure();
    if (!*found) return true;
    const auto noted = note_person(connection, (*found)->principal.user_key, {.operation = Operation::sign_out, .at_ms = now_ms()});
    if (!noted) return noted.failure();
    return true;
  });
}

shared::Result<SignedIn, SignInFailure> Users::change_password(const Principal& principal, std::string_view current, std::string_view wanted, std::string_view address,
                                                               std::int64_t now_ms, int& retry_after_seconds, std::string_view client) {
  // Proving the current one is a sign-in: it waits as one, and takes the same time.
  auto proven = sign_in(principal.user, current, address, now_ms, retry_after_seconds, client);
  if (!proven) return proven;
  if (proven->principal.user_key != principal.user_key) return SignInFailure::wrong;
  const PersonEvent event{.operation = Operation::set_password, .client = client, .address = address, .at_ms = now_ms};
  if (!replace_and_note(database_, principal.user_key, wanted, event)) return SignInFailure::unavailable;
  return open_session(principal.user_key, address, client, now_ms);
}

bool Users::add(std::string_view reseller_id, const NewUser& user, std::int64_t now_ms) {
  const std::string stored = hash_password(user.password);
  if (stored.empty()) return false;
  return keeps(database_, [&](Connection& connection) { return users::add(connection, reseller_id, user, stored, now_ms); });
}

bool Users::replace_password(std::string_view user_key, std::string_view password, std::int64_t now_ms) {
  return replace_and_note(database_, user_key, password, {.operation = Operation::set_password, .at_ms = now_ms, .is_by_command = true});
}

bool Users::set_password(std::string_view user, std::string_view password, std::int64_t now_ms) { return replace_password(user_key_of(user), password, now_ms); }

std::int64_t Users::change(std::string_view sql, std::string_view user, std::int64_t now_ms) {
  std::int64_t changed = 0;
  (void)keeps(database_, [&](Connection& connection) -> shared::Result<bool, StoreFailure> {
    const auto key = users::find_key(connection, user);
    if (!key) return key.failure();
    const Parameter values[] = {std::string_view(*key), now_ms};
    const auto done = connection.execute(sql, values);
    if (!done) return done.failure();
    const auto ended = sessions::end_all(connection, *key);
    if (!ended) return ended.failure();
    changed = done->changed;
    if (changed == 0) return true;
    const Operation operation = sql == disable_sql ? Operation::disable_user : Operation::update_user;
    const auto noted = note_person(connection, *key, {.operation = operation, .at_ms = now_ms, .is_by_command = true});
    if (!noted) return noted.failure();
    return true;
  });
  return changed;
}

bool Users::disable(std::string_view user, std::int64_t now_ms) { return change(disable_sql, user, now_ms) == 1; }
bool Users::enable(std::string_view user, std::int64_t now_ms) { return change(enable_sql, user, now_ms) == 1; }

std::vector<ListedUser> Users::list() {
  std::vector<ListedUser> listed;
  const auto found = select(database_, list_sql, {});
  if (!found) return listed;
  for (const std::vector<Value>& row : found->rows) {
    listed.push_back({text_of(row[0]), text_of(row[1]), text_of(row[2]), integer_of(row[3]) != 0, text_of(row[4]), text_of(row[5])});
  }
  return listed;
}

std::int64_t Users::count() {
  const auto found = select(database_, count_sql, {});
  return found && !found->rows.empty() ? integer_of(found->rows[0][0]) : 0;
}

namespace users {

shared::Result<std::string, StoreFailure> find_key(Connection& connection, std::string_view user) {
  const std::string local = user_key_of(user);
  const Parameter by_key[] = {std::string_view(local)};
  const auto known = connection.execute(is_known_sql, by_key);
  if (!known) return known.failure();
  if (integer_of(known->rows.at(0).at(0)) > 0) return local;
  const Parameter by_name[] = {user};
  const auto found = connection.execute(by_issuer_name_sql, by_name);
  if (!found) return found.failure();
  return found->rows.size() == 1 ? text_of(found->rows[0][0]) : std::string();
}

shared::Result<bool, StoreFailure> add(Connection& connection, std::string_view reseller_id, const NewUser& user, std::string_view password_hash, std::int64_t now_ms) {
  if (is_reserved_user_name(user.user)) return false;
  const std::string user_key = user_key_of(user.user);
  const std::string roles = codes_of(user.roles);
  const Parameter values[] = {reseller_id, std::string_view(user_key), std::string_view(user.user), std::string_view(user.display_name),
                              std::string_view(roles), password_hash, now_ms};
  const auto done = connection.execute(add_sql, values);
  if (!done) return done.failure();
  if (done->changed != 1) return false;
  const auto noted = note_person(connection, user_key, {.operation = Operation::add_user, .at_ms = now_ms, .is_by_command = true});
  if (!noted) return noted.failure();
  return true;
}

shared::Result<IssuerTokenCheck, StoreFailure> check_issuer_token(Connection& connection, std::string_view user_key, std::string_view reseller_id, std::int64_t made_at_ms) {
  IssuerTokenCheck check;
  const Parameter by_key[] = {user_key};
  const auto found = connection.execute(issuer_token_sql, by_key);
  if (!found) return found.failure();
  if (!found->rows.empty()) check.is_good = integer_of(found->rows[0][0]) == 0 && made_at_ms >= integer_of(found->rows[0][1]);
  const Parameter by_id[] = {reseller_id};
  const auto reseller = connection.execute(reseller_name_sql, by_id);
  if (!reseller) return reseller.failure();
  if (!reseller->rows.empty()) check.reseller_name = text_of(reseller->rows[0][0]);
  return check;
}

shared::Result<std::int64_t, StoreFailure> count(Connection& connection) {
  const auto found = connection.execute(count_sql, {});
  if (!found) return found.failure();
  return integer_of(found->rows.at(0).at(0));
}

}  // namespace users
}  // namespace server
