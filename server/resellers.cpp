#include "server/resellers.h"

namespace server::resellers {
namespace {

constexpr std::string_view list_sql = "select id, name from reseller order by name, id limit 10000";
constexpr std::string_view add_sql = "insert into reseller (id, name) values ($1, $2)";
constexpr std::string_view of_user_sql = "select reseller from person where user_key = $1 and disabled = 0";

}  // namespace

shared::Result<std::vector<Reseller>, StoreFailure> list(Connection& connection) {
  const auto found = connection.execute(list_sql, {});
  if (!found) return found.failure();
  std::vector<Reseller> all;
  for (const auto& row : found->rows) all.push_back({text_of(row[0]), text_of(row[1])});
  return all;
}

shared::Result<std::string, StoreFailure> add(Connection& connection, const std::string& id, std::string_view name) {
  const Parameter values[] = {std::string_view(id), name};
  const auto done = connection.execute(add_sql, values);
  if (!done) return done.failure();
  return id;
}

shared::Result<std::string, StoreFailure> of_user(Connection& connection, std::string_view user_key) {
  const Parameter by_key[] = {user_key};
  const auto found = connection.execute(of_user_sql, by_key);
  if (!found) return found.failure();
  return found->rows.empty() ? std::string() : text_of(found->rows[0][0]);
}

}  // namespace server::resellers
