// The store for several servers: the contract of every store, and what is its own: lost connections, collisions, two
// servers on one database, addresses that hold a password.
#include "server/postgres.h"

#include <doctest/doctest.h>

#include <atomic>
#include <barrier>
#include <string>
#include <thread>
#include <vector>

#include "server/store.h"
#include "tests/server/postgres_cluster.h"
#include "tests/server/store_contract.h"
#include "tests/server/store_fixture.h"

namespace {

using namespace server;
using tests::postgres_cluster;
using tests::run_at;

std::unique_ptr<Database> opened(const std::string& address) {
  auto database = open_store(address);
  return database ? std::move(*database) : nullptr;
}

// One statement in a transaction of its own.
shared::Result<Done, StoreFailure> write(Database& database, std::string_view sql) {
  return database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto written = connection.execute(sql, {});
    if (!written) return written.failure();
    return Ending::keep;
  });
}

std::string setting(Database& database, const std::string& name) {
  std::string value;
  (void)database.read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const Parameter parameters[] = {std::string_view(name)};
    const auto found = connection.execute("select value from setting where name = $1", parameters);
    if (!found) return found.failure();
    if (!found->rows.empty()) value = text_of(found->rows[0][0]);
    return Ending::keep;
  });
  return value;
}

// Ends every session at this database but the one that asks.
void end_sessions(const std::string& address) {
  run_at(address, "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
}

}  // namespace

TEST_CASE("the store on PostgreSQL keeps the contract of every store") {
  tests::check_store_contract([]() -> std::unique_ptr<Database> { return opened(postgres_cluster().new_database()); });
}

TEST_CASE("the cluster of the tests sorts otherwise than by bytes, and our tables do not") {
  const std::string address = postgres_cluster().new_database();
  REQUIRE(opened(address));
  CHECK(run_at(address, "select 'a' < 'B'") == "t");
  CHECK(run_at(address, "select count(*) from information_schema.columns where table_schema = 'public' and data_type = 'text' and collation_name is distinct from 'C'") == "0");
  CHECK(std::stoi(run_at(address, "select count(*) from information_schema.columns where table_schema = 'public' and collation_name = 'C'")) > 20);
}

TEST_CASE("a session that ended while it was idle is replaced without a trace") {
  const std::string address = postgres_cluster().new_database();
  const auto database = opened(address);
  REQUIRE(database);
  for (int round = 0; round < 3; ++round) {
    REQUIRE(write(*database, "insert into setting (name, value) values ('round " + std::to_string(round) + "', 'kept')"));
    end_sessions(address);
  }
  CHECK(setting(*database, "round 2") == "kept");
  end_sessions(address);
  CHECK(database->can_write());
}

TEST_CASE("a connection lost before the commit leaves nothing, and says so") {
  const std::string address = postgres_cluster().new_database();
  const auto database = opened(address);
  REQUIRE(database);
  int runs = 0;
  const auto done = database->transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    ++runs;
    const auto written = connection.execute("insert into setting (name, value) values ('lost', 'x')", {});
    if (!written) return written.failure();
    end_sessions(address);
    const auto next = connection.execute("insert into setting (name, value) values ('lost too', 'x')", {});
    if (!next) return next.failure();
    return Ending::keep;
  });
  REQUIRE_FALSE(done);
  CHECK(done.failure() == StoreFailure::unavailable);
  CHECK(runs == 1);
  CHECK(tests::read_number(*database, "select count(*) from setting where name like 'lost%'") == 0);
  REQUIRE(write(*database, "insert into setting (name, value) values ('after', 'x')"));
}

TEST_CASE("a connection lost at the commit is unknown, and the store goes on") {
  const std::string address = postgres_cluster().new_database();
  const auto database = opened(address);
  REQUIRE(database);
  const auto done = database->transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto written = connection.execute("insert into setting (name, value) values ('maybe', 'x')", {});
    if (!written) return written.failure();
    end_sessions(address);  // The next thing that is sent is the commit.
    return Ending::keep;
  });
  REQUIRE_FALSE(done);
  CHECK(done.failure() == StoreFailure::unknown);
  CHECK(database->can_write());
  REQUIRE(write(*database, "insert into setting (name, value) values ('after', 'x')"));
  CHECK(setting(*database, "after") == "x");
}

TEST_CASE("a read on a lost connection is read again") {
  const std::string address = postgres_cluster().new_database();
  const auto database = opened(address);
  REQUIRE(database);
  int runs = 0;
  const auto done = database->read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    if (++runs == 1) end_sessions(address);
    const auto found = connection.execute("select count(*) from setting", {});
    if (!found) return found.failure();
    return Ending::keep;
  });
  CHECK(done);
  CHECK(runs == 2);
}

TEST_CASE("a commit that only warns is unknown") {
  const std::string address = postgres_cluster().new_database();
  const auto database = opened(address);
  REQUIRE(database);
  // As a standby that is not waited for: the server commits, and says so by a warning.
  run_at(address, "create function warn() returns trigger language plpgsql as $$ begin raise warning 'committed locally'; return null; end $$");
  run_at(address, "create constraint trigger warns after insert on setting deferrable initially deferred for each row execute function warn()");
  const auto done = write(*database, "insert into setting (name, value) values ('warned', 'x')");
  REQUIRE_FALSE(done);
  CHECK(done.failure() == StoreFailure::unknown);
  CHECK(setting(*database, "warned") == "x");
}

TEST_CASE("a commit that is not answered in time is unknown") {
  const std::string address = postgres_cluster().new_database();
  const auto database = opened(address);
  REQUIRE(database);
  run_at(address, "create function wait() returns trigger language plpgsql as $$ begin set local statement_timeout = 0; perform pg_sleep(30); return null; end $$");
  run_at(address, "create constraint trigger waits after insert on setting deferrable initially deferred for each row execute function wait()");
  run_at(postgres_cluster().administrator(), "alter database " + address.substr(address.rfind('/') + 1) + " set statement_timeout = 0");
  const auto start = std::chrono::steady_clock::now();
  const auto done = write(*database, "insert into setting (name, value) values ('late', 'x')");
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(9));
  REQUIRE_FALSE(done);
  CHECK(done.failure() == StoreFailure::unknown);
  end_sessions(address);
}

TEST_CASE("transactions that collide are run again") {
  const std::string address = postgres_cluster().new_database();
  const auto first = opened(address);
  const auto second = opened(address);
  REQUIRE(first);
  REQUIRE(second);
  REQUIRE(write(*first, "insert into setting (name, value) values ('a', '0'), ('b', '0')"));
  // Each locks one row and then the other's: the server ends one of them, whose work is run again.
  std::barrier both_hold_one(2);
  std::atomic<int> runs{0};
  std::atomic<int> kept{0};
  const auto cross = [&](Database& database, std::string_view one, std::string_view other) {
    bool met = false;
    const auto done = database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
      ++runs;
      for (const std::string_view name : {one, other}) {
        const Parameter parameters[] = {name};
        const auto written = connection.execute("update setting set value = value || '+' where name = $1", parameters);
        if (!written) return written.failure();
        if (!met) both_hold_one.arrive_and_wait();
        met = true;
      }
      return Ending::keep;
    });
    if (done) ++kept;
  };
  std::thread other([&] { cross(*second, "b", "a"); });
  cross(*first, "a", "b");
  other.join();
  CHECK(runs.load() == 3);
  CHECK(kept.load() == 2);
  CHECK(setting(*first, "a") == "0++");
  CHECK(setting(*first, "b") == "0++");
}

TEST_CASE("a server that is killed is found again after its start") {
  tests::PostgresCluster cluster;
  const std::string address = cluster.new_database();
  const auto database = opened(address);
  REQUIRE(database);
  REQUIRE(write(*database, "insert into setting (name, value) values ('before', 'x')"));
  cluster.kill();
  const auto refused = write(*database, "insert into setting (name, value) values ('meanwhile', 'x')");
  REQUIRE_FALSE(refused);
  CHECK(refused.failure() == StoreFailure::unavailable);
  CHECK_FALSE(database->can_write());
  CHECK(sentence_of(StoreFailure::unavailable, address).find("does not answer") != std::string::npos);
  cluster.start();
  REQUIRE(write(*database, "insert into setting (name, value) values ('after', 'x')"));
  CHECK(setting(*database, "after") == "x");
  CHECK(setting(*database, "meanwhile").empty());
}

TEST_CASE("two servers that start at once make the tables once") {
  const std::string address = postgres_cluster().new_database();
  constexpr int servers = 6;
  std::barrier start(servers);
  std::atomic<int> good{0};
  std::vector<std::thread> threads;
  std::vector<std::string> secrets(servers);
  for (int server = 0; server < servers; ++server) {
    threads.emplace_back([&, server] {
      start.arrive_and_wait();
      const auto database = opened(address);
      if (!database) return;
      ++good;
      secrets[static_cast<std::size_t>(server)] = secret_setting(*database, "key");
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(good.load() == servers);
  for (const std::string& secret : secrets) CHECK((!secret.empty() && secret == secrets[0]));
}

TEST_CASE("two servers on one database see each other's writes") {
  const std::string address = postgres_cluster().new_database();
  const auto first = opened(address);
  const auto second = opened(address);
  REQUIRE(first);
  REQUIRE(second);
  const Principal principal = tests::agent_of(tests::add_reseller(*first, "Reseller"));
  const shared::Account account = tests::valid_account("Söner AB");
  REQUIRE(tests::store_account(*first, principal.reseller_id, account));
  Accounts here(*first, "key");
  Accounts there(*second, "key");
  shared::ProblemList problems;
  int saved_count = 0;
  for (int turn = 0; turn < 20; ++turn) {
    Accounts& writer = turn % 2 == 0 ? here : there;
    Accounts& reader = turn % 2 == 0 ? there : here;
    const auto customer = reader.read(principal, account.id);
    REQUIRE(customer);
    shared::BillingDocument document{customer->account.billing_profile, customer->billing_etag};
    document.profile.default_address.address_line2 = "Plan " + std::to_string(turn + 1);
    REQUIRE(writer.replace_billing(principal, account.id, document, {}, tests::change_by("eva"), problems));
    CHECK(reader.read(principal, account.id)->account.billing_profile == document.profile);
    document.profile.first_name = "Stale";
    const auto stale = reader.replace_billing(principal, account.id, document, {}, tests::change_by("eva"), problems);
    REQUIRE_FALSE(stale);
    CHECK(stale.failure() == Failure::etag_stale);
    ++saved_count;
  }
  CHECK(saved_count == 20);
}

TEST_CASE("an address is shown without what is secret, and one that is none is refused") {
  struct Row {
    const char* address;
    const char* shown;
  };
  const Row rows[] = {
      {"postgresql://eva:s3cret@db.example:5433/kund", "postgresql://db.example:5433/kund"},
      {"postgres://eva:s3cret@a.example,b.example/kund?sslpassword=s3cret", "postgresql://a.example,b.example/kund"},
      {"postgresql:///kund?user=eva&password=s3cret&host=db.example", "postgresql://db.example/kund"},
      {"postgresql://eva:s3cret@db.example:x/kund?nonsense=1", "the address given"},
  };
  int seen = 0;
  for (const Row& row : rows) {
    INFO(std::string(row.address));
    CHECK(shown_address(row.address) == row.shown);
    for (const StoreFailure failure : {StoreFailure::unavailable, StoreFailure::faulty, StoreFailure::full, StoreFailure::newer_schema}) {
      CHECK(sentence_of(failure, row.address).find("s3cret") == std::string::npos);
    }
    ++seen;
  }
  CHECK(seen == 4);
  const auto refused = open_store("postgresql://eva:s3cret@db.example/kund?nonsense=1");
  REQUIRE_FALSE(refused);
  CHECK(refused.failure() == StoreFailure::faulty);
}

TEST_CASE("a database of a newer version is left alone") {
  const std::string address = postgres_cluster().new_database();
  REQUIRE(opened(address));
  run_at(address, "insert into schema_step (number) values (999)");
  const auto refused = open_store(address);
  REQUIRE_FALSE(refused);
  CHECK(refused.failure() == StoreFailure::newer_schema);
}
