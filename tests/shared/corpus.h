// Reads tests/corpus, found through KUNDKONTO_PROJECT or from the project's folder.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tests {

// The text of a file below the project's folder; empty when there is none.
std::string read_file(std::string_view path);

std::vector<std::string> lines_of(std::string_view path);

// One row of values.tsv, unescaped.
struct ValueRow {
  std::string field, country, value;
  bool is_accepted = false;
  std::string source;
};
std::vector<ValueRow> value_rows(std::string_view field);

}  // namespace tests
