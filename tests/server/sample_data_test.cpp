#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <string>

#include "server/sample_data.h"
#include "server/store.h"
#include "tests/server/store_fixture.h"

namespace {

using namespace server;

std::string text_of_file(const std::string& name) {
  std::ifstream file(name);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string load(Database& database, const std::string& folder) {
  Accounts accounts(database, "key");
  Users users(database);
  return load_sample_data(database, accounts, users, folder);
}

}  // namespace

TEST_CASE("sample users sign in with the passwords of a file that only its owner reads") {
  const tests::TemporaryFolder folder;
  const auto database = open_store(folder.path());
  REQUIRE(database);
  REQUIRE(load(**database, folder.path()) == "");
  const std::string file = folder.path() + "/sample-users.json";
  struct stat status {};
  REQUIRE(::stat(file.c_str(), &status) == 0);
  CHECK((status.st_mode & 0777u) == 0600u);
  const std::string listing = text_of_file(file);
  Users users(**database);
  int seen = 0;
  constexpr std::string_view name_key = "\"user\":\"";
  constexpr std::string_view password_key = "\"password\":\"";
  for (std::size_t at = listing.find(name_key); at != std::string::npos; at = listing.find(name_key, at + 1)) {
    const std::size_t name = at + name_key.size();
    const std::size_t password = listing.find(password_key, at) + password_key.size();
    int wait_seconds = 0;
    const auto signed_in = users.sign_in(listing.substr(name, listing.find('"', name) - name), listing.substr(password, listing.find('"', password) - password), "::1", 1, wait_seconds);
    REQUIRE(signed_in);
    CHECK(signed_in->principal.reseller_name == sample_reseller);
    ++seen;
  }
  CHECK(seen == 7);
  CHECK(tests::read_number(**database, "select count(*) from customer") > 300);

  // Loaded once: passwords and customers stay.
  REQUIRE(load(**database, folder.path()) == "");
  CHECK(text_of_file(file) == listing);
  CHECK(users.count() == 7);
}

TEST_CASE("a first start that was interrupted is finished by the next") {
  const tests::TemporaryFolder folder;
  const auto database = open_store(folder.path());
  REQUIRE(database);
  REQUIRE(load(**database, folder.path()) == "");
  const std::int64_t customers = tests::read_number(**database, "select count(*) from customer");
  // As a power cut after the customers leaves it.
  REQUIRE((*database)->transaction([](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    for (const char* sql : {"delete from session", "delete from person"}) {
      const auto written = connection.execute(sql, {});
      if (!written) return written.failure();
    }
    return Ending::keep;
  }));
  CHECK(load(**database, folder.path()) == "");
  CHECK(tests::read_number(**database, "select count(*) from customer") == customers);
  CHECK(tests::read_number(**database, "select count(*) from person") == 7);
}
