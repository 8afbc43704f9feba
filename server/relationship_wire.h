// JSON of what stands around an account: creation, permission to buy, qualifications, domains, agreements. Names of members
// are matched in any case, null is absent, unknown members are ignored, as in shared/wire.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/agreements.h"
#include "server/purchase_policies.h"
#include "server/qualifications.h"
#include "shared/result.h"
#include "shared/wire.h"

namespace server {

// What a request to create a customer holds beside the account.
struct NewCustomer {
  shared::Account account;
  bool enables_granular_administration = false;  // enableGDAPByDefault; its spelling is the vendor's.
  bool tells_granular_administration = false;
  std::string associated_partner_id;
};
shared::Result<NewCustomer, shared::WireError> new_customer_from_json(std::string_view text);

struct PolicyDocument {
  std::string id;
  std::string customer;  // selfServeEntity.tenantID, lower case.
  std::string partner;   // grantor.tenantID, lower case; empty where absent.
  PurchasePermissions permissions;
  bool is_understood = true;  // False where a permission names something else than the two resources and Purchase, or a type another one.
  std::string etag;
};
shared::Result<PolicyDocument, shared::WireError> policy_from_json(std::string_view text);

// The documented member alone: "qualification", in any spelling; empty where it is absent.
shared::Result<std::string, shared::WireError> qualification_from_json(std::string_view text);

// The name of the domain to be added: verifiedDomain.name, or verifiedDomainName.
shared::Result<std::string, shared::WireError> verified_domain_from_json(std::string_view text);

shared::Result<Agreement, shared::WireError> agreement_from_json(std::string_view text);

// The answer to creation, as documented: short profiles, and the first administrator's credentials, told this once.
// `warnings` become the extra member `problems` where there are some.
std::string created_to_json(const shared::Customer& customer, const NewCustomer& request, std::string_view password, const shared::ProblemList& warnings);

std::string to_json(const PurchasePolicy& policy, std::string_view partner);
std::string collection_to_json(const std::vector<PurchasePolicy>& policies, std::string_view partner);
std::string activity_value_of(const PurchasePolicy& policy, std::string_view partner);  // PascalCase, for the activity log.
std::string to_json(const std::vector<Qualification>& qualifications);
std::string to_json(const Qualification& qualification);
std::string to_json(const std::vector<Agreement>& agreements);
std::string to_json(const Agreement& agreement);
std::string organization_to_json(const shared::Account& account);
std::string names_to_json(const std::vector<std::string>& names);

}  // namespace server
