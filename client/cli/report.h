// Answers as they are printed: as a compiler does, as one JSON object an account, or as CSV; and the summary by rule.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client/cli/options.h"
#include "shared/account.h"
#include "shared/problem.h"

namespace client::cli {

// A value that --fix tidied. The texts stand elsewhere.
struct Change {
  shared::Field field = shared::Field::id;
  std::string_view from;
  std::string_view to;
};

// One account and what was found.
struct Verdict {
  std::int64_t line = 0;
  const shared::Account& account;
  const shared::ProblemList& problems;
  const std::vector<Change>& changes;
};

// What stands in front of all answers.
std::string_view report_head(Format format);

void append_verdict(std::string& output, const Options& options, std::string_view file, const Verdict& verdict);

// Appends "kundkonto-check: FILE:LINE: sentence" and a line end.
void append_fault(std::string& errors, std::string_view file, std::int64_t line, std::string_view sentence);

// What was seen of one or several files.
struct Tally {
  std::int64_t accounts = 0;
  std::int64_t refused = 0;
  std::int64_t changes = 0;
  std::int64_t unreadable = 0;  // Lines that are no accounts.
  std::array<std::array<std::int64_t, 2>, shared::rule_count> problems = {};  // By rule and severity.

  void add(const Tally& other);
  void add(const shared::ProblemList& found);
};

// Sentences and a table, most frequent rule first.
std::string summary(const Tally& tally, bool is_fixed);

// 12345 as "12,345".
std::string grouped(std::int64_t number);

}  // namespace client::cli
