// The permission to buy: what is asked of the server, and what a person sees.
#include "client/answers.h"
#include "doctest/doctest.h"
#include "tests/client/visit.h"

using namespace client;
using test::FakePlatform;
using test::Headless;
using test::Visit;
using ui::Role;

namespace {

constexpr const char* reservations = "main/page/body/reservations";
constexpr const char* plans = "main/page/body/savings-plans";

struct Account : Visit {
  explicit Account(shared::Role role = shared::Role::admin_agent, ui::Vec2 size = {1280, 800}) {
    server.session.role = role;
    server.session.permissions = shared::permissions_of(role);
    server.is_signed_in = true;
    test::fake_platform().kept["signed-in"] = "1";
    begin(test::address_of_customer(server.customer, View::account), size);
  }
  bool is_on(const char* path) const { return page->at(path)->has(ui::Flag::checked); }
};

}  // namespace

TEST_CASE("a policy is read from a collection and alone, in any case of names") {
  struct Row { const char* name; const char* text; bool is_read; bool reservations; bool plans; };
  const Row rows[] = {
      {"nothing", R"({"totalCount":0,"items":[],"attributes":{"objectType":"Collection"}})", true, false, false},
      {"one", R"({"items":[{"id":"a_b","permissions":[{"resource":"AzureSavingsPlan","action":"Purchase"}],"attributes":{"etag":"\"x\""}}]})", true, false, true},
      {"alone", R"({"Id":"a_b","Permissions":[{"Resource":"azurereservedinstances","Action":"purchase"}],"Attributes":{"Etag":"\"x\""}})", true, true, false},
      {"other action", R"({"id":"a_b","permissions":[{"resource":"AzureSavingsPlan","action":"Exchange"}]})", true, false, false},
      {"unknown resource", R"({"id":"a_b","permissions":[{"resource":"Gold","action":"Purchase"},7,null]})", true, false, false},
      {"error", R"({"code":1,"description":"no"})", false, false, false},
      {"broken", R"({"items":[)", false, false, false},
      {"no object", "[]", false, false, false},
      {"empty", "", false, false, false},
  };
  int seen = 0;
  for (const Row& row : rows) {
    CAPTURE(row.name);
    auto policy = policy_from_json(row.text);
    CHECK(policy.has_value() == row.is_read);
    ++seen;
    if (!policy) continue;
    CHECK(policy->allows(Purchase::reservations) == row.reservations);
    CHECK(policy->allows(Purchase::savings_plans) == row.plans);
  }
  CHECK(seen == 9);
  PurchasePolicy policy{"r_c", "\"e\"", {true, false}};
  CHECK(to_json(policy, "c", "r") ==
        R"({"id":"r_c","selfServeEntity":{"selfServeEntityType":"customer","tenantID":"c"},"grantor":{"grantorType":"billToPartner","tenantID":"r"},)"
        R"("permissions":[{"resource":"AzureReservedInstances","action":"Purchase"}],"attributes":{"etag":"\"e\"","objectType":"SelfServePolicy"}})");
}

TEST_CASE("turning on asks first, then makes, changes and removes the policy") {
  Account visit;
  Headless& page = *visit.page;
  REQUIRE(page.at(reservations) != nullptr);
  CHECK(!visit.is_on(reservations));
  CHECK(page.click(reservations));
  CHECK(!visit.is_on(reservations));
  CHECK(visit.says("Allow Solvinden Energi AB to buy"));
  CHECK(visit.says("you are not notified"));
  CHECK(test::fake_platform().requests("POST").empty());
  CHECK(page.click(Role::button, "Cancel"));
  CHECK(!visit.says("Allow Solvinden Energi AB to buy"));
  CHECK(page.click(reservations));
  CHECK(page.click(Role::button, "Allow purchases"));
  CHECK(visit.is_on(reservations));
  CHECK(visit.says("Turned on. Logged as Create Customer Purchase Permissions."));
  REQUIRE(test::fake_platform().requests("POST").size() == 1);
  CHECK(test::fake_platform().requests("POST")[0].body.find("AzureReservedInstances") != std::string::npos);

  CHECK(page.click(plans));
  CHECK(page.click(Role::button, "Allow purchases"));
  CHECK(visit.is_on(plans));
  REQUIRE(test::fake_platform().requests("PUT").size() == 1);
  CHECK(test::fake_platform().requests("PUT")[0].body.find("etag-1") != std::string::npos);
  CHECK(visit.server.policy->allows(Purchase::reservations));

  CHECK(page.click(reservations));
  CHECK(!visit.is_on(reservations));
  CHECK(visit.says("Turned off. Logged as Delete Customer Purchase Permissions."));
  CHECK(page.click(plans));
  CHECK(!visit.is_on(plans));
  CHECK(test::fake_platform().requests("DELETE").size() == 1);
  CHECK(!visit.server.policy);
  CHECK(page.faults() == "");
}

TEST_CASE("who may not switch reads, and who may not read sees nothing") {
  struct Row { shared::Role role; bool sees; bool may; };
  const Row rows[] = {{shared::Role::admin_agent, true, true}, {shared::Role::sales_agent, true, false}, {shared::Role::helpdesk_agent, true, false}};
  int seen = 0;
  for (const Row& row : rows) {
    CAPTURE(static_cast<int>(row.role));
    Account visit(row.role);
    REQUIRE((visit.page->at(reservations) != nullptr) == row.sees);
    CHECK(visit.page->at(reservations)->has(ui::Flag::read_only) != row.may);
    CHECK(visit.says("Saved at once") == row.may);
    visit.page->click(reservations);
    CHECK(visit.says("Allow Solvinden Energi AB to buy") == row.may);
    CHECK(test::fake_platform().requests("POST").empty());
    ++seen;
  }
  CHECK(seen == 3);
  Account visit(shared::Role::user_management_admin);
  CHECK(visit.page->at(reservations) == nullptr);
}

TEST_CASE("what stood in the way of a switch is said, and what is stored is shown") {
  struct Row { const char* name; int status; const char* sentence; };
  const Row rows[] = {
      {"refused", 403, "Your role may not change this."},
      {"made by another", 409, "Somebody changed this meanwhile."},
      {"gone", 404, "Somebody changed this meanwhile."},
      {"stale", 400, "Somebody changed this meanwhile."},
      {"no answer", 0, "Nothing is changed: the server did not store it."},
      {"out of order", 503, "Nothing is changed: the server did not store it."},
  };
  int seen = 0;
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Account visit;
    visit.server.policy_status = row.status == 0 ? 599 : row.status;
    CHECK(visit.page->click(reservations));
    CHECK(visit.page->click(Role::button, "Allow purchases"));
    CHECK(visit.says(row.sentence));
    CHECK(!visit.is_on(reservations));
    visit.server.policy_status = 0;
    CHECK(visit.page->click(reservations));
    CHECK(visit.page->click(Role::button, "Allow purchases"));
    CHECK(visit.is_on(reservations));
    CHECK(!visit.says(row.sentence));
    ++seen;
  }
  CHECK(seen == 6);
}

TEST_CASE("no answer after it was stored: reading tells that it was") {
  Account visit;
  auto reply = test::fake_platform().server;
  test::fake_platform().server = [&](const platform::Request& request) {
    FakePlatform::Reply answer = reply(request);
    return request.method == "POST" ? FakePlatform::Reply{} : answer;
  };
  CHECK(visit.page->click(reservations));
  CHECK(visit.page->click(Role::button, "Allow purchases"));
  CHECK(visit.is_on(reservations));
  CHECK(visit.says("Turned on."));
}

TEST_CASE("the permission stands at every width and in Swedish") {
  for (float width : {1280.f, 800.f, 390.f, 320.f}) {
    CAPTURE(width);
    Account visit(shared::Role::admin_agent, {width, 568});
    CHECK(visit.page->click(plans));
    const test::SeenNode* allow = visit.page->find(Role::button, "Allow purchases");
    REQUIRE(allow != nullptr);
    CHECK(allow->rect.right() <= width);
    CHECK(allow->rect.bottom() <= 568);
    CHECK(visit.page->faults() == "");
  }
  Account visit;
  CHECK(visit.page->click("header/language/sv"));
  CHECK(visit.says("Kundbehörigheter"));
  CHECK(visit.says("Azure-reservationer: tillåt kund att köpa"));
}
