#include "server/accounts.h"

#include <optional>

#include "server/continuation.h"
#include "server/secrets.h"
#include "shared/judge.h"
#include "shared/normalize.h"
#include "shared/validate.h"

namespace server {
namespace {

using shared::Account;
using shared::Profile;

shared::Customer customer_of(StoredCustomer stored) {
  shared::Customer customer;
  customer.account = std::move(stored.account);
  customer.company_etag = std::to_string(stored.company_etag);
  customer.billing_etag = std::to_string(stored.billing_etag);
  customer.changed_at_ms = stored.changed_at_ms;
  customer.changed_by = std::move(stored.changed_by);
  return customer;
}

// An etag as clients send it: with or without W/ and quotes. "*" matches whatever is stored.
std::string_view bare_etag(std::string_view etag) {
  if (etag.starts_with("W/")) etag.remove_prefix(2);
  if (etag.size() >= 2 && etag.front() == '"' && etag.back() == '"') etag = etag.substr(1, etag.size() - 2);
  return etag;
}

// The stored account with one profile replaced by what was sent; what is read-only stays as it is stored.
Account with_profile(const Account& stored, Profile profile, const Account& sent) {
  Account account = stored;
  if (profile == Profile::billing) {
    account.billing_profile = sent.billing_profile;
    account.billing_profile.id = stored.billing_profile.id;
  } else {
    account.company_profile = sent.company_profile;
    account.company_profile.tenant_id = stored.company_profile.tenant_id;
    account.company_profile.domain = stored.company_profile.domain;
  }
  return account;
}

// Keeps the problems of one profile: what the other one lacks is not this request's to mend.
bool judge_profile(const Account& account, Profile profile, shared::ProblemList& problems) {
  static thread_local shared::ProblemList all;
  shared::validate(account, all);
  problems.clear();
  for (const shared::Problem& problem : all) {
    if (shared::profile_of(problem.field) != profile) continue;
    shared::Problem& kept = problems.add(problem.field, problem.rule, problem.severity);
    kept.suggestion = problems.keep(problem.suggestion);
    for (std::size_t i = 0; i < shared::problem_details_max; ++i) {
      kept.details[i] = {problem.details[i].key, problems.keep(problem.details[i].value)};
    }
  }
  return !problems.has_errors();
}

bool moves_country(const Account& stored, const Account& changed) {
  const std::string& before = stored.billing_profile.default_address.country;
  return !before.empty() && before != changed.billing_profile.default_address.country;
}

}  // namespace

Failure failure_of(StoreFailure failure) {
  switch (failure) {
    case StoreFailure::busy: return Failure::store_busy;
    case StoreFailure::full: return Failure::store_full;
    case StoreFailure::unknown: return Failure::outcome_unknown;
    case StoreFailure::refused:
    case StoreFailure::unavailable:
    case StoreFailure::newer_schema:
    case StoreFailure::in_use:
    case StoreFailure::faulty: return Failure::store_unavailable;
  }
  return Failure::store_unavailable;
}

shared::Result<shared::Customer, Failure> Accounts::read(const Principal& principal, std::string_view id) const {
  std::optional<StoredCustomer> found;
  const auto done = database_.read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    auto read = AccountStore::read(connection, principal.reseller_id, id);
    if (!read) return read.failure();
    found = std::move(*read);
    return Ending::keep;
  });
  if (!done) return failure_of(done.failure());
  if (!found) return Failure::not_found;
  return customer_of(std::move(*found));
}

shared::Result<shared::Customer, Failure> Accounts::replace_billing(const Principal& principal, std::string_view id, const shared::BillingDocument& document,
                                                         std::string_view if_match, const Change& change, shared::ProblemList& problems) {
  Account sent;
  sent.billing_profile = document.profile;
  return replace(principal, id, Profile::billing, sent, if_match.empty() ? document.etag : if_match, change, problems);
}

shared::Result<shared::Customer, Failure> Accounts::replace_company(const Principal& principal, std::string_view id, const shared::CompanyDocument& document,
                                                         std::string_view if_match, const Change& change, shared::ProblemList& problems) {
  Account sent;
  sent.company_profile = document.profile;
  return replace(principal, id, Profile::company, sent, if_match.empty() ? document.etag : if_match, change, problems);
}

shared::Result<shared::Customer, Failure> Accounts::replace(const Principal& principal, std::string_view id, Profile profile, const Account& sent,
                                                 std::string_view etag, const Change& change, shared::ProblemList& problems) {
  problems.clear();
  if (!shared::may_write_accounts(principal.role)) return Failure::forbidden;
  etag = bare_etag(etag);
  if (etag.empty()) return Failure::etag_missing;

  std::optional<Failure> failure;
  StoredCustomer changed;
  const auto done = database_.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto give_up = [&failure](Failure reason) {
      failure = reason;
      return Ending::undo;
    };
    auto read = AccountStore::read(connection, principal.reseller_id, id);
    if (!read) return read.failure();
    if (!*read) return give_up(Failure::not_found);
    const StoredCustomer& stored = **read;
    const std::int64_t stored_etag = profile == Profile::billing ? stored.billing_etag : stored.company_etag;
    if (etag != "*" && etag != std::to_string(stored_etag)) return give_up(Failure::etag_stale);
    if (profile == Profile::billing && !sent.billing_profile.id.empty() && sent.billing_profile.id != stored.account.billing_profile.id) {
      return give_up(Failure::other_profile);
    }
    changed = stored;
    changed.account = with_profile(stored.account, profile, sent);
    shared::normalize(changed.account);
    if (!judge_profile(changed.account, profile, problems)) return give_up(Failure::refused);
    if (profile == Profile::billing && moves_country(stored.account, changed.account)) return give_up(Failure::country_change);
    if (changed.account == stored.account) return Ending::undo;  // Nothing to write: the etag stays.
    (profile == Profile::billing ? changed.billing_etag : changed.company_etag) = random_etag();
    changed.changed_at_ms = change.at_ms;
    changed.changed_by = change.by;
    const auto written = AccountStore::update(connection, principal.reseller_id, stored, changed, change);
    if (!written) return written.failure();
    return *written ? Ending::keep : give_up(Failure::etag_stale);
  });
  if (failure) return *failure;
  if (!done && done.failure() != StoreFailure::refused) return failure_of(done.failure());
  return customer_of(std::move(changed));
}

shared::Result<Done, Failure> Accounts::add(std::string_view reseller, Account account, const Change& change, shared::ProblemList& problems) {
  shared::judge(account, problems);
  if (problems.has_errors()) return Failure::refused;
  const StoredCustomer customer{std::move(account), random_etag(), random_etag(), change.at_ms, change.by};
  const auto done = database_.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto written = AccountStore::insert(connection, reseller, customer);
    if (!written) return written.failure();
    return Ending::keep;
  });
  if (!done) return failure_of(done.failure());
  return Done{};
}

shared::Result<shared::CustomerPage, Failure> Accounts::list(const Principal& principal, ListRequest request) const {
  ListQuery& query = request.query;
  if (!request.continuation.empty() && !read_continuation(token_key_, request.continuation, request.seek == ListRequest::Seek::previous, query)) {
    return Failure::token_invalid;
  }
  query.reseller = principal.reseller_id;
  const std::int64_t size = query.limit;
  std::vector<ListedCustomer> rows;
  Counts counts;
  query.limit = size + 1;  // One more tells whether there is another page.
  const auto done = database_.read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    auto listed = AccountStore::list(connection, query);
    if (!listed) return listed.failure();
    rows = std::move(*listed);
    const auto counted = AccountStore::count(connection, query);
    if (!counted) return counted.failure();
    counts = *counted;
    return Ending::keep;
  });
  if (!done) return failure_of(done.failure());
  query.limit = size;
  return page_of(token_key_, query, std::move(rows), counts);
}

}  // namespace server
