// The table of number schemes by itself: every row can be met, every example meets its own.
#include <doctest/doctest.h>

#include <array>
#include <cstdint>
#include <set>
#include <string>

#include "shared/checks_numbers.h"
#include "shared/number_checks.h"
#include "shared/number_form.h"
#include "shared/number_rows_europe.h"
#include "shared/number_rows_world.h"
#include "shared/number_schemes.h"

using shared::Field;
using shared::NumberScheme;
using shared::NumberUse;

namespace {

std::set<std::string> countries_of_table() {
  std::set<std::string> codes;
  for (const std::string_view text : {shared::number_rows_of_europe, shared::number_rows_of_the_world}) {
    for (std::size_t at = text.find('\n'); at + 3 < text.size(); at = text.find('\n', at + 1)) codes.insert(std::string(text.substr(at + 1, 2)));
  }
  return codes;
}

// Random, and the same at every run.
class Random {
 public:
  std::uint32_t below(std::uint32_t bound) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::uint32_t>(state_ >> 33) % bound;
  }

 private:
  std::uint64_t state_ = 1;
};

char any_of(std::string_view characters, Random& random) { return characters[random.below(static_cast<std::uint32_t>(characters.size()))]; }

// What could be typed for the form: with every separator and digit.
std::string typed_for(std::string_view form, Random& random) {
  std::string typed;
  const std::size_t prefix = form.find('>');
  for (std::size_t i = prefix == std::string_view::npos ? 0 : prefix + 1; i < form.size(); ++i) {
    const char c = form[i];
    if (c == '<') break;
    if (c == '=' || c == '^' || c == '~') continue;
    if (c == '#' || c == '%' || c == '$' || c == '!') typed += any_of("0123456789", random);
    else if (c == '@' || c == '&') typed += any_of("ABCDEFGHJKLMNPRSTUVWXYZ", random);
    else if (c == '?') typed += any_of("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", random);
    else typed += c == '_' ? ' ' : c;
  }
  return typed;
}

// Narrows digits that a row fixes: a date, a list, a first digit. Random numbers meet some rows too seldom otherwise.
bool is_met_by_chance(const NumberScheme& scheme, Random& random) {
  const char kept = scheme.form.find("^-") != std::string_view::npos ? '-' : scheme.form.find("^/") != std::string_view::npos ? '/' : '\0';
  for (int i = 0; i < 3'000'000; ++i) {
    const std::string typed = typed_for(scheme.form, random);
    shared::NumberText number;
    shared::NumberText body;
    REQUIRE(shared::read_number(typed, kept, number));
    REQUIRE(shared::fits_form(scheme, number.view(), shared::count_typed(number.view()), body));
    if (shared::passes_checks(scheme.checks, body.view())) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("every row of the table can be met") {
  Random random;
  std::size_t rows = 0;
  const auto codes = countries_of_table();
  for (const std::string& code : codes) {
    for (const NumberScheme& scheme : shared::schemes_of(code)) {
      INFO(code << " " << scheme.form << " " << scheme.checks);
      CHECK(is_met_by_chance(scheme, random));
      ++rows;
    }
  }
  CHECK(codes.size() >= 86);
  CHECK(rows >= 240);
}

TEST_CASE("every country's example is right and in its written form") {
  std::size_t examples = 0;
  for (const std::string& code : countries_of_table()) {
    for (const NumberUse use : {NumberUse::tax, NumberUse::registration}) {
      const bool is_tax = use == NumberUse::tax;
      const std::string example(shared::example_of(code, use));
      INFO(code << " " << (is_tax ? "tax " : "registration ") << example);
      // Germany's registers are no row: the court stands in front.
      CHECK(example.empty() != (shared::has_scheme(code, use) || code == "DE"));
      if (example.empty()) continue;
      shared::ProblemList problems;
      std::string normalized = example;
      if (is_tax) {
        shared::check_tax_id(Field::billing_tax_id, example, code, problems);
        shared::normalize_tax_id(normalized, code);
      } else {
        shared::check_registration_number(Field::company_organization_registration_number, example, code, problems);
        shared::normalize_registration_number(normalized, code);
      }
      CHECK(problems.empty());
      CHECK(normalized == example);
      ++examples;
    }
  }
  CHECK(examples >= 130);
}

TEST_CASE("a country without a row is unknown") {
  for (const char* code : {"", "S", "SEE", "se", "AF", "ZZ", "\xC3\xA5"}) {
    INFO(code);
    CHECK(shared::schemes_of(code).empty());
    CHECK(shared::example_of(code, NumberUse::tax).empty());
    CHECK_FALSE(shared::has_scheme(code, NumberUse::registration));
  }
}
