// The offline command: files of accounts or values in, problems out. No server, no database, no network.
#pragma once

#include <istream>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace client::cli {

// The whole program but for the process: arguments without the program's name.
int check(std::span<const std::string_view> arguments, std::istream& input, std::ostream& output, std::ostream& errors);

}  // namespace client::cli
