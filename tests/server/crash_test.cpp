// A process that is killed while it writes: whatever it acknowledged is there when the store is opened again.
#include <doctest/doctest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "server/store.h"
#include "tests/server/store_fixture.h"

namespace {

using namespace server;
using Clock = std::chrono::steady_clock;

constexpr int rounds = 20;
constexpr int writers = 4;

// What the child says after a write was acknowledged: small enough to be written to the pipe in one piece.
struct Acknowledged {
  int writer;
  int turn;
};

std::string line_of_turn(int turn) { return "Plan " + std::to_string(turn); }

int turn_of(const shared::Account& account) {
  const std::string& line = account.billing_profile.default_address.address_line2;
  return line.empty() ? 0 : std::stoi(line.substr(5));
}

// In the child: each writer counts up in the address of its own customer, until the process is killed.
[[noreturn]] void write_until_killed(const std::string& folder, const std::string& reseller, const std::vector<std::string>& ids, int acknowledgements) {
  auto database = open_store(folder);
  if (!database) ::_exit(3);
  Accounts accounts(**database, "key");
  const Principal principal = tests::agent_of(reseller);
  std::vector<std::thread> threads;
  for (int writer = 0; writer < writers; ++writer) {
    threads.emplace_back([&, writer] {
      const std::string& id = ids[static_cast<std::size_t>(writer)];
      shared::ProblemList problems;
      const auto customer = accounts.read(principal, id);
      if (!customer) ::_exit(4);
      shared::BillingDocument document{customer->account.billing_profile, "*"};
      for (int turn = turn_of(customer->account) + 1;; ++turn) {
        document.profile.default_address.address_line2 = line_of_turn(turn);
        if (!accounts.replace_billing(principal, id, document, {}, tests::change_by("crash"), problems)) ::_exit(5);
        const Acknowledged acknowledged{writer, turn};
        if (::write(acknowledgements, &acknowledged, sizeof acknowledged) != sizeof acknowledged) ::_exit(6);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  ::_exit(7);
}

// Notes what is acknowledged until `lifetime` has passed, kills the child, and reads what it had still said.
int note_until_killed(pid_t child, int acknowledgements, std::chrono::milliseconds lifetime, std::vector<int>& last_turns) {
  int seen = 0;
  bool is_killed = false;
  const auto end = Clock::now() + lifetime;
  for (;;) {
    if (!is_killed && Clock::now() >= end) {
      ::kill(child, SIGKILL);
      is_killed = true;
    }
    pollfd waiting{acknowledgements, POLLIN, 0};
    if (::poll(&waiting, 1, 1) <= 0) continue;
    Acknowledged acknowledged{};
    if (::read(acknowledgements, &acknowledged, sizeof acknowledged) != sizeof acknowledged) break;  // The child is gone.
    last_turns[static_cast<std::size_t>(acknowledged.writer)] = acknowledged.turn;
    ++seen;
  }
  return seen;
}

}  // namespace

TEST_CASE("what was acknowledged survives a killed process") {
  const tests::TemporaryFolder folder;
  std::string reseller;
  std::vector<std::string> ids;
  {
    const auto database = open_store(folder.path());
    REQUIRE(database);
    reseller = tests::add_reseller(**database, "Reseller");
    for (int writer = 0; writer < writers; ++writer) {
      const shared::Account account = tests::valid_account("Company " + std::to_string(writer));
      ids.push_back(account.id);
      REQUIRE(tests::store_account(**database, reseller, account));
    }
  }
  const unsigned seed = std::random_device()();
  MESSAGE("seed " << seed);
  std::mt19937 random(seed);
  std::vector<int> last_turns(writers, 0);
  int acknowledged = 0;
  for (int round = 0; round < rounds; ++round) {
    INFO("round " << round);
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    const pid_t child = ::fork();
    REQUIRE(child >= 0);
    if (child == 0) {
      ::close(ends[0]);
      write_until_killed(folder.path(), reseller, ids, ends[1]);
    }
    ::close(ends[1]);
    acknowledged += note_until_killed(child, ends[0], std::chrono::milliseconds(20 + random() % 130), last_turns);
    ::close(ends[0]);
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status));

    const auto database = open_store(folder.path());
    REQUIRE(database);
    const Accounts accounts(**database, "key");
    for (std::size_t writer = 0; writer < writers; ++writer) {
      const auto customer = accounts.read(tests::agent_of(reseller), ids[writer]);
      REQUIRE(customer);
      const int stored = turn_of(customer->account);
      // The write in flight may be there or not; nothing acknowledged may be missing.
      CHECK(stored >= last_turns[writer]);
      CHECK(stored <= last_turns[writer] + 1);
      last_turns[writer] = stored;
    }
    std::int64_t turns = 0;
    for (const int turn : last_turns) turns += turn;
    CHECK(tests::read_number(**database, "select count(*) from activity") == turns);
    CHECK(tests::read_number(**database, "select count(*) from pragma_integrity_check where integrity_check <> 'ok'") == 0);
  }
  CHECK(acknowledged > rounds);
}
