#include "server/account_store.h"

#include "shared/search_key.h"
#include "shared/version.h"

namespace server {
namespace {

constexpr std::string_view read_sql =
    "select document, company_etag, billing_etag, changed_at, changed_by from customer where reseller = $1 and id = $2";

constexpr std::string_view insert_sql =
    "insert into customer (reseller, id, sort_key, name_key, domain_key, company_name, domain, country, relationship, company_etag, "
    "billing_etag, document, rules_version, changed_at, changed_by, number) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

// No row changed: somebody saved before us.
constexpr std::string_view update_sql =
    "update customer set country = $8, relationship = $9, company_etag = $10, billing_etag = $11, document = $12, rules_version = $13, "
    "changed_at = $14, changed_by = $15 where reseller = $1 and id = $2 and company_etag = $16 and billing_etag = $17";

// Where the name or the domain changed too. Not for all: it writes every index anew.
constexpr std::string_view rename_sql =
    "update customer set sort_key = $3, name_key = $4, domain_key = $5, company_name = $6, domain = $7, country = $8, relationship = $9, "
    "company_etag = $10, billing_etag = $11, document = $12, rules_version = $13, changed_at = $14, changed_by = $15 "
    "where reseller = $1 and id = $2 and company_etag = $16 and billing_etag = $17";

// A reseller's first customer makes its row. Counting first also lets two who add for one reseller wait for each other.
constexpr std::string_view count_one_more_sql =
    "update customer_count set customers = customers + 1, last_number = last_number + 1 where reseller = $1 "
    "returning number * 1099511627776 + last_number";
constexpr std::string_view begin_count_sql =
    "insert into customer_count (reseller, number, customers, last_number) "
    "select $1, coalesce(max(number), 0) + 1, 0, 0 from customer_count where true on conflict (reseller) do nothing";
constexpr std::string_view count_one_less_sql = "update customer_count set customers = customers - 1 where reseller = $1";
constexpr std::string_view remove_sql = "delete from customer where reseller = $1 and id = $2";

// The parameters $1 to $15 that insert and update share; texts live in this object.
struct CustomerRow {
  CustomerRow(std::string_view reseller_id, const StoredCustomer& customer)
      : reseller(reseller_id),
        sort_key(shared::sort_key(customer.account.billing_profile.company_name)),
        name_key(shared::search_key(customer.account.billing_profile.company_name)),
        domain_key(shared::search_key(customer.account.company_profile.domain)),
        document(shared::to_json(customer.account)),
        customer(customer) {}

  std::vector<Parameter> parameters() const {
    const shared::Account& account = customer.account;
    return {reseller, std::string_view(account.id), std::string_view(sort_key), std::string_view(name_key), std::string_view(domain_key),
            std::string_view(account.billing_profile.company_name), std::string_view(account.company_profile.domain),
            std::string_view(account.billing_profile.default_address.country), std::string_view(account.relationship_to_partner),
            customer.company_etag, customer.billing_etag, std::string_view(document), shared::rules_version,
            customer.changed_at_ms, std::string_view(customer.changed_by)};
  }

  std::string_view reseller;
  std::string sort_key;
  std::string name_key;
  std::string domain_key;
  std::string document;
  const StoredCustomer& customer;
};

Operation operation_of(const std::vector<FieldChange>& changes) {
  const auto is_in = [&changes](std::string_view beginning) { return changes.front().field.starts_with(beginning); };
  if (is_in("billingProfile.")) return Operation::update_customer_billing_profile;
  return is_in("relationshipToPartner") ? Operation::remove_partner_customer_relationship : Operation::update_company_info;
}

// Counts a new customer; its number.
shared::Result<std::int64_t, StoreFailure> count_one_more(Connection& connection, std::string_view reseller) {
  const Parameter parameters[] = {reseller};
  auto counted = connection.execute(count_one_more_sql, parameters);
  if (counted && counted->rows.empty()) {
    const auto begun = connection.execute(begin_count_sql, parameters);
    if (!begun) return begun.failure();
    counted = connection.execute(count_one_more_sql, parameters);
  }
  if (!counted) return counted.failure();
  if (counted->rows.empty()) return StoreFailure::faulty;
  return integer_of(counted->rows[0][0]);
}

FoundCustomer read_with(Connection& connection, std::string_view sql, std::string_view reseller, std::string_view id) {
  const Parameter parameters[] = {reseller, id};
  const auto found = connection.execute(sql, parameters);
  if (!found) return found.failure();
  if (found->rows.empty()) return std::optional<StoredCustomer>();
  const std::vector<Value>& row = found->rows.front();
  auto account = shared::account_from_json(text_of(row[0]));
  if (!account) return StoreFailure::faulty;
  std::optional<StoredCustomer> customer(std::in_place);
  customer->account = std::move(*account);
  customer->company_etag = integer_of(row[1]);
  customer->billing_etag = integer_of(row[2]);
  customer->changed_at_ms = integer_of(row[3]);
  customer->changed_by = text_of(row[4]);
  return customer;
}

}  // namespace

FoundCustomer AccountStore::read(Connection& connection, std::string_view reseller, std::string_view id) {
  return read_with(connection, read_sql, reseller, id);
}

FoundCustomer AccountStore::read_to_change(Connection& connection, std::string_view reseller, std::string_view id) {
  return read_with(connection, std::string(read_sql).append(connection.dialect().row_lock), reseller, id);
}

shared::Result<Done, StoreFailure> AccountStore::insert(Connection& connection, std::string_view reseller, const StoredCustomer& customer) {
  const auto number = count_one_more(connection, reseller);
  if (!number) return number.failure();
  const CustomerRow row(reseller, customer);
  std::vector<Parameter> parameters = row.parameters();
  parameters.emplace_back(*number);
  const auto written = connection.execute(insert_sql, parameters);
  if (!written) return written.failure();
  return Done{};
}

shared::Result<bool, StoreFailure> AccountStore::remove(Connection& connection, std::string_view reseller, std::string_view id) {
  const Parameter parameters[] = {reseller, id};
  const auto removed = connection.execute(remove_sql, parameters);
  if (!removed) return removed.failure();
  if (removed->changed != 1) return false;
  const auto counted = connection.execute(count_one_less_sql, std::span(parameters).first(1));
  if (!counted) return counted.failure();
  return true;
}

shared::Result<bool, StoreFailure> AccountStore::update(Connection& connection, std::string_view reseller, const StoredCustomer& stored,
                                                        const StoredCustomer& changed, const Change& change) {
  const CustomerRow row(reseller, changed);
  std::vector<Parameter> parameters = row.parameters();
  parameters.emplace_back(stored.company_etag);
  parameters.emplace_back(stored.billing_etag);
  const bool is_renamed = stored.account.billing_profile.company_name != changed.account.billing_profile.company_name ||
                          stored.account.company_profile.domain != changed.account.company_profile.domain;
  const auto written = connection.execute(is_renamed ? rename_sql : update_sql, parameters);
  if (!written) return written.failure();
  if (written->changed != 1) return false;
  Activity activity;
  activity.changes = changes_between(stored.account, changed.account);
  if (activity.changes.empty()) return true;
  activity.operation = operation_of(activity.changes);
  activity.customer = stored.account.id;
  activity.customer_name = changed.account.billing_profile.company_name;
  const auto noted = append_activity(connection, reseller, change, activity);
  if (!noted) return noted.failure();
  return true;
}

}  // namespace server
