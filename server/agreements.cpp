#include "server/agreements.h"

namespace server {
namespace {

constexpr std::string_view list_sql =
    "select agreement_type, template, agreed_on, first_name, last_name, email, phone_number, user_name from agreement "
    "where reseller = $1 and customer = $2 and ($3 = '' or agreement_type = $3) order by agreement_type";
constexpr std::string_view put_sql =
    "insert into agreement (reseller, customer, agreement_type, template, agreed_on, first_name, last_name, email, phone_number, user_name) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (reseller, customer, agreement_type) do update set "
    "template = $4, agreed_on = $5, first_name = $6, last_name = $7, email = $8, phone_number = $9, user_name = $10";

}  // namespace

shared::Result<std::vector<Agreement>, StoreFailure> Agreements::list(Connection& connection, std::string_view reseller, std::string_view customer,
                                                                      std::string_view type) {
  const Parameter parameters[] = {reseller, customer, type};
  const auto found = connection.execute(list_sql, parameters);
  if (!found) return found.failure();
  std::vector<Agreement> agreements;
  for (const std::vector<Value>& row : found->rows) {
    agreements.push_back({text_of(row[0]), text_of(row[1]), text_of(row[2]), text_of(row[3]), text_of(row[4]), text_of(row[5]), text_of(row[6]), text_of(row[7])});
  }
  return agreements;
}

shared::Result<Done, StoreFailure> Agreements::put(Connection& connection, std::string_view reseller, std::string_view customer, const Agreement& agreement) {
  const Parameter parameters[] = {reseller,
                                  customer,
                                  std::string_view(agreement.type),
                                  std::string_view(agreement.template_id),
                                  std::string_view(agreement.agreed_on),
                                  std::string_view(agreement.first_name),
                                  std::string_view(agreement.last_name),
                                  std::string_view(agreement.email),
                                  std::string_view(agreement.phone_number),
                                  std::string_view(agreement.user)};
  const auto written = connection.execute(put_sql, parameters);
  if (!written) return written.failure();
  return Done{};
}

}  // namespace server
