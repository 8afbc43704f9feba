// The single values of tests/corpus, each field against the bar it must reach.
#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "shared/value.h"
#include "tests/shared/corpus.h"

namespace {

bool is_as_expected(const tests::ValueRow& row) {
  static shared::ProblemList problems;
  const auto kind = shared::value_kind_of(row.field);
  REQUIRE(kind);
  problems.clear();
  shared::judge_value(*kind, row.country, row.value, problems);
  return problems.has_errors() != row.is_accepted;
}

}  // namespace

TEST_CASE("values of the corpus are judged as expected") {
  struct Bar {
    const char* field;
    std::size_t rows_min;
    std::size_t different_max;
  };
  // Postal codes: an Eircode with two spaces; six digits in KH and TW, which the source does not know yet; 56785, which lies
  // in no Spanish province. In a state: 662082, of an Indian postal circle that does not exist, and zeros
  // alone in MX.
  const Bar bars[] = {
      {"phoneNumber", 1300, 0}, {"postalCode", 2000, 7}, {"postalCodeInState", 1300, 2}, {"city", 130, 0}, {"addressLine", 100, 0},
      {"companyName", 60, 0},   {"personName", 600, 0},  {"email", 6, 0},                {"culture", 60, 0}, {"language", 60, 0},
      {"taxId", 700, 0},        {"organizationRegistrationNumber", 430, 0},
  };
  int seen = 0;
  for (const Bar& bar : bars) {
    INFO(bar.field);
    const auto rows = tests::value_rows(bar.field);
    CHECK(rows.size() >= bar.rows_min);
    std::size_t different = 0;
    for (const tests::ValueRow& row : rows) {
      if (is_as_expected(row)) continue;
      ++different;
      if (different > bar.different_max) MESSAGE(row.country << " " << row.value << " " << row.source);
    }
    CHECK(different <= bar.different_max);
    ++seen;
  }
  CHECK(seen == 12);
}
