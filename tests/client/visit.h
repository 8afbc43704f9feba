// A person on the editor's screens, with a server in memory: what whole stories are told with.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "client/answers.h"
#include "client/app.h"
#include "client/route.h"
#include "client/ui_host.h"
#include "doctest/doctest.h"
#include "tests/client/fake_platform.h"
#include "tests/client/headless.h"
#include "tests/client/sample.h"

namespace client::test {

// The server's side: one customer, read and written by etag.
struct Server {
  int etags = 0;
  shared::Customer customer = test::customer();
  shared::Session session = test::session();
  bool is_signed_in = false;
  int put_status = 200;
  std::string put_body;
  std::optional<PurchasePolicy> policy;
  int policy_status = 0;       // Not 0: what every switch is answered with.
  std::string history = R"({"items":[],"links":{}})";
  std::string history_entry;

  FakePlatform::Reply put(const platform::Request& request) {
    if (put_status != 200) return {put_status, put_body, {}};
    bool is_company = request.path.ends_with("company");
    if (is_company) {
      auto document = shared::company_from_json(request.body);
      customer.account.company_profile = document->profile;
      customer.company_etag = "12";
      return {200, shared::to_json(document->profile, customer.account.id, "12"), {}};
    }
    auto document = shared::billing_from_json(request.body);
    customer.account.billing_profile = document->profile;
    customer.billing_etag = "22";
    return {200, shared::to_json(document->profile, customer.account.id, "22"), {}};
  }
  // One policy, with an etag that counts.
  FakePlatform::Reply policies(const platform::Request& request) {
    if (request.method == "GET") {
      std::string item = policy ? to_json(*policy, customer.account.id, session.reseller_id) : std::string();
      return {200, R"({"totalCount":1,"items":[)" + item + R"(],"attributes":{"objectType":"Collection"}})", {}};
    }
    if (policy_status != 0) return {policy_status, {}, {}};
    if (request.method == "DELETE") {
      policy.reset();
      return {204, {}, {}};
    }
    if (request.method == "PUT" && request.body.find(policy->etag.substr(1, policy->etag.size() - 2)) == std::string::npos) return {400, {}, {}};
    policy = policy_from_json(request.body);
    policy->id = "reseller_" + customer.account.id;
    policy->etag = "\"etag-" + std::to_string(++etags) + "\"";
    return {request.method == "POST" ? 201 : 200, to_json(*policy, customer.account.id, session.reseller_id), {}};
  }
  FakePlatform::Reply answer(const platform::Request& request) {
    if (request.path == "/session") {
      if (request.method == "POST") is_signed_in = request.body.find("secret") != std::string::npos;
      if (request.method == "DELETE") is_signed_in = false;
      return is_signed_in ? FakePlatform::Reply{200, shared::to_json(session), {}} : FakePlatform::Reply{401, {}, {}};
    }
    if (!is_signed_in) return {401, {}, {}};
    if (request.path.starts_with("/v1/SelfServePolicy")) return policies(request);
    if (request.method == "PUT") return put(request);
    if (request.path.find("/history/") != std::string::npos) return {history_entry.empty() ? 404 : 200, history_entry, {}};
    if (request.path.find("/history?") != std::string::npos) return {200, history, {}};
    if (request.path.starts_with("/v1/customers?")) {
      shared::CustomerPage page;
      bool matches = request.path.find("search=") == std::string::npos || request.path.find("search=sol") != std::string::npos;
      if (matches) page.items.push_back({customer.account.id, "Solvinden Energi AB", "solvinden.example", "reseller", "SE", 0});
      page.matching_count = matches ? 1 : 0;
      page.customer_count = 1;
      return {200, shared::to_json(page), {}};
    }
    if (request.path == "/v1/customers/" + customer.account.id) return {200, shared::to_json(customer), {}};
    return {404, {}, {}};
  }
};

struct Visit {
  Server server;
  std::unique_ptr<Headless> page;

  explicit Visit(std::string_view address = "/", ui::Vec2 size = {1280, 800}) {
    reset_fake_platform();
    begin(address, size);
  }
  ~Visit() { reset_fake_platform(); }
  // Loads the page anew; what is kept on the device stays.
  void begin(std::string_view address, ui::Vec2 size = {1280, 800}) {
    fake_platform().history = {std::string(address)};
    fake_platform().server = [this](const platform::Request& request) { return server.answer(request); };
    page.reset();
    start_editor();
    page = std::make_unique<Headless>(draw_editor, size);
    page->settle();
  }
  void end_timers() {
    fake_platform().end_timers();
    page->settle();
  }
  // Escape in a dialog.
  void dismiss(std::string_view path) {
    REQUIRE(page->at(path) != nullptr);
    ui::host::cancel(page->at(path)->id);
    page->settle();
  }
  void sign_in() {
    REQUIRE(page->type("main/sign-in/user", "anna"));
    REQUIRE(page->type("main/sign-in/password", "secret"));
    REQUIRE(page->click("main/sign-in/submit"));
  }
  void open_edit() {
    server.is_signed_in = true;
    fake_platform().kept["signed-in"] = "1";
    begin(test::address_of_customer(server.customer, View::edit));
  }
  bool says(std::string_view text) const { return page->all_text().find(text) != std::string::npos; }
  std::string address() const { return fake_platform().history.back(); }
};

}  // namespace client::test
