#include "server/relationships.h"

#include "server/account_store.h"
#include "server/secrets.h"
#include "shared/normalize.h"
#include "shared/search_key.h"
#include "shared/validate.h"
#include "shared/wire.h"

namespace server {
namespace {

// Who takes a domain adds to the activity log as well: the row that those lock is locked a little earlier.
constexpr std::string_view domain_lock_sql = "select value from setting where name = 'activity_head'";
constexpr std::string_view domain_of_customer_sql = "select 1 from customer where domain_key = $1 limit 1";
constexpr std::string_view domain_added_sql = "select 1 from verified_domain where domain = $1 limit 1";
constexpr std::string_view end_sql =
    "insert into former_customer (reseller, id, company_name, domain, document, ended_at, ended_by) values ($1, $2, $3, $4, $5, $6, $7)";
constexpr std::string_view is_former_sql = "select 1 from former_customer where reseller = $1 and id = $2";
constexpr std::string_view belongings_sql[] = {
    "delete from purchase_policy where reseller = $1 and customer = $2",
    "delete from qualification where reseller = $1 and customer = $2",
    "delete from agreement where reseller = $1 and customer = $2",
    "delete from verified_domain where reseller = $1 and customer = $2",
    "delete from associated_partner where reseller = $1 and customer = $2",
};
constexpr std::string_view set_partner_sql =
    "insert into associated_partner (reseller, customer, partner) values ($1, $2, $3) on conflict (reseller, customer) do update set partner = $3";
constexpr std::string_view partner_sql = "select partner from associated_partner where reseller = $1 and customer = $2";
constexpr std::string_view add_domain_sql =
    "insert into verified_domain (reseller, customer, domain, verified_at) values ($1, $2, $3, $4) on conflict (reseller, customer, domain) do nothing";
constexpr std::string_view domains_sql = "select domain from verified_domain where reseller = $1 and customer = $2 order by domain";

shared::Result<bool, StoreFailure> finds(Connection& connection, std::string_view sql, std::span<const Parameter> parameters) {
  const auto found = connection.execute(sql, parameters);
  if (!found) return found.failure();
  return !found->rows.empty();
}

shared::Result<Done, StoreFailure> write(Connection& connection, std::string_view sql, std::span<const Parameter> parameters) {
  const auto written = connection.execute(sql, parameters);
  if (!written) return written.failure();
  return Done{};
}

}  // namespace

shared::Result<bool, StoreFailure> Relationships::is_domain_taken(Connection& connection, std::string_view domain) {
  const std::string key = shared::search_key(domain);
  const Parameter by_key[] = {std::string_view(key)};
  const auto first = finds(connection, domain_of_customer_sql, by_key);
  if (!first || *first) return first;
  return finds(connection, domain_added_sql, by_key);
}

shared::Result<bool, StoreFailure> Relationships::is_domain_taken_to_change(Connection& connection, std::string_view domain) {
  const auto locked = connection.execute(std::string(domain_lock_sql).append(connection.dialect().row_lock), {});
  if (!locked) return locked.failure();
  return is_domain_taken(connection, domain);
}

shared::Result<Done, StoreFailure> Relationships::end(Connection& connection, std::string_view reseller, const shared::Account& account, std::string_view by,
                                                      std::int64_t at_ms) {
  const std::string document = shared::to_json(account);
  const Parameter parameters[] = {reseller, std::string_view(account.id), std::string_view(account.billing_profile.company_name),
                                  std::string_view(account.company_profile.domain), std::string_view(document), at_ms, by};
  const auto noted = write(connection, end_sql, parameters);
  if (!noted) return noted;
  return remove(connection, reseller, account.id);
}

shared::Result<bool, StoreFailure> Relationships::is_former(Connection& connection, std::string_view reseller, std::string_view customer) {
  const Parameter parameters[] = {reseller, customer};
  return finds(connection, is_former_sql, parameters);
}

shared::Result<Done, StoreFailure> Relationships::remove(Connection& connection, std::string_view reseller, std::string_view customer) {
  const Parameter parameters[] = {reseller, customer};
  for (const std::string_view sql : belongings_sql) {
    const auto removed = write(connection, sql, parameters);
    if (!removed) return removed;
  }
  const auto removed = AccountStore::remove(connection, reseller, customer);
  if (!removed) return removed.failure();
  return Done{};
}

shared::Result<Done, StoreFailure> Relationships::set_associated_partner(Connection& connection, std::string_view reseller, std::string_view customer,
                                                                         std::string_view partner) {
  const Parameter parameters[] = {reseller, customer, partner};
  return write(connection, set_partner_sql, parameters);
}

shared::Result<std::string, StoreFailure> Relationships::associated_partner(Connection& connection, std::string_view reseller, std::string_view customer) {
  const Parameter parameters[] = {reseller, customer};
  const auto found = connection.execute(partner_sql, parameters);
  if (!found) return found.failure();
  return found->rows.empty() ? std::string() : text_of(found->rows[0][0]);
}

shared::Result<Done, StoreFailure> Relationships::add_domain(Connection& connection, std::string_view reseller, std::string_view customer,
                                                             std::string_view domain, std::int64_t at_ms) {
  const Parameter parameters[] = {reseller, customer, domain, at_ms};
  return write(connection, add_domain_sql, parameters);
}

shared::Result<std::vector<std::string>, StoreFailure> Relationships::domains(Connection& connection, std::string_view reseller, std::string_view customer) {
  const Parameter parameters[] = {reseller, customer};
  const auto found = connection.execute(domains_sql, parameters);
  if (!found) return found.failure();
  std::vector<std::string> names;
  for (const std::vector<Value>& row : found->rows) names.push_back(text_of(row[0]));
  return names;
}

std::string right_domain(std::string_view text) {
  shared::Account account;
  account.company_profile.domain = text;
  shared::normalize_field(account, shared::Field::company_domain);
  static thread_local shared::ProblemList problems;
  shared::validate(account, problems);
  const shared::Problem* problem = problems.first_of(shared::Field::company_domain);
  return problem && problem->severity == shared::Severity::error ? std::string() : account.company_profile.domain;
}

std::string commerce_id_of(std::string_view reseller, std::string_view customer) {
  std::string guid = sha256_hex(std::string("commerce account ").append(reseller).append(" ").append(customer)).substr(0, 32);
  guid[12] = '8';  // RFC 9562: a version for what an application makes by itself,
  guid[16] = 'a';  // and its variant.
  for (const std::size_t at : {8U, 13U, 18U, 23U}) guid.insert(at, 1, '-');
  return guid;
}

}  // namespace server
