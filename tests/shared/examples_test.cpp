// A problem that names an example promises that it would be accepted, in that country.
#include <doctest/doctest.h>

#include <string>

#include "shared/country.h"
#include "shared/normalize.h"
#include "shared/number_schemes.h"
#include "shared/phone_plan.h"
#include "shared/validate.h"
#include "shared/value.h"

using shared::DetailKey;
using shared::Field;
using shared::ValueKind;

namespace {

shared::ProblemList problems;

// The example that the first error of a value names.
std::string example_against(ValueKind kind, std::string_view country, std::string_view value) {
  shared::judge_value(kind, country, value, problems);
  for (const shared::Problem& problem : problems) {
    if (problem.severity == shared::Severity::error) return std::string(problem.detail(DetailKey::example));
  }
  return {};
}

bool is_accepted_whole(ValueKind kind, std::string_view country, std::string_view value) {
  shared::judge_value(kind, country, value, problems);
  return problems.empty();
}

// Fills what is missing from the examples that the problems name; where they name none, with what anybody would write.
void fill(shared::Account& account) {
  shared::validate(account, problems);
  shared::Account filled = account;
  for (const shared::Problem& problem : problems) {
    if (problem.severity != shared::Severity::error) continue;
    const std::string_view example = problem.detail(DetailKey::example);
    const bool is_city = kind_of(problem.field) == shared::FieldKind::city;
    text_of(filled, problem.field) = !example.empty() ? std::string(example) : is_city ? "Nyby" : "Storgatan 12";
  }
  shared::normalize(filled);
  account = filled;
}

}  // namespace

TEST_CASE("every country has its own examples, and they are accepted there") {
  int postal = 0, states = 0, phones = 0, taxes = 0, registrations = 0, cultures = 0;
  for (const shared::Country& country : shared::countries()) {
    INFO(std::string(country.code));
    const auto check = [&](ValueKind kind, std::string_view wrong, int& seen) {
      const std::string example = example_against(kind, country.code, wrong);
      CHECK_FALSE(example.empty());
      INFO(example);
      CHECK(is_accepted_whole(kind, country.code, example));
      ++seen;
    };
    if (country.postal_code_pattern && !country.warns_of_postal_code_only) check(ValueKind::postal_code, "?", postal);
    if (!country.areas.empty()) check(ValueKind::state, "Nowhere at all", states);
    if (shared::find_phone_plan(country.code)) check(ValueKind::phone_number, "none", phones);
    if (!shared::example_of(country.code, shared::NumberUse::tax).empty()) check(ValueKind::tax_id, "?", taxes);
    if (!shared::example_of(country.code, shared::NumberUse::registration).empty()) check(ValueKind::organization_registration_number, "?", registrations);
    check(ValueKind::culture, "xx-YY", cultures);
  }
  CHECK(postal >= 170);
  CHECK(states >= 45);
  CHECK(phones >= 240);
  CHECK(taxes >= 40);
  CHECK(registrations >= 40);
  CHECK(cultures >= 250);
}

TEST_CASE("an account that follows the examples is accepted in every country") {
  int seen = 0;
  for (const shared::Country& country : shared::countries()) {
    shared::Account account;
    account.billing_profile.default_address.country = country.code;
    fill(account);
    shared::validate(account, problems);
    INFO(std::string(country.code));
    for (const shared::Problem& problem : problems) {
      INFO(std::string(path_of(problem.field)) << ' ' << std::string(code_of(problem.rule)) << ' ' << text_of(account, problem.field));
      CHECK(problem.severity == shared::Severity::warning);
      CHECK((problem.rule == shared::Rule::not_checked || problem.rule == shared::Rule::phone_number_premium));
    }
    ++seen;
  }
  CHECK(seen == static_cast<int>(shared::countries().size()));
}
