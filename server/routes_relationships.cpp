// The beginning and the end of a customer: create, give up the relationship, delete, and whether a domain is free.
#include "server/relationship_wire.h"
#include "server/relationships.h"
#include "server/routes.h"
#include "server/secrets.h"
#include "shared/checks_text.h"
#include "shared/judge.h"
#include "shared/text.h"

namespace server {
namespace {

constexpr std::string_view shared_domain = ".onmicrosoft.com";

// Ids are the directory's to give, and a name that the organisation does not have yet is the one on the bill.
void complete(shared::Account& account) {
  account.id = random_guid();
  account.relationship_to_partner = "reseller";
  account.company_profile.tenant_id = account.id;
  account.billing_profile.id = random_guid();
  if (account.company_profile.company_name.empty()) account.company_profile.company_name = account.billing_profile.company_name;
}

// A member that must be there and is no field of the rules' account.
Response refuse_member(std::string_view member, std::string_view english, std::string_view swedish, shared::Language language) {
  shared::ErrorBody body;
  body.code = 3000;
  body.description = language == shared::Language::swedish ? swedish : english;
  body.data.push_back(std::string("property_name: ").append(member).append(" - ").append(body.description));
  return json_answer(400, shared::to_json(body, nullptr, nullptr, language));
}

Response store_answer(StoreFailure failure, const Call& call) { return refusal_answer(refusal_of(failure_of(failure)), call.language); }

// A permission to buy that ends with its customer is logged as one that was turned off.
std::optional<StoreFailure> note_end_of_permission(Call& call, const shared::Account& account) {
  const std::string& reseller = call.principal.reseller_id;
  const auto policy = PurchasePolicies::read(*call.connection, reseller, account.id);
  if (!policy) return policy.failure();
  if (!*policy) return std::nullopt;
  Activity activity;
  activity.operation = Operation::delete_self_serve_policy;
  activity.customer = account.id;
  activity.customer_name = account.billing_profile.company_name;
  activity.old_value = activity_value_of(**policy, reseller);
  const auto noted = append_activity(*call.connection, reseller, change_of(call), activity);
  if (!noted) return noted.failure();
  return std::nullopt;
}

bool is_none(std::string_view relationship) { return shared::equal_ignoring_case(relationship, "none"); }

}  // namespace

Response create_customer(Call& call) {
  auto request = new_customer_from_json(call.request.body);
  if (!request) return wire_answer(request.failure(), call.language);
  shared::Account& account = request->account;
  if (account.company_profile.domain.empty()) {
    return refuse_member("companyProfile.domain", "Give the customer's domain, such as contoso.onmicrosoft.com.", "Ange kundens domän, som contoso.onmicrosoft.com.", call.language);
  }
  if (!request->associated_partner_id.empty() && !shared::is_guid(request->associated_partner_id)) {
    return refuse_member("associatedPartnerId", "Give the indirect reseller's Microsoft ID.", "Ange den indirekta återförsäljarens Microsoft-ID.", call.language);
  }
  complete(account);
  static thread_local shared::ProblemList problems;
  shared::judge(account, problems);
  if (problems.has_errors()) return problems_answer(problems, account, call.language);
  const auto is_taken = Relationships::is_domain_taken_to_change(*call.connection, account.company_profile.domain);
  if (!is_taken) return store_answer(is_taken.failure(), call);
  if (*is_taken) return refusal_answer(Refusal::domain_taken, call.language);

  const std::string id = account.id;
  const auto added = Accounts::add(*call.connection, call.principal.reseller_id, account, change_of(call), problems);
  if (!added) return refusal_answer(refusal_of(added.failure()), call.language);
  if (!request->associated_partner_id.empty()) {
    const auto noted = Relationships::set_associated_partner(*call.connection, call.principal.reseller_id, id, request->associated_partner_id);
    if (!noted) return store_answer(noted.failure(), call);
  }
  auto customer = Accounts::read_whole(*call.connection, call.principal, id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  return json_answer(201, created_to_json(*customer, *request, random_password(), problems));
}

Response end_relationship(Call& call) {
  const auto sent = shared::account_from_json(call.request.body);
  if (!sent) return wire_answer(sent.failure(), call.language);
  if (!is_none(sent->relationship_to_partner)) return refusal_answer(Refusal::relationship_not_allowed, call.language);
  auto customer = Accounts::read_whole(*call.connection, call.principal, call.id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  if (const auto failure = note_end_of_permission(call, customer->account)) return store_answer(*failure, call);
  const auto ended = Accounts::end_relationship(*call.connection, call.principal, customer->account, change_of(call));
  if (!ended) return refusal_answer(refusal_of(ended.failure()), call.language);
  customer->account.relationship_to_partner = "none";
  return json_answer(200, shared::to_json(*customer));
}

Response delete_customer(Call& call) {
  if (!call.services.settings.allow_customer_deletion) return refusal_answer(Refusal::deletion_not_allowed, call.language);
  const auto customer = Accounts::read(*call.connection, call.principal, call.id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  if (const auto failure = note_end_of_permission(call, customer->account)) return store_answer(*failure, call);
  const auto removed = Accounts::remove(*call.connection, call.principal, customer->account, change_of(call));
  if (!removed) return refusal_answer(refusal_of(removed.failure()), call.language);
  Response response;
  response.status = 204;
  return response;
}

// 200: the domain exists and is not free; 404: it is free. Neither has a body.
Response look_for_domain(Call& call) {
  const auto is_taken = Relationships::is_domain_taken(*call.connection, call.name);
  if (!is_taken) return store_answer(is_taken.failure(), call);
  Response response;
  response.status = *is_taken ? 200 : 404;
  response.set("Cache-Control", "no-store");
  return response;
}

Response check_domain_prefix(Call& call) {
  if (right_domain(std::string(call.name).append(shared_domain)).empty()) return json_answer(200, "false");  // Nobody can have it.
  const auto is_taken = Relationships::is_domain_taken(*call.connection, std::string(call.name).append(shared_domain));
  if (!is_taken) return store_answer(is_taken.failure(), call);
  return json_answer(200, *is_taken ? "false" : "true");
}

}  // namespace server
