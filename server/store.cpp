#include "server/store.h"

#include <chrono>

#include "server/migrations.h"
#include "server/postgres.h"
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

std::string sentence_of_folder(StoreFailure failure, const std::string& folder) {
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

std::string sentence_of_database(StoreFailure failure, const std::string& address) {
  switch (failure) {
    case StoreFailure::newer_schema:
      return "The data in " + address + " was written by a newer Kundkonto. Use that one, or another database.";
    case StoreFailure::full:
      return "The disk of " + address + " is full. Make room and start again.";
    case StoreFailure::faulty:
      return "The database " + address + " cannot be used. It must be PostgreSQL 15 or newer, keep text as UTF8, and be empty or ours; the address must be like postgresql://user@host/name.";
    default:
      return "The database " + address + " does not answer, or does not let us in. Check that it runs and takes writes, the user and the password, and for another machine sslmode and sslrootcert.";
  }
}

}  // namespace

shared::Result<std::unique_ptr<Database>, StoreFailure> open_store(const std::string& place, std::size_t connections_max) {
  auto database = is_postgres_address(place) ? open_postgres(place, connections_max) : open_sqlite(place);
  if (!database) return database.failure();
  const auto migrated = migrate(**database);
  if (!migrated) return migrated.failure();
  return std::move(*database);
}

std::string sentence_of(StoreFailure failure, const std::string& place) {
  return is_postgres_address(place) ? sentence_of_database(failure, shown_address(place)) : sentence_of_folder(failure, place);
}

std::string secret_setting(Database& database, std::string_view name) {
  const std::string fresh = random_token();
  const Parameter by_name[] = {name};
  const Parameter values[] = {name, std::string_view(fresh)};
  return read_or_write(database, "select value from setting where name = $1", by_name, "insert into setting (name, value) values ($1, $2)", values);
}

std::string store_id_of(Database& database) {
  const std::string fresh = random_guid();
  const Parameter by_name[] = {std::string_view("store_id")};
  const Parameter values[] = {std::string_view("store_id"), std::string_view(fresh)};
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
