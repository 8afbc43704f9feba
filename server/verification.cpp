#include "server/verification.h"

#include <array>

#include "server/activity_store.h"
#include "shared/field.h"
#include "shared/search_key.h"
#include "shared/wire.h"

namespace server {
namespace {

constexpr std::int64_t customers_at_a_time = 500;
constexpr std::size_t findings_max = 40;

constexpr std::string_view customers_sql =
    "select reseller, id, document, company_name, domain, country, name_key from customer "
    "where (reseller, id) > ($1, $2) order by reseller, id limit $3";
constexpr std::string_view changes_sql = "select changes from activity where reseller = $1 and customer = $2 and status = 'succeeded' order by number";
constexpr std::string_view orphans_sql =
    "select count(*) from customer where not exists (select 1 from reseller where reseller.id = customer.reseller)";

class Verification {
 public:
  Verification(Connection& connection, StoreReport& report) : connection_(connection), report_(report) {}

  // The engine's own check of its file. PostgreSQL checks its pages itself as they are read.
  shared::Result<Done, StoreFailure> check_engine() {
    if (connection_.dialect().engine == Engine::sqlite) {
      for (const std::string_view sql : {"pragma integrity_check(20)", "pragma foreign_key_check"}) {
        const auto found = connection_.execute(sql, {});
        if (!found) return found.failure();
        for (const std::vector<Value>& row : found->rows) {
          if (row.size() > 1) find("A row of the table " + text_of(row[0]) + " refers to one that is missing.");
          if (row.size() == 1 && text_of(row[0]) != "ok") find("The file is damaged: " + text_of(row[0]) + ".");
        }
      }
    }
    const auto orphans = connection_.execute(orphans_sql, {});
    if (!orphans) return orphans.failure();
    if (const std::int64_t count = integer_of(orphans->rows.at(0).at(0)); count > 0) find(std::to_string(count) + " customers belong to no reseller.");
    return Done{};
  }

  shared::Result<Done, StoreFailure> check_customers() {
    std::string reseller;
    std::string id;
    for (;;) {
      const Parameter parameters[] = {std::string_view(reseller), std::string_view(id), customers_at_a_time};
      const auto found = connection_.execute(customers_sql, parameters);
      if (!found) return found.failure();
      for (const std::vector<Value>& row : found->rows) {
        if (const auto checked = check_customer(row); !checked) return checked.failure();
      }
      report_.customers += static_cast<std::int64_t>(found->rows.size());
      if (static_cast<std::int64_t>(found->rows.size()) < customers_at_a_time) return Done{};
      reseller = text_of(found->rows.back()[0]);
      id = text_of(found->rows.back()[1]);
    }
  }

 private:
  shared::Result<Done, StoreFailure> check_customer(const std::vector<Value>& row) {
    const std::string name = "Customer " + text_of(row[1]);
    const auto account = shared::account_from_json(text_of(row[2]));
    if (!account) {
      find(name + ": the account cannot be read.");
      return Done{};
    }
    const std::string& company_name = account->billing_profile.company_name;
    const bool are_same = account->id == text_of(row[1]) && company_name == text_of(row[3]) && account->company_profile.domain == text_of(row[4]) &&
                          account->billing_profile.default_address.country == text_of(row[5]) && shared::search_key(company_name) == text_of(row[6]);
    if (!are_same) find(name + ": the list shows another account than the one that is stored.");
    return compare_with_log(name, text_of(row[0]), *account);
  }

  // Each field holds what was written to it last. A field that the log never named is left out: rows of old versions begin
  // with the first change.
  shared::Result<Done, StoreFailure> compare_with_log(const std::string& name, const std::string& reseller, const shared::Account& account) {
    const Parameter parameters[] = {std::string_view(reseller), std::string_view(account.id)};
    const auto found = connection_.execute(changes_sql, parameters);
    if (!found) return found.failure();
    std::array<std::optional<std::string>, shared::field_count> written;
    ActivityRow row;
    for (const std::vector<Value>& values : found->rows) {
      row.changes = text_of(values[0]);
      for (FieldChange& change : changes_of(row)) {
        if (const auto field = shared::field_of_path(change.field)) written[static_cast<std::size_t>(*field)] = std::move(change.new_value);
      }
    }
    for (const shared::Field field : shared::all_fields()) {
      const auto& value = written[static_cast<std::size_t>(field)];
      if (value && *value != shared::text_of(account, field)) find(name + ": " + std::string(shared::path_of(field)) + " is not what the activity log says was written last.");
    }
    return Done{};
  }

  void find(std::string sentence) {
    if (report_.findings.size() < findings_max) report_.findings.push_back(std::move(sentence));
  }

  Connection& connection_;
  StoreReport& report_;
};

}  // namespace

shared::Result<StoreReport, StoreFailure> verify_store(Connection& connection, const std::optional<ActivityHead>& known) {
  StoreReport report;
  Verification verification(connection, report);
  if (const auto checked = verification.check_engine(); !checked) return checked.failure();
  auto chain = verify_chain(connection, known);
  if (!chain) return chain.failure();
  report.chain = std::move(*chain);
  for (const std::string& finding : report.chain.findings) report.findings.push_back("Activity log: " + finding);
  if (const auto checked = verification.check_customers(); !checked) return checked.failure();
  return report;
}

}  // namespace server
