#include "server/migrations.h"

#include <string>

#include "server/migration_texts.h"

namespace server {
namespace {

constexpr std::string_view create_step_table =
    "create table if not exists schema_step (number bigint primary key)";
constexpr std::string_view create_step_table_strict =
    "create table if not exists schema_step (number integer primary key) strict";

std::string replaced(std::string text, std::string_view gap, std::string_view word) {
  for (std::size_t at = text.find(gap); at != std::string::npos; at = text.find(gap, at + word.size())) {
    text.replace(at, gap.size(), word);
  }
  return text;
}

// Runs the statements of one step; they are divided by semicolons, which no text of ours contains.
shared::Result<Ending, StoreFailure> run_step(Connection& connection, std::string_view text, Dialect dialect) {
  std::string sql = replaced(replaced(std::string(text), "{integer}", dialect.integer_type), "{options}", dialect.table_options);
  std::size_t from = 0;
  for (std::size_t to = sql.find(';'); to != std::string::npos; from = to + 1, to = sql.find(';', from)) {
    const auto done = connection.execute(std::string_view(sql).substr(from, to - from), {});
    if (!done) return done.failure();
  }
  return Ending::keep;
}

}  // namespace

shared::Result<Done, StoreFailure> migrate(Database& database) {
  const Dialect dialect = database.dialect();
  return database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto made = connection.execute(dialect.table_options == "strict" ? create_step_table_strict : create_step_table, {});
    if (!made) return made.failure();
    const auto known = connection.execute("select coalesce(max(number), 0) from schema_step", {});
    if (!known) return known.failure();
    const std::int64_t steps_done = integer_of(known->rows.at(0).at(0));
    if (steps_done > static_cast<std::int64_t>(std::size(migration_texts))) return StoreFailure::newer_schema;
    for (std::size_t step = static_cast<std::size_t>(steps_done); step < std::size(migration_texts); ++step) {
      const auto run = run_step(connection, migration_texts[step], dialect);
      if (!run) return run.failure();
      const Parameter parameters[] = {static_cast<std::int64_t>(step + 1)};
      const auto noted = connection.execute("insert into schema_step (number) values ($1)", parameters);
      if (!noted) return noted.failure();
    }
    return Ending::keep;
  });
}

}  // namespace server
