// Whole accounts of tests/corpus: what must be accepted, and what must be refused where.
#include <doctest/doctest.h>

#include <string>

#include "shared/normalize.h"
#include "shared/validate.h"
#include "shared/wire.h"
#include "tests/shared/corpus.h"

namespace {

struct Judged {
  std::string errors;  // "field rule" of each error, divided by "; ".
  bool is_refused_at_expected = false;
};

// The last member `name` in a line of JSON, without escapes.
std::string member(const std::string& line, const std::string& name) {
  const std::string mark = "\"" + name + "\":\"";
  const std::size_t start = line.rfind(mark);
  if (start == std::string::npos) return {};
  return line.substr(start + mark.size(), line.find('"', start + mark.size()) - start - mark.size());
}

shared::Account read(const std::string& line) {
  auto account = shared::account_from_json(line);
  REQUIRE(account);
  return *account;
}

Judged judge(const std::string& line, const std::string& expected_field) {
  shared::Account account = read(line);
  static shared::ProblemList problems;
  shared::normalize(account);
  shared::validate(account, problems);
  Judged judged;
  for (const shared::Problem& problem : problems) {
    if (problem.severity != shared::Severity::error) continue;
    judged.errors += std::string(path_of(problem.field)) + " " + std::string(code_of(problem.rule)) + "; ";
    if (path_of(problem.field) == expected_field) judged.is_refused_at_expected = true;
  }
  return judged;
}

// Takes the mandatory numbers of some countries out of the errors.
std::string without_mandatory(std::string errors) {
  for (const std::string known : {"companyProfile.organizationRegistrationNumber registration_number_required; ", "billingProfile.defaultAddress.phoneNumber phone_number_required; "}) {
    if (const std::size_t at = errors.find(known); at != std::string::npos) errors.erase(at, known.size());
  }
  return errors;
}

}  // namespace

TEST_CASE("real accounts are accepted") {
  int seen = 0;
  for (const std::string& line : tests::lines_of("tests/corpus/accounts.ndjson")) {
    INFO(member(line, "companyName"));
    CHECK(judge(line, "").errors == "");
    ++seen;
  }
  CHECK(seen == 394);
}

TEST_CASE("accounts without a mandatory number are refused for that alone") {
  int seen = 0;
  for (const std::string& line : tests::lines_of("tests/corpus/accounts-without-registration.ndjson")) {
    INFO(member(line, "companyName"));
    const Judged judged = judge(line, "");
    CHECK(judged.errors != "");
    CHECK(without_mandatory(judged.errors) == "");
    ++seen;
  }
  CHECK(seen == 40);
}

TEST_CASE("broken accounts are refused at the broken field and nowhere else") {
  int seen = 0;
  for (const std::string& line : tests::lines_of("tests/corpus/accounts-broken.ndjson")) {
    const std::string field = member(line, "field");
    INFO(member(line, "case"));
    const Judged judged = judge(line, field);
    CHECK(judged.is_refused_at_expected);
    // Two of them also lack a phone number that their country wants.
    const std::string errors = without_mandatory(judged.errors);
    CHECK(errors.find("; ") == errors.rfind("; "));
    ++seen;
  }
  CHECK(seen == 60);
}

TEST_CASE("normalizing twice is normalizing once") {
  int seen = 0;
  for (const std::string& line : tests::lines_of("tests/corpus/accounts.ndjson")) {
    shared::Account once = read(line);
    shared::normalize(once);
    shared::Account twice = once;
    shared::normalize(twice);
    INFO(member(line, "companyName"));
    CHECK(once == twice);
    ++seen;
  }
  CHECK(seen == 394);
}

TEST_CASE("an account survives its JSON") {
  int seen = 0;
  for (const std::string& line : tests::lines_of("tests/corpus/accounts.ndjson")) {
    const shared::Account account = read(line);
    INFO(member(line, "companyName"));
    CHECK(read(shared::to_json(account)) == account);
    ++seen;
  }
  CHECK(seen == 394);
}
