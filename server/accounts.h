// What can be done with customers' accounts: read, list, judge, replace a profile. Normalizes, judges and stores; knows
// neither HTTP nor SQL. The rules stand above the store, never in it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "server/account_store.h"
#include "server/continuation.h"
#include "server/database.h"
#include "server/principal.h"
#include "shared/problem.h"
#include "shared/wire.h"

namespace server {

// Why an account was not read or changed.
enum class Failure : std::uint8_t {
  not_found,
  relationship_ended,  // It was this reseller's customer once.
  domain_taken,
  forbidden,          // The role may not do this.
  etag_missing,
  etag_stale,
  refused,            // The rules refuse it; the problems say why.
  other_profile,      // The document carries another profile's id.
  country_change,     // A stored billing address stays in its country.
  token_invalid,      // A continuation token that is not ours or was altered.
  store_busy,
  store_full,
  store_unavailable,
  outcome_unknown,    // The write may be kept or lost: ask again.
};

struct ListRequest {
  ListQuery query;                // `reseller` is filled from the principal.
  std::string continuation;       // Token of another page; carries filter, search, size and place.
  Seek seek = Seek::next;         // From that page.
  std::int64_t page_index = 0;    // For Seek::page_index, counted from 0.
};

// Each function runs inside the caller's transaction; where one fails, what it wrote is undone by the caller. The overloads
// without a connection make a transaction of their own.
class Accounts {
 public:
  // `token_key` signs continuation tokens.
  Accounts(Database& database, std::string token_key) : database_(database), token_key_(std::move(token_key)) {}

  shared::Result<shared::CustomerPage, Failure> list(Connection& connection, const Principal& principal, ListRequest request) const;
  shared::Result<shared::CustomerPage, Failure> list(const Principal& principal, ListRequest request) const;
  static shared::Result<shared::Customer, Failure> read(Connection& connection, const Principal& principal, std::string_view id);
  shared::Result<shared::Customer, Failure> read(const Principal& principal, std::string_view id) const;

  // The same with what GET of one customer tells beside the account: commerce id, domains, indirect reseller.
  static shared::Result<shared::Customer, Failure> read_whole(Connection& connection, const Principal& principal, std::string_view id);

  // Replaces one profile of a stored customer. `if_match` is the header's etag and wins over the document's. `problems`
  // are those of the replaced profile: on success its warnings, on refusal its errors and warnings.
  static shared::Result<shared::Customer, Failure> replace_billing(Connection& connection, const Principal& principal, std::string_view id,
                                                                   const shared::BillingDocument& document, std::string_view if_match,
                                                                   const Change& change, shared::ProblemList& problems);
  shared::Result<shared::Customer, Failure> replace_billing(const Principal& principal, std::string_view id, const shared::BillingDocument& document,
                                                            std::string_view if_match, const Change& change, shared::ProblemList& problems);
  static shared::Result<shared::Customer, Failure> replace_company(Connection& connection, const Principal& principal, std::string_view id,
                                                                   const shared::CompanyDocument& document, std::string_view if_match,
                                                                   const Change& change, shared::ProblemList& problems);

  // Adds a customer as it is after normalizing, or refuses it.
  static shared::Result<Done, Failure> add(Connection& connection, std::string_view reseller, shared::Account account, const Change& change,
                                           shared::ProblemList& problems);
  shared::Result<Done, Failure> add(std::string_view reseller, shared::Account account, const Change& change, shared::ProblemList& problems);

  // Gives the customer up: it leaves the list, and its id answers that there is no relationship any more.
  static shared::Result<Done, Failure> end_relationship(Connection& connection, const Principal& principal, const shared::Account& account, const Change& change);
  // Removes the customer; only the activity log keeps what it was.
  static shared::Result<Done, Failure> remove(Connection& connection, const Principal& principal, const shared::Account& account, const Change& change);

 private:
  Database& database_;
  std::string token_key_;
};

Failure failure_of(StoreFailure failure);

}  // namespace server
