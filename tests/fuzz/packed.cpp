#include "tests/fuzz/packed.h"

#include <cstdlib>
#include <fstream>

namespace tests {

std::vector<std::string> packed_inputs(std::string_view target) {
  const char* project = std::getenv("KUNDKONTO_PROJECT");
  std::ifstream file(std::string(project ? project : ".") + "/tests/fuzz/corpus/" + std::string(target) + ".txt", std::ios::binary);
  std::vector<std::string> inputs;
  for (std::string line; std::getline(file, line);) {
    std::string& input = inputs.emplace_back();
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (line[i] == '\\' && i + 2 < line.size()) {
        input.push_back(static_cast<char>(std::strtol(line.substr(i + 1, 2).c_str(), nullptr, 16)));
        i += 2;
      } else {
        input.push_back(line[i]);
      }
    }
  }
  return inputs;
}

}  // namespace tests
