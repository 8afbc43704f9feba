// The offline command: files of accounts or values in, problems out. No server, no database, no network.
#pragma once

#include <istream>
#include <ostream>
#include <span>
#include <string>
#include <string_view>

namespace client::cli {

inline constexpr std::string_view check_usage =
    "kundkonto-check [--format text|json|csv] [--language en|sv] FILE...|-\n"
    "kundkonto-check --values FILE.tsv|-\n"
    "kundkonto-check --version\n"
    "\n"
    "Judges files of accounts: one JSON object a line, a JSON array, or CSV whose header names field paths.\n"
    "Exit status 0: nothing refused; 1: at least one refused; 2: not usable or not readable.\n";

// The whole program but for the process: arguments without the program's name.
int check(std::span<const std::string_view> arguments, std::istream& input, std::ostream& output, std::ostream& errors);

}  // namespace client::cli
