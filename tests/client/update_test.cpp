// Whole stories on the state alone: what is asked of the server, kept on the device, and shown.
#include "client/update.h"

#include "client/route.h"
#include "doctest/doctest.h"
#include "shared/validate.h"
#include "tests/client/sample.h"

using namespace client;
using shared::Field;

namespace {

// A state with its effects, as client/app.cpp keeps them.
struct Story {
  State state;
  Effects effects;
  int ids = 0;

  template <typename Change, typename... Values>
  Effects& run(Change change, Values&&... values) {
    effects = {};
    state.fresh_id = "id-" + std::to_string(++ids);
    state.clock_ms += 1000;
    change(state, effects, std::forward<Values>(values)...);
    return effects;
  }
  Effects& answer(int status, std::string body = {}) {
    REQUIRE(!effects.requests.empty());
    Ask ask = effects.requests.back().ask;
    return run(receive, ask, Answer{status, std::move(body), {}});
  }
  std::string header(std::string_view name) const {
    for (const platform::Header& header : effects.requests.back().request.headers) {
      if (header.name == name) return header.value;
    }
    return {};
  }
  void sign_in_and_open(const shared::Customer& customer, View view) {
    run(start, test::address_of_customer(customer, view), "en", true);
    answer(200, shared::to_json(test::session()));
    answer(200, shared::to_json(customer));
  }
};

}  // namespace

TEST_CASE("addresses and routes are each other's inverse") {
  struct Row { const char* name; const char* address; Route route; };
  const Row rows[] = {
      {"list", "/customers", {View::customers, "", ""}},
      {"search", "/customers?q=sol%20%C3%A5%26b", {View::customers, "", "sol åb"}},
      {"account", "/customers/3f6b", {View::account, "3f6b", ""}},
      {"edit", "/customers/3f6b/edit", {View::edit, "3f6b", ""}},
      {"history", "/customers/3f6b/history", {View::history, "3f6b", ""}},
      {"sign-in", "/signin", {View::sign_in, "", ""}},
  };
  int seen = 0;
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Route route = row.route;
    if (std::string_view(row.name) == "search") route.search = "sol å&b";
    CHECK(route_of(row.address) == route);
    CHECK(address_of(route) == row.address);
    ++seen;
  }
  CHECK(seen == 6);
  CHECK(route_of("/elsewhere").view == View::unknown);
  CHECK(route_of("/customers/3f6b/more").view == View::unknown);
}

TEST_CASE("signing in leads to the wanted address, and a wrong password is said") {
  Story story;
  story.run(start, "/", "sv-SE", false);
  CHECK(story.state.language == shared::Language::swedish);
  CHECK(story.state.route.view == View::sign_in);
  REQUIRE(story.effects.requests.size() == 1);
  CHECK(story.effects.requests.at(0).request.path == "/session/options");
  story.run(submit_sign_in);
  CHECK(story.state.sign_in.problem == Message::user_missing);
  story.state.sign_in.user = "anna";
  story.state.sign_in.password = "wrong \"quoted\"";
  story.run(submit_sign_in);
  CHECK(story.effects.requests.at(0).request.body == R"({"user":"anna","password":"wrong \"quoted\""})");
  Ask ask = story.effects.requests.at(0).ask;
  story.run(submit_sign_in);
  CHECK_MESSAGE(story.effects.requests.empty(), "a second press sends nothing");
  story.run(receive, ask, Answer{401, {}, {}});
  CHECK(story.state.sign_in.problem == Message::sign_in_wrong);
  story.run(submit_sign_in);
  story.answer(200, shared::to_json(test::session()));
  CHECK(story.state.route.view == View::customers);
  CHECK(story.state.sign_in.password.empty());
  CHECK(story.effects.requests.at(0).request.path == "/v1/customers?size=200&offset=0");
}

TEST_CASE("search waits for the last letter, and drops late answers to older searches") {
  Story story;
  story.run(start, "/customers", "en", true);
  story.answer(200, shared::to_json(test::session()));
  Ask first = story.effects.requests.at(0).ask;
  story.run(type_search, "so");
  CHECK(story.effects.requests.empty());
  CHECK(story.effects.timers.at(0).second == 300);
  story.run(type_search, "sol");
  story.run(timer_ended, Timer::search);
  CHECK(story.effects.addresses.at(0).path == "/customers?q=sol");
  CHECK(story.effects.addresses.at(0).replaces);
  CHECK(story.effects.requests.at(0).request.path == "/v1/customers?size=200&offset=0&search=sol");
  Ask second = story.effects.requests.at(0).ask;
  shared::CustomerPage page;
  page.items.push_back({"3f6b", "Solvinden", "solvinden.example", "reseller", "SE", 0});
  page.matching_count = 1;
  page.customer_count = 300;
  story.run(receive, second, Answer{200, shared::to_json(page), {}});
  CHECK(story.state.customers.matching_count == 1);
  story.run(receive, first, Answer{200, shared::to_json(shared::CustomerPage{}), {}});
  CHECK(story.state.customers.matching_count == 1);
  REQUIRE(row_at(story.state.customers, 0) != nullptr);
  CHECK(row_at(story.state.customers, 0)->company_name == "Solvinden");
  CHECK(row_at(story.state.customers, 1) == nullptr);
}

TEST_CASE("an edited account is judged on leaving a field, mended, and sent profile by profile") {
  Story story;
  shared::Customer customer = test::customer();
  story.sign_in_and_open(customer, View::edit);
  Editor& editor = story.state.editor;
  REQUIRE(editor.is_open);
  CHECK(editor.change_count == 0);
  Field field = Field::billing_company_name;
  story.run(edit_field, field, "");
  CHECK_MESSAGE(problem_at(editor, field) == nullptr, "nothing is said while it is first typed");
  leave_field(story.state, field);
  REQUIRE(problem_at(editor, field) != nullptr);
  CHECK(problem_at(editor, field)->rule == shared::Rule::required);
  story.run(submit_edit);
  CHECK(story.effects.requests.empty());
  CHECK(story.effects.focus == Target::summary);
  CHECK(editor.shows_summary);
  story.run(edit_field, field, "Solvinden Energi");
  CHECK(problem_at(editor, field) == nullptr);
  CHECK(!editor.shows_summary);
  story.run(edit_field, Field::company_company_name, "Solvinden Sverige AB");
  CHECK(editor.change_count == 2);

  story.run(submit_edit);
  REQUIRE(story.effects.requests.size() == 1);
  CHECK(story.effects.requests[0].request.path == "/v1/customers/" + customer.account.id + "/profiles/company");
  CHECK(story.header("If-Match") == "\"11\"");
  CHECK(story.header("MS-RequestId") == "id-" + std::to_string(story.ids));
  shared::CompanyProfile company = editor.account.company_profile;
  story.answer(200, shared::to_json(company, customer.account.id, "12"));
  REQUIRE(story.effects.requests.size() == 1);
  CHECK(story.header("If-Match") == "\"21\"");
  auto sent = shared::billing_from_json(story.effects.requests[0].request.body);
  REQUIRE(sent);
  CHECK(sent->profile.company_name == "Solvinden Energi");
  CHECK(sent->etag == "21");
  story.answer(200, shared::to_json(sent->profile, customer.account.id, "22"));
  CHECK(story.state.route.view == View::account);
  CHECK(story.state.account.saved_changes == 2);
  CHECK(story.effects.announcement == "2 changes submitted. Solvinden Energi is up to date.");
  CHECK(!editor.is_open);
}

TEST_CASE("a network that is down keeps what was typed, and the same content is sent under the same id") {
  Story story;
  story.sign_in_and_open(test::customer(), View::edit);
  story.run(edit_field, Field::billing_address_city, "Mölndal");
  story.run(submit_edit);
  std::string id = story.header("MS-RequestId");
  story.answer(0);
  CHECK(story.state.editor.fault == Message::save_no_answer);
  CHECK(story.state.editor.account.billing_profile.default_address.city == "Mölndal");
  CHECK(!story.effects.kept_texts.empty());
  story.run(submit_edit);
  CHECK(story.header("MS-RequestId") == id);
  story.answer(0);
  story.run(edit_field, Field::billing_address_city, "Partille");
  story.run(submit_edit);
  CHECK(story.header("MS-RequestId") != id);
}

TEST_CASE("another person's changes are merged, and a field that both changed is chosen") {
  Story story;
  shared::Customer customer = test::customer();
  story.sign_in_and_open(customer, View::edit);
  Editor& editor = story.state.editor;
  story.run(edit_field, Field::billing_address_city, "Mölndal");
  story.run(edit_field, Field::billing_address_address_line1, "Vindgatan 8");
  story.run(submit_edit);
  story.answer(400, R"({"code":2055,"description":"Etag is no longer valid","data":[]})");
  REQUIRE(story.effects.requests.size() == 1);
  CHECK(story.effects.requests[0].ask.purpose == Purpose::merge);
  shared::Customer theirs = customer;
  theirs.billing_etag = "22";
  theirs.account.billing_profile.default_address.city = "Partille";
  theirs.account.billing_profile.email = "new@solvinden.example";
  story.answer(200, shared::to_json(theirs));
  CHECK(editor.account.billing_profile.default_address.address_line1 == "Vindgatan 8");
  CHECK(editor.account.billing_profile.email == "new@solvinden.example");
  REQUIRE(editor.conflicts.size() == 1);
  CHECK(editor.conflicts[0].field == Field::billing_address_city);
  CHECK(editor.conflicts[0].mine == "Mölndal");
  CHECK(editor.conflicts[0].theirs == "Partille");
  story.run(submit_edit);
  CHECK_MESSAGE(story.effects.requests.empty(), "a choice is wanted first");
  CHECK(story.effects.focus == Target::conflict);
  story.run(choose, Field::billing_address_city, Choice::theirs);
  CHECK(editor.account.billing_profile.default_address.city == "Partille");
  CHECK(editor.change_count == 1);
  story.run(submit_edit);
  CHECK(story.header("If-Match") == "\"22\"");
}

TEST_CASE("a refusal of the server is shown at its field until that is edited") {
  Story story;
  story.sign_in_and_open(test::customer(), View::edit);
  Editor& editor = story.state.editor;
  story.run(edit_field, Field::billing_address_city, "Mölndal");
  story.run(submit_edit);
  shared::ProblemList problems;
  problems.add(Field::billing_address_city, shared::Rule::city_format);
  shared::ErrorBody error{2000, "refused", {}};
  story.answer(400, shared::to_json(error, &problems, nullptr, shared::Language::english));
  REQUIRE(problem_at(editor, Field::billing_address_city) != nullptr);
  CHECK(problem_at(editor, Field::billing_address_city)->rule == shared::Rule::city_format);
  CHECK(editor.shows_summary);
  CHECK(story.effects.focus == Target::summary);
  story.run(edit_field, Field::billing_address_city, "Partille");
  CHECK(problem_at(editor, Field::billing_address_city) == nullptr);
  CHECK(!editor.shows_summary);
}

TEST_CASE("an ended session asks to sign in and comes back to the edited form") {
  Story story;
  shared::Customer customer = test::customer();
  story.sign_in_and_open(customer, View::edit);
  story.run(edit_field, Field::billing_address_city, "Mölndal");
  story.run(submit_edit);
  story.answer(401);
  CHECK(story.state.route.view == View::sign_in);
  CHECK(story.state.sign_in.notice == Message::sign_in_again);
  story.state.sign_in.password = "secret";
  story.run(submit_sign_in);
  story.answer(200, shared::to_json(test::session()));
  CHECK(story.state.route == Route{View::edit, customer.account.id, ""});
  CHECK(story.state.editor.is_open);
  CHECK(story.state.editor.account.billing_profile.default_address.city == "Mölndal");
  CHECK(!story.state.editor.is_saving);
}

TEST_CASE("a draft is kept, offered after a reload, used, and forgotten") {
  Story story;
  shared::Customer customer = test::customer();
  story.sign_in_and_open(customer, View::edit);
  story.run(edit_field, Field::billing_address_city, "Mölndal");
  CHECK(story.effects.timers.at(0) == std::pair(Timer::draft, 500.0));
  story.run(timer_ended, Timer::draft);
  REQUIRE(story.effects.kept_texts.size() == 1);
  auto [name, text] = story.effects.kept_texts[0];

  Story again;
  again.sign_in_and_open(customer, View::edit);
  CHECK(again.effects.wanted_draft == name);
  again.run(offer_draft, text);
  REQUIRE(again.state.editor.draft.has_value());
  CHECK(again.state.editor.change_count == 0);
  again.run(use_draft);
  CHECK(again.state.editor.change_count == 1);
  CHECK(again.state.editor.account.billing_profile.default_address.city == "Mölndal");

  Story later;
  shared::Customer other = customer;
  other.billing_etag = "22";
  other.account.billing_profile.default_address.city = "Partille";
  later.sign_in_and_open(other, View::edit);
  later.run(offer_draft, text);
  later.run(use_draft);
  REQUIRE(later.state.editor.conflicts.size() == 1);
  CHECK(later.state.editor.conflicts[0].theirs == "Partille");

  Story broken;
  broken.sign_in_and_open(customer, View::edit);
  broken.run(offer_draft, "not a draft");
  CHECK(!broken.state.editor.draft.has_value());
  CHECK(broken.effects.forgotten_texts.size() == 1);
}

TEST_CASE("cancelling asks only where something would be lost") {
  Story story;
  story.sign_in_and_open(test::customer(), View::edit);
  story.run(edit_field, Field::billing_address_city, "Mölndal");
  story.run(cancel_edit);
  CHECK(story.state.editor.asks_discard);
  keep_editing(story.state);
  CHECK(story.state.editor.account.billing_profile.default_address.city == "Mölndal");
  story.run(put_back_field, Field::billing_address_city);
  CHECK(story.state.editor.change_count == 0);
  story.run(cancel_edit);
  CHECK(story.state.route.view == View::account);
}

TEST_CASE("a helpdesk agent who opens the edit address reads instead") {
  Story story;
  shared::Customer customer = test::customer();
  shared::Session session = test::session();
  session.role = shared::Role::helpdesk_agent;
  session.permissions = shared::permissions_of(shared::Role::helpdesk_agent);
  story.run(start, test::address_of_customer(customer, View::edit), "en", true);
  story.answer(200, shared::to_json(session));
  CHECK(story.state.route.view == View::account);
}

TEST_CASE("the organisation's sign-in is offered where the server has one, and leads back") {
  struct Row { const char* name; int status; const char* body; const char* address; };
  const Row rows[] = {
      {"configured", 200, R"({"password":true,"openid":"/session/openid"})", "/session/openid"},
      {"not configured", 200, R"({"password":true})", ""},
      {"another server", 200, R"({"openid":"https://elsewhere.example/"})", ""},
      {"another server without a scheme", 200, R"({"openid":"//elsewhere.example/"})", ""},
      {"unknown to the server", 404, R"({"openid":"/session/openid"})", ""},
      {"broken", 200, R"({"openid":"/session)", ""},
  };
  int seen = 0;
  for (const Row& row : rows) {
    CAPTURE(row.name);
    Story story;
    story.run(start, "/customers/3f6b", "en", true);
    story.answer(401);
    story.answer(row.status, row.body);
    CHECK(story.state.sign_in.openid_address == row.address);
    story.run(sign_in_with_organisation);
    CHECK(story.effects.opens == row.address);
    bool is_kept = false;
    for (const auto& [name, text] : story.effects.kept_texts) is_kept |= name == "return-to" && text == "/customers/3f6b";
    CHECK(is_kept == (*row.address != 0));
    ++seen;
  }
  CHECK(seen == 6);
}

TEST_CASE("undo and redo go field by field, and a new edit ends what was undone") {
  Story story;
  shared::Customer customer = test::customer();
  story.sign_in_and_open(customer, View::edit);
  constexpr Field city = Field::billing_address_city;
  constexpr Field email = Field::billing_email;
  const std::string city_before = shared::text_of(customer.account, city);
  const std::string email_before = shared::text_of(customer.account, email);
  auto city_now = [&] { return shared::text_of(story.state.editor.account, city); };
  for (const char* text : {"T", "Ti", "Timrå "}) story.run(edit_field, city, text);
  leave_field(story.state, city);
  CHECK(city_now() == "Timrå");
  story.run(edit_field, email, "ny@solvinden.example");
  leave_field(story.state, email);
  story.run(undo_edit);
  CHECK(shared::text_of(story.state.editor.account, email) == email_before);
  CHECK(story.effects.focus == Target::field);
  CHECK(story.effects.focus_field == email);
  story.run(undo_edit);
  CHECK(city_now() == city_before);
  CHECK(story.state.editor.change_count == 0);
  story.run(undo_edit);
  story.run(redo_edit);
  CHECK(city_now() == "Timrå");
  story.run(redo_edit);
  CHECK(shared::text_of(story.state.editor.account, email) == "ny@solvinden.example");
  story.run(redo_edit);
  story.run(undo_edit);
  story.run(edit_field, city, "Ånge");
  story.run(redo_edit);
  CHECK_MESSAGE(shared::text_of(story.state.editor.account, email) == email_before, "nothing is left to do again");
  CHECK(city_now() == "Ånge");
  for (int i = 0; i < 500; ++i) {
    story.run(edit_field, i % 2 == 0 ? city : email, std::to_string(i));
    leave_field(story.state, i % 2 == 0 ? city : email);
  }
  CHECK(story.state.editor.steps.size() == Editor::steps_max);
  for (int i = 0; i < 500; ++i) story.run(undo_edit);
  CHECK(story.state.editor.done_steps == 0);
}
