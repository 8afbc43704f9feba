#include "shared/csv.h"

#include <algorithm>
#include <cstring>

#include "shared/fold.h"
#include "shared/text.h"

namespace shared::csv {
namespace {

constexpr std::size_t shown_bytes_max = 80;
constexpr std::size_t note_bytes_max = 400;

// The end of a quoted cell that begins at `position`, behind its closing quote; npos when it is not closed.
std::size_t end_of_quoted(std::string_view text, std::size_t position, Cell& cell) {
  cell.is_quoted = true;
  for (std::size_t from = position + 1;;) {
    const std::size_t quote = text.find('"', from);
    if (quote == std::string_view::npos) return quote;
    if (quote + 1 >= text.size() || text[quote + 1] != '"') return quote + 1;
    cell.has_doubled_quotes = true;
    from = quote + 2;
  }
}

// What spreadsheets take for the beginning of a formula.
bool begins_formula(char c) { return c == '=' || c == '+' || c == '-' || c == '@' || static_cast<unsigned char>(c) < ' '; }

bool is_divider(char c) { return c == ',' || c == ';' || c == '\t'; }

// Field paths hold no divider, so the first one outside quotes is what divides the cells.
char divider_of(std::string_view header) {
  bool in_quotes = false;
  for (const char c : header) {
    if (c == '"') in_quotes = !in_quotes;
    if (in_quotes) continue;
    if (is_divider(c)) return c;
    if (c == '\n') break;
  }
  return ',';
}

std::string_view last_segment(std::string_view path) { return path.substr(path.rfind('.') + 1); }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return text;
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = shared::ascii_lower(c);
  return result;
}

// How far apart two paths are; what both begin with does not count.
int distance_of_paths(const std::string& left, const std::string& right, int most) {
  const auto [at_left, at_right] = std::mismatch(left.begin(), left.end(), right.begin(), right.end());
  return shared::distance_between(std::string_view(left).substr(static_cast<std::size_t>(at_left - left.begin())),
                                  std::string_view(right).substr(static_cast<std::size_t>(at_right - right.begin())), most);
}

// The paths that a wrong name may mean, as words for a sentence: the nearest one, or those that end like it. Empty when
// it is like none.
std::string meant_paths(std::string_view name) {
  constexpr int nearness_max = 2;
  const std::string typed = lower(name);
  std::string_view nearest;
  std::string same_ending;
  int least = nearness_max + 1;
  for (const shared::Field field : shared::all_fields()) {
    const std::string_view path = shared::path_of(field);
    const int distance = distance_of_paths(typed, lower(path), nearness_max);
    if (distance < least && typed.size() > 3) {
      least = distance;
      nearest = path;
    }
    const std::string segment = lower(last_segment(path));
    if (segment.size() > 2 && distance_of_paths(lower(last_segment(name)), segment, 1) <= 1) same_ending.append(same_ending.empty() ? "" : " or ").append(path);
  }
  return nearest.empty() ? same_ending : std::string(nearest);
}

std::optional<shared::Field> field_of_name(std::string_view name) {
  for (const shared::Field field : shared::all_fields()) {
    if (shared::equal_ignoring_case(name, shared::path_of(field))) return field;
  }
  return std::nullopt;
}

std::string shown(std::string_view name) { return "\"" + std::string(name.substr(0, shown_bytes_max)) + "\""; }

// Whether a name is meant to be a field, so that leaving its column out would be a trap.
bool is_meant_as_field(std::string_view name, const std::string& meant) {
  const std::string typed = lower(name);
  return !meant.empty() || typed.starts_with("companyprofile.") || typed.starts_with("billingprofile.");
}

// Takes the names of the header's columns; `unknown` are those of no field.
void take_columns(std::string_view text, const Row& row, Table& table, std::vector<std::string>& unknown) {
  std::string cell;
  for (const Cell& written : row.cells) {
    cell_text(text, written, cell);
    const std::string name(trimmed(cell));
    const auto field = field_of_name(name);
    if (field && table.fault.empty() && std::find(table.columns.begin(), table.columns.end(), field) != table.columns.end()) {
      table.fault = "the header names the column " + shown(name) + " twice. Keep one of the two.";
    }
    table.columns.push_back(field);
    if (!field && !name.empty()) unknown.push_back(name);
  }
}

// A header is refused where a name seems meant to be a field's, or where none is one.
void judge_unknown(const std::vector<std::string>& unknown, Table& table) {
  const bool knows_any = std::any_of(table.columns.begin(), table.columns.end(), [](const auto& column) { return column.has_value(); });
  for (const std::string& name : unknown) {
    const std::string meant = meant_paths(name);
    if (knows_any && !is_meant_as_field(name, meant)) continue;
    table.fault = "the header names the column " + shown(name) + ", which is no field. " +
                  (meant.empty() ? "Name columns by paths like billingProfile.companyName." : "Did you mean " + meant + "?");
    return;
  }
  if (!knows_any) table.fault = "the header names no field. Name columns by paths like billingProfile.companyName.";
  for (const std::string& name : unknown) {
    if (table.note.size() < note_bytes_max) table.note.append(table.note.empty() ? "columns that are no fields are not judged: " : ", ").append(shown(name));
  }
}

}  // namespace

void read_row(std::string_view text, std::size_t start, char divider, bool is_last, Row& row) {
  row.cells.clear();
  row.is_unfinished = false;
  row.in_quotes = false;
  row.has_text_behind_quote = false;
  for (std::size_t position = start;;) {
    Cell cell;
    cell.begin = position;
    cell.end = std::string_view::npos;
    if (position < text.size() && text[position] == '"') {
      position = end_of_quoted(text, position, cell);
      row.in_quotes = position == std::string_view::npos;
      if (row.in_quotes) position = text.size();
      cell.end = position;
    }
    const std::size_t behind = position;
    while (position < text.size() && text[position] != divider && text[position] != '\n') ++position;
    const bool ends_row = position >= text.size() || text[position] == '\n';
    std::size_t end = position;
    if (ends_row && end > behind && text[end - 1] == '\r') --end;
    if (cell.is_quoted && end > behind) row.has_text_behind_quote = true;
    if (!cell.is_quoted || end > behind) cell.end = end;
    row.cells.push_back(cell);
    if (!ends_row) {
      ++position;
      continue;
    }
    row.is_unfinished = position >= text.size() && (!is_last || row.in_quotes);
    row.end = std::min(position + 1, text.size());
    return;
  }
}

void cell_text(std::string_view text, const Cell& cell, std::string& value) {
  const std::string_view written = cell.is_quoted ? text.substr(cell.begin + 1, cell.end - cell.begin - 2) : text.substr(cell.begin, cell.end - cell.begin);
  if (!cell.has_doubled_quotes) {
    value.assign(written);
  } else {
    value.clear();
    for (std::size_t i = 0; i < written.size(); ++i) {
      value.push_back(written[i]);
      if (written[i] == '"') ++i;
    }
  }
  if (value.size() > 1 && value.front() == '\'' && begins_formula(value[1])) value.erase(0, 1);
}

void append_cell_for_spreadsheets(std::string& output, std::string_view value, char divider) {
  if (value.empty() || !begins_formula(value.front())) return append_cell(output, value, divider, false);
  std::string text("'");
  append_cell(output, text.append(value), divider, false);
}

void append_cell(std::string& output, std::string_view value, char divider, bool wants_quotes) {
  const char special[] = {divider, '"', '\n', '\r'};
  if (!wants_quotes && value.find_first_of(std::string_view(special, sizeof special)) == std::string_view::npos) {
    output.append(value);
    return;
  }
  output.push_back('"');
  for (const char c : value) {
    if (c == '"') output.push_back('"');
    output.push_back(c);
  }
  output.push_back('"');
}

std::size_t read_header(std::string_view text, bool is_last, Table& table) {
  table = {};
  std::size_t start = 0;
  bool has_divider = false;
  if (text.starts_with("sep=") && text.size() > 4 && is_divider(text[4])) {
    const std::size_t line_end = text.find('\n');
    if (line_end == std::string_view::npos) return is_last ? text.size() : 0;
    table.divider = text[4];
    has_divider = true;
    start = line_end + 1;
  }
  if (!has_divider) table.divider = divider_of(text);
  Row row;
  read_row(text, start, table.divider, is_last, row);
  if (row.is_unfinished && !is_last) return 0;
  if (row.in_quotes || row.has_text_behind_quote) table.fault = "the header has a quote that is not closed, or text behind one.";
  if (!table.fault.empty()) return row.end;
  std::vector<std::string> unknown;
  take_columns(text, row, table, unknown);
  if (table.fault.empty()) judge_unknown(unknown, table);
  return row.end;
}

}  // namespace shared::csv
