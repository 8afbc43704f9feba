// Runs kundkonto-check without a process, on texts instead of files.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/cli/check.h"

namespace tests {

struct Outcome {
  int status = 0;
  std::string output, errors;
};

inline Outcome run_check(const std::vector<std::string_view>& arguments, std::string_view input = {}) {
  client::cli::TextSource in(input);
  client::cli::TextSink out;
  client::cli::TextSink errors;
  client::cli::Console console{in, out, errors};
  const int status = client::cli::check(arguments, console);
  return {status, out.text(), errors.text()};
}

}  // namespace tests
