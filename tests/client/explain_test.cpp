// What --explain prints is true: every rule is told in every language, and its examples behave as they say.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "check_run.h"
#include "client/cli/explanations.h"
#include "shared/validate.h"

namespace {

tests::Outcome check(const std::vector<std::string_view>& arguments) { return tests::run_check(arguments, {}); }

bool is_raised(const shared::ProblemList& problems, shared::Field field, shared::Rule rule) {
  for (const shared::Problem& problem : problems) {
    if (problem.field == field && problem.rule == rule) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("every rule is explained, in the order of the rules") {
  const auto explanations = client::cli::read_explanations();
  REQUIRE(explanations.size() == shared::rule_count);
  for (int i = 0; i < shared::rule_count; ++i) {
    const auto& explanation = explanations[static_cast<std::size_t>(i)];
    INFO(std::string(shared::code_of(explanation.rule)));
    CHECK(explanation.rule == static_cast<shared::Rule>(i));
    for (const std::string& text : explanation.texts) {
      CHECK(text.size() > 20);
      CHECK(text.back() == '.');
    }
    CHECK(explanation.texts[0] != explanation.texts[1]);
    CHECK(explanation.source.size() > 8);
    // A newer server's rule has no example here.
    CHECK((explanation.rule == shared::Rule::unrecognized) == explanation.examples.empty());
  }
}

TEST_CASE("the wrong example breaks its rule, the right one is accepted") {
  static shared::ProblemList problems;
  int seen = 0;
  for (const auto& explanation : client::cli::read_explanations()) {
    for (const auto& example : explanation.examples) {
      INFO(std::string(shared::code_of(explanation.rule)) << " at " << std::string(shared::path_of(example.field)) << " in " << example.country << ": " << example.wrong
                                                          << " -> " << example.right);
      shared::validate(client::cli::account_of(example, example.wrong), problems);
      CHECK(is_raised(problems, example.field, explanation.rule));
      shared::validate(client::cli::account_of(example, example.right), problems);
      CHECK_FALSE(is_raised(problems, example.field, explanation.rule));
      const shared::Problem* left = problems.first_of(example.field);
      CHECK((left == nullptr || left->severity == shared::Severity::warning));
      ++seen;
    }
  }
  CHECK(seen >= shared::rule_count - 1);
}

TEST_CASE("--explain prints one rule, all, or a list") {
  const tests::Outcome one = check({"--explain", "postal_code_format"});
  CHECK(one.status == 0);
  CHECK(one.output.starts_with("postal_code_format (error: the account is refused)\n"));
  CHECK(one.output.find("Postal code, Sweden\n  wrong  8523\n") != std::string::npos);
  CHECK(one.output.find("  right  852 30\n") != std::string::npos);
  CHECK(one.output.find("\nSource: ") != std::string::npos);

  const tests::Outcome swedish = check({"--language", "sv", "--explain", "not_checked"});
  CHECK(swedish.output.starts_with("not_checked (varning: värdet kan behållas)\n"));
  CHECK(swedish.output.find("\nKälla: ") != std::string::npos);

  const tests::Outcome list = check({"--explain", "--language", "sv"});
  CHECK(list.status == 0);
  CHECK(std::count(list.output.begin(), list.output.end(), '\n') == shared::rule_count);

  const tests::Outcome all = check({"--explain=all"});
  CHECK(all.status == 0);
  CHECK(all.output.size() > 2 * list.output.size());
}

TEST_CASE("--explain shows what a terminal would not") {
  CHECK(check({"--explain", "invisible_character"}).output.find("Nordanvik<U+200B> Papper AB") != std::string::npos);
  CHECK(check({"--explain", "text_encoding"}).output.find("G<0xF6>teborg") != std::string::npos);
  CHECK(check({"--explain", "required"}).output.find("(nothing)") != std::string::npos);
}

TEST_CASE("an unknown rule is refused with the nearest ones") {
  const tests::Outcome slip = check({"--explain", "postal_code_formt"});
  CHECK(slip.status == 2);
  CHECK(slip.output.empty());
  CHECK(slip.errors.find("Did you mean postal_code_format?") != std::string::npos);
  CHECK(check({"--explain", "state"}).errors.find("Did you mean state_unknown, state_not_used?") != std::string::npos);
  CHECK(check({"--explain", "nonsense beyond all"}).errors.find("--explain without a rule lists all.") != std::string::npos);
}
