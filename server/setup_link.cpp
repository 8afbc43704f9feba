#include "server/setup_link.h"

#include "server/secrets.h"
#include "server/users.h"

namespace server::setup_link {
namespace {

constexpr std::string_view purpose = "setup";
constexpr std::size_t secret_bytes_max = 100;

constexpr std::string_view add_sql = "insert into one_time (purpose, digest, ends_at) values ($1, $2, $3)";
constexpr std::string_view drop_ended_sql = "delete from one_time where purpose = $1 and ends_at <= $2";
constexpr std::string_view find_sql = "select count(*) from one_time where purpose = $1 and digest = $2 and ends_at > $3";
constexpr std::string_view drop_all_sql = "delete from one_time where purpose = $1";

}  // namespace

std::string make(Database& database, std::int64_t now_ms) {
  const std::string secret = random_token();
  const std::string digest = sha256_hex(secret);
  bool is_made = false;
  const auto done = database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    is_made = false;
    const auto users = users::count(connection);
    if (!users) return users.failure();
    if (*users > 0) return Ending::keep;
    const Parameter ended[] = {purpose, now_ms};
    if (const auto dropped = connection.execute(drop_ended_sql, ended); !dropped) return dropped.failure();
    const Parameter values[] = {purpose, std::string_view(digest), now_ms + life_ms};
    if (const auto added = connection.execute(add_sql, values); !added) return added.failure();
    is_made = true;
    return Ending::keep;
  });
  return done && is_made ? secret : std::string();
}

shared::Result<bool, StoreFailure> is_good(Connection& connection, std::string_view secret, std::int64_t now_ms) {
  if (secret.empty() || secret.size() > secret_bytes_max) return false;
  const std::string digest = sha256_hex(secret);
  const Parameter values[] = {purpose, std::string_view(digest), now_ms};
  const auto found = connection.execute(find_sql, values);
  if (!found) return found.failure();
  return integer_of(found->rows.at(0).at(0)) > 0;
}

shared::Result<bool, StoreFailure> use(Connection& connection, std::string_view secret, std::int64_t now_ms) {
  const auto good = is_good(connection, secret, now_ms);
  if (!good || !*good) return good;
  const auto users = users::count(connection);
  if (!users) return users.failure();
  if (*users > 0) return false;
  const Parameter values[] = {purpose};
  if (const auto dropped = connection.execute(drop_all_sql, values); !dropped) return dropped.failure();
  return true;
}

}  // namespace server::setup_link
