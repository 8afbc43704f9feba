// Whole stories on the screens: a person, found texts and buttons, and a server in memory.
#include "doctest/doctest.h"
#include "tests/client/visit.h"

using namespace client;
using test::Headless;
using test::Visit;
using ui::Role;

namespace {

constexpr const char* body = "main/page/body/";
std::string field(const char* path) { return std::string(body) + path; }
const std::string city = field("billingProfile.defaultAddress.city");
const std::string company_name = field("billingProfile.companyName");

}  // namespace

TEST_CASE("sign in, search, open, update, mend, submit") {
  Visit visit;
  Headless& page = *visit.page;
  CHECK(page.find(Role::heading, "Sign in") != nullptr);
  CHECK(page.title() == "Sign in - Kundkonto");
  visit.sign_in();
  CHECK(visit.address() == "/customers");
  CHECK(test::fake_platform().kept.contains("signed-in"));
  CHECK(page.find(Role::heading, "Customers") != nullptr);
  CHECK(visit.says("1 customer"));

  CHECK(page.press("/"));
  CHECK(page.type("main/page/search/text", "zzz"));
  visit.end_timers();
  CHECK(visit.address() == "/customers?q=zzz");
  CHECK(visit.says("No customer matches “zzz”"));
  CHECK(page.type("main/page/search/text", "sol"));
  visit.end_timers();
  CHECK(visit.says("1 of 1 customers match “sol”"));
  REQUIRE(page.click(Role::link, "Solvinden Energi AB"));
  CHECK(visit.address() == test::address_of_customer(visit.server.customer, View::account));
  CHECK(page.title() == "Solvinden Energi AB - Customers - Kundkonto");
  CHECK(visit.says("852 36 Sundsvall"));

  REQUIRE(page.click(Role::button, "Update"));
  REQUIRE(page.at(company_name) != nullptr);
  CHECK(page.type(company_name, ""));
  CHECK_MESSAGE(page.count(Role::error) == 0, "not while it is typed");
  CHECK(page.leave(company_name));
  CHECK(page.count(Role::error) == 1);
  CHECK(page.at(company_name)->has(ui::Flag::invalid));
  CHECK(page.title().starts_with("Error: "));
  CHECK(page.press("Control+Enter"));
  CHECK(page.find(Role::heading, "There is a problem") != nullptr);
  CHECK(page.focused() == ui::id_of_path("main/page/body/summary"));
  CHECK(test::fake_platform().requests("PUT").empty());
  CHECK(page.type(company_name, "Solvinden Kraft AB"));
  CHECK(page.count(Role::error) == 0);
  CHECK(page.find(Role::heading, "There is a problem") == nullptr);
  CHECK(page.type(city, "Timrå"));
  CHECK(visit.says("2 changes"));
  REQUIRE(page.click(Role::submit, "Submit"));
  std::vector<platform::Request> puts = test::fake_platform().requests("PUT");
  REQUIRE(puts.size() == 1);
  CHECK(puts[0].path.ends_with("/profiles/billing"));
  CHECK(visit.server.customer.account.billing_profile.default_address.city == "Timrå");
  CHECK(visit.says("2 changes submitted. Solvinden Kraft AB is up to date."));
  CHECK(visit.address() == test::address_of_customer(visit.server.customer, View::account));
  CHECK(page.faults() == "");
}

TEST_CASE("the review lists old and new; back, discard, submit") {
  for (ui::Vec2 size : {ui::Vec2{1280, 800}, ui::Vec2{390, 844}, ui::Vec2{320, 256}}) {
    CAPTURE(size.x);
    Visit visit("/", size);
    visit.server.is_signed_in = true;
    test::fake_platform().kept["signed-in"] = "1";
    visit.begin(test::address_of_customer(visit.server.customer, View::edit), size);
    Headless& page = *visit.page;
    CHECK(page.find(Role::button, "1 change: review") == nullptr);
    CHECK(page.type(city, "Timrå"));
    REQUIRE(page.click(Role::button, "1 change: review"));
    CHECK(visit.says("Review 1 change"));
    REQUIRE(page.at("main/review/text/changes/billingProfile.defaultAddress.city") != nullptr);
    CHECK(page.count(Role::row) == 2);
    CHECK(page.faults() == "");
    visit.dismiss("main/review");
    CHECK(page.at("main/review") == nullptr);
    CHECK(page.at(city)->value == "Timrå");
    REQUIRE(page.click(Role::button, "1 change: review"));
    REQUIRE(page.click("main/review/discard"));
    visit.dismiss("main/discard");
    CHECK(page.at(city)->value == "Timrå");
    REQUIRE(page.click(Role::button, "1 change: review"));
    REQUIRE(page.click("main/review/submit"));
    CHECK(visit.server.customer.account.billing_profile.default_address.city == "Timrå");
    CHECK(visit.says("1 change submitted."));
    CHECK(page.faults() == "");
  }
}

TEST_CASE("the sheet of keys opens with ? and closes with Escape") {
  Visit visit;
  visit.sign_in();
  Headless& page = *visit.page;
  CHECK(page.press("?"));
  CHECK(page.find(Role::heading, "Keyboard shortcuts") != nullptr);
  CHECK(page.count(Role::list_item) == 10);
  CHECK(page.faults() == "");
  visit.dismiss("shortcuts");
  CHECK(page.find(Role::heading, "Keyboard shortcuts") == nullptr);
  CHECK(page.click("header/keys"));
  CHECK(page.click(Role::button, "Close"));
  CHECK(page.find(Role::heading, "Keyboard shortcuts") == nullptr);
}

TEST_CASE("switching the language keeps what is typed") {
  Visit visit;
  visit.open_edit();
  Headless& page = *visit.page;
  CHECK(page.type(city, "Timrå"));
  CHECK(page.click("header/language/sv"));
  CHECK(page.language() == "sv");
  CHECK(page.at(city)->value == "Timrå");
  CHECK(page.find(Role::submit, "Skicka") != nullptr);
  CHECK(visit.says("1 ändring"));
  CHECK(page.click("header/language/en"));
  CHECK(page.find(Role::submit, "Submit") != nullptr);
  CHECK(page.faults() == "");
}

TEST_CASE("a stale version is merged by choice") {
  Visit visit;
  visit.open_edit();
  Headless& page = *visit.page;
  CHECK(page.type(city, "Timrå"));
  visit.server.customer.account.billing_profile.default_address.city = "Härnösand";
  visit.server.customer.billing_etag = "22";
  visit.server.customer.changed_by = "Bo";
  visit.server.put_status = 400;
  visit.server.put_body = R"({"code":2055,"description":"Etag is no longer valid","data":[]})";
  CHECK(page.press("Control+s"));
  CHECK(visit.says("Bo submitted changes"));
  REQUIRE(page.find(Role::radio, "Theirs: Härnösand") != nullptr);
  REQUIRE(page.click(Role::radio, "Yours: Timrå"));
  visit.server.put_status = 200;
  CHECK(page.press("Control+s"));
  CHECK(visit.server.customer.account.billing_profile.default_address.city == "Timrå");
  CHECK(visit.says("1 change submitted."));
  CHECK(page.faults() == "");
}

TEST_CASE("a lost network, an ended session and a reload lose nothing") {
  Visit visit;
  visit.open_edit();
  CHECK(visit.page->type(city, "Timrå"));
  visit.server.put_status = 0;
  CHECK(visit.page->press("Control+s"));
  CHECK(visit.says("Nothing is submitted yet"));
  CHECK(visit.page->at(city)->value == "Timrå");

  visit.server.put_status = 401;
  visit.server.is_signed_in = false;
  REQUIRE(visit.page->click(Role::button, "Try again"));
  CHECK(visit.address() == "/signin");
  visit.server.put_status = 200;
  REQUIRE(visit.page->type("main/sign-in/password", "secret"));
  REQUIRE(visit.page->click("main/sign-in/submit"));
  CHECK(visit.page->at(city)->value == "Timrå");

  CHECK(visit.page->type(city, "Ånge"));
  visit.end_timers();
  visit.begin(test::address_of_customer(visit.server.customer, View::edit));
  CHECK(visit.page->at(city)->value == "Sundsvall");
  REQUIRE(visit.page->click(Role::button, "Go on with them"));
  CHECK(visit.page->at(city)->value == "Ånge");
  CHECK(visit.page->faults() == "");
}

TEST_CASE("the narrow page's menu opens, leads on, and closes") {
  Visit visit;
  visit.server.is_signed_in = true;
  test::fake_platform().kept["signed-in"] = "1";
  visit.begin(test::address_of_customer(visit.server.customer, View::account), {390, 844});
  Headless& page = *visit.page;
  CHECK(page.find(Role::link, "Customers") != nullptr);
  REQUIRE(page.click("header/menu"));
  REQUIRE(page.at("open-menu/language/sv") != nullptr);
  CHECK(page.press("Escape"));
  CHECK(page.at("open-menu") == nullptr);
  REQUIRE(page.click("header/menu"));
  REQUIRE(page.click("open-menu/main-menu/customers"));
  CHECK(visit.address() == "/customers");
  CHECK(page.at("open-menu") == nullptr);
  REQUIRE(page.click("header/menu"));
  REQUIRE(page.click("open-menu/sign-out"));
  CHECK(visit.address() == "/signin");
  CHECK(!test::fake_platform().kept.contains("signed-in"));
  CHECK(page.faults() == "");
}

TEST_CASE("a helpdesk agent reads, with the reason in words") {
  Visit visit;
  visit.server.session.role = shared::Role::helpdesk_agent;
  visit.server.session.permissions = shared::permissions_of(shared::Role::helpdesk_agent);
  visit.open_edit();
  CHECK(visit.page->find(Role::button, "Update") == nullptr);
  CHECK(visit.says("You can read this account."));
}

TEST_CASE("every view stands at every width, without a fault of the mirror") {
  const ui::Vec2 sizes[] = {{1280, 800}, {1000, 700}, {800, 700}, {600, 700}, {390, 844}, {320, 256}};
  int seen = 0;
  for (ui::Vec2 size : sizes) {
    for (View view : {View::sign_in, View::customers, View::account, View::edit, View::history}) {
      CAPTURE(size.x);
      CAPTURE(static_cast<int>(view));
      Visit visit;
      if (view != View::sign_in) {
        visit.server.is_signed_in = true;
        test::fake_platform().kept["signed-in"] = "1";
        visit.begin(test::address_of_customer(visit.server.customer, view), size);
      }
      CHECK(visit.page->count(Role::heading) >= 1);
      CHECK(visit.page->faults() == "");
      for (const test::SeenNode& node : visit.page->nodes()) {
        bool is_target = node.role == Role::button || node.role == Role::link || node.role == Role::text_field;
        if (!is_target || view == View::sign_in) continue;
        CAPTURE(node.label);
        CHECK(node.rect.x >= 0);
        CHECK(node.rect.right() <= size.x);
      }
      ++seen;
    }
  }
  CHECK(seen == 30);
}
