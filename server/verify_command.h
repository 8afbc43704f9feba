// `kundkonto verify`: whether a store is sound and its activity log whole. Also while a server runs, and of a backup.
#pragma once

#include <span>
#include <string_view>

namespace server {

// What follows the word "verify" on the command line. The exit status: 0 nothing is wrong, 1 something is, 2 not usable.
int run_verify_command(std::span<const std::string_view> arguments);

}  // namespace server
