// Judges a whole account without storing it.
#include "server/routes.h"
#include "shared/normalize.h"
#include "shared/validate.h"

namespace server {

Response validate_account(Call& call) {
  auto account = shared::account_from_json(call.request.body);
  if (!account) return wire_answer(account.failure(), call.language);
  static thread_local shared::ProblemList problems;
  shared::normalize(*account);
  shared::validate(*account, problems);
  return json_answer(200, shared::verdict_to_json(*account, problems));
}

}  // namespace server
