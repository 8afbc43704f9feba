#include "client/cli/check.h"

#include <algorithm>
#include <fstream>

#include "client/cli/country_rules.h"
#include "client/cli/input.h"
#include "client/cli/options.h"
#include "client/cli/values.h"
#include "shared/messages.h"
#include "shared/normalize.h"
#include "shared/validate.h"
#include "shared/version.h"

namespace client::cli {
namespace {

constexpr int nothing_refused = 0;
constexpr int some_refused = 1;
constexpr int not_usable = 2;

std::string quoted_cell(std::string_view text) {
  std::string cell = "\"";
  for (const char c : text) {
    if (c == '"') cell.push_back('"');
    cell.push_back(c);
  }
  return cell + "\"";
}

std::string quoted_json(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') json.push_back('\\');
    if (static_cast<unsigned char>(c) < 0x20) continue;
    json.push_back(c);
  }
  return json + "\"";
}

class Report {
 public:
  Report(const Options& options, std::ostream& output) : options_(options), output_(output) {
    if (options.format == Format::csv) output << "file,line,id,field,rule,severity,message\r\n";
  }

  void add(const std::string& file, const Record& record, const shared::ProblemList& problems) {
    switch (options_.format) {
      case Format::json:
        output_ << "{\"line\":" << record.line << ",\"id\":" << quoted_json(record.account.id) << ",\"accepted\":" << (problems.has_errors() ? "false" : "true")
                << ",\"problems\":" << shared::to_json(problems) << "}\n";
        return;
      case Format::text:
        for (const shared::Problem& problem : problems) {
          output_ << file << ':' << record.line << ": " << shared::path_of(problem.field) << ": "
                  << (problem.severity == shared::Severity::warning ? "warning: " : "") << sentence(record, problem) << " [" << shared::code_of(problem.rule) << "]\n";
        }
        return;
      case Format::csv:
        for (const shared::Problem& problem : problems) {
          output_ << quoted_cell(file) << ',' << record.line << ',' << quoted_cell(record.account.id) << ',' << shared::path_of(problem.field) << ','
                  << shared::code_of(problem.rule) << ',' << shared::code_of(problem.severity) << ',' << quoted_cell(sentence(record, problem)) << "\r\n";
        }
        return;
    }
  }

 private:
  std::string sentence(const Record& record, const shared::Problem& problem) const {
    return shared::sentence(problem, shared::country_of(record.account, problem.field), options_.language);
  }

  const Options& options_;
  std::ostream& output_;
};

int check_stream(const std::string& name, std::istream& stream, Report& report, std::ostream& errors) {
  Input input(stream);
  Record record;
  shared::ProblemList problems;
  int status = nothing_refused;
  while (input.next(record)) {
    if (!record.fault.empty()) {
      errors << "kundkonto-check: " << name << ':' << record.line << ": " << record.fault << '\n';
      return not_usable;
    }
    shared::normalize(record.account);
    shared::validate(record.account, problems);
    report.add(name, record, problems);
    if (problems.has_errors()) status = some_refused;
  }
  return status;
}

// Opens each file and gives its worst status.
template <typename CheckOne>
int for_each_file(const Options& options, std::istream& input, std::ostream& errors, const CheckOne& check_one) {
  int worst = nothing_refused;
  for (const std::string& file : options.files) {
    int status = not_usable;
    if (file == "-") {
      status = check_one(file, input);
    } else if (std::ifstream stream(file, std::ios::binary); stream && stream.peek() != std::char_traits<char>::eof()) {
      status = check_one(file, stream);
    } else if (stream.is_open() && stream.eof()) {
      status = nothing_refused;
    } else {
      errors << "kundkonto-check: " << file << ": cannot be read. Check its name and that it may be read.\n";
    }
    worst = std::max(worst, status);
  }
  return worst;
}

}  // namespace

int check(std::span<const std::string_view> arguments, std::istream& input, std::ostream& output, std::ostream& errors) {
  Options options;
  if (const std::string sentence = read_options(arguments, options); !sentence.empty()) {
    errors << "kundkonto-check: " << sentence << '\n';
    return not_usable;
  }
  switch (options.task) {
    case Task::help: output << usage(); return nothing_refused;
    case Task::version: output << "kundkonto-check, rules " << shared::rules_version << '\n'; return nothing_refused;
    case Task::country_rules: return print_country_rules(options.subject, output, errors) ? nothing_refused : not_usable;
    case Task::values:
      return for_each_file(options, input, errors, [&](const std::string& name, std::istream& stream) { return check_values(name, stream, output, errors); });
    case Task::accounts: break;
  }
  Report report(options, output);
  return for_each_file(options, input, errors, [&](const std::string& name, std::istream& stream) { return check_stream(name, stream, report, errors); });
}

}  // namespace client::cli
