// kundkonto-check: the rules for files, without a server.
#include <iostream>
#include <string_view>
#include <vector>

#include "client/cli/check.h"

int main(int argument_count, char** arguments) {
  std::ios::sync_with_stdio(false);
  std::cin.tie(nullptr);
  const std::vector<std::string_view> words(arguments + 1, arguments + argument_count);
  return client::cli::check(words, std::cin, std::cout, std::cerr);
}
