#include "server/account_store.h"

#include "shared/search_key.h"
#include "shared/version.h"

namespace server {
namespace {

constexpr std::string_view read_sql =
    "select document, company_etag, billing_etag, changed_at, changed_by from customer where reseller = $1 and id = $2";

constexpr std::string_view insert_sql =
    "insert into customer (reseller, id, sort_key, name_key, domain_key, company_name, domain, country, relationship, company_etag, "
    "billing_etag, document, rules_version, changed_at, changed_by) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";

// No row changed: somebody saved before us.
constexpr std::string_view update_sql =
    "update customer set sort_key = $3, name_key = $4, domain_key = $5, company_name = $6, domain = $7, country = $8, relationship = $9, "
    "company_etag = $10, billing_etag = $11, document = $12, rules_version = $13, changed_at = $14, changed_by = $15 "
    "where reseller = $1 and id = $2 and company_etag = $16 and billing_etag = $17";

constexpr std::string_view list_columns = "select id, company_name, domain, relationship, country, changed_at, sort_key from customer ";

// Stands for any text in `like`; the wildcards of the text itself are escaped.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '%' || c == '_' || c == '!') result.push_back('!');
    result.push_back(c);
  }
  return result;
}

std::string pattern_of(const ListFilter& filter) {
  std::string text = escaped(shared::search_key(filter.value));
  switch (filter.comparison) {
    case ListOperator::starts_with: return text + "%";
    case ListOperator::equals: return text;
    case ListOperator::substring: return "%" + text + "%";
  }
  return text;
}

// The conditions of a query with their parameters, in the order in which they are added.
class Conditions {
 public:
  explicit Conditions(const ListQuery& query) {
    sql_ = "where reseller = " + bind(query.reseller);
    if (query.filter) {
      const std::string_view column = query.filter->column == ListColumn::domain ? "domain_key" : "name_key";
      sql_.append(" and ").append(column).append(" like ").append(bind(pattern_of(*query.filter))).append(" escape '!'");
    }
    if (!query.search.empty()) {
      const std::string pattern = bind("%" + escaped(shared::search_key(query.search)) + "%");
      sql_ += " and (name_key like " + pattern + " escape '!' or domain_key like " + pattern + " escape '!' or id like " + pattern + " escape '!')";
    }
  }

  void add_position(const ListQuery& query) {
    if (query.after) sql_ += " and (sort_key, id) > (" + bind(query.after->sort_key) + ", " + bind(query.after->id) + ")";
    if (query.before) sql_ += " and (sort_key, id) < (" + bind(query.before->sort_key) + ", " + bind(query.before->id) + ")";
  }

  std::string bind(std::string text) {
    texts_.push_back(std::move(text));
    return "$" + std::to_string(texts_.size());
  }

  const std::string& sql() const { return sql_; }
  std::vector<Parameter> parameters() const { return {texts_.begin(), texts_.end()}; }

 private:
  std::string sql_;
  std::vector<std::string> texts_;
};

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

}  // namespace

FoundCustomer AccountStore::read(Connection& connection, std::string_view reseller, std::string_view id) {
  const Parameter parameters[] = {reseller, id};
  const auto found = connection.execute(read_sql, parameters);
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

shared::Result<std::vector<ListedCustomer>, StoreFailure> AccountStore::list(Connection& connection, const ListQuery& query) {
  Conditions conditions(query);
  conditions.add_position(query);
  const bool backwards = query.before.has_value();
  std::string sql = std::string(list_columns) + conditions.sql();
  sql += backwards ? " order by sort_key desc, id desc" : " order by sort_key, id";
  // Numbers are bound too, so that one prepared statement serves every page.
  std::vector<Parameter> parameters = conditions.parameters();
  parameters.emplace_back(query.limit);
  sql += " limit $" + std::to_string(parameters.size());
  parameters.emplace_back(query.offset);
  sql += " offset $" + std::to_string(parameters.size());
  const auto found = connection.execute(sql, parameters);
  if (!found) return found.failure();
  std::vector<ListedCustomer> customers;
  customers.reserve(found->rows.size());
  for (const std::vector<Value>& row : found->rows) {
    customers.push_back({{text_of(row[0]), text_of(row[1]), text_of(row[2]), text_of(row[3]), text_of(row[4]), integer_of(row[5])}, text_of(row[6])});
  }
  if (backwards) return std::vector<ListedCustomer>(customers.rbegin(), customers.rend());
  return customers;
}

shared::Result<Counts, StoreFailure> AccountStore::count(Connection& connection, const ListQuery& query) {
  const Parameter reseller[] = {std::string_view(query.reseller)};
  const auto all = connection.execute("select count(*) from customer where reseller = $1", reseller);
  if (!all) return all.failure();
  Counts counts;
  counts.all = integer_of(all->rows.at(0).at(0));
  counts.matching = counts.all;
  if (query.filter || !query.search.empty()) {
    const Conditions conditions(query);
    const auto matching = connection.execute("select count(*) from customer " + conditions.sql(), conditions.parameters());
    if (!matching) return matching.failure();
    counts.matching = integer_of(matching->rows.at(0).at(0));
  }
  return counts;
}

shared::Result<Done, StoreFailure> AccountStore::insert(Connection& connection, std::string_view reseller, const StoredCustomer& customer) {
  const CustomerRow row(reseller, customer);
  const auto written = connection.execute(insert_sql, row.parameters());
  if (!written) return written.failure();
  return Done{};
}

shared::Result<bool, StoreFailure> AccountStore::update(Connection& connection, std::string_view reseller, const StoredCustomer& stored,
                                                        const StoredCustomer& changed, const Change& change) {
  const CustomerRow row(reseller, changed);
  std::vector<Parameter> parameters = row.parameters();
  parameters.emplace_back(stored.company_etag);
  parameters.emplace_back(stored.billing_etag);
  const auto written = connection.execute(update_sql, parameters);
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
