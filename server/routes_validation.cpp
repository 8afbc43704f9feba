// Judges a whole account without storing it, and answers what a country wants of one.
#include "server/routes.h"
#include "shared/country_rules.h"
#include "shared/judge.h"

namespace server {

Response validate_account(Call& call) {
  auto account = shared::account_from_json(call.request.body);
  if (!account) return wire_answer(account.failure(), call.language);
  static thread_local shared::ProblemList problems;
  shared::judge(*account, problems);
  return json_answer(200, shared::verdict_to_json(*account, problems));
}

Response read_country_rules(Call& call) {
  const shared::Country* country = shared::find_country_of_any_case(call.name);
  if (!country) return unknown_country_answer(call.name, shared::near_country(call.name), call.language);
  return json_answer(200, shared::to_json(shared::country_rules(*country)));
}

}  // namespace server
