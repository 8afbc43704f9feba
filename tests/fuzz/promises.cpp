#include "tests/fuzz/promises.h"

#include <cstdio>
#include <cstdlib>

#include "shared/messages.h"
#include "shared/text.h"

namespace tests {
namespace {

// The sentence of a rule that this build does not know: what is said where a detail is missing.
std::string sentence_of_unknown(const shared::Problem& problem, std::string_view country, shared::Language language) {
  shared::Problem unknown = problem;
  unknown.rule = shared::Rule::unrecognized;
  return shared::sentence(unknown, country, language);
}

void prove_sentence(const shared::Problem& problem, std::string_view country, bool is_ours) {
  for (const shared::Language language : {shared::Language::english, shared::Language::swedish}) {
    const std::string sentence = shared::sentence(problem, country, language);
    must(sentence.size() > 6, "A problem has a sentence.", text_of(problem));
    must(shared::is_utf8(sentence), "A sentence is UTF-8.", text_of(problem));
    must(!is_ours || sentence != sentence_of_unknown(problem, country, language), "A sentence has what fills its gaps.", text_of(problem));
    must(sentence.back() == '.' || sentence.back() == '?', "A sentence ends.", sentence);
  }
}

}  // namespace

void must(bool holds, std::string_view promise, std::string_view about) {
  if (holds) return;
  std::string text = "Broken promise: ";
  text.append(promise).append("\n").append(about).append("\n");
  std::fputs(text.c_str(), stderr);
  std::abort();
}

std::string text_of(const shared::Problem& problem) {
  std::string text(shared::path_of(problem.field));
  text.append(" ").append(shared::code_of(problem.rule)).append(" ").append(shared::code_of(problem.severity));
  for (int i = 1; i < shared::detail_key_count; ++i) {
    const auto key = static_cast<shared::DetailKey>(i);
    if (const std::string_view value = problem.detail(key); !value.empty()) text.append(" ").append(shared::code_of(key)).append("=").append(value);
  }
  if (!problem.suggestion.empty()) text.append(" -> ").append(problem.suggestion);
  return text;
}

std::string text_of(const shared::ProblemList& problems) {
  std::string text;
  for (const shared::Problem& problem : problems) text.append(text_of(problem)).append("\n");
  return text;
}

void prove_problems(const shared::ProblemList& problems, std::string_view country, bool is_ours) {
  must(problems.is_complete() || problems.has_errors(), "A full list refuses.");
  for (const shared::Problem& problem : problems) {
    must(shared::is_utf8(problem.suggestion), "A suggestion is UTF-8.", text_of(problem));
    for (const shared::Detail& detail : problem.details) must(shared::is_utf8(detail.value), "A detail is UTF-8.", text_of(problem));
    prove_sentence(problem, country, is_ours);
  }
}

bool has_problem(const shared::ProblemList& problems, shared::Field field, shared::Rule rule) {
  for (const shared::Problem& problem : problems) {
    if (problem.field == field && problem.rule == rule) return true;
  }
  return false;
}

}  // namespace tests
