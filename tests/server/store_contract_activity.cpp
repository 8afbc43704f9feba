// What every store owes the activity log and the answers that are kept for a repeat.
#include <doctest/doctest.h>

#include <atomic>
#include <barrier>
#include <string>
#include <thread>
#include <vector>

#include "server/activity.h"
#include "server/activity_chain.h"
#include "server/replay.h"
#include "server/secrets.h"
#include "server/verification.h"
#include "tests/server/store_contract.h"
#include "tests/server/store_fixture.h"

namespace tests {
namespace {

using namespace server;

Activity sign_in_of(int number) {
  Activity activity;
  activity.operation = Operation::sign_in;
  activity.detail = "number " + std::to_string(number);
  return activity;
}

shared::Result<Done, StoreFailure> append(Database& database, std::string_view reseller, int number, Ending ending = Ending::keep) {
  return database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto appended = append_activity(connection, reseller, change_by("eva"), sign_in_of(number));
    if (!appended) return appended.failure();
    return ending;
  });
}

std::vector<std::string> findings(Database& database) {
  std::vector<std::string> sentences{"The check did not run."};
  (void)database.read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    auto report = verify_store(connection, std::nullopt);
    if (!report) return report.failure();
    sentences = std::move(report->findings);
    return Ending::keep;
  });
  return sentences;
}

bool is_single(const std::vector<std::string>& sentences, std::string_view part) {
  return sentences.size() == 1 && sentences[0].find(part) != std::string::npos;
}

shared::Result<Done, StoreFailure> run(Database& database, std::string_view sql) {
  return database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto done = connection.execute(sql, {});
    if (!done) return done.failure();
    return Ending::keep;
  });
}

void rows_of_many_writers_make_one_chain(Database& database) {
  const std::string reseller = add_reseller(database, "Reseller");
  constexpr int writers = 8;
  constexpr int turns = 25;
  std::atomic<int> failed{0};
  std::vector<std::thread> threads;
  for (int writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&, writer] {
      for (int turn = 0; turn < turns; ++turn) {
        // What is undone leaves no gap.
        if (turn % 5 == 0) (void)append(database, reseller, turn, Ending::undo);
        if (!append(database, reseller, writer * turns + turn)) ++failed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(failed.load() == 0);
  CHECK(read_number(database, "select count(*) from activity") == writers * turns);
  CHECK(read_number(database, "select max(number) from activity") == writers * turns);
  CHECK(read_number(database, "select count(distinct detail) from activity") == writers * turns);
  CHECK(findings(database).empty());
}

void the_engine_keeps_the_log(Database& database) {
  const std::string reseller = add_reseller(database, "Reseller");
  REQUIRE(append(database, reseller, 1));
  CHECK_FALSE(run(database, "update activity set detail = 'x'"));
  CHECK_FALSE(run(database, "delete from activity"));
  if (database.dialect().engine == Engine::postgres) CHECK_FALSE(run(database, "truncate activity"));
  CHECK(database.can_write());
  CHECK(findings(database).empty());
}

void meddling_is_found(Database& database) {
  const std::string reseller = add_reseller(database, "Reseller");
  Accounts accounts(database, "key");
  const Principal principal = agent_of(reseller);
  shared::ProblemList problems;
  const shared::Account account = valid_account("Söner AB");
  REQUIRE(accounts.add(reseller, account, change_by("eva"), problems));
  for (int i = 0; i < 5; ++i) REQUIRE(append(database, reseller, i));
  REQUIRE(findings(database).empty());
  REQUIRE(run(database, "update customer set document = replace(document, 'Stockholm', 'Uppsala')"));
  CHECK(is_single(findings(database), "defaultAddress.city is not what the activity log says"));
  REQUIRE(run(database, "update customer set document = replace(document, 'Uppsala', 'Stockholm'), company_name = 'Other'"));
  CHECK(is_single(findings(database), "the list shows another account"));
  REQUIRE(run(database, "update customer set company_name = 'Söner AB'"));
  CHECK(findings(database).empty());
  const bool is_sqlite = database.dialect().engine == Engine::sqlite;
  REQUIRE(run(database, is_sqlite ? "drop trigger activity_unchanged" : "alter table activity disable trigger user"));
  REQUIRE(run(database, "update activity set user_name = 'adam' where number = 3"));
  CHECK(is_single(findings(database), "Row 3 does not fit"));
}

// One write that claims, counts and keeps its answer, as the dispatcher does it.
shared::Result<Response, StoreFailure> serve_once(Database& database, const RequestKey& key, std::string_view reseller) {
  Response response;
  const auto done = database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto answered = claim_request(connection, key, 1000);
    if (!answered) return answered.failure();
    if (*answered) {
      response = **answered;
      return Ending::undo;
    }
    const auto appended = append_activity(connection, reseller, change_by("eva"), sign_in_of(1));
    if (!appended) return appended.failure();
    response = Response();
    response.content_type = "application/json; charset=utf-8";
    response.body = "{\"number\":" + std::to_string(*appended) + ",\"name\":\"Söner\"}";
    response.set("ETag", "\"17\"");
    const auto kept = keep_answer(connection, key, response, 1000);
    if (!kept) return kept.failure();
    return Ending::keep;
  });
  if (!done && done.failure() != StoreFailure::refused) return done.failure();
  return response;
}

void a_repeat_at_the_same_time_has_one_effect(Database& database) {
  const std::string reseller = add_reseller(database, "Reseller");
  constexpr int callers = 8;
  constexpr int rounds = 10;
  for (int round = 0; round < rounds; ++round) {
    const RequestKey key{reseller, "user eva", random_guid(), "PUT /v1/x", "print"};
    std::barrier start(callers);
    std::vector<std::string> bodies(callers);
    std::vector<std::thread> threads;
    for (int caller = 0; caller < callers; ++caller) {
      threads.emplace_back([&, caller] {
        start.arrive_and_wait();
        const auto response = serve_once(database, key, reseller);
        if (response && response->headers.size() == 1) bodies[static_cast<std::size_t>(caller)] = response->body;
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK_FALSE(bodies[0].empty());
    for (const std::string& body : bodies) CHECK(body == bodies[0]);
  }
  CHECK(read_number(database, "select count(*) from activity") == rounds);
  CHECK(read_number(database, "select count(*) from request") == rounds);
}

void old_answers_are_removed(Database& database) {
  const std::string reseller = add_reseller(database, "Reseller");
  const std::string other = add_reseller(database, "Other");
  const auto keep = [&](const std::string& owner, std::int64_t at_ms) {
    const RequestKey key{owner, "user eva", random_guid(), "PUT /v1/x", "print"};
    REQUIRE(database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
      const auto claimed = claim_request(connection, key, at_ms);
      if (!claimed) return claimed.failure();
      const auto kept = keep_answer(connection, key, Response(), at_ms);
      if (!kept) return kept.failure();
      return Ending::keep;
    }));
  };
  const auto prune = [&](std::int64_t keep_ms, std::int64_t now_ms) {
    REQUIRE(database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
      const auto more = prune_answers(connection, reseller, keep_ms, now_ms);
      if (!more) return more.failure();
      CHECK_FALSE(*more);
      return Ending::keep;
    }));
  };
  constexpr std::int64_t hour_ms = 3'600'000;
  for (int hour = 0; hour < 5; ++hour) keep(reseller, hour * hour_ms);
  keep(other, 0);
  prune(72 * hour_ms, 5 * hour_ms);
  CHECK(read_number(database, "select count(*) from request") == 6);
  prune(2 * hour_ms, 5 * hour_ms);
  CHECK(read_number(database, "select count(*) from request") == 3);
  prune(0, 4 * hour_ms + 1);  // Never those of the last ten minutes.
  CHECK(read_number(database, "select count(*) from request") == 2);
}

constexpr ContractRow rows[] = {
    {"rows of many writers make one chain", rows_of_many_writers_make_one_chain},
    {"the engine keeps the log", the_engine_keeps_the_log},
    {"meddling is found", meddling_is_found},
    {"a repeat at the same time has one effect", a_repeat_at_the_same_time_has_one_effect},
    {"old answers are removed", old_answers_are_removed},
};

}  // namespace

std::span<const ContractRow> contract_of_activity() { return rows; }

}  // namespace tests
