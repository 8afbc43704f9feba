// The permission to buy (account-api.md 1.4 and 3.10): read with the account, switched at once. The first permission makes
// the customer's policy, the last one taken back removes it.
#include "client/update.h"
#include "client/update_parts.h"

namespace client {
namespace {

constexpr std::string_view policies = "/v1/SelfServePolicy";

void tell(State& state, Effects& effects, Message notice) {
  PurchaseView& purchase = state.purchase;
  purchase.notice = notice;
  effects.announcement = say(notice, state.language);
}

void send_switch(State& state, Effects& effects, Purchase what, bool wanted) {
  PurchaseView& purchase = state.purchase;
  PurchasePolicy policy = *purchase.policy;
  policy.allowed[static_cast<int>(what)] = wanted;
  ++purchase.version;
  purchase.saving = purchase.told = what;
  purchase.wanted = wanted;
  purchase.notice.reset();
  std::string own = std::string(policies) + "/" + encode_component(policy.id);
  platform::Request request;
  if (policy.id.empty()) {
    request = {.method = "POST", .path = std::string(policies)};
  } else if (policy.allows_nothing()) {
    request = {.method = "DELETE", .path = own};
  } else {
    request = {.method = "PUT", .path = own};
  }
  const std::string& customer_id = state.account.customer_id;
  if (request.method != "DELETE") request.body = to_json(policy, customer_id, state.session->reseller_id);
  if (!policy.etag.empty()) request.headers.push_back({"If-Match", policy.etag});
  request.headers.push_back({"MS-RequestId", state.fresh_id});
  ask(effects, {.purpose = Purpose::switch_policy, .customer_id = customer_id}, std::move(request));
}

void done(State& state, Effects& effects) {
  tell(state, effects, state.purchase.wanted ? Message::purchase_allowed : Message::purchase_ended);
}

}  // namespace

void forget_purchase(State& state) {
  int version = state.purchase.version + 1;
  state.purchase = {};
  state.purchase.version = version;
}

void load_purchase(State& state, Effects& effects) {
  PurchaseView& purchase = state.purchase;
  bool is_other = !state.account.customer || state.account.customer->account.id != state.account.customer_id;
  if (is_other) forget_purchase(state);
  purchase.fault.reset();
  purchase.asking.reset();
  if (!purchase.is_unsure && !purchase.saving) purchase.notice.reset();
  if (!may(state, shared::Permission::read_purchase_permission)) return;
  const std::string& customer_id = state.account.customer_id;
  ask(effects, {.purpose = Purpose::policy, .customer_id = customer_id, .version = purchase.version},
      {.path = std::string(policies) + "?entity_id=" + encode_component(customer_id)});
}

void receive_policy(State& state, Effects& effects, const Ask& ask, const Answer& answer) {
  PurchaseView& purchase = state.purchase;
  if (ask.customer_id != state.account.customer_id || ask.version != purchase.version) return;
  if (purchase.saving && !purchase.is_unsure) return;
  purchase.saving.reset();
  bool was_unsure = purchase.is_unsure;
  purchase.is_unsure = false;
  purchase.fault = fault_of(answer.status);
  auto policy = policy_from_json(answer.body);
  if (!purchase.fault && !policy) purchase.fault = Message::load_server;
  if (purchase.fault) {
    purchase.policy.reset();
    return;
  }
  purchase.policy = *policy;
  if (!was_unsure) return;
  if (policy->allows(*purchase.told) == purchase.wanted) return done(state, effects);
  tell(state, effects, Message::purchase_server);
}

void switch_purchase(State& state, Effects& effects, Purchase what, bool wanted) {
  PurchaseView& purchase = state.purchase;
  if (!purchase.policy || purchase.saving || !may(state, shared::Permission::change_purchase_permission)) return;
  if (wanted == purchase.policy->allows(what)) return;
  if (wanted) {
    purchase.asking = what;
    purchase.notice.reset();
  } else {
    send_switch(state, effects, what, false);
  }
}

void allow_purchase(State& state, Effects& effects) {
  PurchaseView& purchase = state.purchase;
  if (!purchase.asking || !purchase.policy || purchase.saving) return;
  Purchase what = *purchase.asking;
  purchase.asking.reset();
  send_switch(state, effects, what, true);
}

void leave_purchase(State& state) { state.purchase.asking.reset(); }

void receive_switch(State& state, Effects& effects, const Ask& ask, const Answer& answer) {
  PurchaseView& purchase = state.purchase;
  if (ask.customer_id != state.account.customer_id || !purchase.saving || !purchase.policy) return;
  bool is_done = answer.status >= 200 && answer.status < 300;
  bool is_unsure = answer.status == 0 || answer.status >= 500;
  if (is_unsure || (is_done && answer.status != 204 && !policy_from_json(answer.body))) {
    // Stored or not: only reading tells.
    purchase.is_unsure = true;
    return load_purchase(state, effects);
  }
  purchase.saving.reset();
  if (is_done) {
    purchase.policy = answer.status == 204 ? PurchasePolicy{} : *policy_from_json(answer.body);
    return done(state, effects);
  }
  if (answer.status == 403) return tell(state, effects, Message::purchase_refused);
  // Another person made, changed or removed the policy.
  load_purchase(state, effects);
  tell(state, effects, Message::purchase_stale);
}

}  // namespace client
