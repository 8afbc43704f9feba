#include "server/activity_chain.h"

#include <charconv>

#include "server/secrets.h"

namespace server {
namespace {

constexpr std::string_view read_head_sql = "select value from setting where name = 'activity_head'";
constexpr std::string_view write_head_sql = "update setting set value = $1 where name = 'activity_head'";
constexpr std::string_view append_sql =
    "insert into activity (number, reseller, customer, customer_name, done_at, user_name, roles, credential, client, application, address, "
    "correlation_id, request_id, operation, resource_type, status, detail, changes, old_value, new_value, hash) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)";

void add_column(std::string& text, std::string_view column) {
  text.append(std::to_string(column.size()));
  text.push_back(':');
  text.append(column);
}

shared::Result<ActivityHead, StoreFailure> read_head(Connection& connection, std::string_view sql) {
  const auto found = connection.execute(sql, {});
  if (!found) return found.failure();
  const auto head = found->rows.empty() ? std::nullopt : activity_head_of(text_of(found->rows[0][0]));
  if (!head) return StoreFailure::faulty;
  return *head;
}

}  // namespace

ActivityRow activity_row_of(const std::vector<Value>& values) {
  ActivityRow row;
  row.number = integer_of(values.at(0));
  row.reseller = text_of(values.at(1));
  row.customer = text_of(values.at(2));
  row.customer_name = text_of(values.at(3));
  row.done_at_ms = integer_of(values.at(4));
  row.user_name = text_of(values.at(5));
  row.roles = text_of(values.at(6));
  row.credential = text_of(values.at(7));
  row.client = text_of(values.at(8));
  row.application = text_of(values.at(9));
  row.address = text_of(values.at(10));
  row.correlation_id = text_of(values.at(11));
  row.request_id = text_of(values.at(12));
  row.operation = text_of(values.at(13));
  row.resource_type = text_of(values.at(14));
  row.status = text_of(values.at(15));
  row.detail = text_of(values.at(16));
  row.changes = text_of(values.at(17));
  row.old_value = text_of(values.at(18));
  row.new_value = text_of(values.at(19));
  row.hash = text_of(values.at(20));
  return row;
}

std::string text_of(const ActivityHead& head) { return std::to_string(head.number) + ":" + head.hash; }

std::optional<ActivityHead> activity_head_of(std::string_view text) {
  ActivityHead head;
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + colon, head.number);
  if (error != std::errc() || end != text.data() + colon || head.number < 0) return std::nullopt;
  head.hash = text.substr(colon + 1);
  constexpr std::size_t hash_size = 64;
  const bool is_hash = head.hash.size() == hash_size && head.hash.find_first_not_of("0123456789abcdef") == std::string::npos;
  if (head.number == 0 ? !head.hash.empty() : !is_hash) return std::nullopt;
  return head;
}

shared::Result<ActivityHead, StoreFailure> read_activity_head(Connection& connection) { return read_head(connection, read_head_sql); }

std::string hash_of(std::string_view previous_hash, const ActivityRow& row) {
  std::string text(previous_hash);
  add_column(text, std::to_string(row.number));
  add_column(text, row.reseller);
  add_column(text, row.customer);
  add_column(text, row.customer_name);
  add_column(text, std::to_string(row.done_at_ms));
  for (const std::string* column : {&row.user_name, &row.roles, &row.credential, &row.client, &row.application, &row.address, &row.correlation_id,
                                    &row.request_id, &row.operation, &row.resource_type, &row.status, &row.detail, &row.changes, &row.old_value,
                                    &row.new_value}) {
    add_column(text, *column);
  }
  return sha256_hex(text);
}

shared::Result<std::int64_t, StoreFailure> append_row(Connection& connection, ActivityRow& row) {
  const auto head = read_head(connection, std::string(read_head_sql).append(connection.dialect().row_lock));
  if (!head) return head.failure();
  row.number = head->number + 1;
  row.hash = hash_of(head->hash, row);
  const auto view = [](const std::string& text) { return Parameter(std::string_view(text)); };
  const Parameter parameters[] = {row.number, view(row.reseller), view(row.customer), view(row.customer_name), row.done_at_ms, view(row.user_name),
                                  view(row.roles), view(row.credential), view(row.client), view(row.application), view(row.address),
                                  view(row.correlation_id), view(row.request_id), view(row.operation), view(row.resource_type), view(row.status),
                                  view(row.detail), view(row.changes), view(row.old_value), view(row.new_value), view(row.hash)};
  const auto written = connection.execute(append_sql, parameters);
  if (!written) return written.failure();
  const std::string new_head = text_of(ActivityHead{row.number, row.hash});
  const Parameter value[] = {std::string_view(new_head)};
  const auto moved = connection.execute(write_head_sql, value);
  if (!moved) return moved.failure();
  return row.number;
}

}  // namespace server
