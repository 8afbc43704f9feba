// From the older table `history`, one row a field, to the activity log; and what keeps the engine from changing its rows.
#include "server/activity.h"
#include "server/activity_chain.h"

namespace server {
namespace {

constexpr std::int64_t rows_at_a_time = 1000;
constexpr std::string_view old_rows_sql =
    "select number, reseller, customer, changed_at, changed_by, client, correlation_id, field, old_value, new_value, "
    "coalesce((select company_name from customer where customer.reseller = history.reseller and customer.id = history.customer), '') "
    "from history where number > $1 order by number limit $2";

constexpr std::string_view sqlite_guards[] = {
    "create trigger activity_unchanged before update on activity begin select raise(abort, 'The activity log is only added to.'); end",
    "create trigger activity_undeleted before delete on activity begin select raise(abort, 'The activity log is only added to.'); end",
};
constexpr std::string_view postgres_guards[] = {
    "create function keep_activity() returns trigger language plpgsql as $$ begin raise exception 'The activity log is only added to.'; end $$",
    "create trigger activity_unchanged before update or delete on activity for each row execute function keep_activity()",
    "create trigger activity_untruncated before truncate on activity for each statement execute function keep_activity()",
};

struct OldRow {
  std::string reseller;
  Change change;
  Activity activity;
};

OldRow old_row_of(const std::vector<Value>& values) {
  OldRow row;
  row.reseller = text_of(values.at(1));
  row.activity.customer = text_of(values.at(2));
  row.change.at_ms = integer_of(values.at(3));
  row.change.by = text_of(values.at(4));
  row.change.client = text_of(values.at(5));
  row.change.correlation_id = text_of(values.at(6));
  row.activity.changes.push_back({text_of(values.at(7)), text_of(values.at(8)), text_of(values.at(9))});
  row.activity.customer_name = text_of(values.at(10));
  const bool is_billing = row.activity.changes.front().field.starts_with("billingProfile.");
  row.activity.operation = is_billing ? Operation::update_customer_billing_profile : Operation::update_company_info;
  return row;
}

// One save wrote a row for each field.
bool are_one_save(const OldRow& left, const OldRow& right) {
  return left.reseller == right.reseller && left.activity.customer == right.activity.customer && left.activity.operation == right.activity.operation &&
         left.change.at_ms == right.change.at_ms && left.change.by == right.change.by && left.change.correlation_id == right.change.correlation_id;
}

shared::Result<Done, StoreFailure> take_over_history(Connection& connection) {
  std::optional<OldRow> open;
  const auto close = [&]() -> shared::Result<Done, StoreFailure> {
    if (!open) return Done{};
    const auto appended = append_activity(connection, open->reseller, open->change, open->activity);
    if (!appended) return appended.failure();
    return Done{};
  };
  for (std::int64_t after = 0;;) {
    const Parameter parameters[] = {after, rows_at_a_time};
    const auto found = connection.execute(old_rows_sql, parameters);
    if (!found) return found.failure();
    for (const std::vector<Value>& values : found->rows) {
      after = integer_of(values.at(0));
      OldRow row = old_row_of(values);
      if (open && are_one_save(*open, row)) {
        open->activity.changes.push_back(std::move(row.activity.changes.front()));
        continue;
      }
      if (const auto closed = close(); !closed) return closed.failure();
      open = std::move(row);
    }
    if (found->rows.size() < static_cast<std::size_t>(rows_at_a_time)) break;
  }
  if (const auto closed = close(); !closed) return closed.failure();
  const auto dropped = connection.execute("drop table history", {});
  if (!dropped) return dropped.failure();
  return Done{};
}

}  // namespace

shared::Result<Done, StoreFailure> prepare_activity(Connection& connection) {
  const auto known = connection.execute("select value from setting where name = 'activity_guarded'", {});
  if (!known) return known.failure();
  if (!known->rows.empty()) return Done{};
  if (const auto taken = take_over_history(connection); !taken) return taken.failure();
  const bool is_sqlite = connection.dialect().engine == Engine::sqlite;
  const std::span<const std::string_view> guards = is_sqlite ? std::span<const std::string_view>(sqlite_guards) : std::span<const std::string_view>(postgres_guards);
  for (const std::string_view guard : guards) {
    const auto made = connection.execute(guard, {});
    if (!made) return made.failure();
  }
  const auto noted = connection.execute("insert into setting (name, value) values ('activity_guarded', 'yes')", {});
  if (!noted) return noted.failure();
  return Done{};
}

}  // namespace server
