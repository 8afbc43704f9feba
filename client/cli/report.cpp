#include "client/cli/report.h"

#include <algorithm>
#include <charconv>

#include "client/cli/table.h"
#include "shared/checks_numbers.h"
#include "shared/json_writer.h"
#include "shared/messages.h"
#include "shared/wire.h"

namespace client::cli {
namespace {

using shared::code_of;
using shared::path_of;

void append_number(std::string& output, std::int64_t number) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number);
  output.append(digits, end.ptr);
}

std::string sentence_of(const Options& options, const Verdict& verdict, const shared::Problem& problem) {
  return shared::sentence(problem, shared::country_of(verdict.account, problem.field), options.language);
}

// Reports are kept and passed on: a person's number is not in them.
std::string shown(const Verdict& verdict, shared::Field field, std::string_view value) {
  return shared::shown_value(field, value, shared::country_of(verdict.account, field));
}

// "FILE:LINE: FIELD: "
void append_place(std::string& output, std::string_view file, std::int64_t line, shared::Field field) {
  output.append(file).push_back(':');
  append_number(output, line);
  output.append(": ").append(path_of(field)).append(": ");
}

void append_text(std::string& output, const Options& options, std::string_view file, const Verdict& verdict) {
  for (const Change& change : verdict.changes) {
    append_place(output, file, verdict.line, change.field);
    shared::append_json_text(output, shown(verdict, change.field, change.from));
    output.append(" → ");
    shared::append_json_text(output, shown(verdict, change.field, change.to));
    output.push_back('\n');
  }
  for (const shared::Problem& problem : verdict.problems) {
    append_place(output, file, verdict.line, problem.field);
    if (problem.severity == shared::Severity::warning) output.append(options.language == shared::Language::swedish ? "varning: " : "warning: ");
    output.append(sentence_of(options, verdict, problem)).append(" [").append(code_of(problem.rule)).append("]\n");
  }
}

void append_changes(std::string& output, const Verdict& verdict) {
  output.append(",\"changes\":[");
  for (const Change& change : verdict.changes) {
    if (output.back() != '[') output.push_back(',');
    output.append("{\"field\":\"").append(path_of(change.field)).append("\",\"from\":");
    shared::append_json_text(output, shown(verdict, change.field, change.from));
    output.append(",\"to\":");
    shared::append_json_text(output, shown(verdict, change.field, change.to));
    output.push_back('}');
  }
  output.push_back(']');
}

void append_json(std::string& output, const Verdict& verdict, bool is_fixed) {
  output.append("{\"line\":");
  append_number(output, verdict.line);
  output.append(",\"id\":");
  shared::append_json_text(output, verdict.account.id);
  output.append(verdict.problems.has_errors() ? ",\"accepted\":false,\"problems\":" : ",\"accepted\":true,\"problems\":");
  verdict.problems.empty() ? output.append("[]") : output.append(shared::to_json(verdict.problems));
  if (is_fixed) append_changes(output, verdict);
  output.append("}\n");
}

// The first cells of a row: file, line, id, field, rule, severity.
void append_row(std::string& output, std::string_view file, const Verdict& verdict, shared::Field field, std::string_view rule, std::string_view severity) {
  append_cell(output, file, ',', true);
  output.push_back(',');
  append_number(output, verdict.line);
  output.push_back(',');
  append_cell(output, verdict.account.id, ',', true);
  output.append(",").append(path_of(field)).append(",").append(rule).append(",").append(severity).append(",");
}

void append_csv(std::string& output, const Options& options, std::string_view file, const Verdict& verdict) {
  for (const Change& change : verdict.changes) {
    append_row(output, file, verdict, change.field, "tidied", "change");
    std::string both;
    shared::append_json_text(both, shown(verdict, change.field, change.from));
    both.append(" → ");
    shared::append_json_text(both, shown(verdict, change.field, change.to));
    append_cell(output, both, ',', true);
    output.append("\r\n");
  }
  for (const shared::Problem& problem : verdict.problems) {
    append_row(output, file, verdict, problem.field, code_of(problem.rule), code_of(problem.severity));
    append_cell(output, sentence_of(options, verdict, problem), ',', true);
    output.append("\r\n");
  }
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many) { return grouped(number) + std::string(number == 1 ? one : many); }

}  // namespace

std::string_view report_head(Format format) { return format == Format::csv ? "file,line,id,field,rule,severity,message\r\n" : ""; }

void append_verdict(std::string& output, const Options& options, std::string_view file, const Verdict& verdict) {
  switch (options.format) {
    case Format::text: append_text(output, options, file, verdict); return;
    case Format::json: append_json(output, verdict, !options.fixed_file.empty()); return;
    case Format::csv: append_csv(output, options, file, verdict); return;
  }
}

void append_fault(std::string& errors, std::string_view file, std::int64_t line, std::string_view sentence) {
  errors.append("kundkonto-check: ").append(file).push_back(':');
  append_number(errors, line);
  errors.append(": ").append(sentence).push_back('\n');
}

void Tally::add(const Tally& other) {
  accounts += other.accounts;
  refused += other.refused;
  changes += other.changes;
  unreadable += other.unreadable;
  for (std::size_t rule = 0; rule < problems.size(); ++rule) {
    for (std::size_t severity = 0; severity < 2; ++severity) problems[rule][severity] += other.problems[rule][severity];
  }
}

void Tally::add(const shared::ProblemList& found) {
  accounts += 1;
  if (found.has_errors()) refused += 1;
  for (const shared::Problem& problem : found) problems[static_cast<std::size_t>(problem.rule)][static_cast<std::size_t>(problem.severity)] += 1;
}

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t place = digits.size(); place > 3;) digits.insert(place -= 3, 1, ',');
  return digits;
}

std::string summary(const Tally& tally, bool is_fixed) {
  struct Line {
    std::int64_t count;
    std::size_t rule;
    bool is_warning;
  };
  std::vector<Line> lines;
  for (std::size_t rule = 0; rule < tally.problems.size(); ++rule) {
    for (std::size_t severity = 0; severity < 2; ++severity) {
      if (tally.problems[rule][severity] > 0) lines.push_back({tally.problems[rule][severity], rule, severity == 1});
    }
  }
  std::stable_sort(lines.begin(), lines.end(), [](const Line& left, const Line& right) { return left.count > right.count; });
  std::string text = counted(tally.accounts, " account judged, ", " accounts judged, ") + grouped(tally.refused) + " refused";
  if (tally.unreadable > 0) text += ", " + counted(tally.unreadable, " place that cannot be read", " places that cannot be read");
  if (is_fixed) text += ", " + counted(tally.changes, " value tidied", " values tidied");
  text += ".\n";
  for (const Line& line : lines) {
    const std::string count = grouped(line.count);
    text.append(count.size() < 9 ? 9 - count.size() : 0, ' ').append(count).append("  ").append(code_of(static_cast<shared::Rule>(line.rule)));
    text.append(line.is_warning ? " (warning)\n" : "\n");
  }
  return text;
}

}  // namespace client::cli
