#include "server/store.h"

#include <chrono>

#include "server/migrations.h"
#include "server/secrets.h"
#include "server/sqlite.h"

namespace server {
namespace {

// Reads one text, or writes the one given where there is none, and reads it again: so that two starts agree.
std::string read_or_write(Database& database, std::string_view read_sql, std::span<const Parameter> read_parameters, std::string_view write_sql,
                          std::span<const Parameter> write_parameters) {
  std::string text;
  const auto done = database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto found = connection.execute(read_sql, read_parameters);
    if (!found) return found.failure();
    if (!found->rows.empty()) {
      text = text_of(found->rows[0][0]);
      return Ending::keep;
    }
    const auto written = connection.execute(write_sql, write_parameters);
    if (!written) return written.failure();
    const auto again = connection.execute(read_sql, read_parameters);
    if (!again) return again.failure();
    text = text_of(again->rows.at(0).at(0));
    return Ending::keep;
  });
  return done ? text : std::string();
}

}  // namespace

shared::Result<std::unique_ptr<Database>, StoreFailure> open_store(const std::string& folder) {
  auto database = open_sqlite(folder);
  if (!database) return database.failure();
  const auto migrated = migrate(**database);
  if (!migrated) return migrated.failure();
  return std::move(*database);
}

std::string sentence_of(StoreFailure failure, const std::string& folder) {
  switch (failure) {
    case StoreFailure::in_use:
      return "Another Kundkonto is using the data folder " + folder + ". Stop it, or choose another folder with --data.";
    case StoreFailure::newer_schema:
      return "The data in " + folder + " was written by a newer Kundkonto or by another program. Use that one, or choose another folder with --data.";
    case StoreFailure::full:
      return "The disk that holds " + folder + " is full. Make room and start again.";
    default:
      return "The data folder " + folder + " cannot be used. Check that it exists, that it can be written to, and that its disk is sound.";
  }
}

std::string secret_setting(Database& database, std::string_view name) {
  const std::string fresh = random_token();
  const Parameter by_name[] = {name};
  const Parameter values[] = {name, std::string_view(fresh)};
  return read_or_write(database, "select value from setting where name = $1", by_name, "insert into setting (name, value) values ($1, $2)", values);
}

std::string reseller_id(Database& database, std::string_view name) {
  const std::string fresh = random_guid();
  const Parameter values[] = {std::string_view(fresh), name};
  return read_or_write(database, "select id from reseller order by id limit 1", {}, "insert into reseller (id, name) values ($1, $2)", values);
}

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace server
