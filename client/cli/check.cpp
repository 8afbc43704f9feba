#include "client/cli/check.h"

#include <algorithm>

#include "client/cli/chunks.h"
#include "client/cli/conveyor.h"
#include "client/cli/copy.h"
#include "client/cli/country_rules.h"
#include "client/cli/explain.h"
#include "client/cli/options.h"
#include "client/cli/progress.h"
#include "client/cli/report.h"
#include "client/cli/values.h"
#include "shared/version.h"

namespace client::cli {
namespace {

// What a run over all files has come to.
struct Run {
  const Options& options;
  Console& console;
  Tally tally;
  int status = nothing_refused;
  bool is_output_gone = false;

  void worsen(int other) { status = std::max(status, other); }
  void complain(std::string_view file, std::string_view sentence) {
    console.errors << "kundkonto-check: " << file << ": " << sentence << '\n';
    worsen(not_usable);
  }
};

// Writes answers in their order; false when nobody reads them any more or writing failed.
bool write_answer(const Answer& answer, std::int64_t bytes_read, Progress& progress, Copy* copy, Run& run, std::int64_t& accounts) {
  if (!answer.output.empty() || !answer.errors.empty()) progress.wipe();
  if (!run.console.output.write(answer.output)) run.is_output_gone = true;
  if (!answer.errors.empty()) run.console.errors.write(answer.errors);
  accounts += answer.tally.accounts;
  progress.say(bytes_read, accounts);
  return copy ? copy->write(answer.copy) : !run.is_output_gone;  // A copy is wanted whole, whoever reads the answers.
}

void check_accounts(const std::string& file, Source& source, Copy* copy, Run& run) {
  ChunkReader reader(source);
  if (!reader.open()) {
    if (reader.has_failed()) return run.complain(file, "cannot be read. " + source.error());
    std::string sentence;
    append_fault(sentence, file, reader.fault().line, reader.fault().sentence);
    run.console.errors << sentence;
    return run.worsen(not_usable);
  }
  if (!reader.table().note.empty() && !run.options.quiet) run.console.errors << "kundkonto-check: " << file << ": " << reader.table().note << '\n';
  Tally tally;
  std::int64_t accounts = 0;
  {
    Progress progress(run.console.errors, run.console.errors_are_a_terminal && !run.options.quiet, file, source.size_bytes());
    const WriteAnswer write = [&](const Answer& answer, std::int64_t bytes_read) { return write_answer(answer, bytes_read, progress, copy, run, accounts); };
    judge_file(reader, run.options, file, write, tally);
  }
  run.tally.add(tally);
  if (tally.refused > 0) run.worsen(some_refused);
  if (tally.unreadable > 0) run.worsen(not_usable);
  if (reader.has_failed()) run.complain(file, "cannot be read to its end. " + source.error());
  if (!copy) return;
  if (!copy->error().empty() || (!reader.has_failed() && !copy->finish())) run.complain(run.options.fixed_file, copy->error());
}

void check_file(const std::string& file, Source& source, Run& run) {
  const Options& options = run.options;
  if (options.task == Task::values) return run.worsen(check_values(file, source, run.console.output, run.console.errors));
  if (options.fixed_file.empty()) return check_accounts(file, source, nullptr, run);
  Copy copy;
  if (!copy.begin(options.fixed_file)) return run.complain(options.fixed_file, copy.error());
  check_accounts(file, source, &copy, run);
}

void check_files(Run& run) {
  for (const std::string& file : run.options.files) {
    if (run.is_output_gone) return;
    if (file == "-") {
      check_file(file, run.console.input, run);
      continue;
    }
    FileSource source(-1);
    if (!source.open(file)) {
      run.complain(file, "cannot be read. " + source.error());
    } else if (!run.options.fixed_file.empty() && source.is_same_file(run.options.fixed_file)) {
      run.complain(file, "would be overwritten by its copy. Give --fix another name.");
    } else {
      check_file(file, source, run);
    }
  }
}

int judge_files(const Options& options, Console& console) {
  Run run{options, console, {}};
  const bool judges_accounts = options.task == Task::accounts;
  if (judges_accounts) console.output << report_head(options.format);
  check_files(run);
  if (!console.output.error().empty()) run.complain("standard output", "cannot be written further. " + console.output.error());
  const bool has_judged = run.tally.accounts > 0 || run.status != not_usable;
  if (judges_accounts && has_judged && options.format == Format::text && !options.quiet && !run.is_output_gone) console.errors << summary(run.tally, !options.fixed_file.empty());
  return run.status;
}

}  // namespace

int check(std::span<const std::string_view> arguments, Console& console) {
  Options options;
  if (const std::string sentence = read_options(arguments, options); !sentence.empty()) {
    console.errors << "kundkonto-check: " << sentence << '\n';
    return not_usable;
  }
  switch (options.task) {
    case Task::help: console.output << usage(); return nothing_refused;
    case Task::version: console.output << "kundkonto-check, rules " << shared::rules_version << '\n'; return nothing_refused;
    case Task::country_rules: return print_country_rules(options.subject, console.output, console.errors) ? nothing_refused : not_usable;
    case Task::explain: return print_explanation(options.subject, options.language, console.output, console.errors) ? nothing_refused : not_usable;
    case Task::accounts:
    case Task::values: break;
  }
  return judge_files(options, console);
}

}  // namespace client::cli
