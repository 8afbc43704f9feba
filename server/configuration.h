// How settings come in: by flag (--log-level debug), by environment variable (KUNDKONTO_LOG_LEVEL=debug), or by a line of a
// file named by --config or KUNDKONTO_CONFIG (log-level = debug). The first of the three that says something holds. A name
// that is unknown is an error, wherever it stands.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/settings.h"
#include "shared/result.h"

namespace server {

struct Configuration {
  Settings settings;
  std::vector<std::string> sources;  // Of each option, in the order of the table: "default", "flag", "environment", "FILE:LINE".
  std::vector<std::string> words;    // What is no option, such as a command's files.
  bool asks_to_print = false;        // --print-config
  bool asks_to_check = false;        // --check-config
  bool asks_for_help = false;        // --help
};

// Flags that only one command takes, beside the options of all.
struct ExtraFlag {
  std::string_view name;             // Such as "--dry-run".
  std::string* value = nullptr;      // Where its value goes; nullptr: it has none, and
  bool* is_set = nullptr;            // is only set.
};

// The configuration, or a sentence about what is wrong: which flag, variable or line, and what is meant instead.
// `environment` is as in environ: "NAME=value". Does not judge the whole: a command may need less than serving does.
shared::Result<Configuration, std::string> read_configuration(std::span<const std::string_view> words, std::span<const std::string_view> environment,
                                                              std::span<const ExtraFlag> extra_flags = {});

// A sentence on what does not fit together for a server, such as an address beyond this machine without encryption; empty
// when all does.
std::string fault_of_whole(const Settings& settings);

// One line an option: its value as in a file, and where it came from. A secret shows only that it is set.
std::string print_configuration(const Configuration& configuration);

// The options for --help: flag, meaning, default.
std::string options_help();

// The process's own environment, in the form that read_configuration takes.
std::vector<std::string_view> own_environment();

// Without what stands between "://user:" and "@": for addresses that are shown or logged.
std::string without_password(std::string_view url);

}  // namespace server
