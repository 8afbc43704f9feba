// The one table of options: name, where the value goes, bounds and meaning. Flags, environment variables, files, --help and
// --print-config are all made from it.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "server/settings.h"

namespace server {

using Target = std::variant<bool Settings::*, int Settings::*, std::string Settings::*, std::vector<std::string> Settings::*, ListenAddress Settings::*,
                            LogLevel Settings::*>;

struct Option {
  std::string_view name;     // "log-level": the flag is --log-level, the variable KUNDKONTO_LOG_LEVEL.
  std::string_view value;    // What --help calls the value; empty for a switch.
  Target target;
  std::string_view meaning;
  int least = 0;             // Bounds of a number.
  int most = 0;
  bool is_secret = false;    // Never a flag, never printed.
};

std::span<const Option> options();

const Option* option_of(std::string_view name);

// Takes a value as it was written. Empty, or a sentence about what is wrong with it that does not repeat a secret.
std::string take_value(const Option& option, std::string_view text, Settings& settings);

// A value as it would be written in a file.
std::string text_of_value(const Option& option, const Settings& settings);

// The option whose name is nearly `name`; nullptr where none is.
const Option* near_option(std::string_view name);

}  // namespace server
