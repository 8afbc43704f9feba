// The permission of a customer to buy for itself: self-serve policies.
#include "server/entity_tag.h"
#include "server/purchase_policies.h"
#include "server/relationship_wire.h"
#include "server/routes.h"
#include "server/secrets.h"
#include "shared/checks_text.h"

namespace server {
namespace {

Response store_answer(StoreFailure failure, const Call& call) { return refusal_answer(refusal_of(failure_of(failure)), call.language); }

Response policy_answer(int status, const PurchasePolicy& policy, const Call& call) {
  return tagged_answer(call, status, to_json(policy, call.principal.reseller_id), policy.etag);
}

// Notes the change in the activity log; an empty policy stands for "there was none".
std::optional<StoreFailure> note(Call& call, Operation operation, const shared::Customer& customer, const PurchasePolicy* before, const PurchasePolicy* after) {
  Activity activity;
  activity.operation = operation;
  activity.customer = customer.account.id;
  activity.customer_name = customer.account.billing_profile.company_name;
  if (before) activity.old_value = activity_value_of(*before, call.principal.reseller_id);
  if (after) activity.new_value = activity_value_of(*after, call.principal.reseller_id);
  const auto noted = append_activity(*call.connection, call.principal.reseller_id, change_of(call), activity);
  if (!noted) return noted.failure();
  return std::nullopt;
}

// Looks the policy up that an id means, and its customer.
struct Found {
  std::optional<PurchasePolicy> policy;
  shared::Customer customer;
  std::optional<Response> refusal;
};

Found find_policy(Call& call, std::string_view id) {
  Found found;
  const auto ids = policy_ids_of(id);
  if (!ids) {
    found.refusal = refusal_answer(Refusal::malformed_policy_id, call.language);
    return found;
  }
  // What another partner granted is not told apart from what does not exist.
  const auto customer = ids->partner == call.principal.reseller_id ? Accounts::read(*call.connection, call.principal, ids->customer)
                                                                   : shared::Result<shared::Customer, Failure>(Failure::not_found);
  if (!customer) {
    const bool is_missing = customer.failure() == Failure::not_found || customer.failure() == Failure::relationship_ended;
    found.refusal = refusal_answer(is_missing ? Refusal::unknown_policy : refusal_of(customer.failure()), call.language);
    return found;
  }
  found.customer = *customer;
  auto policy = PurchasePolicies::read(*call.connection, call.principal.reseller_id, ids->customer);
  if (!policy) {
    found.refusal = store_answer(policy.failure(), call);
  } else if (!*policy) {
    found.refusal = refusal_answer(Refusal::unknown_policy, call.language);
  } else {
    found.policy = std::move(*policy);
  }
  return found;
}

bool is_policy_document(const PolicyDocument& document, const Call& call) {
  return document.is_understood && !document.permissions.is_empty() && (document.partner.empty() || document.partner == call.principal.reseller_id);
}

std::optional<Refusal> refuse_etag(const Call& call, const PolicyDocument& document, const PurchasePolicy& stored) {
  const std::string_view header = call.request.header("If-Match");
  const std::string_view etag = header.empty() ? std::string_view(document.etag) : header;
  if (etag.empty()) return call.services.settings.last_write_wins ? std::nullopt : std::optional(Refusal::etag_missing);
  if (!names_etag(etag, stored.etag)) return Refusal::etag_stale;
  return std::nullopt;
}

}  // namespace

Response list_policies(Call& call) {
  const std::string customer = guid_of(call.request.parameter("entity_id").value_or(""));
  if (customer.empty()) return refusal_answer(Refusal::malformed_id, call.language);
  const auto known = Accounts::read(*call.connection, call.principal, customer);
  if (!known) return refusal_answer(refusal_of(known.failure()), call.language);
  auto policy = PurchasePolicies::read(*call.connection, call.principal.reseller_id, customer);
  if (!policy) return store_answer(policy.failure(), call);
  std::vector<PurchasePolicy> policies;
  if (*policy) policies.push_back(std::move(**policy));
  return json_answer(200, collection_to_json(policies, call.principal.reseller_id));
}

Response read_policy(Call& call) {
  Found found = find_policy(call, call.name);
  if (found.refusal) return std::move(*found.refusal);
  return policy_answer(200, *found.policy, call);
}

Response create_policy(Call& call) {
  const auto document = policy_from_json(call.request.body);
  if (!document) return wire_answer(document.failure(), call.language);
  if (!is_policy_document(*document, call) || !shared::is_guid(document->customer)) return refusal_answer(Refusal::malformed_policy, call.language);
  const auto customer = Accounts::read(*call.connection, call.principal, document->customer);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  const auto existing = PurchasePolicies::read(*call.connection, call.principal.reseller_id, document->customer);
  if (!existing) return store_answer(existing.failure(), call);
  if (*existing) return refusal_answer(Refusal::policy_exists, call.language);
  const PurchasePolicy policy{document->customer, document->permissions, random_guid(), call.at_ms, call.principal.user};
  const auto written = PurchasePolicies::insert(*call.connection, call.principal.reseller_id, policy);
  if (!written) return store_answer(written.failure(), call);
  if (const auto failure = note(call, Operation::create_self_serve_policy, *customer, nullptr, &policy)) return store_answer(*failure, call);
  return policy_answer(201, policy, call);
}

// Serves PUT with the id in the address, as the SDKs send it, and without, as it is documented.
Response replace_policy(Call& call) {
  const auto document = policy_from_json(call.request.body);
  if (!document) return wire_answer(document.failure(), call.language);
  std::string id = call.name.empty() ? document->id : call.name;
  if (id.empty()) id = policy_id(call.principal.reseller_id, document->customer);
  Found found = find_policy(call, id);
  if (found.refusal) return std::move(*found.refusal);
  const bool is_other = (!document->customer.empty() && document->customer != found.policy->customer) ||
                        (!document->id.empty() && policy_ids_of(document->id) && policy_ids_of(document->id)->customer != found.policy->customer);
  if (is_other) return refusal_answer(Refusal::malformed_policy_id, call.language);
  if (!is_policy_document(*document, call)) return refusal_answer(Refusal::malformed_policy, call.language);
  if (const auto refusal = refuse_etag(call, *document, *found.policy)) return refusal_answer(*refusal, call.language);
  if (document->permissions == found.policy->permissions) return policy_answer(200, *found.policy, call);
  const PurchasePolicy policy{found.policy->customer, document->permissions, random_guid(), call.at_ms, call.principal.user};
  const auto written = PurchasePolicies::update(*call.connection, call.principal.reseller_id, policy, found.policy->etag);
  if (!written) return store_answer(written.failure(), call);
  if (!*written) return refusal_answer(Refusal::etag_stale, call.language);
  if (const auto failure = note(call, Operation::update_self_serve_policy, found.customer, &*found.policy, &policy)) return store_answer(*failure, call);
  return policy_answer(200, policy, call);
}

Response delete_policy(Call& call) {
  Found found = find_policy(call, call.name);
  if (found.refusal) return std::move(*found.refusal);
  const auto removed = PurchasePolicies::remove(*call.connection, call.principal.reseller_id, found.policy->customer);
  if (!removed) return store_answer(removed.failure(), call);
  if (const auto failure = note(call, Operation::delete_self_serve_policy, found.customer, &*found.policy, nullptr)) return store_answer(*failure, call);
  Response response;
  response.status = 204;
  return response;
}

}  // namespace server
