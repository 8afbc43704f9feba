// The offline command: files of accounts or values in, problems out. No server, no database, no network.
#pragma once

#include <span>
#include <string_view>

#include "client/cli/stream.h"

namespace client::cli {

// Exit statuses.
inline constexpr int nothing_refused = 0;
inline constexpr int some_refused = 1;
inline constexpr int not_usable = 2;  // Not usable or not readable; a sentence on standard error says what and where.

// The whole program but for the process: arguments without the program's name.
int check(std::span<const std::string_view> arguments, Console& console);

}  // namespace client::cli
