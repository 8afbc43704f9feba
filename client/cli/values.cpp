#include "client/cli/values.h"

#include <cstdint>

#include "shared/value.h"

namespace client::cli {
namespace {

// The cell at `index`; rows with fewer cells have empty ones.
std::string_view cell(std::string_view row, int index) {
  for (; index > 0; --index) {
    const std::size_t tab = row.find('\t');
    if (tab == std::string_view::npos) return {};
    row.remove_prefix(tab + 1);
  }
  return row.substr(0, row.find('\t'));
}

// "\t", "\n", "\r" and "\\" stand for what a cell cannot hold.
std::string unescaped(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      result.push_back(text[i]);
      continue;
    }
    const char c = text[++i];
    result.push_back(c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c);
    if (c != 't' && c != 'n' && c != 'r' && c != '\\') result.insert(result.size() - 1, 1, '\\');
  }
  return result;
}

}  // namespace

int check_values(const std::string& name, std::istream& stream, std::ostream& output, std::ostream& errors) {
  shared::ProblemList problems;
  std::int64_t line = 0;
  int status = 0;
  for (std::string row; std::getline(stream, row);) {
    line += 1;
    if (row.empty()) continue;
    const auto kind = shared::value_kind_of(cell(row, 0));
    if (!kind) {
      errors << "kundkonto-check: " << name << ':' << line << ": \"" << std::string(cell(row, 0)).substr(0, 80) << "\" is no field of --values. See the README for their names.\n";
      return 2;
    }
    shared::judge_value(*kind, cell(row, 1), unescaped(cell(row, 2)), problems);
    output << row << '\t' << (problems.has_errors() ? "refused" : "accepted") << '\t';
    const char* divider = "";
    for (const shared::Problem& problem : problems) {
      output << divider << shared::code_of(problem.rule);
      divider = " ";
    }
    output << '\n';
    if (problems.has_errors()) status = 1;
  }
  return status;
}

}  // namespace client::cli
