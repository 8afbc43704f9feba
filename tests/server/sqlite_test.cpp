// The embedded store: the contract of every store, and what is its own: one process, one schema, private files.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cstdint>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "server/sqlite_connection.h"
#include "server/store.h"
#include "tests/server/store_contract.h"
#include "tests/server/store_fixture.h"

namespace {

using namespace server;
using tests::TemporaryFolder;

StoreFailure failure_at(const std::string& folder) {
  const auto opened = open_store(folder);
  REQUIRE_FALSE(opened);
  CHECK_FALSE(sentence_of(opened.failure(), folder).empty());
  return opened.failure();
}

unsigned mode_of(const std::string& file) {
  struct stat status {};
  return ::stat(file.c_str(), &status) == 0 ? status.st_mode & 0777u : 0;
}

bool write(Database& database, std::string_view sql) {
  return static_cast<bool>(database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto written = connection.execute(sql, {});
    if (!written) return written.failure();
    return Ending::keep;
  }));
}

std::string text_of_file(const std::string& name) {
  std::ifstream file(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("the embedded store keeps the contract of every store") {
  std::deque<TemporaryFolder> folders;
  tests::check_store_contract([&folders]() -> std::unique_ptr<Database> {
    auto opened = open_store(folders.emplace_back().path());
    return opened ? std::move(*opened) : nullptr;
  });
}

TEST_CASE("a data folder belongs to one process at a time") {
  const TemporaryFolder folder;
  auto first = open_store(folder.path());
  REQUIRE(first);
  CHECK(failure_at(folder.path()) == StoreFailure::in_use);
  CHECK((*first)->can_write());
  first->reset();
  CHECK(open_store(folder.path()));
}

TEST_CASE("tables are made once and keep what they hold") {
  const TemporaryFolder folder;
  std::string reseller;
  std::int64_t steps = 0;
  for (int start = 0; start < 3; ++start) {
    const auto database = open_store(folder.path());
    REQUIRE(database);
    const std::string id = reseller_id(**database, "Reseller");
    if (start == 0) reseller = id;
    CHECK(id == reseller);
    if (start == 0) steps = tests::read_number(**database, "select count(*) from schema_step");
    CHECK(steps > 0);
    CHECK(tests::read_number(**database, "select count(*) from schema_step") == steps);
    CHECK(secret_setting(**database, "key") == secret_setting(**database, "key"));
  }
}

TEST_CASE("a store of a newer version, or of another program, is left alone") {
  const TemporaryFolder newer;
  {
    const auto database = open_store(newer.path());
    REQUIRE(database);
    REQUIRE(write(**database, "insert into schema_step (number) values (999)"));
  }
  CHECK(failure_at(newer.path()) == StoreFailure::newer_schema);
  CHECK(failure_at(newer.path()) == StoreFailure::newer_schema);

  const TemporaryFolder text;
  std::ofstream(text.path() + "/kundkonto.db") << std::string(5000, 'x');
  (void)failure_at(text.path());
  CHECK(text_of_file(text.path() + "/kundkonto.db") == std::string(5000, 'x'));

  const TemporaryFolder foreign;
  const std::string file = foreign.path() + "/kundkonto.db";
  {
    const auto connection = SqliteConnection::open(file, /*for_writing=*/true);
    REQUIRE(connection);
    REQUIRE(connection->run("create table theirs (number integer)"));
    REQUIRE(connection->run("pragma journal_mode = delete"));
  }
  const std::string before = text_of_file(file);
  CHECK(failure_at(foreign.path()) == StoreFailure::newer_schema);
  CHECK(text_of_file(file) == before);
}

TEST_CASE("a folder that cannot be made is said to be so") {
  CHECK(failure_at("/proc/none/kundkonto") == StoreFailure::unavailable);
}

TEST_CASE("only the owner may read the files of a store") {
  const TemporaryFolder folder;
  ::chmod(folder.path().c_str(), 0755);
  const auto database = open_store(folder.path());
  REQUIRE(database);
  REQUIRE_FALSE(reseller_id(**database, "Reseller").empty());
  int seen = 0;
  for (const char* name : {"/kundkonto.db", "/kundkonto.db-wal", "/kundkonto.db-shm", "/kundkonto.lock"}) {
    INFO(std::string(name));
    CHECK(mode_of(folder.path() + name) == 0600);
    ++seen;
  }
  CHECK(seen == 4);
}

TEST_CASE("the log is moved into the file while the store runs") {
  const TemporaryFolder folder;
  const auto database = open_store(folder.path());
  REQUIRE(database);
  constexpr std::uintmax_t megabyte = 1'000'000;
  const std::string text(megabyte, 'x');
  for (int turn = 0; turn < 120; ++turn) {
    REQUIRE(write(**database, "insert into setting (name, value) values ('text', '" + text + "') on conflict (name) do update set value = excluded.value || '" + std::to_string(turn) + "'"));
  }
  CHECK(std::filesystem::file_size(folder.path() + "/kundkonto.db-wal") < 60 * megabyte);
}
