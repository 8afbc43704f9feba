// What each rule wants, in both languages, with examples and its source: explanations.json, which only the command line
// carries. The examples are run through the rules, by the tests and whenever one is printed.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "shared/account.h"
#include "shared/field.h"
#include "shared/messages.h"
#include "shared/rule.h"

namespace client::cli {

// A value that breaks the rule, and one that does not, at the same field of the same account.
struct Example {
  shared::Field field = shared::Field::id;
  std::string country;  // Of the billing address; empty: the example is about the country itself.
  std::string wrong, right;  // Empty: nothing is entered. "<0xF6>" in explanations.json is that byte here.
  std::vector<std::pair<shared::Field, std::string>> with;  // Other fields that it depends on.
};

struct Explanation {
  shared::Rule rule = shared::Rule::unrecognized;
  std::string texts[shared::language_count];
  std::string source;
  std::vector<Example> examples;
};

// In the order of the file. Empty when it cannot be read, which a test rules out.
std::vector<Explanation> read_explanations();

// The account in which the example's field holds `value`, normalized.
shared::Account account_of(const Example& example, const std::string& value);

}  // namespace client::cli
