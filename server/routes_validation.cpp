// Judges a whole account without storing it, and answers what a country wants of one.
#include "server/address_check.h"
#include "server/routes.h"
#include "shared/country_rules.h"
#include "shared/judge.h"
#include "shared/json_writer.h"

namespace server {

Response validate_account(Call& call) {
  auto account = shared::account_from_json(call.request.body);
  if (!account) return wire_answer(account.failure(), call.language);
  static thread_local shared::ProblemList problems;
  shared::judge(*account, problems);
  return json_answer(200, shared::verdict_to_json(*account, problems));
}

namespace {

// As the API answered before May 2021, for clients that never learned the new form: true, or 400 with the reason.
Response legacy_address_answer(const AddressVerdict& verdict) {
  const bool is_right = verdict.status == AddressStatus::verified || verdict.status == AddressStatus::verified_shippable;
  if (is_right) return json_answer(200, "true");
  shared::ErrorBody body;
  body.code = 2007;
  body.description = verdict.message;
  return json_answer(400, shared::to_json(body, nullptr, nullptr, shared::Language::english));
}

}  // namespace

Response validate_address(Call& call) {
  const auto address = shared::address_from_json(call.request.body);
  if (!address) {
    // Alone, it stands in no profile.
    shared::WireError error = address.failure();
    error.path.erase(0, error.path.rfind('.') + 1);
    return wire_answer(error, call.language);
  }
  const AddressVerdict verdict = check_address(*address, call.language);
  if (call.services.settings.legacy_address_answer) return legacy_address_answer(verdict);
  shared::JsonWriter writer;
  writer.open('{');
  writer.key("originalAddress");
  writer.raw(shared::to_json(*address));
  writer.key("suggestedAddresses");
  writer.open('[');
  for (const shared::Address& suggestion : verdict.suggestions) writer.raw(shared::to_json(suggestion));
  writer.close(']');
  writer.member("status", code_of(verdict.status));
  writer.member("validationMessage", verdict.message);
  writer.close('}');
  return json_answer(200, writer.take());
}

Response read_country_rules(Call& call) {
  const shared::Country* country = shared::find_country_of_any_case(call.name);
  if (!country) return unknown_country_answer(call.name, shared::near_country(call.name), call.language);
  return json_answer(200, shared::to_json(shared::country_rules(*country)));
}

}  // namespace server
