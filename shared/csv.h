// CSV as RFC 4180 and spreadsheets write it: cells may be quoted, a quote inside is doubled, quoted cells may hold line
// ends and dividers. The first row names the columns by field paths.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/field.h"

namespace shared::csv {

struct Cell {
  std::size_t begin = 0;  // With its quotes, in bytes of the text that was read.
  std::size_t end = 0;
  bool is_quoted = false;
  bool has_doubled_quotes = false;
};

struct Row {
  std::vector<Cell> cells;
  std::size_t end = 0;        // Behind the line end.
  bool is_unfinished = false; // The text ends before the row does; `in_quotes` says whether a quote is open.
  bool in_quotes = false;
  bool has_text_behind_quote = false;  // "a"b: no cell of RFC 4180.
};

// Reads the row that begins at `start`. The end of the text ends a row where `is_last`.
void read_row(std::string_view text, std::size_t start, char divider, bool is_last, Row& row);

// What a cell says. The apostrophe that append_cell_for_spreadsheets() put in front is left out.
void cell_text(std::string_view text, const Cell& cell, std::string& value);

// Appends `value` as a cell, in quotes where it needs them or `wants_quotes`.
void append_cell(std::string& output, std::string_view value, char divider, bool wants_quotes);

// The same, so that no spreadsheet takes it for a formula: an apostrophe stands in front of =, +, - and @ and of control
// characters, as spreadsheets themselves write a text.
void append_cell_for_spreadsheets(std::string& output, std::string_view value, char divider);

struct Table {
  char divider = ',';
  std::vector<std::optional<shared::Field>> columns;  // None: a column that is no field, which is not judged.
  std::string fault;                                  // A sentence when the header cannot be used; otherwise empty.
  std::string note;                                   // A sentence on columns that are not judged; may be empty.
};

// Where the header ends, and what it says. A first line "sep=;", as Excel writes it, names the divider; without it the
// header shows which it is. Expects `text` to hold the whole header where not `is_last`; 0 when it does not.
std::size_t read_header(std::string_view text, bool is_last, Table& table);

}  // namespace shared::csv
