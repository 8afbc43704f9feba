#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>

#include "server/password_rules.h"
#include "server/passwords.h"
#include "server/secrets.h"
#include "server/setup_link.h"
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
  CHECK(check_password(stored, right) == PasswordCheck::right);
  const std::pair<std::string, std::string> wrong[] = {
      {stored, "correct horse batterx"}, {stored, ""}, {"", right}, {"", "the stored text of an unknown user"}, {stored, std::string(password_bytes_max + 1, 'x')}};
  for (const auto& [text, password] : wrong) CHECK(check_password(text, password) == PasswordCheck::wrong);
  CHECK(check_password(hash_password("å漢\U0001F511 of 12 chars"), "å漢\U0001F511 of 12 chars") == PasswordCheck::right);
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

TEST_CASE("wrong passwords make the next try from there wait longer and longer, and lock nobody out") {
  WithEva eva;
  std::int64_t now_ms = start_ms;
  for (int failure = 1; failure <= 4; ++failure) CHECK(eva.sign_in("eva@example.se", "wrong", now_ms).failure() == SignInFailure::wrong);
  int waits = 0;
  for (const int expected_seconds : {1, 2, 4, 8, 16, 32, 60, 60}) {
    INFO("wait of " << expected_seconds << " s");
    CHECK(eva.sign_in("eva@example.se", "wrong", now_ms).failure() == SignInFailure::wrong);
    const auto early = eva.sign_in("Eva@example.se", right, now_ms + expected_seconds * 1000 - 1);
    REQUIRE_FALSE(early);
    CHECK(early.failure() == SignInFailure::too_often);
    CHECK(eva.wait_seconds == 1);
    // Whoever attacks from one address keeps nobody out who comes from another.
    CHECK(eva.sign_in("eva@example.se", right, now_ms, "198.51.100.7"));
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
  SignInThrottle throttle;
  REQUIRE(eva.users.add(eva.reseller, {"olle", "Olle", shared::Role::sales_agent, "another long secret"}, start_ms));
  CHECK(eva.sign_in("olle", "another long secret"));
  int tries = 0;
  while (tries < 100 && eva.sign_in("nobody " + std::to_string(tries), "wrong").failure() == SignInFailure::wrong) ++tries;
  // Many people may share an address: it gets more tries than a name.
  CHECK(tries == 21);
  CHECK(eva.sign_in("eva@example.se", right).failure() == SignInFailure::too_often);
  CHECK(eva.sign_in("eva@example.se", right, start_ms, "198.51.100.8"));
  CHECK(eva.sign_in("olle", "another long secret"));  // Signed in from here before.
  // A right password does not give the address its tries back.
  CHECK(eva.sign_in("eva@example.se", right, start_ms + 1000));
  CHECK(eva.sign_in("nobody", "wrong", start_ms + 1000).failure() == SignInFailure::wrong);
  CHECK(eva.sign_in("nobody else", "wrong", start_ms + 1000).failure() == SignInFailure::too_often);
  CHECK(eva.wait_seconds == 2);
}

TEST_CASE("what counts as one address") {
  const std::pair<const char*, const char*> rows[] = {
      {"192.0.2.1", "192.0.2.1"}, {"::ffff:192.0.2.1", "192.0.2.1"}, {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"}, {"2001:db8:1:2::9", "2001:db8:1:2::/64"},
      {"2001:db8:1:3::9", "2001:db8:1:3::/64"}, {"somewhere", "somewhere"}, {"", ""},
  };
  for (const auto& [address, group] : rows) CHECK(address_group(address) == group);
}

TEST_CASE("a password stored under other parameters is stored anew when it is right") {
  WithEva eva;
  // Of the same password, made with one pass over 8 MiB.
  const std::string old = "$argon2id$v=19$m=8192,t=1,p=1$evhtpvbMKR1yXnYKzNc7+A$4LT96cORUd5eTvPdvYDryzvu2O0UBn6jvQsmh10kpGw";
  const Parameter values[] = {std::string_view(old)};
  REQUIRE(eva.database->transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto done = connection.execute("update person set password_hash = $1", values);
    if (!done) return done.failure();
    return Ending::keep;
  }));
  CHECK(check_password(old, right) == PasswordCheck::right_but_outdated);
  CHECK(eva.sign_in("eva@example.se", "wrong horse battery").failure() == SignInFailure::wrong);
  CHECK(tests::read_number(*eva.database, "select count(*) from person where password_hash like '%m=19456,t=2%'") == 0);
  CHECK(eva.sign_in("eva@example.se", right));
  CHECK(tests::read_number(*eva.database, "select count(*) from person where password_hash like '%m=19456,t=2%'") == 1);
  CHECK(eva.sign_in("eva@example.se", right));
}

TEST_CASE("sessions are listed and ended, one or all, and one user has only so many") {
  WithEva eva;
  std::vector<std::string> tokens;
  for (int i = 0; i < 25; ++i) {
    const auto signed_in = eva.users.sign_in("eva@example.se", right, "192.0.2.1", start_ms + i, eva.wait_seconds, "Browser\n 1");
    REQUIRE(signed_in);
    tokens.push_back(signed_in->token);
  }
  CHECK(tests::read_number(*eva.database, "select count(*) from session") == 20);
  CHECK_FALSE(eva.users.principal_of(tokens[4], start_ms + 30));
  CHECK(eva.users.principal_of(tokens[5], start_ms + 30));
  const auto key = eva.users.principal_of(tokens[24], start_ms + 30)->user_key;
  const auto list = [&] {
    std::vector<ListedSession> listed;
    REQUIRE(eva.database->read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
      auto found = sessions::list(connection, key, tokens[24], {}, start_ms + 30);
      if (!found) return found.failure();
      listed = std::move(*found);
      return Ending::keep;
    }));
    return listed;
  };
  const std::vector<ListedSession> listed = list();
  REQUIRE(listed.size() == 20);
  CHECK(listed[0].is_current);
  CHECK_FALSE(listed[1].is_current);
  CHECK(listed[0].address == "192.0.2.1");
  CHECK(listed[0].client == "Browser 1");
  const auto end = [&](std::string_view user_key, std::string_view id) {
    bool ended = false;
    REQUIRE(eva.database->transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
      const auto done = sessions::end_one(connection, user_key, id);
      if (!done) return done.failure();
      ended = *done;
      return Ending::keep;
    }));
    return ended;
  };
  CHECK_FALSE(end("another", listed[1].id));
  CHECK(end(key, listed[1].id));
  CHECK_FALSE(end(key, listed[1].id));
  CHECK(list().size() == 19);
}

TEST_CASE("a user of an issuer is another than the local one of the same name") {
  WithEva eva;
  const IssuerUser user{"https://issuer.example", "subject 1", "Eva@Example.se", "Eva by issuer", shared::Role::helpdesk_agent, eva.reseller};
  const auto signed_in = eva.users.sign_in_by_issuer(user, "192.0.2.1", start_ms, "");
  REQUIRE(signed_in);
  CHECK(signed_in->principal.display_name == "Eva by issuer");
  CHECK(signed_in->principal.roles == shared::Role::helpdesk_agent);
  CHECK(eva.sign_in("eva@example.se", right)->principal.display_name == "Eva Ek");
  CHECK(eva.users.list().size() == 2);
  // What the issuer says now holds at the next sign-in.
  IssuerUser changed = user;
  changed.roles = shared::Role::sales_agent;
  CHECK(eva.users.sign_in_by_issuer(changed, "192.0.2.1", start_ms, "")->principal.roles == shared::Role::sales_agent);
  CHECK_FALSE(eva.sign_in(user_key_of(user.issuer, user.subject), ""));
  CHECK_FALSE(eva.users.add(eva.reseller, {user_key_of(user.issuer, user.subject), "x", shared::Role::global_admin, right}, start_ms));
}

TEST_CASE("the link that makes the first admin works once, for a day, and only without users") {
  const tests::TemporaryFolder folder;
  const auto opened = open_store(folder.path());
  REQUIRE(opened);
  Database& database = **opened;
  const auto use = [&database](const std::string& secret, std::int64_t at_ms) {
    bool used = false;
    REQUIRE(database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
      const auto done = setup_link::use(connection, secret, at_ms);
      if (!done) return done.failure();
      used = *done;
      return Ending::keep;
    }));
    return used;
  };
  const std::string secret = setup_link::make(database, start_ms);
  const std::string other = setup_link::make(database, start_ms);
  REQUIRE(secret.size() == 43);
  CHECK_FALSE(use("", start_ms));
  CHECK_FALSE(use(secret + "x", start_ms));
  CHECK_FALSE(use(secret, start_ms + setup_link::life_ms));
  CHECK(use(secret, start_ms + setup_link::life_ms - 1));
  CHECK_FALSE(use(secret, start_ms));
  CHECK_FALSE(use(other, start_ms));
  const std::string late = setup_link::make(database, start_ms);
  REQUIRE(Users(database).add(tests::add_reseller(database, "Reseller"), {"eva", "Eva", shared::Role::global_admin, right}, start_ms));
  CHECK_FALSE(use(late, start_ms));
  CHECK(setup_link::make(database, start_ms).empty());
}

TEST_CASE("passwords that are easily guessed are refused, whatever signs stand in them") {
  struct Row {
    const char* password;
    std::optional<PasswordFault> fault;
  };
  const std::string long_one(1024, 'x');
  const Row rows[] = {
      {"elevenbytes", PasswordFault::too_short},       {"åäöåäöåäöåä", PasswordFault::too_short},        {"", PasswordFault::too_short},
      {"password1234", PasswordFault::common},         {"Password2026!", PasswordFault::common},         {"p@ssw0rd12345", PasswordFault::common},
      {"!!!!dragon!!!!", PasswordFault::common},       {"passwordpassword", PasswordFault::common},      {"1q2w3e4r5t6y", PasswordFault::common},
      {"administrator", PasswordFault::common},        {"aaaaaaaaaaaa", PasswordFault::pattern},         {"abcabcabcabcabc", PasswordFault::pattern},
      {"abcdefghijklmnop", PasswordFault::pattern},    {"zyxwvutsrqpon", PasswordFault::pattern},        {"qwertyuiopasdf", PasswordFault::pattern},
      {"eva@example.se", PasswordFault::like_name},    {"Eva@Example.se1", PasswordFault::like_name},    {"EvaEkström2026",PasswordFault::like_name},
      {"kundkonto2026", PasswordFault::like_name},     {"correct horse battery", std::nullopt},          {"tolv tecken!", std::nullopt},
      {"å漢🔑 of 12 chars", std::nullopt},             {"dragon-7381-9924-1102", std::nullopt},          {"evas katt heter Måns", std::nullopt},
  };
  int seen = 0;
  for (const Row& row : rows) {
    INFO(std::string(row.password));
    CHECK(check_new_password(row.password, "eva@example.se", "Eva Ekström") == row.fault);
    ++seen;
  }
  CHECK(seen == 24);
  CHECK(check_new_password(std::string(1025, 'x'), "eva", "Eva") == PasswordFault::too_long);
  CHECK(check_new_password("\xff\xfe correct horse", "eva", "Eva") == PasswordFault::not_text);
  for (int i = 0; i < 200; ++i) CHECK_FALSE(check_new_password(random_password(), "eva", "Eva"));
}
