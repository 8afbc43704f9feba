#include "server/activity_store.h"

#include <algorithm>

#include "server/account_store.h"
#include "shared/field.h"
#include "shared/json_reader.h"
#include "shared/search_key.h"

namespace server {
namespace {

constexpr std::int64_t rows_at_a_time = 1000;

std::string select_rows(std::string_view rest) { return std::string("select ").append(activity_columns).append(" from activity ").append(rest); }

shared::Result<std::vector<ActivityRow>, StoreFailure> rows_of(Connection& connection, std::string_view sql, std::span<const Parameter> parameters) {
  const auto found = connection.execute(sql, parameters);
  if (!found) return found.failure();
  std::vector<ActivityRow> rows;
  rows.reserve(found->rows.size());
  for (const std::vector<Value>& values : found->rows) rows.push_back(activity_row_of(values));
  return rows;
}

// The conditions of a query of records, with their parameters.
class RecordSearch {
 public:
  explicit RecordSearch(const RecordQuery& query) : query_(query), is_backwards_(query.before.has_value() || (query.from_the_end && !query.after)) {
    where_ = "where reseller = " + bind(std::string_view(query.reseller)) + " and done_at >= " + bind(query.from_ms) + " and done_at < " + bind(query.until_ms);
    if (query.filter && query.filter->field == RecordField::customer_id) where_ += " and customer = " + bind(std::string_view(query.filter->value));
    if (query.filter && query.filter->field == RecordField::resource_type) where_ += " and resource_type = " + bind(std::string_view(query.filter->value));
    if (query.after) step_behind(*query.after);
    if (query.before) step_behind(*query.before);
  }

  // From here on, in the direction of reading.
  void step_behind(const RecordPosition& position) {
    where_ += std::string(" and (done_at, number) ") + (is_backwards_ ? ">" : "<") + " (" + bind(position.done_at_ms) + ", " + bind(position.number) + ")";
  }

  bool is_backwards() const { return is_backwards_; }

  shared::Result<Rows, StoreFailure> run(Connection& connection, std::string_view columns, std::int64_t limit) const {
    std::vector<Parameter> parameters = parameters_;
    parameters.emplace_back(limit);
    std::string sql = std::string("select ").append(columns).append(" from activity ").append(where_);
    sql += is_backwards_ ? " order by done_at, number" : " order by done_at desc, number desc";
    sql += " limit $" + std::to_string(parameters.size());
    return connection.execute(sql, parameters);
  }

 private:
  std::string bind(Parameter parameter) {
    parameters_.push_back(parameter);
    return "$" + std::to_string(parameters_.size());
  }

  const RecordQuery& query_;
  bool is_backwards_;
  std::string where_;
  std::vector<Parameter> parameters_;
};

// Names are compared here and not by the engine: engines differ in what they call the same letter.
shared::Result<std::vector<ActivityRow>, StoreFailure> read_records_by_name(Connection& connection, RecordQuery query) {
  static const std::string row_sql = select_rows("where reseller = $1 and number = $2");
  const std::string key = shared::search_key(query.filter->value);
  std::vector<ActivityRow> rows;
  for (;;) {
    const RecordSearch search(query);
    const auto found = search.run(connection, "done_at, number, customer_name", rows_at_a_time);
    if (!found) return found.failure();
    for (const std::vector<Value>& values : found->rows) {
      const RecordPosition position{integer_of(values[0]), integer_of(values[1])};
      (search.is_backwards() ? query.before : query.after) = position;
      if (shared::search_key(text_of(values[2])).find(key) == std::string::npos) continue;
      const Parameter parameters[] = {std::string_view(query.reseller), position.number};
      auto row = rows_of(connection, row_sql, parameters);
      if (!row) return row.failure();
      if (!row->empty()) rows.push_back(std::move(row->front()));
      if (static_cast<std::int64_t>(rows.size()) == query.limit) return rows;
    }
    if (static_cast<std::int64_t>(found->rows.size()) < rows_at_a_time) return rows;
  }
}

}  // namespace

std::vector<FieldChange> changes_of(const ActivityRow& row) {
  std::vector<FieldChange> changes;
  shared::JsonReader reader;
  reader.begin(row.changes);
  if (!reader.enter_array()) return changes;
  while (reader.next_item() && reader.enter_array()) {
    FieldChange change;
    for (std::string* part : {&change.field, &change.old_value, &change.new_value}) {
      if (!reader.next_item() || !reader.read_text(*part)) return changes;
    }
    if (reader.next_item()) return changes;
    changes.push_back(std::move(change));
  }
  return changes;
}

shared::Result<std::vector<ActivityRow>, StoreFailure> read_history(Connection& connection, const HistoryQuery& query) {
  static const std::string sql =
      select_rows("where reseller = $1 and customer = $2 and number < $3 and status = 'succeeded' order by number desc limit $4");
  const Parameter parameters[] = {std::string_view(query.reseller), std::string_view(query.customer), query.before, query.limit};
  return rows_of(connection, sql, parameters);
}

shared::Result<std::optional<ActivityRow>, StoreFailure> read_history_row(Connection& connection, std::string_view reseller, std::string_view customer,
                                                                          std::int64_t number) {
  static const std::string sql = select_rows("where reseller = $1 and customer = $2 and number = $3 and status = 'succeeded'");
  const Parameter parameters[] = {reseller, customer, number};
  auto rows = rows_of(connection, sql, parameters);
  if (!rows) return rows.failure();
  if (rows->empty()) return std::optional<ActivityRow>();
  return std::optional<ActivityRow>(std::move(rows->front()));
}

shared::Result<shared::Account, StoreFailure> account_after(Connection& connection, const ActivityRow& row) {
  auto stored = AccountStore::read(connection, row.reseller, row.customer);
  if (!stored) return stored.failure();
  shared::Account account;
  if (*stored) account = std::move((*stored)->account);
  const bool is_end = row.operation == code_of(Operation::delete_customer);
  const std::int64_t first_kept = is_end ? row.number - 1 : row.number;
  HistoryQuery query{row.reseller, row.customer, INT64_MAX, rows_at_a_time};
  for (;;) {
    const auto rows = read_history(connection, query);
    if (!rows) return rows.failure();
    for (const ActivityRow& later : *rows) {
      if (later.number <= first_kept) return account;
      for (const FieldChange& change : changes_of(later)) {
        if (const auto field = shared::field_of_path(change.field)) shared::text_of(account, *field) = change.old_value;
      }
      query.before = later.number;
    }
    if (static_cast<std::int64_t>(rows->size()) < rows_at_a_time) return account;
  }
}

shared::Result<std::vector<ActivityRow>, StoreFailure> read_records(Connection& connection, const RecordQuery& query) {
  const RecordSearch search(query);
  std::vector<ActivityRow> rows;
  if (query.filter && query.filter->field == RecordField::company_name) {
    auto named = read_records_by_name(connection, query);
    if (!named) return named.failure();
    rows = std::move(*named);
  } else {
    const auto found = search.run(connection, activity_columns, query.limit);
    if (!found) return found.failure();
    for (const std::vector<Value>& values : found->rows) rows.push_back(activity_row_of(values));
  }
  if (search.is_backwards()) std::reverse(rows.begin(), rows.end());
  return rows;
}

}  // namespace server
