// The history of a customer on the screen, and earlier values taken up as a draft.
#include "client/answers.h"
#include "doctest/doctest.h"
#include "shared/wire.h"
#include "tests/client/visit.h"

using namespace client;
using test::Headless;
using test::Visit;
using ui::Role;

namespace {

const std::string city = "main/page/body/billingProfile.defaultAddress.city";

std::string entry(int number, std::string_view operation, std::string_view fields, std::string_view more = R"("client":"browser",)") {
  return R"({"number":)" + std::to_string(number) + R"(,"changedAt":"2026-11-24T14:)" + std::to_string(10 + number) +
         R"(:00.000Z","changedBy":"anna@nordkontor.example",)" + std::string(more) + R"("operationType":")" + std::string(operation) +
         R"(","operationName":"Named","operationStatus":"succeeded","fields":[)" + std::string(fields) + R"(],"isMasked":false})";
}

std::string page_of(std::string_view entries, bool has_more = false) {
  return R"({"totalCount":1,"items":[)" + std::string(entries) + R"(],"links":{"self":{"uri":"/x"})" +
         (has_more ? R"(,"next":{"uri":"/y"})" : "") + "}}";
}

constexpr const char* city_change = R"({"field":"billingProfile.defaultAddress.city","oldValue":"Timrå","newValue":"Sundsvall"})";
constexpr const char* line_change = R"({"field":"billingProfile.defaultAddress.addressLine2","oldValue":"Plan 3","newValue":""})";

struct History : Visit {
  explicit History(shared::Role role = shared::Role::admin_agent) {
    server.session.role = role;
    server.session.permissions = shared::permissions_of(role);
    server.is_signed_in = true;
    test::fake_platform().kept["signed-in"] = "1";
  }
  void open(ui::Vec2 size = {1280, 800}) { begin(test::address_of_customer(server.customer, View::history), size); }
};

}  // namespace

TEST_CASE("a page of history is read, and what is none is told") {
  auto page = history_from_json(page_of(entry(3, "update_company_info", city_change) + "," + entry(2, "add_customer", ""), true));
  REQUIRE(page);
  REQUIRE(page->entries.size() == 2);
  CHECK(page->has_more);
  CHECK(page->entries[0].number == 3);
  CHECK(page->entries[0].client == "browser");
  REQUIRE(page->entries[0].fields.size() == 1);
  CHECK(page->entries[0].fields[0].before == "Timrå");
  CHECK(!history_from_json(page_of(""))->has_more);
  for (std::string_view text : {"", "[]", "{}", R"({"items":[)", R"({"code":1})"}) CHECK(!history_from_json(text));
  CHECK(!account_of_entry(R"({"number":3})"));
  CHECK(account_of_entry(R"({"number":3,"account":)" + shared::to_json(test::customer().account) + "}")->billing_profile == test::customer().account.billing_profile);
}

const std::string policy = R"("resourceNewValue":"{\"Id\":\"a_b\",\"Permissions\":[{\"Resource\":\"AzureSavingsPlan\",\"Action\":\"Purchase\"}]}",)";

TEST_CASE("the history tells who, what, from where, old and new") {
  History visit;
  visit.server.history = page_of(entry(4, "update_customer_billing_profile", std::string(city_change) + "," + line_change) + "," +
                                 entry(3, "create_self_serve_policy", "", R"("client":"Tool","application":"Bridge",)" + policy) + "," +
                                 entry(2, "something_new", "", "") + "," + entry(1, "add_customer", city_change), true);
  visit.open();
  Headless& page = *visit.page;
  CHECK(page.title() == "History - Solvinden Energi AB - Customers - Kundkonto");
  for (const char* text : {"anna@nordkontor.example", "updated Billing information", "in the browser", "Timrå", "Sundsvall", "Plan 3", "Empty",
                           "gave permission to buy", "through Bridge", "Azure savings plan", "Off", "On", "Logged as Named.", "did: Named", "through the API", "added the customer", "Current"}) {
    CAPTURE(text);
    CHECK(visit.says(text));
  }
  CHECK(page.count(Role::list_item) == 4);
  CHECK(page.find(Role::button, "Show older changes") != nullptr);
  visit.server.history = page_of(entry(0, "update_company_info", ""));
  CHECK(page.click(Role::button, "Show older changes"));
  CHECK(page.count(Role::list_item) == 5);
  CHECK(page.find(Role::button, "Show older changes") == nullptr);
  CHECK(test::fake_platform().sent.back().request.path.ends_with("/history?size=50&before=1"));
  CHECK(page.faults() == "");
  visit.open({390, 844});
  CHECK(visit.page->faults() == "");
}

TEST_CASE("earlier values open as a draft, and nothing is sent before Submit") {
  History visit;
  shared::Customer earlier = visit.server.customer;
  earlier.account.billing_profile.default_address.city = "Timrå";
  visit.server.history = page_of(entry(4, "update_customer_billing_profile", city_change) + "," + entry(1, "add_customer", ""));
  visit.open();
  const test::SeenNode* restore = visit.page->at("main/page/body/entries/day-4/1/restore-1");
  REQUIRE(restore != nullptr);
  CHECK(visit.page->at("main/page/body/entries/day-4/4/restore-4") == nullptr);
  CHECK_MESSAGE(visit.page->click(restore->path), "the server does not know it");
  CHECK(visit.says("The earlier values could not be fetched."));
  visit.server.history_entry = R"({"number":1,"account":)" + shared::to_json(earlier.account) + "}";
  CHECK(visit.page->click("main/page/body/entries/day-4/1/restore-1"));
  CHECK(visit.address() == test::address_of_customer(visit.server.customer, View::edit));
  REQUIRE(visit.page->at(city) != nullptr);
  CHECK(visit.page->at(city)->value == "Timrå");
  CHECK(visit.says("1 change"));
  CHECK(test::fake_platform().requests("PUT").empty());
  CHECK(visit.page->press("Control+s"));
  CHECK(visit.server.customer.account.billing_profile.default_address.city == "Timrå");
  CHECK(visit.page->faults() == "");
}

TEST_CASE("a helpdesk agent reads masked values and restores nothing; an empty history says so") {
  History visit(shared::Role::helpdesk_agent);
  std::string masked = entry(2, "update_customer_billing_profile", R"({"field":"billingProfile.email","oldValue":"a***@b.example","newValue":"c***@b.example"})");
  masked.replace(masked.find("\"isMasked\":false"), 16, "\"isMasked\":true");
  visit.server.history = page_of(masked);
  visit.open();
  CHECK(visit.says("a***@b.example"));
  CHECK(visit.says("Personal data is shown in part"));
  CHECK(visit.page->find(Role::button, "Restore as draft: ") == nullptr);
  visit.server.history = page_of("");
  visit.open();
  CHECK(visit.says("Nothing has been changed yet"));
}
