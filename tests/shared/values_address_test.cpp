// The single values of tests/corpus that addresses and phones are made of.
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include "shared/checks_address.h"
#include "shared/checks_phone.h"
#include "tests/shared/corpus.h"

using shared::Field;

namespace {

bool is_accepted(const tests::ValueRow& row) {
  static shared::ProblemList problems;
  problems.clear();
  std::string value = row.value;
  if (row.field == "phoneNumber") {
    shared::normalize_phone_number(value, row.country);
    shared::check_phone_number(Field::billing_address_phone_number, value, row.country, problems);
  } else if (row.field == "postalCode") {
    shared::normalize_postal_code(value, row.country);
    shared::check_postal_code(Field::billing_address_postal_code, value, row.country, problems);
  } else {
    const std::size_t slash = value.rfind('/');
    std::string state = value.substr(0, slash);
    std::string code = value.substr(slash + 1);
    shared::normalize_state(state, row.country);
    shared::normalize_postal_code(code, row.country);
    shared::check_state(Field::billing_address_state, state, row.country, problems);
    shared::check_postal_code(Field::billing_address_postal_code, code, row.country, problems);
    shared::check_postal_code_in_state(Field::billing_address_postal_code, code, state, row.country, problems);
  }
  return !problems.has_errors();
}

}  // namespace

TEST_CASE("values of the corpus are judged as expected") {
  struct Bar {
    const char* field;
    std::size_t rows_min;
    std::size_t different_max;
  };
  // Postal codes: an Eircode with two spaces, and six digits in KH and TW, which their sources do not know yet.
  const Bar bars[] = {{"phoneNumber", 1300, 0}, {"postalCode", 2000, 6}, {"postalCodeInState", 1300, 0}};
  for (const Bar& bar : bars) {
    INFO(bar.field);
    const auto rows = tests::value_rows(bar.field);
    CHECK(rows.size() >= bar.rows_min);
    std::size_t different = 0;
    for (const tests::ValueRow& row : rows) {
      if (is_accepted(row) == row.is_accepted) continue;
      ++different;
      if (different > bar.different_max) MESSAGE(row.country << " " << row.value << " " << row.source);
    }
    CHECK(different <= bar.different_max);
  }
}
