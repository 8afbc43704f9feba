#include "client/cli/values.h"

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "client/cli/check.h"
#include "client/cli/chunks.h"
#include "client/cli/report.h"
#include "shared/value.h"

namespace client::cli {
namespace {

// What rows are judged into.
struct Rows {
  std::string output;
  std::string errors;
  shared::ProblemList problems;
};

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

// Appends the row and its verdict. False after a sentence: the row names no field.
bool append_judged(std::string_view row, const std::string& file, std::int64_t line, Rows& rows) {
  const auto kind = shared::value_kind_of(cell(row, 0));
  if (!kind) {
    append_fault(rows.errors, file, line, "\"" + std::string(cell(row, 0).substr(0, 80)) + "\" is no field of --values. See kundkonto-check --help for their names.");
    return false;
  }
  shared::judge_value(*kind, cell(row, 1), unescaped(cell(row, 2)), rows.problems);
  rows.output.append(row).append(rows.problems.has_errors() ? "\trefused\t" : "\taccepted\t");
  const char* divider = "";
  for (const shared::Problem& problem : rows.problems) {
    rows.output.append(divider).append(shared::code_of(problem.rule));
    divider = " ";
  }
  rows.output.push_back('\n');
  return true;
}

}  // namespace

int check_values(const std::string& file, Source& source, Sink& output, Sink& errors) {
  ChunkReader reader(source);
  reader.open_lines();
  Chunk chunk;
  Rows rows;
  int status = nothing_refused;
  bool is_output_gone = false;
  while (!is_output_gone && reader.next(chunk)) {
    for (const Fault& fault : chunk.faults) append_fault(rows.errors, file, fault.line, fault.sentence);
    std::int64_t line = chunk.line;
    const std::string_view bytes = chunk.is_judged ? std::string_view(chunk.bytes) : std::string_view();
    for (std::size_t begin = 0; begin < bytes.size(); ++line) {
      const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
      const std::string_view row = bytes.substr(begin, end - begin);
      begin = end + 1;
      if (row.empty() || !append_judged(row, file, line, rows)) continue;
      if (rows.problems.has_errors()) status = std::max(status, some_refused);
    }
    if (!rows.errors.empty()) status = not_usable;
    is_output_gone = !output.write(rows.output);
    errors.write(rows.errors);
    rows.output.clear();
    rows.errors.clear();
  }
  if (!reader.has_failed()) return status;
  errors << "kundkonto-check: " << file << ": cannot be read to its end. " << source.error() << '\n';
  return not_usable;
}

}  // namespace client::cli
