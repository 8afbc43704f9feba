#include <memory>
#include <string>

#include "shared/normalize.h"
#include "shared/text.h"
#include "shared/validate.h"
#include "shared/wire.h"
#include "tests/fuzz/promises.h"
#include "tests/fuzz/targets.h"

namespace tests {
namespace {

using shared::Account;
using shared::Field;
using shared::ProblemList;

Account account_of(std::string_view bytes) {
  Account account;
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find(fuzz_field_divider), bytes.size());
    const std::string_view part = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (part.empty()) continue;
    // Letters from '@' on, so that inputs can be read.
    const auto index = static_cast<std::size_t>(static_cast<unsigned char>(part[0] - '@')) % shared::field_count;
    shared::text_of(account, shared::all_fields()[index]) = part.substr(1);
  }
  return account;
}

bool is_utf8(const Account& account) {
  for (const Field field : shared::all_fields()) {
    if (!shared::is_utf8(shared::text_of(account, field))) return false;
  }
  return true;
}

void prove_normalized(const Account& account) {
  Account again = account;
  shared::normalize(again);
  for (const Field field : shared::all_fields()) {
    must(shared::text_of(again, field) == shared::text_of(account, field), "Normalizing twice is normalizing once.",
         std::string(shared::path_of(field)) + ": " + shared::text_of(account, field) + " -> " + shared::text_of(again, field));
  }
}

// What anybody can see without a rule of a country.
void prove_refusals(const Account& account, const ProblemList& problems) {
  for (const Field field : shared::all_fields()) {
    const shared::Problem* first = problems.first_of(field);
    const bool is_refused = first && first->severity == shared::Severity::error;
    const std::string& value = shared::text_of(account, field);
    if (!problems.is_complete()) continue;
    must(shared::is_utf8(value) || is_refused, "What is not UTF-8 is refused at its field.", shared::path_of(field));
    must(value.find('\x07') == std::string::npos || is_refused, "A bell is refused at its field.", shared::path_of(field));
  }
  if (account.billing_profile.company_name.empty()) {
    must(has_problem(problems, Field::billing_company_name, shared::Rule::required), "A company needs a name.");
  }
  for (const shared::Problem* problem = problems.begin(); problem + 1 < problems.end(); ++problem) {
    must(problem[0].field <= problem[1].field, "Problems stand in the order of the form.");
  }
}

void prove_suggestions(const Account& account, const ProblemList& problems) {
  static ProblemList after;
  for (const shared::Problem& problem : problems) {
    if (problem.suggestion.empty()) continue;
    Account better = account;
    shared::text_of(better, problem.field) = problem.suggestion;
    shared::normalize(better);
    shared::validate(better, after);
    must(!has_problem(after, problem.field, problem.rule), "A suggestion removes its problem.", text_of(problem));
  }
}

void prove_wire(const Account& account, const ProblemList& problems) {
  // Also what is no UTF-8 must not end the program.
  const std::string verdict = shared::verdict_to_json(account, problems);
  must(shared::is_utf8(verdict), "JSON is UTF-8.", verdict);
  if (!is_utf8(account)) return;
  const auto read = shared::account_from_json(shared::to_json(account));
  must(static_cast<bool>(read) && *read == account, "What is written is read again.", shared::to_json(account));
  static ProblemList read_problems;
  const auto error = shared::error_from_json(verdict, read_problems);
  must(static_cast<bool>(error), "A verdict can be read.", verdict);
  must(text_of(read_problems) == text_of(problems), "A verdict is read as it was written.", verdict);
}

}  // namespace

void fuzz_account(std::string_view bytes) {
  static ProblemList problems;
  Account account = account_of(bytes);
  const shared::Seen seen = shared::normalize(account);
  prove_normalized(account);
  shared::validate(account, seen, problems);
  const std::string verdict_at_once = text_of(problems);
  shared::validate(account, problems);
  const std::string verdict = text_of(problems);
  must(verdict_at_once == verdict, "What tidying saw changes no verdict.", verdict_at_once + "afresh:\n" + verdict);
  for (const shared::Problem& problem : problems) must(problem.rule != shared::Rule::unrecognized, "Only rules of this build are raised.");
  prove_problems(problems, account.billing_profile.default_address.country);
  prove_refusals(account, problems);
  prove_suggestions(account, problems);
  prove_wire(account, problems);
  shared::validate(account, problems);
  must(text_of(problems) == verdict, "The same account has the same verdict.", verdict);
}

}  // namespace tests
