// How many requests are let through, on a clock of the test's own.
#include "server/throttle.h"

#include <doctest/doctest.h>

#include <string>

namespace {

using namespace server;

Principal caller(std::string user, Credential credential = Credential::user_token, std::string reseller = "r") {
  Principal principal;
  principal.user = std::move(user);
  principal.reseller_id = std::move(reseller);
  principal.credential = credential;
  return principal;
}

Settings limits(int per_reseller, int per_user, int per_session_user) {
  Settings settings;
  settings.requests_per_minute_per_reseller = per_reseller;
  settings.requests_per_minute_per_user = per_user;
  settings.requests_per_minute_per_session_user = per_session_user;
  return settings;
}

// How many of `attempts` go through at one moment.
int admitted(Throttle& throttle, const Principal& principal, const Settings& settings, std::int64_t now_ms, int attempts) {
  int count = 0;
  for (int i = 0; i < attempts; ++i) count += throttle.seconds_to_wait(principal, settings, now_ms) == 0 ? 1 : 0;
  return count;
}

}  // namespace

TEST_CASE("a minute's worth at once, then what comes back with time") {
  Throttle throttle;
  const Settings settings = limits(500, 500, 0);
  const Principal eva = caller("eva");
  CHECK(admitted(throttle, eva, settings, 0, 2000) == 500);
  CHECK(throttle.seconds_to_wait(eva, settings, 0) == 1);
  CHECK(admitted(throttle, eva, settings, 1000, 2000) == 8);
  CHECK(admitted(throttle, eva, settings, 61'000, 2000) == 500);
  CHECK(admitted(throttle, eva, settings, 3'600'000, 2000) == 500);
}

TEST_CASE("the time to wait is true") {
  Throttle throttle;
  const Settings settings = limits(0, 2, 0);
  const Principal eva = caller("eva");
  CHECK(admitted(throttle, eva, settings, 0, 10) == 2);
  const int seconds = throttle.seconds_to_wait(eva, settings, 0);
  CHECK(seconds == 30);
  CHECK(throttle.seconds_to_wait(eva, settings, seconds * 1000 - 1000) == 1);
  CHECK(throttle.seconds_to_wait(eva, settings, seconds * 1000) == 0);
}

TEST_CASE("users, applications, sessions and resellers are counted apart") {
  Throttle throttle;
  const Settings settings = limits(0, 5, 7);
  CHECK(admitted(throttle, caller("eva"), settings, 0, 10) == 5);
  CHECK(admitted(throttle, caller("adam"), settings, 0, 10) == 5);
  CHECK(admitted(throttle, caller("eva", Credential::application_token), settings, 0, 10) == 5);
  CHECK(admitted(throttle, caller("eva", Credential::session), settings, 0, 10) == 7);
  CHECK(admitted(throttle, caller("eva", Credential::user_token, "s"), settings, 0, 10) == 5);
}

TEST_CASE("sessions take nothing from the programs' share") {
  Throttle throttle;
  const Settings settings = limits(10, 0, 0);
  CHECK(admitted(throttle, caller("eva", Credential::session), settings, 0, 1000) == 1000);
  CHECK(admitted(throttle, caller("eva"), settings, 0, 100) == 10);
}

TEST_CASE("one greedy user does not shut out the others of its reseller") {
  Throttle throttle;
  const Settings settings = limits(500, 500, 0);
  CHECK(admitted(throttle, caller("greedy"), settings, 0, 5000) == 500);
  CHECK(admitted(throttle, caller("modest"), settings, 0, 20) == 20);
  CHECK(admitted(throttle, caller("other"), settings, 0, 5000) == 80);
  CHECK(throttle.seconds_to_wait(caller("greedy"), settings, 0) >= 1);
  // What was taken from the reserve is owed.
  CHECK(admitted(throttle, caller("greedy"), settings, 6'000, 100) == 0);
  CHECK(admitted(throttle, caller("modest"), settings, 6'000, 20) == 20);
  CHECK(admitted(throttle, caller("modest", Credential::user_token, "s"), settings, 0, 5000) == 500);
}

TEST_CASE("no limit, no count") {
  Throttle throttle;
  const Settings settings = limits(0, 0, 0);
  CHECK(admitted(throttle, caller("eva"), settings, 0, 5000) == 5000);
  CHECK(throttle.buckets() == 0);
}

TEST_CASE("memory is bounded, and who used most is not forgotten") {
  Throttle throttle;
  const Settings settings = limits(0, 5, 0);
  CHECK(admitted(throttle, caller("greedy"), settings, 0, 10) == 5);
  for (int i = 0; i < 50'000; ++i) (void)throttle.seconds_to_wait(caller("user " + std::to_string(i)), settings, 1);
  CHECK(throttle.buckets() <= Throttle::buckets_max);
  CHECK(admitted(throttle, caller("greedy"), settings, 1, 10) == 0);
}

TEST_CASE("what counts") {
  struct Case {
    const char* path;
    bool counts;
  };
  const Case cases[] = {{"/v1/customers", true},           {"/v1/customers/{id}", true}, {"/v1/auditrecords", true}, {"/v1/validations/account", false},
                        {"/v1/countryvalidationrules/{country}", false}, {"/healthz", false},         {"/session", false},        {"/metrics", false}};
  int seen = 0;
  for (const Case& row : cases) {
    INFO(std::string(row.path));
    CHECK(is_throttled(row.path) == row.counts);
    ++seen;
  }
  CHECK(seen == 8);
}

TEST_CASE("the answer has the two members that clients read, and the header they need") {
  const Response response = throttled_answer(57);
  CHECK(response.status == 429);
  CHECK(response.body == R"({ "statusCode": 429, "message": "Rate limit is exceeded. Try again in 57 seconds." })");
  CHECK(response.content_type == "application/json");
  REQUIRE(!response.headers.empty());
  CHECK(response.headers[0].name == "Retry-After");
  CHECK(response.headers[0].value == "57");
}
