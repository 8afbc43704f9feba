// Judging with what tidying saw gives the verdict that judging afresh gives.
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "shared/judge.h"
#include "shared/wire.h"
#include "tests/shared/corpus.h"

namespace {

using shared::Field;

// How often the two agreed with a field seen right, so that the test has looked at what it is for.
int seen_right = 0;

bool is_same(shared::Account account) {
  static shared::ProblemList at_once, afresh;
  const shared::Seen seen = shared::normalize(account);
  shared::validate(account, seen, at_once);
  shared::validate(account, afresh);
  for (const Field field : {Field::billing_tax_id, Field::company_organization_registration_number, Field::billing_address_phone_number}) {
    seen_right += seen.right.has(field) ? 1 : 0;
  }
  return shared::verdict_to_json(account, at_once) == shared::verdict_to_json(account, afresh);
}

}  // namespace

TEST_CASE("accounts of the corpus are judged alike at once and afresh") {
  int seen = 0;
  seen_right = 0;
  for (const char* file : {"tests/corpus/accounts.ndjson", "tests/corpus/accounts-broken.ndjson"}) {
    for (const std::string& line : tests::lines_of(file)) {
      const auto account = shared::account_from_json(line);
      REQUIRE(account);
      CHECK_MESSAGE(is_same(*account), line);
      ++seen;
    }
  }
  CHECK(seen == 454);
  CHECK(seen_right > 400);
}

TEST_CASE("single values of the corpus are judged alike at once and afresh") {
  constexpr std::pair<const char*, Field> fields[] = {
      {"companyName", Field::billing_company_name},   {"personName", Field::billing_first_name}, {"email", Field::billing_email},
      {"phoneNumber", Field::billing_address_phone_number}, {"postalCode", Field::billing_address_postal_code},
      {"state", Field::billing_address_state},        {"city", Field::billing_address_city},     {"addressLine", Field::billing_address_address_line1},
      {"domain", Field::company_domain},              {"language", Field::billing_language},     {"culture", Field::billing_culture},
      {"taxId", Field::billing_tax_id},               {"organizationRegistrationNumber", Field::company_organization_registration_number},
  };
  int seen = 0;
  seen_right = 0;
  for (const auto& planted : fields) {
    const char* name = planted.first;
    const Field field = planted.second;
    for (const tests::ValueRow& row : tests::value_rows(name)) {
      shared::Account account;
      account.billing_profile.default_address.country = row.country;
      shared::text_of(account, field) = row.value;
      CHECK_MESSAGE(is_same(account), name << ' ' << row.country << ' ' << row.value);
      ++seen;
    }
  }
  CHECK(seen > 5000);
  CHECK(seen_right > 1000);
}
