#include "client/cli/options.h"

#include <algorithm>
#include <charconv>

#include "shared/fold.h"

namespace client::cli {
namespace {

struct Option {
  std::string_view name;
  std::string_view value;  // What --help calls the word that follows; empty: none does.
  std::string_view help;   // Lines for --help, divided by line feeds.
  Task task;               // The task that it names; Task::accounts for an option that changes how accounts are judged.
  bool (*read)(Options& options, std::string_view value);  // False: the value is not usable. nullptr: the value is the subject.
  std::string_view refusal;                                // The sentence for a value that is missing or not usable; empty: it may be missing.
};

bool read_format(Options& options, std::string_view value) {
  if (value == "text") options.format = Format::text;
  else if (value == "json") options.format = Format::json;
  else if (value == "csv") options.format = Format::csv;
  else return false;
  return true;
}

bool read_language(Options& options, std::string_view value) {
  options.language = shared::language_of_tag(value);
  return value == "en" || value == "sv";
}

bool read_jobs(Options& options, std::string_view value) {
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), options.jobs);
  return error == std::errc() && end == value.data() + value.size() && options.jobs >= 1 && options.jobs <= jobs_max;
}

bool read_fixed_file(Options& options, std::string_view value) {
  options.fixed_file = value;
  return !value.empty() && value != "-";
}

bool read_quiet(Options& options, std::string_view) { return options.quiet = true; }

constexpr Option table[] = {
    {"--format", "text|json|csv", "how answers are written: text as a compiler prints (the default),\none JSON object an account, or CSV", Task::accounts, read_format,
     "--format takes text, json or csv."},
    {"--language", "en|sv", "the language of the sentences, by default en", Task::accounts, read_language, "--language takes en or sv."},
    {"--jobs", "N", "judge on N threads, 1 to 64; the output stays the same", Task::accounts, read_jobs, "--jobs takes a number from 1 to 64."},
    {"--fix", "COPY", "write a copy of the one FILE with values tidied, never guessed, and\nsay each change; everything else stays as it was, byte by byte", Task::accounts,
     read_fixed_file, "--fix takes the name of the file to write, and - is not one."},
    {"--quiet", "", "no summary and no progress", Task::accounts, read_quiet, ""},
    {"--values", "", "FILE holds single values: field, country and value, divided by tabs", Task::values, nullptr, ""},
    {"--country-rules", "CODE", "print what a country wants of an account, as the API's resource: SE,\nor all for one JSON object a country", Task::country_rules, nullptr,
     "--country-rules takes the two letters of a country, such as SE, or all."},
    {"--explain", "[RULE]", "print what a rule wants, with an example and its source;\nall for every rule, nothing for a list", Task::explain, nullptr, ""},
    {"--version", "", "print the version of the rules", Task::version, nullptr, ""},
    {"--help", "", "print this", Task::help, nullptr, ""},
};

constexpr std::string_view usage_head =
    "kundkonto-check judges files of customer accounts by the rules of every country.\n"
    "It needs no server, no database and no network.\n"
    "\n"
    "  kundkonto-check [OPTION...] FILE...      - is standard input\n"
    "  kundkonto-check --fix COPY FILE\n"
    "  kundkonto-check --values FILE.tsv\n"
    "\n"
    "FILE is UTF-8 of any size: one JSON account a line, a JSON array of accounts, or CSV\n"
    "whose header names field paths such as billingProfile.companyName, divided by commas,\n"
    "semicolons or tabs.\n"
    "\n"
    "Options:\n";

constexpr std::string_view usage_foot =
    "\n"
    "Answers go to standard output, as FILE:LINE: FIELD: sentence [rule]. What cannot be read\n"
    "is told on standard error with its file and line, and judging goes on with the next line.\n"
    "The summary and, on a terminal, the progress go to standard error too.\n"
    "\n"
    "Exit status: 0 nothing was refused (there may be warnings), 1 at least one account or\n"
    "value was refused, 2 something could not be used or read.\n";

constexpr int nearness_max = 3;

// "There is no option --formt. Did you mean --format?"
std::string unknown_option(std::string_view argument) {
  std::string sentence = "There is no option " + std::string(argument.substr(0, 80)) + ". ";
  const Option* nearest = nullptr;
  int least = nearness_max;
  for (const Option& option : table) {
    const int distance = shared::distance_between(argument, option.name, nearness_max);
    if (distance < least) {
      least = distance;
      nearest = &option;
    }
  }
  if (nearest) return sentence + "Did you mean " + std::string(nearest->name) + "?";
  return sentence + "See kundkonto-check --help.";
}

const Option* option_of(std::string_view name) {
  if (name == "-h") name = "--help";
  for (const Option& option : table) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

// Takes one option into `options`. `value` is empty where nothing follows.
std::string take(const Option& option, std::string_view value, Options& options) {
  if (option.task != Task::accounts) {
    if (options.task != Task::accounts && options.task != option.task) return std::string(option.name) + " goes with no other task. Leave one of the two out.";
    options.task = option.task;
  }
  if (option.value.empty() && !value.empty()) return std::string(option.name) + " takes no value.";
  if (option.read) return option.read(options, value) ? std::string() : std::string(option.refusal);
  if (!option.value.empty() && value.empty() && !option.refusal.empty()) return std::string(option.refusal);
  options.subject = value;
  return {};
}

// What only shows when all arguments are read.
std::string fault_of_whole(const Options& options) {
  const bool reads_files = options.task == Task::accounts || options.task == Task::values;
  if (!options.fixed_file.empty() && options.task != Task::accounts) return "--fix is for files of accounts.";
  if (!options.fixed_file.empty() && options.files.size() != 1) return "--fix takes one file to read: kundkonto-check --fix COPY FILE.";
  if (reads_files && options.files.empty()) return "Name a file, or - for standard input. See kundkonto-check --help.";
  return {};
}

}  // namespace

std::string read_options(std::span<const std::string_view> arguments, Options& options) {
  bool only_files = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string_view argument = arguments[i];
    if (only_files || argument == "-" || !argument.starts_with('-')) {
      options.files.emplace_back(argument);
      continue;
    }
    if (argument == "--") {
      only_files = true;
      continue;
    }
    const std::size_t equals = argument.find('=');
    const Option* option = option_of(argument.substr(0, equals));
    if (!option) return unknown_option(argument.substr(0, equals));
    std::string_view value;
    if (equals != std::string_view::npos) {
      value = argument.substr(equals + 1);
    } else if (!option->value.empty() && i + 1 < arguments.size() && !(option->refusal.empty() && arguments[i + 1].starts_with('-'))) {
      value = arguments[++i];
    }
    if (std::string sentence = take(*option, value, options); !sentence.empty()) return sentence;
  }
  return fault_of_whole(options);
}

std::string usage() {
  constexpr std::size_t help_column = 26;
  std::string text(usage_head);
  for (const Option& option : table) {
    std::string line = "  " + std::string(option.name);
    if (!option.value.empty()) line.append(" ").append(option.value);
    line.resize(std::max(line.size() + 2, help_column), ' ');
    for (const char c : option.help) {
      line.push_back(c);
      if (c == '\n') line.append(help_column, ' ');
    }
    text.append(line).push_back('\n');
  }
  return text.append(usage_foot);
}

}  // namespace client::cli
