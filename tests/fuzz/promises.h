// The promises that hold for every verdict, whatever was judged.
#pragma once

#include <string>
#include <string_view>

#include "shared/problem.h"

namespace tests {

// Ends the program with `promise` and `about` unless `holds`.
void must(bool holds, std::string_view promise, std::string_view about = {});

// The whole list as text, one problem a line: equal texts are equal verdicts.
std::string text_of(const shared::ProblemList& problems);
std::string text_of(const shared::Problem& problem);

// Rules, severities, details and suggestions are whole, and each problem has a filled sentence in every language.
// What was read from somebody else's JSON is not `is_ours`: it may lack details.
void prove_problems(const shared::ProblemList& problems, std::string_view country, bool is_ours = true);

// Whether the list names this rule at this field.
bool has_problem(const shared::ProblemList& problems, shared::Field field, shared::Rule rule);

}  // namespace tests
