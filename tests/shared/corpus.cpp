#include "tests/shared/corpus.h"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace tests {
namespace {

std::string unescaped(std::string_view text) {
  std::string output;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      output.push_back(text[i]);
      continue;
    }
    const char c = text[++i];
    output.push_back(c == 't' ? '\t' : c == 'n' ? '\n' : c);
  }
  return output;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::stringstream stream(line);
  for (std::string cell; std::getline(stream, cell, '\t');) cells.push_back(cell);
  return cells;
}

}  // namespace

std::string read_file(std::string_view path) {
  const char* project = std::getenv("KUNDKONTO_PROJECT");
  std::ifstream file(std::string(project ? project : ".") + "/" + std::string(path), std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> lines_of(std::string_view path) {
  std::vector<std::string> lines;
  std::stringstream stream(read_file(path));
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<ValueRow> value_rows(std::string_view field) {
  std::vector<ValueRow> rows;
  for (const std::string& line : lines_of("tests/corpus/values.tsv")) {
    const std::vector<std::string> cells = cells_of(line);
    if (cells.size() < 5 || cells[0] != field) continue;
    rows.push_back({cells[0], cells[1], unescaped(cells[2]), cells[3] == "accepted", cells[4]});
  }
  return rows;
}

}  // namespace tests
