#include "client/cli/explain.h"

#include <string>
#include <vector>

#include "client/cli/explanations.h"
#include "shared/country.h"
#include "shared/fold.h"
#include "shared/text.h"
#include "shared/unicode.h"
#include "shared/validate.h"

namespace client::cli {
namespace {

constexpr std::size_t line_columns = 88;

struct Words {
  std::string_view error, warning, wrong, right, nothing, source;
};
constexpr Words words_by_language[shared::language_count] = {
    {"error: the account is refused", "warning: a person may insist", "wrong", "right", "(nothing)", "Source"},
    {"fel: kontot nekas", "varning: värdet kan behållas", "fel ", "rätt", "(inget)", "Källa"},
};

const Words& words_of(shared::Language language) { return words_by_language[static_cast<std::size_t>(language)]; }

const std::string& text_of(const Explanation& explanation, shared::Language language) { return explanation.texts[static_cast<std::size_t>(language)]; }

// Breaks lines between words.
void print_paragraph(std::string_view text, Sink& output) {
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t columns = shared::count_code_points(word);
    if (column > 0 && column + 1 + columns > line_columns) {
      output << '\n';
      column = 0;
    }
    if (column > 0) output << ' ';
    output << word;
    column += columns + (column > 0 ? 1 : 0);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  output << '\n';
}

// What a terminal would not show, or would obey, by its code point.
bool is_shown(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return false;
  return !(c >= 0x200B && c <= 0x200F) && !(c >= 0x2028 && c <= 0x202E) && !(c >= 0xE000 && c <= 0xF8FF) && c != shared::invalid_code_point && !shared::is_combining_mark(c);
}

std::string hexadecimal(char32_t value, int digits) {
  std::string text;
  for (int i = digits - 1; i >= 0; --i) text.push_back("0123456789ABCDEF"[(value >> (4 * i)) & 15]);
  return text;
}

std::string visible(std::string_view text, const Words& words) {
  if (text.empty()) return std::string(words.nothing);
  std::string shown;
  for (std::size_t position = 0; position < text.size();) {
    const std::size_t start = position;
    const char32_t c = shared::next_code_point(text, position);
    if (is_shown(c)) {
      shown.append(text.substr(start, position - start));
    } else if (c == shared::invalid_code_point) {
      shown.append("<0x").append(hexadecimal(static_cast<unsigned char>(text[start]), 2)).append(">");
    } else {
      shown.append("<U+").append(hexadecimal(c, 4)).append(">");
    }
  }
  return shown;
}

// The problem that the wrong value of an example has; nullptr when the rules have changed under it.
const shared::Problem* problem_of(const Explanation& explanation, const Example& example, shared::ProblemList& problems) {
  shared::validate(account_of(example, example.wrong), problems);
  for (const shared::Problem& problem : problems) {
    if (problem.field == example.field && problem.rule == explanation.rule) return &problem;
  }
  return nullptr;
}

void print_example(const Explanation& explanation, const Example& example, shared::Language language, Sink& output) {
  static shared::ProblemList problems;
  const Words& words = words_of(language);
  const shared::Country* country = shared::find_country(example.country);
  output << '\n' << shared::label(example.field, example.country, language);
  if (country) output << ", " << shared::name_of(*country, language);
  for (const auto& [field, value] : example.with) output << ", " << shared::label(field, example.country, language) << ' ' << value;
  output << "\n  " << words.wrong << "  " << visible(example.wrong, words);
  if (const shared::Problem* problem = problem_of(explanation, example, problems)) {
    output << '\n' << std::string(4 + shared::count_code_points(words.wrong), ' ') << shared::sentence(*problem, example.country, language);
  }
  output << "\n  " << words.right << "  " << visible(example.right, words) << '\n';
}

std::string_view severity_of(const Explanation& explanation, shared::Language language) {
  static shared::ProblemList problems;
  const shared::Problem* problem = explanation.examples.empty() ? nullptr : problem_of(explanation, explanation.examples[0], problems);
  return problem && problem->severity == shared::Severity::warning ? words_of(language).warning : words_of(language).error;
}

void print_whole(const Explanation& explanation, shared::Language language, Sink& output) {
  output << shared::code_of(explanation.rule) << " (" << severity_of(explanation, language) << ")\n\n";
  print_paragraph(text_of(explanation, language), output);
  for (const Example& example : explanation.examples) print_example(explanation, example, language, output);
  output << '\n';
  print_paragraph(std::string(words_of(language).source) + ": " + explanation.source, output);
}

// The first sentence; a dot inside a number or a domain ends none.
std::string_view first_sentence(std::string_view text) { return text.substr(0, std::min(text.find(". "), text.size() - 1) + 1); }

void print_list(const std::vector<Explanation>& explanations, shared::Language language, Sink& output) {
  constexpr std::size_t code_column = 33;
  for (const Explanation& explanation : explanations) {
    std::string code(shared::code_of(explanation.rule));
    code.resize(std::max(code.size() + 1, code_column), ' ');
    output << code << first_sentence(text_of(explanation, language)) << '\n';
  }
}

// Rules that begin with what was typed, else the nearest one.
std::string meant_rules(std::string_view typed, const std::vector<Explanation>& explanations) {
  constexpr int nearness_max = 5;
  std::string begun;
  std::string_view nearest;
  int least = nearness_max;
  for (const Explanation& explanation : explanations) {
    const std::string_view code = shared::code_of(explanation.rule);
    if (!typed.empty() && code.starts_with(typed)) begun.append(begun.empty() ? "" : ", ").append(code);
    const int distance = shared::distance_between(typed, code, nearness_max);
    if (distance < least) {
      least = distance;
      nearest = code;
    }
  }
  return begun.empty() ? std::string(nearest) : begun;
}

}  // namespace

bool print_explanation(std::string_view code, shared::Language language, Sink& output, Sink& errors) {
  const std::vector<Explanation> explanations = read_explanations();
  if (code.empty()) {
    print_list(explanations, language, output);
    return true;
  }
  bool found = false;
  for (const Explanation& explanation : explanations) {
    if (code != "all" && code != shared::code_of(explanation.rule)) continue;
    if (found) output << "\n\n";
    print_whole(explanation, language, output);
    found = true;
  }
  if (found) return true;
  const std::string meant = meant_rules(code.substr(0, 80), explanations);
  errors << "kundkonto-check: There is no rule " << code.substr(0, 80) << ". ";
  errors << (meant.empty() ? "--explain without a rule lists all." : "Did you mean " + meant + "?") << '\n';
  return false;
}

}  // namespace client::cli
