// The check of the whole chain.
#include "server/activity_chain.h"

namespace server {
namespace {

constexpr std::int64_t rows_at_a_time = 1000;

class Check {
 public:
  Check(const std::optional<ActivityHead>& stored, const std::optional<ActivityHead>& known) : known_(known) {
    if (stored) report_.head = *stored;
    if (!stored) find("The number and hash of the newest row, which the store notes, are broken or missing.");
  }

  void take(ActivityRow row) {
    ++report_.rows;
    const std::int64_t expected = last_.number + 1;
    if (row.number < expected) return find("Row " + std::to_string(row.number) + " stands before the first.");
    const bool follows = row.number == expected;
    if (!follows) find(rows_text(expected, row.number - 1) + " missing.");
    if (follows && hash_of(last_.hash, row) != row.hash) {
      find("Row " + std::to_string(row.number) + " does not fit its hash: it or the row before it was changed, or another row stood here.");
    }
    compare(row, report_.head, "The newest hash that the store noted");
    if (known_) compare(row, *known_, "The hash that was noted elsewhere");
    last_ = {row.number, std::move(row.hash)};
  }

  ChainReport end() {
    end_at(report_.head, "the store noted");
    if (known_) end_at(*known_, "were noted elsewhere");
    if (last_.number > report_.head.number) find(rows_text(report_.head.number + 1, last_.number) + " behind the newest that the store noted.");
    return std::move(report_);
  }

 private:
  static std::string rows_text(std::int64_t from, std::int64_t to) {
    if (from == to) return "Row " + std::to_string(from) + " is";
    return "Rows " + std::to_string(from) + " to " + std::to_string(to) + " are";
  }

  void compare(const ActivityRow& row, const ActivityHead& head, std::string_view whose) {
    if (row.number == head.number && row.hash != head.hash) {
      find(std::string(whose) + " is not that of row " + std::to_string(row.number) + ": the rows up to it were written anew.");
    }
  }

  void end_at(const ActivityHead& head, std::string_view by) {
    if (last_.number >= head.number) return;
    std::string sentence = rows_text(last_.number + 1, head.number);
    find(sentence + " missing at the end; " + std::to_string(head.number) + " rows " + std::string(by) + ".");
  }

  void find(std::string sentence) {
    if (report_.findings.size() < ChainReport::findings_max) report_.findings.push_back(std::move(sentence));
  }

  ChainReport report_;
  const std::optional<ActivityHead>& known_;
  ActivityHead last_;
};

}  // namespace

shared::Result<ChainReport, StoreFailure> verify_chain(Connection& connection, const std::optional<ActivityHead>& known) {
  static const std::string rows_sql = "select " + std::string(activity_columns) + " from activity where number > $1 order by number limit $2";
  const auto noted = connection.execute("select value from setting where name = 'activity_head'", {});
  if (!noted) return noted.failure();
  Check check(noted->rows.empty() ? std::nullopt : activity_head_of(text_of(noted->rows[0][0])), known);
  // Numbers begin with 1; one that is smaller was put there by somebody else.
  for (std::int64_t after = INT64_MIN;;) {
    const Parameter parameters[] = {after, rows_at_a_time};
    const auto found = connection.execute(rows_sql, parameters);
    if (!found) return found.failure();
    for (const std::vector<Value>& values : found->rows) {
      ActivityRow row = activity_row_of(values);
      after = row.number;
      check.take(std::move(row));
    }
    if (found->rows.size() < static_cast<std::size_t>(rows_at_a_time)) return check.end();
  }
}

}  // namespace server
