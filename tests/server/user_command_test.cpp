#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "server/store.h"
#include "server/user_command.h"
#include "server/users.h"
#include "tests/server/store_fixture.h"

namespace {

using namespace server;

constexpr const char* first_password = "correct horse battery";
constexpr const char* second_password = "staple of the horse";

// Runs the command with a text as its standard input.
int run(const tests::TemporaryFolder& folder, const std::string& input, std::vector<std::string> words) {
  const std::string file = folder.path() + "/input";
  std::ofstream(file) << input;
  if (!std::freopen(file.c_str(), "r", stdin)) return -1;
  words.insert(words.end(), {"--data", folder.path()});
  return run_user_command(std::vector<std::string_view>(words.begin(), words.end()));
}

bool signs_in(const tests::TemporaryFolder& folder, const char* user, const char* password) {
  const auto database = open_store(folder.path());
  REQUIRE(database);
  int wait_seconds = 0;
  return static_cast<bool>(Users(**database).sign_in(user, password, "::1", now_ms(), wait_seconds));
}

}  // namespace

TEST_CASE("users are added, given another password, and disabled") {
  const tests::TemporaryFolder folder;
  CHECK(run(folder, std::string(first_password) + "\r\n", {"add", "--user", "eva", "--role", "sales_agent", "--display-name", "Eva Ek"}) == 0);
  CHECK(signs_in(folder, "eva", first_password));
  CHECK(run(folder, std::string(first_password) + "\n", {"add", "--user", "EVA", "--role", "sales_agent"}) == 1);
  CHECK(run(folder, second_password, {"password", "--user", "Eva"}) == 0);
  CHECK_FALSE(signs_in(folder, "eva", first_password));
  CHECK(signs_in(folder, "eva", second_password));
  CHECK(run(folder, "", {"list"}) == 0);
  CHECK(run(folder, "", {"disable", "--user", "eva"}) == 0);
  CHECK_FALSE(signs_in(folder, "eva", second_password));
  const auto database = open_store(folder.path());
  REQUIRE(database);
  const std::vector<ListedUser> users = Users(**database).list();
  REQUIRE(users.size() == 1);
  CHECK(users[0].display_name == "Eva Ek");
  CHECK(users[0].role == "sales_agent");
  CHECK(users[0].disabled);
  CHECK(run(folder, "", {"list"}) == 1);  // The store is in use.
}

TEST_CASE("what cannot be done is refused, and nothing is stored") {
  struct Row {
    const char* name;
    int status;
    std::string input;
    std::vector<std::string> words;
  };
  const std::string good = std::string(first_password) + "\n";
  const Row rows[] = {
      {"no command", 2, "", {}},
      {"unknown command", 2, "", {"remove", "--user", "eva"}},
      {"unknown flag", 2, good, {"add", "--user", "eva", "--role", "sales_agent", "--password", first_password}},
      {"flag without value", 2, good, {"add", "--role", "sales_agent", "--user"}},
      {"no user", 2, good, {"add", "--role", "sales_agent"}},
      {"empty user", 2, good, {"add", "--role", "sales_agent", "--user", ""}},
      {"line break in a name", 2, good, {"add", "--role", "sales_agent", "--user", "eva\nadmin"}},
      {"no role", 2, good, {"add", "--user", "eva"}},
      {"unknown role", 2, good, {"add", "--user", "eva", "--role", "root"}},
      {"role for a password", 2, good, {"password", "--user", "eva", "--role", "global_admin"}},
      {"nobody to disable", 1, "", {"disable", "--user", "nobody"}},
      {"nobody's password", 1, good, {"password", "--user", "nobody"}},
      {"no password", 1, "", {"add", "--user", "eva", "--role", "sales_agent"}},
      {"short password", 1, "elevenbytes\n", {"add", "--user", "eva", "--role", "sales_agent"}},
      {"short in characters, not in bytes", 1, "åäöåäöåäöåä\n", {"add", "--user", "eva", "--role", "sales_agent"}},
      {"no text", 1, "\xff\xfe correct horse\n", {"add", "--user", "eva", "--role", "sales_agent"}},
      {"long password", 1, std::string(1025, 'x'), {"add", "--user", "eva", "--role", "sales_agent"}},
  };
  int seen = 0;
  const tests::TemporaryFolder folder;
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    CHECK(run(folder, row.input, row.words) == row.status);
    ++seen;
  }
  CHECK(seen == 17);
  const auto database = open_store(folder.path());
  REQUIRE(database);
  CHECK(Users(**database).count() == 0);
}
