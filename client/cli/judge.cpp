#include "client/cli/judge.h"

#include <algorithm>

#include "shared/json_writer.h"
#include "shared/normalize.h"
#include "shared/text.h"
#include "shared/validate.h"

namespace client::cli {
namespace {

std::string sentence_of(const shared::WireError& error) {
  const std::string place = error.path.empty() ? std::string("the account") : error.path;
  switch (error.fault) {
    case shared::WireFault::not_utf8: return place + " is not UTF-8. Save the file as UTF-8.";
    case shared::WireFault::not_json: return place + " is not JSON. Look for a missing quote, comma or bracket.";
    case shared::WireFault::too_deep: return place + " is nested too deeply. An account has few levels.";
    case shared::WireFault::duplicate_key: return place + " stands twice. Keep one of the two.";
    case shared::WireFault::not_object: return place + " is not an object. Write it in braces.";
    case shared::WireFault::not_text: return place + " is not text. Write it in quotes.";
  }
  return place + " cannot be read.";
}

// Suggestions that say the same as the value: what was typed around an address or in front of it, or another form of the
// same sign. All others guess, and are left to a person.
constexpr bool is_safe(shared::Rule rule) {
  return rule == shared::Rule::email_mailto || rule == shared::Rule::email_trailing_dot || rule == shared::Rule::email_at_sign_form ||
         rule == shared::Rule::domain_trailing_dot;
}

bool is_blank_line(std::string_view line) { return line.find_first_not_of(" \t\r\n") == std::string_view::npos; }

}  // namespace

void Judge::judge(const Chunk& chunk, Answer& answer) {
  copied_ = 0;
  if (chunk.is_judged && form_ == Form::lines) judge_lines(chunk, answer);
  if (chunk.is_judged && form_ == Form::table) judge_rows(chunk, answer);
  std::size_t told = 0;
  for (std::size_t i = 0; i < chunk.elements.size(); ++i) {
    tell_faults(chunk, i, told, answer);
    judge_json(chunk.bytes, chunk.elements[i].begin, chunk.elements[i].end, chunk.elements[i].line, answer);
  }
  tell_faults(chunk, chunk.elements.size(), told, answer);
  if (!options_.fixed_file.empty()) answer.copy.append(chunk.bytes, copied_);
}

void Judge::fault(std::int64_t line, std::string_view sentence, Answer& answer) {
  answer.tally.unreadable += 1;
  append_fault(answer.errors, file_, line, sentence);
  if (answer.bytes() > answer_bytes_max) spill_(answer);
}

void Judge::judge_lines(const Chunk& chunk, Answer& answer) {
  const std::string_view bytes(chunk.bytes);
  std::int64_t line = chunk.line;
  for (std::size_t begin = 0; begin < bytes.size(); ++line) {
    const std::size_t end = std::min(bytes.find('\n', begin), bytes.size());
    if (!is_blank_line(bytes.substr(begin, end - begin))) judge_json(bytes, begin, end, line, answer);
    begin = end + 1;
  }
}

// Those that stand in front of the account with this number, from the one numbered `told`.
void Judge::tell_faults(const Chunk& chunk, std::size_t element, std::size_t& told, Answer& answer) {
  for (; told < chunk.faults.size() && chunk.faults[told].elements_before <= element; ++told) fault(chunk.faults[told].line, chunk.faults[told].sentence, answer);
}

void Judge::judge_json(std::string_view bytes, std::size_t begin, std::size_t end, std::int64_t line, Answer& answer) {
  if (end - begin > record_bytes_max) return fault(line, form_ == Form::lines ? line_too_long : account_too_long, answer);
  const bool is_fixed = !options_.fixed_file.empty();
  if (!reader_.read(bytes.substr(begin, end - begin), account_, is_fixed ? &spans_ : nullptr)) return fault(line, sentence_of(reader_.error()), answer);
  if (is_fixed) {
    for (shared::FieldSpan& span : spans_) {
      if (span.end > 0) span = {span.begin + begin, span.end + begin};
    }
  }
  judge_account(bytes, line, answer);
}

void Judge::judge_rows(const Chunk& chunk, Answer& answer) {
  const std::string_view bytes(chunk.bytes);
  std::int64_t line = chunk.line;
  for (std::size_t begin = 0; begin < bytes.size();) {
    read_row(bytes, begin, table_.divider, chunk.is_last, row_);
    const bool is_empty = std::all_of(row_.cells.begin(), row_.cells.end(), [&](const Cell& cell) { return is_blank_line(bytes.substr(cell.begin, cell.end - cell.begin)); });
    if (!is_empty && read_cells(bytes, begin, line, answer)) judge_account(bytes, line, answer);
    line += std::count(bytes.begin() + static_cast<std::ptrdiff_t>(begin), bytes.begin() + static_cast<std::ptrdiff_t>(row_.end), '\n');
    begin = row_.end;
  }
}

// Puts the cells of the row into the account. False after a sentence on what is wrong.
bool Judge::read_cells(std::string_view bytes, std::size_t start, std::int64_t line, Answer& answer) {
  const auto refuse = [&](std::string_view sentence) {
    fault(line, sentence, answer);
    return false;
  };
  if (row_.end - start > record_bytes_max) return refuse(row_too_long);
  if (row_.has_text_behind_quote) return refuse("a cell goes on behind its closing quote. Double a quote that belongs to the value.");
  if (row_.cells.size() != table_.columns.size()) {
    return refuse("the row has " + std::to_string(row_.cells.size()) + " cells, the header " + std::to_string(table_.columns.size()) + ".");
  }
  if (!shared::is_utf8(bytes.substr(start, row_.end - start))) return refuse("the row is not UTF-8. Save the file as UTF-8, in a spreadsheet as \"CSV UTF-8\".");
  for (const shared::Field field : shared::all_fields()) text_of(account_, field).clear();
  spans_ = {};
  for (std::size_t i = 0; i < row_.cells.size(); ++i) {
    const auto field = table_.columns[i];
    if (!field) continue;
    cell_text(bytes, row_.cells[i], text_of(account_, *field));
    spans_[static_cast<std::size_t>(*field)] = {row_.cells[i].begin, row_.cells[i].end};
  }
  return true;
}

void Judge::judge_account(std::string_view bytes, std::int64_t line, Answer& answer) {
  const bool is_fixed = !options_.fixed_file.empty();
  changes_.clear();
  if (is_fixed) before_ = account_;
  shared::normalize(account_);
  shared::validate(account_, problems_);
  if (is_fixed) {
    apply_safe_suggestions();
    collect_changes(bytes, answer);
  }
  answer.tally.add(problems_);
  append_verdict(answer.output, options_, file_, {line, account_, problems_, changes_});
  if (answer.bytes() > answer_bytes_max) spill_(answer);
}

void Judge::apply_safe_suggestions() {
  bool is_changed = false;
  for (const shared::Problem& problem : problems_) {
    if (!is_safe(problem.rule) || problem.suggestion.empty()) continue;
    text_of(account_, problem.field).assign(problem.suggestion);
    is_changed = true;
  }
  if (!is_changed) return;
  shared::normalize(account_);
  shared::validate(account_, problems_);
}

// Finds what became another value, and writes the account with it into the copy; everything between stays as it stands.
void Judge::collect_changes(std::string_view bytes, Answer& answer) {
  for (const shared::Field field : shared::all_fields()) {
    const std::string& from = text_of(before_, field);
    const std::string& to = text_of(account_, field);
    if (spans_[static_cast<std::size_t>(field)].end > 0 && from != to) changes_.push_back({field, from, to});
  }
  const auto span_of = [&](const Change& change) { return spans_[static_cast<std::size_t>(change.field)]; };
  std::vector<Change> by_place = changes_;
  std::sort(by_place.begin(), by_place.end(), [&](const Change& left, const Change& right) { return span_of(left).begin < span_of(right).begin; });
  for (const Change& change : by_place) {
    const shared::FieldSpan span = span_of(change);
    answer.copy.append(bytes, copied_, span.begin - copied_);
    if (form_ == Form::table) {
      append_cell(answer.copy, change.to, table_.divider, bytes[span.begin] == '"');
    } else {
      shared::append_json_text(answer.copy, change.to);
    }
    copied_ = span.end;
  }
  answer.tally.changes += static_cast<std::int64_t>(changes_.size());
}

}  // namespace client::cli
