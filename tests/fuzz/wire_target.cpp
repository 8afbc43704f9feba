#include <string>

#include "shared/messages.h"
#include "shared/text.h"
#include "shared/wire.h"
#include "tests/fuzz/promises.h"
#include "tests/fuzz/targets.h"
#include "tests/fuzz/wire_reference.h"

namespace tests {
namespace {

void prove_account(std::string_view bytes) {
  const auto account = shared::account_from_json(bytes);
  const auto wanted = reference_account_from_json(bytes);
  must(static_cast<bool>(account) == wanted.has_value(), "The reader and the plain reader refuse the same texts.",
       account ? "only the plain reader refuses" : shared::code_of(account.failure().fault));
  if (!account) return must(shared::is_utf8(account.failure().path), "The path of a fault is UTF-8.");
  must(*account == *wanted, "The reader and the plain reader read the same account.", shared::to_json(*wanted));
  const auto again = shared::account_from_json(shared::to_json(*account));
  must(static_cast<bool>(again) && *again == *account, "An account that was written is read again.", shared::to_json(*account));
}

void prove_profiles(std::string_view bytes) {
  if (const auto billing = shared::billing_from_json(bytes)) {
    const std::string text = shared::to_json(billing->profile, "id", billing->etag);
    const auto again = shared::billing_from_json(text);
    must(static_cast<bool>(again) && again->profile == billing->profile && again->etag == billing->etag, "A billing profile is read again.", text);
  }
  if (const auto company = shared::company_from_json(bytes)) {
    const std::string text = shared::to_json(company->profile, "id", company->etag);
    const auto again = shared::company_from_json(text);
    must(static_cast<bool>(again) && again->profile == company->profile && again->etag == company->etag, "A company profile is read again.", text);
  }
  if (const auto customer = shared::customer_from_json(bytes)) {
    const std::string text = shared::to_json(*customer);
    const auto again = shared::customer_from_json(text);
    must(static_cast<bool>(again) && again->account == customer->account && again->allow_delegated_access == customer->allow_delegated_access,
         "A customer is read again.", text);
  }
}

void prove_answers(std::string_view bytes) {
  static shared::ProblemList problems;
  if (const auto page = shared::customer_page_from_json(bytes)) {
    const std::string text = shared::to_json(*page);
    const auto again = shared::customer_page_from_json(text);
    must(static_cast<bool>(again) && again->items.size() == page->items.size(), "A page is read again.", text);
  }
  if (const auto session = shared::session_from_json(bytes)) {
    const std::string text = shared::to_json(*session);
    const auto again = shared::session_from_json(text);
    must(static_cast<bool>(again) && again->user == session->user && again->role == session->role, "A session is read again.", text);
  }
  if (const auto error = shared::error_from_json(bytes, problems)) {
    const std::string text = shared::to_json(*error, &problems, nullptr, shared::Language::swedish);
    const std::string before = text_of(problems);
    must(problems.size() <= shared::ProblemList::problems_max, "A list is bounded.");
    prove_problems(problems, "SE", /*is_ours=*/false);
    must(static_cast<bool>(shared::error_from_json(text, problems)), "An error is read again.", text);
    // One that was full has lost details on the way in, not on the way out.
    if (before.size() < 4096) must(text_of(problems) == before, "An error's problems are read again.", text);
  }
}

}  // namespace

void fuzz_wire(std::string_view bytes) {
  prove_account(bytes);
  prove_profiles(bytes);
  prove_answers(bytes);
}

}  // namespace tests
