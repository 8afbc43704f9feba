#include "server/qualifications.h"

#include "shared/text.h"

namespace server {
namespace {

constexpr std::string_view known[] = {"Education", "GovernmentCommunityCloud", "StateOwnedEntity", "NonProfit"};

constexpr std::string_view list_sql =
    "select qualification, vetting_status, vetting_reason, created_at from qualification where reseller = $1 and customer = $2 order by created_at, qualification";
constexpr std::string_view put_sql =
    "insert into qualification (reseller, customer, qualification, vetting_status, vetting_reason, created_at) values ($1, $2, $3, $4, $5, $6) "
    "on conflict (reseller, customer, qualification) do update set vetting_status = $4, vetting_reason = $5, created_at = $6";
constexpr std::string_view clear_sql = "delete from qualification where reseller = $1 and customer = $2";

std::string bare(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c != '_' && c != ' ') result.push_back(shared::ascii_lower(c));
  }
  return result;
}

}  // namespace

std::string_view known_qualification(std::string_view text) {
  const std::string wanted = bare(text);
  for (const std::string_view name : known) {
    if (bare(name) == wanted) return name;
  }
  return {};
}

std::string older_spelling(std::string_view qualification) {
  if (qualification.empty()) return "none";
  if (qualification == "NonProfit") return "nonprofit";
  std::string result;
  for (const char c : qualification) {
    const bool is_capital = c >= 'A' && c <= 'Z';
    if (is_capital && !result.empty()) result.push_back('_');
    result.push_back(shared::ascii_lower(c));
  }
  return result;
}

shared::Result<std::vector<Qualification>, StoreFailure> Qualifications::list(Connection& connection, std::string_view reseller, std::string_view customer) {
  const Parameter parameters[] = {reseller, customer};
  const auto found = connection.execute(list_sql, parameters);
  if (!found) return found.failure();
  std::vector<Qualification> qualifications;
  for (const std::vector<Value>& row : found->rows) qualifications.push_back({text_of(row[0]), text_of(row[1]), text_of(row[2]), integer_of(row[3])});
  return qualifications;
}

shared::Result<Done, StoreFailure> Qualifications::put(Connection& connection, std::string_view reseller, std::string_view customer,
                                                       const Qualification& qualification) {
  const Parameter parameters[] = {reseller,
                                  customer,
                                  std::string_view(qualification.qualification),
                                  std::string_view(qualification.vetting_status),
                                  std::string_view(qualification.vetting_reason),
                                  qualification.created_at_ms};
  const auto written = connection.execute(put_sql, parameters);
  if (!written) return written.failure();
  return Done{};
}

shared::Result<Done, StoreFailure> Qualifications::clear(Connection& connection, std::string_view reseller, std::string_view customer) {
  const Parameter parameters[] = {reseller, customer};
  const auto written = connection.execute(clear_sql, parameters);
  if (!written) return written.failure();
  return Done{};
}

}  // namespace server
