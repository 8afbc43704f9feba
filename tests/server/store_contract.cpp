#include "tests/server/store_contract.h"

#include <doctest/doctest.h>

#include <atomic>
#include <barrier>
#include <string>
#include <thread>
#include <vector>

#include "server/activity_chain.h"
#include "tests/server/store_fixture.h"

namespace tests {
namespace {

using namespace server;
using shared::Account;
using shared::BillingDocument;

// One customer in a store, and who may change it.
struct OneCustomer {
  explicit OneCustomer(Database& database)
      : database(database), accounts(database, "key"), principal(agent_of(add_reseller(database, "Reseller"))), account(valid_account("Söner AB")) {
    REQUIRE(store_account(database, principal.reseller_id, account));
  }

  shared::Customer stored() const {
    const auto customer = accounts.read(principal, account.id);
    REQUIRE(customer);
    return *customer;
  }
  BillingDocument document() const {
    const shared::Customer customer = stored();
    return {customer.account.billing_profile, customer.billing_etag};
  }
  std::int64_t history_size() const { return read_number(database, "select count(*) from activity"); }

  Database& database;
  Accounts accounts;
  Principal principal;
  Account account;
  shared::ProblemList problems;
};

void reads_back_what_was_written(Database& database) {
  OneCustomer one(database);
  CHECK(one.stored().account == one.account);
  BillingDocument document = one.document();
  document.profile.last_name = document.profile.default_address.last_name = "Åkesson";
  const auto saved = one.accounts.replace_billing(one.principal, one.account.id, document, {}, change_by("eva"), one.problems);
  REQUIRE(saved);
  const shared::Customer stored = one.stored();
  CHECK(stored.account.billing_profile == document.profile);
  CHECK(stored.account.company_profile == one.account.company_profile);
  CHECK(stored.billing_etag == saved->billing_etag);
  CHECK(stored.billing_etag != document.etag);
  CHECK(stored.changed_by == "eva");
  CHECK(stored.changed_at_ms == 1234);
}

void refused_writes_store_nothing(Database& database) {
  OneCustomer one(database);
  const shared::Customer before = one.stored();
  const BillingDocument good = one.document();
  Principal helpdesk = one.principal;
  helpdesk.permissions = shared::permissions_of(shared::Role::helpdesk_agent);
  const std::string nobody = valid_account("x").id;
  struct Row {
    const char* name;
    Failure failure;
    const Principal& principal;
    std::string id;
    std::string etag;
    void (*change)(BillingDocument&);
  };
  const auto renamed = [](BillingDocument& document) { document.profile.first_name = "Eva"; };
  const Row rows[] = {
      {"broken email", Failure::refused, one.principal, one.account.id, good.etag, [](BillingDocument& document) { document.profile.email = "eva@"; }},
      {"may only read", Failure::forbidden, helpdesk, one.account.id, good.etag, renamed},
      {"no etag", Failure::etag_missing, one.principal, one.account.id, "", renamed},
      {"old etag", Failure::etag_stale, one.principal, one.account.id, "17", renamed},
      {"etag of the other profile", Failure::etag_stale, one.principal, one.account.id, before.company_etag, renamed},
      {"nobody's id", Failure::not_found, one.principal, nobody, good.etag, renamed},
      {"another profile", Failure::other_profile, one.principal, one.account.id, good.etag, [](BillingDocument& document) { document.profile.id = document.profile.id.substr(1) + "0"; }},
      {"another country", Failure::country_change, one.principal, one.account.id, good.etag,
       [](BillingDocument& document) {
         document.profile.default_address.country = "NO";
         document.profile.default_address.postal_code = "0150";
         document.profile.default_address.city = "Oslo";
         document.profile.default_address.phone_number = "+47 22 12 34 56";
       }},
  };
  int seen = 0;
  for (const Row& row : rows) {
    INFO(std::string(row.name));
    BillingDocument document = good;
    document.etag = row.etag;
    row.change(document);
    const auto saved = one.accounts.replace_billing(row.principal, row.id, document, {}, change_by("eva"), one.problems);
    REQUIRE_FALSE(saved);
    CHECK(saved.failure() == row.failure);
    CHECK(one.problems.has_errors() == (row.failure == Failure::refused));
    const shared::Customer after = one.stored();
    CHECK(after.account == before.account);
    CHECK(after.billing_etag == before.billing_etag);
    CHECK(after.changed_by == before.changed_by);
    CHECK(one.history_size() == 0);
    ++seen;
  }
  CHECK(seen == 8);
}

void a_write_without_change_keeps_the_etag(Database& database) {
  OneCustomer one(database);
  const shared::Customer before = one.stored();
  BillingDocument document = one.document();
  document.profile.default_address.postal_code = "11455";  // Normalized to what is stored.
  const auto saved = one.accounts.replace_billing(one.principal, one.account.id, document, {}, change_by("eva"), one.problems);
  REQUIRE(saved);
  CHECK(saved->billing_etag == before.billing_etag);
  CHECK(one.stored().billing_etag == before.billing_etag);
  CHECK(one.stored().changed_by == before.changed_by);
  CHECK(one.history_size() == 0);
}

void each_changed_field_is_noted(Database& database) {
  OneCustomer one(database);
  BillingDocument document = one.document();
  document.profile.first_name = "Eva";
  document.profile.default_address.city = "Malmö";
  document.profile.default_address.postal_code = "211 20";
  REQUIRE(one.accounts.replace_billing(one.principal, one.account.id, document, "W/\"" + document.etag + "\"", change_by("eva"), one.problems));
  std::vector<ActivityRow> rows;
  REQUIRE(database.read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto found = connection.execute("select " + std::string(activity_columns) + " from activity", {});
    if (!found) return found.failure();
    for (const auto& values : found->rows) rows.push_back(activity_row_of(values));
    return Ending::keep;
  }));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].changes == R"([["billingProfile.firstName","Björn","Eva"],["billingProfile.defaultAddress.city","Stockholm","Malmö"],)"
                           R"(["billingProfile.defaultAddress.postalCode","114 55","211 20"]])");
  CHECK(rows[0].operation == "update_customer_billing_profile");
  CHECK(rows[0].user_name == "eva");
  CHECK(rows[0].client == "tests");
  CHECK(rows[0].correlation_id == change_by("eva").correlation_id);
  CHECK(rows[0].done_at_ms == 1234);
  CHECK(rows[0].customer == one.account.id);
  CHECK(rows[0].reseller == one.principal.reseller_id);
}

void one_of_two_writers_on_an_etag_wins(Database& database) {
  OneCustomer one(database);
  constexpr int writers = 4;
  for (int round = 0; round < 20; ++round) {
    const BillingDocument before = one.document();
    std::barrier start(writers);
    std::atomic<int> won{0};
    std::atomic<int> stale{0};
    std::atomic<int> winner{-1};
    std::vector<std::thread> threads;
    for (int writer = 0; writer < writers; ++writer) {
      threads.emplace_back([&, writer] {
        BillingDocument document = before;
        document.profile.default_address.address_line2 = "Plan " + std::to_string(100 * (round + 1) + writer);
        shared::ProblemList problems;
        start.arrive_and_wait();
        const auto saved = one.accounts.replace_billing(one.principal, one.account.id, document, {}, change_by("eva"), problems);
        if (saved) {
          ++won;
          winner = writer;
        } else if (saved.failure() == Failure::etag_stale) {
          ++stale;
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    CHECK(won.load() == 1);
    CHECK(stale.load() == writers - 1);
    CHECK(one.document().profile.default_address.address_line2 == "Plan " + std::to_string(100 * (round + 1) + winner));
  }
}

// Beneath the service, which compares etags itself: where transactions run side by side, this is what keeps a save from
// being lost.
void an_update_over_a_newer_state_is_not_made(Database& database) {
  OneCustomer one(database);
  StoredCustomer stored;
  const auto update = [&](const StoredCustomer& over, std::string_view first_name) {
    bool is_made = false;
    (void)database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
      StoredCustomer changed = over;
      changed.account.billing_profile.first_name = first_name;
      changed.billing_etag += 1;
      const auto written = AccountStore::update(connection, one.principal.reseller_id, over, changed, change_by("eva"));
      if (!written) return written.failure();
      is_made = *written;
      return Ending::keep;
    });
    return is_made;
  };
  REQUIRE(database.read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto read = AccountStore::read(connection, one.principal.reseller_id, one.account.id);
    if (!read) return read.failure();
    if (*read) stored = **read;
    return Ending::keep;
  }));
  CHECK(update(stored, "Eva"));
  CHECK_FALSE(update(stored, "Anna"));
  CHECK(one.stored().account.billing_profile.first_name == "Eva");
  CHECK(one.history_size() == 1);
}

void resellers_are_apart(Database& database) {
  OneCustomer one(database);
  const Principal other = agent_of(add_reseller(database, "Another"));
  CHECK(one.accounts.read(other, one.account.id).failure() == Failure::not_found);
  BillingDocument document = one.document();
  document.profile.first_name = "Eva";
  const auto saved = one.accounts.replace_billing(other, one.account.id, document, "*", change_by("eva"), one.problems);
  REQUIRE_FALSE(saved);
  CHECK(saved.failure() == Failure::not_found);
  CHECK(one.stored().account == one.account);
  const auto page = one.accounts.list(other, {});
  REQUIRE(page);
  CHECK(page->items.empty());
  CHECK(page->customer_count == 0);
  // The same customer may buy from both, and each sees what it wrote itself.
  REQUIRE(store_account(database, other.reseller_id, one.account));
  REQUIRE(one.accounts.replace_billing(other, one.account.id, document, "*", change_by("eva"), one.problems));
  CHECK(one.stored().account == one.account);
  CHECK(one.accounts.read(other, one.account.id)->account.billing_profile.first_name == "Eva");
}

// Many callers share commits: each sees its own write at once, and a neighbour that gives up takes nothing with it.
void many_callers_share_commits(Database& database) {
  const Principal principal = agent_of(add_reseller(database, "Reseller"));
  Accounts accounts(database, "key");
  constexpr int callers = 16;
  constexpr int turns = 25;
  std::atomic<int> lost{0};
  std::vector<std::thread> threads;
  for (int caller = 0; caller < callers; ++caller) {
    threads.emplace_back([&, caller] {
      const Account account = valid_account("Company " + std::to_string(caller));
      shared::ProblemList problems;
      if (!accounts.add(principal.reseller_id, account, change_by("test"), problems)) ++lost;
      for (int turn = 1; turn <= turns; ++turn) {
        auto customer = accounts.read(principal, account.id);
        if (!customer) {
          ++lost;
          continue;
        }
        BillingDocument document{customer->account.billing_profile, customer->billing_etag};
        document.profile.default_address.address_line2 = "Plan " + std::to_string(turn);
        if (!accounts.replace_billing(principal, account.id, document, {}, change_by("test"), problems)) ++lost;
        const auto after = accounts.read(principal, account.id);
        if (!after || after->account.billing_profile != document.profile) ++lost;
        // The same id twice: the statement fails after others of the group were run.
        if (caller % 4 == 0 && store_account(database, principal.reseller_id, account)) ++lost;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(lost.load() == 0);
  CHECK(database.can_write());
  CHECK(read_number(database, "select count(*) from customer") == callers);
  CHECK(read_number(database, "select count(*) from activity where operation = 'update_customer_billing_profile'") == callers * turns);
}

void undone_work_leaves_nothing(Database& database) {
  const std::string reseller = add_reseller(database, "Reseller");
  const StoredCustomer customer{valid_account("Undone AB"), 1, 2, 3, "test"};
  const auto done = database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto written = AccountStore::insert(connection, reseller, customer);
    if (!written) return written.failure();
    return Ending::undo;
  });
  REQUIRE_FALSE(done);
  CHECK(done.failure() == StoreFailure::refused);
  CHECK(read_number(database, "select count(*) from customer") == 0);
  CHECK(database.can_write());
}

constexpr ContractRow rows[] = {
    {"reads back what was written", reads_back_what_was_written},
    {"refused writes store nothing", refused_writes_store_nothing},
    {"a write without change keeps the etag", a_write_without_change_keeps_the_etag},
    {"each changed field is noted", each_changed_field_is_noted},
    {"one of two writers on an etag wins", one_of_two_writers_on_an_etag_wins},
    {"an update over a newer state is not made", an_update_over_a_newer_state_is_not_made},
    {"resellers are apart", resellers_are_apart},
    {"many callers share commits", many_callers_share_commits},
    {"undone work leaves nothing", undone_work_leaves_nothing},
};

int check_rows(std::span<const ContractRow> contract, const std::function<std::unique_ptr<Database>()>& open_empty) {
  int seen = 0;
  for (const ContractRow& row : contract) {
    INFO(std::string(row.name));
    const std::unique_ptr<Database> database = open_empty();
    REQUIRE(database);
    row.check(*database);
    ++seen;
  }
  return seen;
}

}  // namespace

std::span<const ContractRow> contract_of_writes() { return rows; }

void check_store_contract(const std::function<std::unique_ptr<server::Database>()>& open_empty) {
  CHECK(check_rows(contract_of_writes(), open_empty) == 9);
  CHECK(check_rows(contract_of_lists(), open_empty) == 8);
  CHECK(check_rows(contract_of_values(), open_empty) == 11);
  CHECK(check_rows(contract_of_activity(), open_empty) == 5);
}

}  // namespace tests
