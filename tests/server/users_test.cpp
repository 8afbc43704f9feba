#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>

#include "server/passwords.h"
#include "server/secrets.h"
#include "server/store.h"
#include "server/users.h"
#include "tests/server/store_fixture.h"

namespace {

using namespace server;

constexpr const char* right = "correct horse battery";
constexpr std::int64_t start_ms = 1'800'000'000'000;

// A store with one user, eva.
struct WithEva {
  WithEva() : database(std::move(*open_store(folder.path()))), users(*database) {
    reseller = tests::add_reseller(*database, "Reseller");
    REQUIRE(users.add(reseller, {"Eva@Example.se", "Eva Ek", shared::Role::sales_agent, right}, start_ms));
  }

  // The token, or why there is none.
  shared::Result<SignedIn, SignInFailure> sign_in(std::string_view user, std::string_view password, std::int64_t at_ms = start_ms, std::string_view address = "192.0.2.1") {
    return users.sign_in(user, password, address, at_ms, wait_seconds);
  }

  tests::TemporaryFolder folder;
  std::unique_ptr<Database> database;
  Users users;
  std::string reseller;
  int wait_seconds = 0;
};

}  // namespace

TEST_CASE("passwords are stored as argon2id and are right or wrong") {
  const std::string stored = hash_password(right);
  CHECK(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(stored.find(right) == std::string::npos);
  CHECK(hash_password(right) != stored);
  CHECK(is_password(stored, right));
  CHECK_FALSE(is_password(stored, "correct horse batterx"));
  CHECK_FALSE(is_password(stored, ""));
  CHECK_FALSE(is_password("", right));
  CHECK_FALSE(is_password("", "the stored text of an unknown user"));
  CHECK_FALSE(is_password(stored, std::string(password_bytes_max + 1, 'x')));
  CHECK(is_password(hash_password("å漢\U0001F511 of 12 chars"), "å漢\U0001F511 of 12 chars"));
}

TEST_CASE("a user signs in under the name in any case, and only with the password") {
  WithEva eva;
  const auto signed_in = eva.sign_in("EVA@example.SE", right);
  REQUIRE(signed_in);
  CHECK(signed_in->principal.user == "Eva@Example.se");
  CHECK(signed_in->principal.display_name == "Eva Ek");
  CHECK(signed_in->principal.roles == shared::RoleSet(shared::Role::sales_agent));
  CHECK(signed_in->principal.reseller_id == eva.reseller);
  CHECK(signed_in->principal.reseller_name == "Reseller");
  CHECK(eva.sign_in("eva@example.se", "wrong horse battery").failure() == SignInFailure::wrong);
  CHECK(eva.sign_in("nobody@example.se", right).failure() == SignInFailure::wrong);
  CHECK(eva.sign_in("", right).failure() == SignInFailure::wrong);
  CHECK_FALSE(eva.users.add(eva.reseller, {"eva@EXAMPLE.se", "Another", shared::Role::global_admin, right}, start_ms));
  CHECK(eva.users.count() == 1);
}

TEST_CASE("the store knows no token and no password") {
  WithEva eva;
  const auto signed_in = eva.sign_in("eva@example.se", right);
  REQUIRE(signed_in);
  CHECK(signed_in->token.size() == 43);
  std::string dump;
  REQUIRE(eva.database->read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto found = connection.execute("select token_hash, password_hash from session join person on person.user_key = session.user_key", {});
    if (!found) return found.failure();
    for (const auto& row : found->rows) dump += text_of(row[0]) + text_of(row[1]);
    return Ending::keep;
  }));
  CHECK(dump.find(sha256_hex(signed_in->token)) != std::string::npos);
  CHECK(dump.find(signed_in->token) == std::string::npos);
  CHECK(dump.find(right) == std::string::npos);
}

TEST_CASE("a session ends when it is idle, old, signed out, or its user is disabled") {
  WithEva eva;
  const auto open_session = [&eva](std::int64_t at_ms) {
    const auto signed_in = eva.sign_in("eva@example.se", right, at_ms);
    REQUIRE(signed_in);
    return signed_in->token;
  };
  SUBCASE("idle") {
    const std::string token = open_session(start_ms);
    CHECK(eva.users.principal_of(token, start_ms + session_idle_ms - 1));
    CHECK(eva.users.principal_of(token, start_ms + 2 * session_idle_ms - 2));  // Seen a moment ago.
    CHECK_FALSE(eva.users.principal_of(token, start_ms + 4 * session_idle_ms));
  }
  SUBCASE("old, though used all the time") {
    const std::string token = open_session(start_ms);
    std::int64_t at_ms = start_ms;
    for (; at_ms < start_ms + session_absolute_ms; at_ms += session_idle_ms / 2) REQUIRE(eva.users.principal_of(token, at_ms));
    CHECK_FALSE(eva.users.principal_of(token, start_ms + session_absolute_ms));
  }
  SUBCASE("signed out, alone") {
    const std::string token = open_session(start_ms);
    const std::string other = open_session(start_ms);
    eva.users.sign_out(token);
    CHECK_FALSE(eva.users.principal_of(token, start_ms));
    CHECK(eva.users.principal_of(other, start_ms));
  }
  SUBCASE("disabled") {
    const std::string token = open_session(start_ms);
    REQUIRE(eva.users.disable("EVA@example.se", start_ms));
    CHECK_FALSE(eva.users.principal_of(token, start_ms));
    CHECK(eva.sign_in("eva@example.se", right).failure() == SignInFailure::wrong);
    CHECK_FALSE(eva.users.disable("nobody", start_ms));
    CHECK(eva.users.list().at(0).disabled);
  }
  SUBCASE("another password") {
    const std::string token = open_session(start_ms);
    REQUIRE(eva.users.set_password("eva@example.se", "another long password", start_ms));
    CHECK_FALSE(eva.users.principal_of(token, start_ms));
    CHECK(eva.sign_in("eva@example.se", right).failure() == SignInFailure::wrong);
    CHECK(eva.sign_in("eva@example.se", "another long password"));
  }
  SUBCASE("never begun") {
    const std::string token = open_session(start_ms);
    for (const std::string& other : {std::string(), token.substr(1), token + "A", std::string(500, 'A'), sha256_hex(token)}) CHECK_FALSE(eva.users.principal_of(other, start_ms));
  }
}

TEST_CASE("wrong passwords make the next try wait longer and longer, and lock nobody out") {
  WithEva eva;
  std::int64_t now_ms = start_ms;
  for (int failure = 1; failure <= 4; ++failure) CHECK(eva.sign_in("eva@example.se", "wrong", now_ms).failure() == SignInFailure::wrong);
  int waits = 0;
  for (const int expected_seconds : {1, 2, 4, 8, 16, 32, 60, 60}) {
    INFO("wait of " << expected_seconds << " s");
    CHECK(eva.sign_in("eva@example.se", "wrong", now_ms).failure() == SignInFailure::wrong);
    // Even the right password waits, from elsewhere too: only the user's name is known to be under attack.
    const auto early = eva.sign_in("Eva@example.se", right, now_ms + expected_seconds * 1000 - 1, "198.51.100.7");
    REQUIRE_FALSE(early);
    CHECK(early.failure() == SignInFailure::too_often);
    CHECK(eva.wait_seconds == 1);
    (void)eva.sign_in("eva@example.se", right, now_ms);
    CHECK(eva.wait_seconds == expected_seconds);
    now_ms += expected_seconds * 1000;
    ++waits;
  }
  CHECK(waits == 8);
  (void)eva.sign_in("eva@example.se", "wrong", now_ms);
  now_ms += 60'000;
  CHECK(eva.sign_in("eva@example.se", right, now_ms));
  CHECK(eva.sign_in("eva@example.se", "wrong", now_ms).failure() == SignInFailure::wrong);  // Begins from the first again.
}

TEST_CASE("an address that tries many names waits, and others do not") {
  WithEva eva;
  int tries = 0;
  while (tries < 100 && eva.sign_in("nobody " + std::to_string(tries), "wrong").failure() == SignInFailure::wrong) ++tries;
  // Many people may share an address: it gets more tries than a name.
  CHECK(tries == 21);
  CHECK(eva.sign_in("eva@example.se", right).failure() == SignInFailure::too_often);
  CHECK(eva.sign_in("eva@example.se", right, start_ms, "198.51.100.8"));
  CHECK(eva.sign_in("eva@example.se", right, start_ms + 1000));
}
