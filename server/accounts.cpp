#include "server/accounts.h"

#include <optional>

#include "server/continuation.h"
#include "server/entity_tag.h"
#include "server/relationships.h"
#include "server/secrets.h"
#include "shared/judge.h"
#include "shared/normalize.h"
#include "shared/text.h"
#include "shared/validate.h"

namespace server {
namespace {

using shared::Account;
using shared::Profile;

shared::Customer customer_of(StoredCustomer&& stored) {
  shared::Customer customer;
  customer.account = std::move(stored.account);
  customer.company_etag = std::to_string(stored.company_etag);
  customer.billing_etag = std::to_string(stored.billing_etag);
  customer.changed_at_ms = stored.changed_at_ms;
  customer.changed_by = std::move(stored.changed_by);
  return customer;
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

// Why a customer is not there.
Failure why_missing(Connection& connection, std::string_view reseller, std::string_view id) {
  const auto is_former = Relationships::is_former(connection, reseller, id);
  if (!is_former) return failure_of(is_former.failure());
  return *is_former ? Failure::relationship_ended : Failure::not_found;
}

// One profile as it was sent, and what it may replace.
struct Replacement {
  Profile profile;
  Account sent;          // Only this profile is filled.
  std::string_view etag;  // As sent.
};

// Whether nothing but the contact's names, email and phone number differs.
bool changes_contacts_alone(const Account& stored, const Account& changed) {
  for (const shared::Field field : shared::all_fields()) {
    const shared::FieldKind kind = shared::kind_of(field);
    const bool is_contact = kind == shared::FieldKind::person_name || kind == shared::FieldKind::email || kind == shared::FieldKind::phone_number;
    if (!is_contact && shared::text_of(stored, field) != shared::text_of(changed, field)) return false;
  }
  return true;
}

bool moves_country(const Account& stored, const Account& changed) {
  const std::string& before = stored.billing_profile.default_address.country;
  return !before.empty() && before != changed.billing_profile.default_address.country;
}

shared::Result<shared::Customer, Failure> replace(Connection& connection, const Principal& principal, std::string_view id, const Replacement& replacement,
                                                  const Change& change, shared::ProblemList& problems) {
  const auto& [profile, sent, sent_etag] = replacement;
  problems.clear();
  const auto permission = profile == Profile::billing ? shared::Permission::update_billing_profile : shared::Permission::update_company_profile;
  if (!principal.may(permission)) return Failure::forbidden;
  if (sent_etag.empty()) return Failure::etag_missing;
  auto read = AccountStore::read_to_change(connection, principal.reseller_id, id);
  if (!read) return failure_of(read.failure());
  if (!*read) return why_missing(connection, principal.reseller_id, id);
  const StoredCustomer& stored = **read;
  const std::int64_t stored_etag = profile == Profile::billing ? stored.billing_etag : stored.company_etag;
  if (!names_etag(sent_etag, std::to_string(stored_etag))) return Failure::etag_stale;
  if (profile == Profile::billing && !sent.billing_profile.id.empty() &&
      !shared::equal_ignoring_case(sent.billing_profile.id, stored.account.billing_profile.id)) {
    return Failure::other_profile;
  }
  StoredCustomer changed = stored;
  changed.account = with_profile(stored.account, profile, sent);
  shared::normalize(changed.account);
  if (!judge_profile(changed.account, profile, problems)) return Failure::refused;
  if (profile == Profile::billing && moves_country(stored.account, changed.account)) return Failure::country_change;
  if (principal.edits_contacts_alone && !changes_contacts_alone(stored.account, changed.account)) return Failure::forbidden;
  if (changed.account == stored.account) return customer_of(std::move(changed));  // Nothing to write: the etag stays.
  (profile == Profile::billing ? changed.billing_etag : changed.company_etag) = random_etag();
  changed.changed_at_ms = change.at_ms;
  changed.changed_by = change.by;
  const auto written = AccountStore::update(connection, principal.reseller_id, stored, changed, change);
  if (!written) return failure_of(written.failure());
  if (!*written) return Failure::etag_stale;
  return customer_of(std::move(changed));
}

// A customer that goes: the log keeps every field as it was.
shared::Result<Done, Failure> note_end(Connection& connection, const Principal& principal, const Account& account, const Change& change, Operation operation) {
  Activity activity;
  activity.operation = operation;
  activity.customer = account.id;
  activity.customer_name = account.billing_profile.company_name;
  activity.changes = changes_between(account, Account{});
  const auto noted = append_activity(connection, principal.reseller_id, change, activity);
  if (!noted) return failure_of(noted.failure());
  return Done{};
}

// Runs `work` in a transaction of its own; it is undone where the work failed.
template <typename Value, typename Run>
shared::Result<Value, Failure> alone(Database& database, bool is_writing, const Run& run) {
  std::optional<shared::Result<Value, Failure>> result;
  const auto body = [&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    result.emplace(run(connection));
    return *result ? Ending::keep : Ending::undo;
  };
  const auto done = is_writing ? database.transaction(body) : database.read(body);
  if (!done && (done.failure() != StoreFailure::refused || !result)) return failure_of(done.failure());
  return std::move(*result);
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

shared::Result<shared::Customer, Failure> Accounts::read(Connection& connection, const Principal& principal, std::string_view id) {
  auto read = AccountStore::read(connection, principal.reseller_id, id);
  if (!read) return failure_of(read.failure());
  if (!*read) return why_missing(connection, principal.reseller_id, id);
  return customer_of(std::move(**read));
}

shared::Result<shared::Customer, Failure> Accounts::read(const Principal& principal, std::string_view id) const {
  return alone<shared::Customer>(database_, false, [&](Connection& connection) { return read(connection, principal, id); });
}

shared::Result<shared::Customer, Failure> Accounts::read_whole(Connection& connection, const Principal& principal, std::string_view id) {
  auto customer = read(connection, principal, id);
  if (!customer) return customer;
  customer->commerce_id = commerce_id_of(principal.reseller_id, id);
  auto partner = Relationships::associated_partner(connection, principal.reseller_id, id);
  if (!partner) return failure_of(partner.failure());
  customer->associated_partner_id = std::move(*partner);
  auto domains = Relationships::domains(connection, principal.reseller_id, id);
  if (!domains) return failure_of(domains.failure());
  customer->custom_domains = std::move(*domains);
  const std::string& first = customer->account.company_profile.domain;
  if (!first.empty()) customer->custom_domains.insert(customer->custom_domains.begin(), first);
  return customer;
}

shared::Result<shared::Customer, Failure> Accounts::replace_billing(Connection& connection, const Principal& principal, std::string_view id,
                                                                    const shared::BillingDocument& document, std::string_view if_match,
                                                                    const Change& change, shared::ProblemList& problems) {
  Account sent;
  sent.billing_profile = document.profile;
  return replace(connection, principal, id, {Profile::billing, std::move(sent), if_match.empty() ? document.etag : if_match}, change, problems);
}

shared::Result<shared::Customer, Failure> Accounts::replace_billing(const Principal& principal, std::string_view id, const shared::BillingDocument& document,
                                                                    std::string_view if_match, const Change& change, shared::ProblemList& problems) {
  return alone<shared::Customer>(database_, true, [&](Connection& connection) {
    return replace_billing(connection, principal, id, document, if_match, change, problems);
  });
}

shared::Result<shared::Customer, Failure> Accounts::replace_company(Connection& connection, const Principal& principal, std::string_view id,
                                                                    const shared::CompanyDocument& document, std::string_view if_match,
                                                                    const Change& change, shared::ProblemList& problems) {
  Account sent;
  sent.company_profile = document.profile;
  return replace(connection, principal, id, {Profile::company, std::move(sent), if_match.empty() ? document.etag : if_match}, change, problems);
}

shared::Result<Done, Failure> Accounts::add(Connection& connection, std::string_view reseller, Account account, const Change& change,
                                            shared::ProblemList& problems) {
  shared::judge(account, problems);
  if (problems.has_errors()) return Failure::refused;
  const StoredCustomer customer{std::move(account), random_etag(), random_etag(), change.at_ms, change.by};
  const auto written = AccountStore::insert(connection, reseller, customer);
  if (!written) return failure_of(written.failure());
  Activity activity;
  activity.operation = Operation::add_customer;
  activity.customer = customer.account.id;
  activity.customer_name = customer.account.billing_profile.company_name;
  activity.changes = changes_between(Account(), customer.account);
  const auto noted = append_activity(connection, reseller, change, activity);
  if (!noted) return failure_of(noted.failure());
  return Done{};
}

shared::Result<Done, Failure> Accounts::add(std::string_view reseller, Account account, const Change& change, shared::ProblemList& problems) {
  return alone<Done>(database_, true, [&](Connection& connection) { return add(connection, reseller, account, change, problems); });
}

shared::Result<Done, Failure> Accounts::end_relationship(Connection& connection, const Principal& principal, const Account& account, const Change& change) {
  const auto ended = Relationships::end(connection, principal.reseller_id, account, change.by, change.at_ms);
  if (!ended) return failure_of(ended.failure());
  return note_end(connection, principal, account, change, Operation::remove_partner_customer_relationship);
}

shared::Result<Done, Failure> Accounts::remove(Connection& connection, const Principal& principal, const Account& account, const Change& change) {
  const auto removed = Relationships::remove(connection, principal.reseller_id, account.id);
  if (!removed) return failure_of(removed.failure());
  return note_end(connection, principal, account, change, Operation::delete_customer);
}

shared::Result<shared::CustomerPage, Failure> Accounts::list(Connection& connection, const Principal& principal, ListRequest request) const {
  ListQuery& query = request.query;
  query.reseller = principal.reseller_id;
  if (!request.continuation.empty() && !read_continuation(token_key_, request.continuation, request.seek, query)) return Failure::token_invalid;
  if (request.seek == Seek::last) query.from_end = true;
  if (request.seek == Seek::page_index) query.offset = request.page_index * query.limit;
  auto listed = AccountStore::list(connection, query);
  if (listed && listed->rows.empty() && query.before) {
    // Nothing is before: that is the first page, which leads on.
    query.before.reset();
    listed = AccountStore::list(connection, query);
  }
  if (!listed) return failure_of(listed.failure());
  return page_of(token_key_, query, std::move(*listed));
}

shared::Result<shared::CustomerPage, Failure> Accounts::list(const Principal& principal, ListRequest request) const {
  return alone<shared::CustomerPage>(database_, false, [&](Connection& connection) { return list(connection, principal, request); });
}

}  // namespace server
