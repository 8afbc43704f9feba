#include "tests/fuzz/value_targets.h"

#include <string>

#include "shared/country.h"
#include "shared/text.h"
#include "tests/fuzz/promises.h"

namespace tests {
namespace {

using shared::ProblemList;
using shared::ValueKind;

// The value with the suggestion in the place of what it replaces.
std::string with_suggestion(ValueKind kind, std::string_view value, const shared::Problem& problem) {
  if (kind != ValueKind::postal_code_in_state) return std::string(problem.suggestion);
  const std::size_t slash = value.rfind('/');
  const std::string_view state = value.substr(0, slash);
  const std::string_view code = slash == std::string_view::npos ? std::string_view() : value.substr(slash + 1);
  const bool is_state = problem.field == shared::Field::billing_address_state;
  return std::string(is_state ? problem.suggestion : state) + "/" + std::string(is_state ? code : problem.suggestion);
}

void prove_suggestions(ValueKind kind, std::string_view country, std::string_view value, const ProblemList& problems) {
  static ProblemList after;
  for (const shared::Problem& problem : problems) {
    if (problem.suggestion.empty()) continue;
    const std::string better = with_suggestion(kind, value, problem);
    shared::judge_value(kind, country, better, after);
    must(!has_problem(after, problem.field, problem.rule), "A suggestion removes its problem.", text_of(problem));
  }
}

}  // namespace

std::string_view fuzz_country(std::string_view bytes) {
  if (bytes.size() < 2) return {};
  if (shared::is_ascii_letter(bytes[0]) && shared::is_ascii_letter(bytes[1])) return bytes.substr(0, 2);
  const std::size_t number = static_cast<unsigned char>(bytes[0]) * 256U + static_cast<unsigned char>(bytes[1]);
  const std::size_t index = number % (shared::countries().size() + 1);
  return index < shared::countries().size() ? shared::countries()[index].code : std::string_view();
}

void fuzz_value_of_kind(ValueKind kind, std::string_view bytes) {
  static ProblemList problems;
  const std::string_view country = fuzz_country(bytes);
  const std::string_view value = bytes.substr(std::min<std::size_t>(bytes.size(), 2));
  shared::judge_value(kind, country, value, problems);
  const std::string verdict = text_of(problems);
  must(problems.is_complete(), "One value does not fill the list.", verdict);
  must(shared::is_utf8(value) || problems.has_errors(), "What is not UTF-8 is refused.", verdict);
  prove_problems(problems, country);
  prove_suggestions(kind, country, value, problems);
  shared::judge_value(kind, country, value, problems);
  must(text_of(problems) == verdict, "The same value has the same verdict.", verdict);
}

}  // namespace tests
