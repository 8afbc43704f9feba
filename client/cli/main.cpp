// kundkonto-check: the rules for files, without a server.
#include <unistd.h>

#include <csignal>
#include <string_view>
#include <vector>

#include "client/cli/check.h"

int main(int argument_count, char** arguments) {
  // Who reads our output may stop early, as head does: writing then fails, and we end by ourselves.
  std::signal(SIGPIPE, SIG_IGN);
  const std::vector<std::string_view> words(arguments + 1, arguments + argument_count);
  client::cli::FileSource input(STDIN_FILENO);
  client::cli::FileSink output(STDOUT_FILENO);
  client::cli::FileSink errors(STDERR_FILENO);
  client::cli::Console console{input, output, errors, ::isatty(STDERR_FILENO) == 1};
  return client::cli::check(words, console);
}
