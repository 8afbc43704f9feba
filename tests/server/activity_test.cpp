// The activity log: what a row holds, that rows can only be added, and that the check finds whatever was done to them.
#include "server/activity.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "server/activity_chain.h"
#include "server/sqlite.h"
#include "server/store.h"
#include "tests/server/store_fixture.h"

namespace {

using namespace server;
using tests::TemporaryFolder;

Activity rename_of(const std::string& customer, const std::string& from, const std::string& to) {
  Activity activity;
  activity.operation = Operation::update_customer_billing_profile;
  activity.customer = customer;
  activity.customer_name = to;
  activity.changes = {{"billingProfile.companyName", from, to}, {"billingProfile.email", "", "faktura@söner.example"}};
  return activity;
}

// A store with this many rows of one customer.
void fill(const std::string& folder, int rows) {
  const auto database = open_store(folder);
  REQUIRE(database);
  const std::string reseller = tests::add_reseller(**database, "Reseller");
  for (int i = 0; i < rows; ++i) {
    REQUIRE((*database)->transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
      const auto number = append_activity(connection, reseller, tests::change_by("eva"), rename_of("c", std::to_string(i), std::to_string(i + 1)));
      if (!number) return number.failure();
      CHECK(*number == i + 1);
      return Ending::keep;
    }));
  }
}

// What somebody who has the file can do: statements, each ended by a semicolon.
void meddle(const std::string& folder, std::string_view sql) {
  const auto database = open_sqlite(folder);
  REQUIRE(database);
  REQUIRE((*database)->transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    for (std::size_t end = sql.find(';'); end != std::string_view::npos; end = sql.find(';')) {
      const auto done = connection.execute(sql.substr(0, end), {});
      if (!done) return done.failure();
      sql.remove_prefix(end + 1);
    }
    return Ending::keep;
  }));
}

ChainReport report_of(const std::string& folder, const std::optional<ActivityHead>& known = std::nullopt) {
  const auto database = open_store(folder);
  REQUIRE(database);
  ChainReport report;
  REQUIRE((*database)->read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    auto verified = verify_chain(connection, known);
    if (!verified) return verified.failure();
    report = std::move(*verified);
    return Ending::keep;
  }));
  return report;
}

constexpr const char* drop_guards = "drop trigger activity_unchanged; drop trigger activity_undeleted;";

}  // namespace

TEST_CASE("every operation has one code, which finds it again") {
  int seen = 0;
  for (int i = 0; i <= static_cast<int>(Operation::export_customers); ++i) {
    const auto operation = static_cast<Operation>(i);
    INFO(std::string(code_of(operation)));
    CHECK(find_operation(code_of(operation)) == operation);
    CHECK(!resource_type_of(operation).empty());
    CHECK(!name_of(operation).empty());
    ++seen;
  }
  CHECK(seen == 21);
  CHECK(name_of(Operation::create_self_serve_policy) == "Create Customer Purchase Permissions");
  CHECK(name_of(Operation::delete_self_serve_policy) == "Delete Customer Purchase Permissions");
}

TEST_CASE("a row holds who, from where, when, and each field") {
  const TemporaryFolder folder;
  const auto database = open_store(folder.path());
  REQUIRE(database);
  const std::string reseller = tests::add_reseller(**database, "Reseller");
  Change change = tests::change_by("eva");
  change.request_id = "4e0b1f2a-0000-4000-8000-000000000001";
  change.roles = "admin_agent,sales_agent";
  change.credential = "user_token";
  change.client = std::string("agent \xFF with \0 and ", 19) + std::string(300, 'x');
  change.application = "Billing bridge";
  change.address = "127.0.0.1";
  ActivityRow row;
  REQUIRE((*database)->transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto number = append_activity(connection, reseller, change, rename_of("c", "Söner \"AB\"", "Söner\nAB"));
    if (!number) return number.failure();
    const auto found = connection.execute("select " + std::string(activity_columns) + " from activity", {});
    if (!found) return found.failure();
    REQUIRE(found->rows.size() == 1);
    row = activity_row_of(found->rows[0]);
    return Ending::keep;
  }));
  CHECK(row.number == 1);
  CHECK(row.reseller == reseller);
  CHECK(row.customer_name == "Söner\nAB");
  CHECK(row.done_at_ms == 1234);
  CHECK(row.user_name == "eva");
  CHECK(row.roles == "admin_agent,sales_agent");
  CHECK(row.credential == "user_token");
  CHECK(row.client.starts_with("agent ? with ? and xxx"));
  CHECK(row.client.size() == 200);
  CHECK(row.application == "Billing bridge");
  CHECK(row.address == "127.0.0.1");
  CHECK(row.correlation_id == change.correlation_id);
  CHECK(row.request_id == change.request_id);
  CHECK(row.operation == "update_customer_billing_profile");
  CHECK(row.resource_type == "customer");
  CHECK(row.status == "succeeded");
  CHECK(row.changes == R"([["billingProfile.companyName","Söner \"AB\"","Söner\nAB"],["billingProfile.email","","faktura@söner.example"]])");
  CHECK(row.hash == hash_of("", row));
}

TEST_CASE("the engine refuses to change or delete a row") {
  const TemporaryFolder folder;
  fill(folder.path(), 2);
  const auto database = open_store(folder.path());
  REQUIRE(database);
  int seen = 0;
  for (const char* sql : {"update activity set user_name = 'adam'", "update activity set hash = hash where number = 1", "delete from activity where number = 2",
                          "delete from activity"}) {
    INFO(std::string(sql));
    const auto done = (*database)->transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
      const auto run = connection.execute(sql, {});
      if (!run) return run.failure();
      return Ending::keep;
    });
    CHECK_FALSE(done);
    ++seen;
  }
  CHECK(seen == 4);
  CHECK((*database)->can_write());
  CHECK(tests::read_number(**database, "select count(*) from activity") == 2);
}

TEST_CASE("the check of the chain finds what was done to it") {
  struct Case {
    const char* name;
    const char* sql;
    const char* finding;  // Part of the first sentence; empty: nothing is wrong.
  };
  const Case cases[] = {
      {"untouched", "", ""},
      {"a value changed", "update activity set changes = replace(changes, '3', '9') where number = 4;", "Row 4 does not fit"},
      {"a name changed", "update activity set user_name = 'adam' where number = 10;", "Row 10 does not fit"},
      {"a time changed", "update activity set done_at = done_at + 1 where number = 1;", "Row 1 does not fit"},
      {"text moved between columns", "update activity set client = 'test', application = 's' where number = 5;", "Row 5 does not fit"},
      {"a row removed", "delete from activity where number = 6;", "Row 6 is missing"},
      {"rows removed", "delete from activity where number between 2 and 4;", "Rows 2 to 4 are missing"},
      {"the first removed", "delete from activity where number = 1;", "Row 1 is missing"},
      {"the end cut off", "delete from activity where number > 7;", "Rows 8 to 10 are missing at the end"},
      {"all removed", "delete from activity;", "Rows 1 to 10 are missing at the end"},
      {"two rows swapped",
       "update activity set number = 99 where number = 3; update activity set number = 3 where number = 4; update activity set number = 4 where number = 99;",
       "Row 3 does not fit"},
      {"a row removed, and the later ones moved up",
       "delete from activity where number = 5; update activity set number = -number where number > 5; update activity set number = -number - 1 where number < 0;",
       "Row 5 does not fit"},
      {"a row added at the end",
       "insert into activity select 11, reseller, customer, customer_name, done_at, user_name, roles, credential, client, application, address, correlation_id, "
       "request_id, operation, resource_type, status, detail, changes, old_value, new_value, hash from activity where number = 10;",
       "Row 11 does not fit"},
      {"a row added before the first",
       "insert into activity select 0, reseller, customer, customer_name, done_at, user_name, roles, credential, client, application, address, correlation_id, "
       "request_id, operation, resource_type, status, detail, changes, old_value, new_value, hash from activity where number = 10;",
       "Row 0 stands before the first"},
      {"the noted head changed", "update setting set value = '10:' || substr(value, 5) || '0' where name = 'activity_head';", "The newest hash"},
      {"the noted head broken", "update setting set value = 'ten' where name = 'activity_head';", "The number and hash of the newest row"},
      {"the noted head removed", "delete from setting where name = 'activity_head';", "The number and hash of the newest row"},
  };
  int seen = 0;
  for (const Case& row : cases) {
    INFO(std::string(row.name));
    const TemporaryFolder folder;
    fill(folder.path(), 10);
    if (*row.sql) meddle(folder.path(), std::string(drop_guards) + row.sql);
    const ChainReport report = report_of(folder.path());
    CHECK(report.findings.empty() == !*row.finding);
    if (!report.findings.empty()) CHECK(report.findings.front().find(row.finding) != std::string::npos);
    if (!report.findings.empty()) INFO(report.findings.front());
    ++seen;
  }
  CHECK(seen == 17);
}

TEST_CASE("an end that was cut off together with the head, or a chain made anew, is found by a head noted elsewhere") {
  const TemporaryFolder folder;
  fill(folder.path(), 10);
  const ActivityHead noted = report_of(folder.path()).head;
  CHECK(noted.number == 10);
  CHECK(report_of(folder.path(), noted).findings.empty());
  CHECK(activity_head_of(text_of(noted))->hash == noted.hash);

  SUBCASE("cut off") {
    meddle(folder.path(), std::string(drop_guards) + "update setting set value = '7:' || (select hash from activity where number = 7) where name = 'activity_head';"
                                                     "delete from activity where number > 7;");
    CHECK(report_of(folder.path()).findings.empty());
    const ChainReport report = report_of(folder.path(), noted);
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings[0].find("Rows 8 to 10 are missing at the end") != std::string::npos);
  }
  SUBCASE("made anew") {
    const TemporaryFolder other;
    fill(other.path(), 10);
    const ChainReport report = report_of(other.path(), noted);
    REQUIRE(report.findings.size() == 1);
    CHECK(report.findings[0].find("written anew") != std::string::npos);
  }
}

TEST_CASE("heads that are none are not read") {
  int seen = 0;
  for (const char* text : {"", "0", "1:", ":", "0:aa", "-1:", "x:y", "1:zz", "1:A000000000000000000000000000000000000000000000000000000000000000",
                           "1 :0000000000000000000000000000000000000000000000000000000000000000"}) {
    INFO(std::string(text));
    CHECK_FALSE(activity_head_of(text));
    ++seen;
  }
  CHECK(seen == 10);
}

namespace {

std::string first_step() {
  const char* project = std::getenv("KUNDKONTO_PROJECT");
  std::ifstream file(std::string(project ? project : ".") + "/server/migrations/0001_accounts.sql");
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  for (const auto& [gap, word] : {std::pair<std::string, std::string>("{integer}", "integer"), {"{serial}", "integer primary key"}, {"{options}", "strict"}}) {
    for (std::size_t at = text.find(gap); at != std::string::npos; at = text.find(gap)) text.replace(at, gap.size(), word);
  }
  return text;
}

}  // namespace

TEST_CASE("the rows of the older history are taken over, a save as one row") {
  const TemporaryFolder folder;
  meddle(folder.path(), "create table schema_step (number integer primary key) strict; insert into schema_step (number) values (1);" + first_step() + R"(
    insert into history values (1, 'r', 'c', 1000, 'eva', 'browser', 'x', 'billingProfile.firstName', 'Björn', 'Eva');
    insert into history values (2, 'r', 'c', 1000, 'eva', 'browser', 'x', 'billingProfile.email', 'a@b.example', '"quoted" \ and');
    insert into history values (3, 'r', 'c', 1000, 'eva', 'browser', 'y', 'billingProfile.email', 'q', 'p');
    insert into history values (4, 'r', 'c', 2000, 'adam', 'script', 'y', 'companyProfile.email', '', 'p');
    insert into history values (7, 's', 'c', 2000, 'adam', 'script', 'y', 'companyProfile.email', '', 'p');)");
  CHECK(report_of(folder.path()).findings.empty());
  CHECK(report_of(folder.path()).rows == 4);
  const auto database = open_store(folder.path());
  REQUIRE(database);
  std::vector<ActivityRow> rows;
  REQUIRE((*database)->read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto found = connection.execute("select " + std::string(activity_columns) + " from activity order by number", {});
    if (!found) return found.failure();
    for (const auto& values : found->rows) rows.push_back(activity_row_of(values));
    return Ending::keep;
  }));
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].changes == R"([["billingProfile.firstName","Björn","Eva"],["billingProfile.email","a@b.example","\"quoted\" \\ and"]])");
  CHECK(rows[0].user_name == "eva");
  CHECK(rows[0].done_at_ms == 1000);
  CHECK(rows[1].correlation_id == "y");
  CHECK(rows[2].operation == "update_company_info");
  CHECK(rows[2].client == "script");
  CHECK(rows[3].reseller == "s");
  CHECK(tests::read_number(**database, "select count(*) from sqlite_schema where name = 'history'") == 0);
}
