// What stands on the command line of kundkonto-check: a table with one row an option, read here and printed by --help.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/messages.h"

namespace client::cli {

enum class Format : std::uint8_t { text, json, csv };

// What is to be done; an option that names a task takes the place of judging accounts.
enum class Task : std::uint8_t { accounts, values, country_rules, explain, version, help };

struct Options {
  Task task = Task::accounts;
  std::string subject;  // What the task's option was given, where it takes something.
  Format format = Format::text;
  shared::Language language = shared::Language::english;
  int jobs = 1;
  std::string fixed_file;  // Where --fix writes; empty: nothing is fixed.
  bool quiet = false;
  std::vector<std::string> files;
};

inline constexpr int jobs_max = 64;

// Reads the arguments without the program's name. Gives an empty sentence, or what is wrong with them.
std::string read_options(std::span<const std::string_view> arguments, Options& options);

// What --help prints.
std::string usage();

}  // namespace client::cli
