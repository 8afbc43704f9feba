// JSON in and out: what is read in any case, what is refused and where, and that what is written is read back the same.
#include <doctest/doctest.h>

#include <string>

#include "corpus.h"
#include "shared/wire.h"

using shared::WireFault;

namespace {

std::string nested(int levels) {
  std::string text = R"({"id":"x","extra":)";
  text.append(static_cast<std::size_t>(levels), '[').append(static_cast<std::size_t>(levels), ']');
  return text + "}";
}

}  // namespace

TEST_CASE("documents that are refused, with the member at fault") {
  struct Case {
    const char* name;
    std::string text;
    WireFault fault;
    const char* path;
  };
  const Case cases[] = {
      {"nothing", "", WireFault::not_json, ""},
      {"cut off", R"({"id":"x")", WireFault::not_json, ""},
      {"a comma too many", R"({"id":"x",})", WireFault::not_json, ""},
      {"text behind", R"({"id":"x"} {})", WireFault::not_json, ""},
      {"NUL behind", std::string(R"({"id":"x"})") + '\0' + "garbage", WireFault::not_json, ""},
      {"line feed in a text", "{\"id\":\"a\nb\"}", WireFault::not_json, ""},
      {"half a surrogate pair", R"({"id":"\ud800"})", WireFault::not_json, ""},
      {"a lone byte", "{\"id\":\"\xE4\"}", WireFault::not_utf8, ""},
      {"an overlong form", "{\"id\":\"\xC0\xAF\"}", WireFault::not_utf8, ""},
      {"an array", "[]", WireFault::not_object, ""},
      {"a profile that is text", R"({"billingProfile":"x"})", WireFault::not_object, "billingProfile"},
      {"a number for text", R"({"billingProfile":{"companyName":5}})", WireFault::not_text, "billingProfile.companyName"},
      {"an object for text", R"({"companyProfile":{"address":{"city":{}}}})", WireFault::not_text, "companyProfile.address.city"},
      {"the same name twice", R"({"id":"x","id":"y"})", WireFault::duplicate_key, "id"},
      {"the same name in another case", R"({"billingProfile":{"email":"a","Email":"b"}})", WireFault::duplicate_key, "Email"},
      {"too many levels", nested(40), WireFault::too_deep, ""},
      {"a hundred thousand levels", nested(100000), WireFault::too_deep, ""},
  };
  int seen = 0;
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const auto account = shared::account_from_json(c.text);
    REQUIRE_FALSE(static_cast<bool>(account));
    CHECK(code_of(account.failure().fault) == code_of(c.fault));
    CHECK(account.failure().path == c.path);
    ++seen;
  }
  CHECK(seen == 17);
}

TEST_CASE("names are read in any case, null is absent, unknown members are left out") {
  const auto account = shared::account_from_json(
      "\xEF\xBB\xBF" R"({"Id":"x","BILLINGPROFILE":{"CompanyName":"Nordanvik","DefaultAddress":{"City":"Kalmar","State":null}},"Tags":[1,{"a":2}],)"
      R"("CompanyProfile":null,"RelationshipToPartner":1})");
  REQUIRE(static_cast<bool>(account));
  CHECK(account->id == "x");
  CHECK(account->billing_profile.company_name == "Nordanvik");
  CHECK(account->billing_profile.default_address.city == "Kalmar");
  CHECK(account->billing_profile.default_address.state.empty());
  CHECK(account->relationship_to_partner == "reseller");
}

TEST_CASE("what fits in the allowed levels is read") { CHECK(static_cast<bool>(shared::account_from_json(nested(shared::json_depth_max - 1)))); }

TEST_CASE("every account of the corpus is read back as it was written") {
  int seen = 0;
  for (const std::string& line : tests::lines_of("tests/corpus/accounts.ndjson")) {
    const auto account = shared::account_from_json(line);
    REQUIRE(static_cast<bool>(account));
    const auto again = shared::account_from_json(to_json(*account));
    REQUIRE(static_cast<bool>(again));
    CHECK(*again == *account);
    ++seen;
  }
  CHECK(seen == 394);
}

TEST_CASE("a profile carries its etag and links, and always its address") {
  shared::BillingProfile profile;
  profile.company_name = "A \"B\" \\ \t\x01 å";
  const std::string json = to_json(profile, "c1", "-42");
  CHECK(json ==
        R"({"companyName":"A \"B\" \\ \u0009\u0001 å","defaultAddress":{"phoneNumber":""},"links":{"self":{"uri":"/customers/c1/profiles/billing",)"
        R"("method":"GET","headers":[]}},"attributes":{"etag":"-42","objectType":"CustomerBillingProfile"}})");
  const auto document = shared::billing_from_json(json);
  REQUIRE(static_cast<bool>(document));
  CHECK(document->profile == profile);
  CHECK(document->etag == "-42");
}

TEST_CASE("broken bytes are written as the replacement character") {
  shared::Account account;
  account.id = "a\xE4z";
  CHECK(to_json(account).find("a\xEF\xBF\xBDz") != std::string::npos);
}

TEST_CASE("a customer and a page are read back, with their times") {
  shared::Customer customer;
  customer.account.id = "c1";
  customer.company_etag = "1";
  customer.billing_etag = "2";
  customer.allow_delegated_access = false;
  customer.changed_by = "anna";
  int seen = 0;
  // The epoch is "unknown"; leap days, a century that has one, and the last millisecond of a year.
  for (const std::int64_t time : {std::int64_t{1}, std::int64_t{951782399999}, std::int64_t{951826210123}, std::int64_t{1709208000000}, std::int64_t{4102444799999}}) {
    customer.changed_at_ms = time;
    const auto again = shared::customer_from_json(to_json(customer));
    REQUIRE(static_cast<bool>(again));
    CHECK(again->changed_at_ms == time);
    CHECK(again->billing_etag == "2");
    CHECK_FALSE(again->allow_delegated_access);
    ++seen;
  }
  CHECK(seen == 5);
  customer.changed_at_ms = 951826210123;
  CHECK(to_json(customer).find(R"("changedAt":"2000-02-29T12:10:10.123Z")") != std::string::npos);

  shared::CustomerPage page;
  page.items.push_back({"c1", "Nordanvik", "nordanvik.example", "reseller", "SE", 951826210123});
  page.self_uri = "/customers?size=1";
  page.next_uri = "/customers?size=1&seekOperation=Next";
  page.continuation_token = "t";
  page.matching_count = 2;
  page.customer_count = 3;
  const auto read = shared::customer_page_from_json(to_json(page));
  REQUIRE(static_cast<bool>(read));
  REQUIRE(read->items.size() == 1);
  CHECK(read->items[0].company_name == "Nordanvik");
  CHECK(read->items[0].changed_at_ms == 951826210123);
  CHECK(read->next_uri == page.next_uri);
  CHECK(read->continuation_token == "t");
  CHECK(read->customer_count == 3);
}

TEST_CASE("an error answer is read back: problems with details, and rules that this build does not know") {
  shared::ProblemList problems;
  shared::Problem& problem = problems.add(shared::Field::billing_address_postal_code, shared::Rule::postal_code_format);
  problem.details[0] = {shared::DetailKey::example, "114 55"};
  problem.suggestion = "852 34";
  const std::string json = to_json(shared::ErrorBody{3000, "A property is invalid.", {}}, &problems, nullptr, shared::Language::english);
  CHECK(json.find("property_name: defaultAddress.postalCode - ") != std::string::npos);
  shared::ProblemList read;
  const auto error = shared::error_from_json(json, read);
  REQUIRE(static_cast<bool>(error));
  CHECK(error->code == 3000);
  REQUIRE(read.size() == 1);
  CHECK(read.begin()->detail(shared::DetailKey::example) == "114 55");
  CHECK(read.begin()->suggestion == "852 34");

  const auto newer = shared::error_from_json(R"({"code":"2055","errors":[{"field":"billingProfile.email","rule":"of_tomorrow","severity":"warning"}]})", read);
  REQUIRE(static_cast<bool>(newer));
  CHECK(newer->code == 2055);
  REQUIRE(read.size() == 1);
  CHECK(read.begin()->rule == shared::Rule::unrecognized);
  CHECK(read.begin()->severity == shared::Severity::warning);
}
