// The program: which command, which flags, and how it is wired.
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/administration.h"
#include "server/backup_command.h"
#include "server/configuration.h"
#include "server/exchange.h"
#include "server/move.h"
#include "server/serve.h"
#include "server/verify_command.h"
#include "shared/version.h"

namespace {

using namespace server;

constexpr std::string_view usage =
    "kundkonto serve --data DIR [--listen ADDRESS:PORT] [OPTION...]    see kundkonto serve --help\n"
    "kundkonto verify --data DIR | --database URL | FILE [--head NUMBER:HASH]\n"
    "kundkonto move --from DIR|URL --to DIR|URL\n"
    "kundkonto --version\n";

std::string help() {
  std::string text;
  for (const std::string_view part : {usage, administration_usage, exchange_usage, backup_usage}) text.append(part);
  return text;
}

int fail(const std::string& sentence) {
  std::fprintf(stderr, "kundkonto: %s\n", sentence.c_str());
  return 2;
}

// Without --config and the like, serves. Otherwise says what was asked.
int run_serve(std::span<const std::string_view> words) {
  const auto configuration = read_configuration(words, own_environment());
  if (!configuration) return fail(configuration.failure());
  if (configuration->asks_for_help) return std::printf("kundkonto serve [OPTION...]\n\n%s", options_help().c_str()) > 0 ? 0 : 1;
  if (configuration->asks_to_print) return std::printf("%s", print_configuration(*configuration).c_str()) > 0 ? 0 : 1;
  if (!configuration->words.empty()) return fail("serve does not know '" + configuration->words[0] + "'. See kundkonto serve --help.");
  if (const std::string fault = fault_of_whole(configuration->settings); !fault.empty()) return fail(fault);
  if (configuration->asks_to_check) return std::printf("The settings can be used.\n") > 0 ? 0 : 1;
  return serve(configuration->settings);
}

}  // namespace

int main(int argument_count, char** arguments) {
  const std::vector<std::string_view> words(arguments + 1, arguments + argument_count);
  if (words.empty() || words[0] == "--help") {
    std::fprintf(words.empty() ? stderr : stdout, "%s", help().c_str());
    return words.empty() ? 2 : 0;
  }
  if (words[0] == "--version") {
    std::printf("kundkonto, rules %s\n", std::string(shared::rules_version).c_str());
    return 0;
  }
  const std::span<const std::string_view> rest(words.begin() + 1, words.end());
  if (is_administration(words[0])) return run_administration(words);
  if (words[0] == "verify") return run_verify_command(rest);
  if (words[0] == "move") return run_move_command(rest);
  if (words[0] == "backup") return run_backup(rest);
  if (words[0] == "restore") return run_restore(rest);
  if (words[0] == "import") return run_import(rest);
  if (words[0] == "export") return run_export(rest);
  if (words[0] != "serve") return fail("There is no command '" + std::string(words[0]) + "'. See kundkonto --help.");
  return run_serve(rest);
}
