#include "server/migrations.h"

#include <algorithm>
#include <string>
#include <utility>

#include "server/activity_chain.h"
#include "server/migration_texts.h"

namespace server {
namespace {

constexpr std::string_view create_step_table = "create table if not exists schema_step (number {integer} primary key) {options}";

// Text is sorted and compared by its bytes, whatever the database was made with; our keys are made for that.
constexpr std::string_view other_collations_sql =
    "select table_name, column_name from information_schema.columns "
    "where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C' order by table_name, column_name";

std::string replaced(std::string text, std::string_view gap, std::string_view word) {
  for (std::size_t at = text.find(gap); at != std::string::npos; at = text.find(gap, at + word.size())) {
    text.replace(at, gap.size(), word);
  }
  return text;
}

std::string in_words_of(Dialect dialect, std::string_view sql) {
  std::string text = replaced(std::string(sql), "{integer}", dialect.integer_type);
  text = replaced(std::move(text), "{serial}", dialect.serial_type);
  return replaced(std::move(text), "{options}", dialect.table_options);
}

// Takes the next statement off the text of a step, without its semicolon. A trigger holds statements itself and ends at
// "end;" in a line of its own.
std::string_view next_statement(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  while (text.starts_with("--")) {
    text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    while (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
  }
  const bool is_trigger = text.starts_with("create trigger") || text.starts_with("{sqlite} create trigger");
  const std::size_t line = is_trigger ? text.find("\nend;") : std::string_view::npos;
  const std::size_t end = line != std::string_view::npos ? line + 4 : text.find(';');
  const std::string_view statement = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return statement;
}

// Takes the engine's name off a statement that only one engine runs; false when it is another one's.
bool is_for(Dialect dialect, std::string_view& statement) {
  for (const auto& [word, engine] : {std::pair(std::string_view("{sqlite} "), Engine::sqlite), std::pair(std::string_view("{postgres} "), Engine::postgres)}) {
    if (!statement.starts_with(word)) continue;
    statement.remove_prefix(word.size());
    return engine == dialect.engine;
  }
  return true;
}

shared::Result<Ending, StoreFailure> run_step(Connection& connection, std::string_view text) {
  while (!text.empty()) {
    std::string_view statement = next_statement(text);
    if (statement.empty() || !is_for(connection.dialect(), statement)) continue;
    const auto done = connection.execute(in_words_of(connection.dialect(), statement), {});
    if (!done) return done.failure();
  }
  return Ending::keep;
}

shared::Result<Ending, StoreFailure> sort_by_bytes(Connection& connection) {
  if (connection.dialect().engine != Engine::postgres) return Ending::keep;
  const auto columns = connection.execute(other_collations_sql, {});
  if (!columns) return columns.failure();
  for (const std::vector<Value>& row : columns->rows) {
    const auto done = connection.execute("alter table \"" + text_of(row[0]) + "\" alter column \"" + text_of(row[1]) + "\" type text collate \"C\"", {});
    if (!done) return done.failure();
  }
  return Ending::keep;
}

}  // namespace

shared::Result<Done, StoreFailure> migrate(Database& database) {
  return database.maintain([](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto made = connection.execute(in_words_of(connection.dialect(), create_step_table), {});
    if (!made) return made.failure();
    const auto known = connection.execute("select coalesce(max(number), 0) from schema_step", {});
    if (!known) return known.failure();
    const std::int64_t steps_done = integer_of(known->rows.at(0).at(0));
    if (steps_done > static_cast<std::int64_t>(std::size(migration_texts))) return StoreFailure::newer_schema;
    for (std::size_t step = static_cast<std::size_t>(steps_done); step < std::size(migration_texts); ++step) {
      const auto run = run_step(connection, migration_texts[step]);
      if (!run) return run.failure();
      const Parameter parameters[] = {static_cast<std::int64_t>(step + 1)};
      const auto noted = connection.execute("insert into schema_step (number) values ($1)", parameters);
      if (!noted) return noted.failure();
    }
    const auto sorted = sort_by_bytes(connection);
    if (!sorted) return sorted.failure();
    const auto prepared = prepare_activity(connection);
    if (!prepared) return prepared.failure();
    return Ending::keep;
  });
}

}  // namespace server
