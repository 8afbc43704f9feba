#include <doctest/doctest.h>

#include <sys/stat.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "server/store.h"
#include "server/administration.h"
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
  words.insert(words.begin(), "user");
  words.insert(words.end(), {"--data", folder.path()});
  return run_administration(std::vector<std::string_view>(words.begin(), words.end()));
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
  CHECK(users[0].roles == "sales_agent");
  CHECK(users[0].reseller_name == "Reseller");
  CHECK(users[0].disabled);
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
      {"a common password", 1, "password1234\n", {"add", "--user", "eva", "--role", "sales_agent"}},
      {"the user's name as password", 1, "eva.ek@sample.example\n", {"add", "--user", "eva.ek@sample.example", "--role", "sales_agent"}},
      {"a name that an issuer's users have", 2, good, {"add", "--role", "sales_agent", "--user", "OpenID abc"}},
      {"unknown reseller", 1, good, {"add", "--user", "eva", "--role", "sales_agent", "--reseller", "Nobody"}},
      {"long password", 1, std::string(1025, 'x'), {"add", "--user", "eva", "--role", "sales_agent"}},
  };
  int seen = 0;
  const tests::TemporaryFolder folder;
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    CHECK(run(folder, row.input, row.words) == row.status);
    ++seen;
  }
  CHECK(seen == 21);
  const auto database = open_store(folder.path());
  REQUIRE(database);
  CHECK(Users(**database).count() == 0);
}

TEST_CASE("tokens are made, listed and revoked; orders are understood or refused") {
  const tests::TemporaryFolder folder;
  REQUIRE(run(folder, first_password, {"add", "--user", "eva", "--role", "sales_agent"}) == 0);
  const auto database = open_store(folder.path());
  REQUIRE(database);
  const auto order = [&](std::vector<std::string> words) {
    words.insert(words.end(), {"--data", folder.path()});
    return administer(**database, {std::move(words), {}});
  };
  const CommandOutcome made = order({"token", "create", "--user", "EVA", "--expires", "12h", "--application", "Ledger"});
  CHECK(made.status == 0);
  CHECK(made.errors.empty());
  CHECK(std::count(made.output.begin(), made.output.end(), '.') == 2);
  CHECK(std::count(made.output.begin(), made.output.end(), '\n') == 1);
  const std::string listed = order({"token", "list"}).output;
  CHECK(listed.find("\teva\tLedger\tuser\t") == 36);
  CHECK(order({"token", "revoke", "--id", listed.substr(0, 36)}).status == 0);
  CHECK(order({"token", "revoke", "--id", listed.substr(0, 36)}).status == 1);
  CHECK(order({"token", "list"}).output.empty());
  CHECK(order({"token", "rotate-key"}).status == 0);
  CHECK(order({"reseller", "add", "--name", "Sydkontor"}).status == 0);
  CHECK(order({"reseller", "add", "--name", "Sydkontor"}).status == 1);

  const std::vector<std::vector<std::string>> wrong = {
      {"token"}, {"token", "create"}, {"token", "create", "--user"}, {"token", "create", "--user", "eva", "--expires", "30"},
      {"token", "create", "--user", "eva", "--expires", "0d"}, {"token", "create", "--user", "eva", "--expires", "367d"},
      {"token", "create", "--user", "eva", "--expires", "99999999999d"}, {"token", "create", "--user", "eva", "--end-old"}, {"token", "revoke"},
      {"token", "revoke", "--user", "eva", "--id", "3f6b0c1e-84d2-4c57-9e0b-6a1f27c941d8"}, {"token", "revoke", "--id", "1"}, {"reseller", "add"}, {"nothing"}, {},
  };
  for (const auto& words : wrong) {
    INFO((words.empty() ? std::string() : words.back()));
    const CommandOutcome outcome = order(words);
    CHECK(outcome.status == 2);
    CHECK_FALSE(outcome.errors.empty());
  }
  CHECK(order({"token", "create", "--user", "nobody"}).status == 1);
  CHECK(order({"user", "disable", "--user", "eva"}).status == 0);
  CHECK(order({"token", "create", "--user", "eva"}).status == 1);
}

TEST_CASE("a command reaches the server that holds the store") {
  const tests::TemporaryFolder folder;
  const auto database = open_store(folder.path());
  REQUIRE(database);
  CHECK_FALSE(send_command(folder.path(), {{"user", "list", "--data", folder.path()}, {}}));
  {
    const auto socket = CommandSocket::listen(folder.path(), [&](const CommandRequest& request) { return administer(**database, request); });
    REQUIRE(socket);
    struct stat status {};
    REQUIRE(::stat((folder.path() + "/kundkonto.sock").c_str(), &status) == 0);
    CHECK((status.st_mode & 0777u) == 0600u);
    CHECK(run(folder, first_password, {"add", "--user", "eva", "--role", "sales_agent"}) == 0);
    CHECK(run(folder, first_password, {"add", "--user", "eva", "--role", "sales_agent"}) == 1);
    const auto listed = send_command(folder.path(), {{"user", "list", "--data", folder.path()}, {}});
    REQUIRE(listed);
    CHECK(listed->output == "eva\tsales_agent\tenabled\teva\tReseller\tlocal\n");
  }
  CHECK_FALSE(send_command(folder.path(), {{"user", "list", "--data", folder.path()}, {}}));
}
