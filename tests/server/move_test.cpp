// `kundkonto move`: everything arrives, in either direction, and a target that holds something is left alone.
#include "server/move.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "server/migration_texts.h"
#include "server/sample_data.h"
#include "server/store.h"
#include "server/tables.h"
#include "tests/server/postgres_cluster.h"
#include "tests/server/store_fixture.h"

namespace {

using namespace server;
using tests::TemporaryFolder;

std::unique_ptr<Database> opened(const std::string& place) {
  auto database = open_store(place);
  REQUIRE(database);
  return std::move(*database);
}

bool write(Database& database, std::string_view sql, std::span<const Parameter> parameters = {}) {
  return static_cast<bool>(database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto written = connection.execute(sql, parameters);
    if (!written) return written.failure();
    return Ending::keep;
  }));
}

// One row for a table that the sample data leaves empty: every column a value of its type.
shared::Result<Done, StoreFailure> fill(Database& database, const Table& table, const std::string& reseller, const std::string& user_key) {
  return database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    std::string names;
    std::string values;
    std::vector<Parameter> parameters;
    for (const std::string& column : table.columns) {
      const Parameter of_column[] = {std::string_view(table.name), std::string_view(column)};
      const auto type = connection.execute("select type from pragma_table_info($1) where name = $2", of_column);
      if (!type) return type.failure();
      if (text_of(type->rows.at(0).at(0)) == "INTEGER" || text_of(type->rows.at(0).at(0)) == "integer") parameters.emplace_back(std::int64_t{1} << 40);
      else parameters.emplace_back(column == "reseller" ? std::string_view(reseller) : column == "user_key" ? std::string_view(user_key) : std::string_view("välde; 'x' \n"));
      names += (names.empty() ? "\"" : ", \"") + column + "\"";
      values += (values.empty() ? "$" : ", $") + std::to_string(parameters.size());
    }
    const auto written = connection.execute("insert into \"" + table.name + "\" (" + names + ") values (" + values + ")", parameters);
    if (!written) return written.failure();
    return Ending::keep;
  });
}

// A store whose every table holds something.
std::unique_ptr<Database> filled_store(const std::string& folder) {
  auto database = opened(folder);
  Accounts accounts(*database, "key");
  Users users(*database);
  REQUIRE(load_sample_data(*database, accounts, users, folder).empty());
  const std::string reseller = reseller_id(*database, "Reseller");
  std::string user_key;
  std::vector<Table> tables;
  REQUIRE(database->read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto person = connection.execute("select user_key from person limit 1", {});
    if (!person) return person.failure();
    user_key = text_of(person->rows.at(0).at(0));
    auto read = read_tables(connection);
    if (!read) return read.failure();
    tables = std::move(*read);
    return Ending::keep;
  }));
  for (const Table& table : tables) {
    INFO(table.name);
    if (tests::read_number(*database, "select count(*) from \"" + table.name + "\"") == 0) REQUIRE(fill(*database, table, reseller, user_key));
  }
  return database;
}

// The tables that the steps make, as their texts name them, but the one that a later step gives up.
std::vector<std::string> tables_of_steps() {
  std::vector<std::string> names;
  constexpr std::string_view words = "create table ";
  for (const std::string_view text : migration_texts) {
    for (std::size_t at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
      const std::string_view rest = text.substr(at + words.size());
      names.emplace_back(rest.substr(0, rest.find_first_of(" (")));
    }
  }
  std::erase(names, "history");
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());  // Some are made anew by a later step.
  return names;
}

// A table that no step makes, whose keys the engine counts up: what is carried is what the catalogue knows.
void add_counted_table(Database& database) {
  REQUIRE(write(database, "create table counted (number " + std::string(database.dialect().serial_type) + ", word text) " + std::string(database.dialect().table_options)));
}

std::vector<std::string> names_of(const std::vector<TableContent>& contents) {
  std::vector<std::string> names;
  for (const TableContent& content : contents) names.push_back(content.table);
  std::sort(names.begin(), names.end());
  return names;
}

std::map<std::string, TableContent> by_name(const std::vector<TableContent>& contents) {
  std::map<std::string, TableContent> map;
  for (const TableContent& content : contents) map[content.table] = content;
  return map;
}

std::int64_t found(Database& database, std::string_view search) {
  ListRequest request;
  request.query.search = search;
  const auto page = Accounts(database, "key").list(tests::agent_of(reseller_id(database, "Reseller")), std::move(request));
  return page ? page->matching_count : -1;
}

}  // namespace

TEST_CASE("everything moves to PostgreSQL and back, and is equal") {
  const TemporaryFolder first_folder;
  const TemporaryFolder last_folder;
  const auto first = filled_store(first_folder.path());
  const auto middle = opened(tests::postgres_cluster().new_database());
  const auto last = opened(last_folder.path());
  for (Database* database : {first.get(), middle.get(), last.get()}) add_counted_table(*database);
  REQUIRE(write(*first, "insert into counted (word) values ('one'), (null), ('')"));
  const auto before = read_content(*first);
  REQUIRE(before);
  std::vector<std::string> expected = tables_of_steps();
  expected.insert(std::lower_bound(expected.begin(), expected.end(), "counted"), "counted");
  CHECK(names_of(*before) == expected);
  CHECK(before->size() >= 10);
  for (const TableContent& content : *before) {
    INFO(content.table);
    CHECK(content.rows > 0);
    CHECK(content.digest.size() == 64);
  }
  const auto there = move_content(*first, *middle);
  REQUIRE(there);
  const auto back = move_content(*middle, *last);
  REQUIRE(back);
  const auto after = read_content(*last);
  REQUIRE(after);
  CHECK(by_name(*before) == by_name(*there));
  CHECK(by_name(*before) == by_name(*after));

  // What arrived is found, and both stores go on.
  const std::int64_t bolag = found(*first, "bolag");
  CHECK(found(*first, "aktie") >= 0);
  for (Database* database : {middle.get(), last.get()}) {
    CHECK(found(*database, "bolag") == bolag);
    CHECK(found(*database, "") == found(*first, ""));
    REQUIRE(write(*database, "insert into counted (word) values ('next')"));
    CHECK(tests::read_number(*database, "select number from counted where word = 'next'") == 4);
    CHECK(tests::store_account(*database, reseller_id(*database, "Reseller"), tests::valid_account("Efteråt AB")));
    CHECK(found(*database, "efterat") == 1);
  }
}

TEST_CASE("a target that holds something is left alone") {
  const TemporaryFolder from;
  const auto source = filled_store(from.path());
  for (const bool is_postgres : {false, true}) {
    INFO(is_postgres);
    const TemporaryFolder to;
    const auto target = opened(is_postgres ? tests::postgres_cluster().new_database() : to.path());
    REQUIRE_FALSE(secret_setting(*target, "a key of its own").empty());  // Not what counts as something.
    REQUIRE_FALSE(tests::add_reseller(*target, "Reseller").empty());
    const auto before = read_content(*target);
    const auto moved = move_content(*source, *target);
    REQUIRE_FALSE(moved);
    CHECK(moved.failure() == MoveFailure::target_not_empty);
    CHECK(*read_content(*target) == *before);
  }
}

TEST_CASE("stores with other tables are not moved, and what breaks on the way leaves nothing") {
  const TemporaryFolder from;
  const TemporaryFolder other;
  const TemporaryFolder narrow;
  const auto source = filled_store(from.path());
  const auto other_tables = opened(other.path());
  REQUIRE(write(*other_tables, "create table extra (name text not null primary key) strict"));
  const auto refused = move_content(*source, *other_tables);
  REQUIRE_FALSE(refused);
  CHECK(refused.failure() == MoveFailure::different_tables);
  // A target that alters what it is given.
  const auto altering = opened(narrow.path());
  REQUIRE(write(*altering, "create trigger alters after insert on person begin update person set display_name = 'x' where user_key = new.user_key; end"));
  const auto altered = move_content(*source, *altering);
  REQUIRE_FALSE(altered);
  CHECK(altered.failure() == MoveFailure::not_equal);
  CHECK(tests::read_number(*altering, "select count(*) from customer") == 0);
}

TEST_CASE("a digest tells values apart that look alike when they are joined") {
  const TemporaryFolder folder;
  const auto database = opened(folder.path());
  std::vector<std::string> digests;
  for (const char* values : {"('a', 'bc')", "('ab', 'c')", "('a', 'b'), ('c', '')", "('a', '1;')", "('a', '')"}) {
    REQUIRE(write(*database, "delete from setting"));
    REQUIRE(write(*database, std::string("insert into setting (name, value) values ") + values));
    const auto contents = read_content(*database);
    REQUIRE(contents);
    digests.push_back(by_name(*contents)["setting"].digest);
  }
  std::sort(digests.begin(), digests.end());
  CHECK(std::unique(digests.begin(), digests.end()) == digests.end());
  CHECK(digests.size() == 5);
}

TEST_CASE("the command says what it needs, and moves") {
  const TemporaryFolder from;
  const TemporaryFolder to;
  filled_store(from.path()).reset();
  const auto run = [](std::vector<std::string_view> words) { return run_move_command(words); };
  CHECK(run({}) == 2);
  CHECK(run({"--from", from.path()}) == 2);
  CHECK(run({"--from", from.path(), "--to", from.path()}) == 2);
  CHECK(run({"--from", from.path(), "--to", "/proc/none/kundkonto"}) == 2);
  CHECK(run({"--from", from.path(), "--to", to.path()}) == 0);
  CHECK(run({"--from", from.path(), "--to", to.path()}) == 1);
}
