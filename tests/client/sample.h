// A person and a customer for the editor's tests.
#pragma once

#include <string>

#include "client/route.h"
#include "shared/wire.h"

namespace client::test {

inline shared::Session session() {
  return {"anna@nordkontor.example", "Anna", shared::Role::sales_agent, "reseller", "Nordkontor Moln AB", shared::permissions_of(shared::Role::sales_agent)};
}

// As stored: valid and tidy.
inline shared::Customer customer() {
  shared::Customer customer;
  shared::Account& account = customer.account;
  account.id = "3f6b0c1e-84d2-4c57-9e0b-6a1f27c941d8";
  account.relationship_to_partner = "reseller";
  account.company_profile.tenant_id = account.id;
  account.company_profile.domain = "solvinden.example";
  account.company_profile.company_name = "Solvinden Energi AB";
  account.company_profile.organization_registration_number = "556036-0793";
  shared::BillingProfile& billing = account.billing_profile;
  billing.id = "451def45-eb7d-5acb-ba0b-7b28b7182fbf";
  billing.company_name = "Solvinden Energi AB";
  billing.first_name = "Accounts";
  billing.last_name = "Payable";
  billing.email = "accounts.payable@solvinden.example";
  billing.culture = "sv-SE";
  billing.language = "sv";
  billing.default_address.country = "SE";
  billing.default_address.address_line1 = "Storgatan 24";
  billing.default_address.postal_code = "852 36";
  billing.default_address.city = "Sundsvall";
  billing.default_address.first_name = "Accounts";
  billing.default_address.last_name = "Payable";
  billing.default_address.phone_number = "+46 8 465 004 12";
  customer.company_etag = "11";
  customer.billing_etag = "21";
  return customer;
}

inline std::string address_of_customer(const shared::Customer& customer, View view) {
  return address_of(Route{view, customer.account.id, {}});
}

}  // namespace client::test
