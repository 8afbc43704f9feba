#include "client/cli/input.h"

#include <vector>

#include "shared/field.h"
#include "shared/text.h"

namespace client::cli {
namespace {

bool is_json_blank(int c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

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

}  // namespace

Input::Input(std::istream& stream) : stream_(stream) {
  if (peek() == 0xEF) {  // A byte-order mark, as spreadsheets write it.
    for (int i = 0; i < 3; ++i) get();
  }
  while (is_json_blank(peek())) get();
  if (peek() == '[') {
    get();
    form_ = Form::array;
  } else if (peek() != '{' && peek() != std::char_traits<char>::eof()) {
    form_ = Form::csv;
    std::vector<std::string> names;
    read_csv_row(names);
    if (names.size() == 1 && names[0].find(';') != std::string::npos) csv_fault_ = "the header has one column.";
    for (const std::string& name : names) {
      const auto field = shared::field_of_path(name);
      if (field) {
        columns_.push_back(*field);
      } else if (csv_fault_.empty()) {
        csv_fault_ = "the header names the column \"" + name.substr(0, 80) + "\", which is no field. Name columns by paths like billingProfile.companyName.";
      }
    }
  }
}

int Input::get() {
  const int c = stream_.get();
  if (c == '\n') line_ += 1;
  return c == std::char_traits<char>::eof() ? -1 : c;
}

bool Input::next(Record& record) {
  record.fault.clear();
  if (ended_) return false;
  bool found = false;
  switch (form_) {
    case Form::lines: found = next_line(record); break;
    case Form::array: found = next_in_array(record); break;
    case Form::csv: found = next_in_csv(record); break;
  }
  if (!found || !record.fault.empty()) ended_ = true;
  return found;
}

void Input::read_account(const std::string& json, Record& record) {
  auto account = shared::account_from_json(json);
  if (account) {
    record.account = std::move(*account);
  } else {
    record.fault = sentence_of(account.failure());
  }
}

bool Input::next_line(Record& record) {
  std::string json;
  while (json.empty()) {
    while (is_json_blank(peek())) get();
    record.line = line_;
    int c = get();
    if (c < 0) return false;
    for (; c >= 0 && c != '\n'; c = get()) {
      json.push_back(static_cast<char>(c));
      if (json.size() > record_bytes_max) {
        record.fault = "the line is longer than a megabyte. Write one account a line.";
        return true;
      }
    }
  }
  read_account(json, record);
  return true;
}

bool Input::next_in_array(Record& record) {
  while (is_json_blank(peek()) || peek() == ',') get();
  record.line = line_;
  if (peek() == ']') return false;
  std::string json;
  int depth = 0;
  bool in_text = false;
  bool escaped = false;
  for (int c = get(); c >= 0; c = get()) {
    json.push_back(static_cast<char>(c));
    if (json.size() > record_bytes_max) break;
    if (in_text) {
      in_text = escaped || c != '"';
      escaped = !escaped && c == '\\';
    } else if (c == '"') {
      in_text = true;
    } else if (c == '{' || c == '[') {
      depth += 1;
    } else if (c == '}' || c == ']') {
      depth -= 1;
      if (depth <= 0) break;
    }
  }
  if (depth != 0 || json.empty()) {
    record.fault = "the array ends in the middle of an account. Close it with } and ].";
    return true;
  }
  read_account(json, record);
  return true;
}

// RFC 4180: cells may be quoted, a quote inside is doubled, quoted cells may hold line ends.
bool Input::read_csv_row(std::vector<std::string>& cells) {
  cells.clear();
  if (peek() == std::char_traits<char>::eof()) return false;
  const bool is_header = columns_.empty();
  cells.emplace_back();
  bool quoted = false;
  std::size_t bytes = 0;
  for (int c = get(); c >= 0; c = get()) {
    if (++bytes > record_bytes_max) return true;
    if (quoted) {
      if (c != '"') {
        cells.back().push_back(static_cast<char>(c));
      } else if (peek() == '"') {
        cells.back().push_back(static_cast<char>(get()));
      } else {
        quoted = false;
      }
      continue;
    }
    // European spreadsheets divide by semicolons: the header shows which it is.
    if (is_header && cells.size() == 1 && (c == ';' || c == ',')) divider_ = static_cast<char>(c);
    if (c == '"' && cells.back().empty()) {
      quoted = true;
    } else if (c == divider_) {
      cells.emplace_back();
    } else if (c == '\n') {
      break;
    } else if (c != '\r') {
      cells.back().push_back(static_cast<char>(c));
    }
  }
  return true;
}

bool Input::next_in_csv(Record& record) {
  record.line = line_;
  if (!csv_fault_.empty()) {
    record.line = 1;
    record.fault = csv_fault_;
    return true;
  }
  std::vector<std::string> cells;
  do {
    record.line = line_;
    if (!read_csv_row(cells)) return false;
  } while (cells.size() == 1 && cells[0].empty());
  if (cells.size() != columns_.size()) {
    record.fault = "the row has " + std::to_string(cells.size()) + " cells, the header " + std::to_string(columns_.size()) + ".";
    return true;
  }
  record.account = shared::Account();
  for (std::size_t i = 0; i < cells.size(); ++i) shared::text_of(record.account, columns_[i]) = cells[i];
  return true;
}

}  // namespace client::cli
