// A customer's account: company details and billing information, as plain text values.
// The shape is the Customer resource of the partner API; billing tax_id is ours. All text is UTF-8.
// An empty string means "not given": the API treats absent, null and empty alike.
#pragma once

#include <string>

namespace shared {

struct Address {
  std::string country;  // ISO 3166-1 alpha-2, upper case.
  std::string region;
  std::string city;
  std::string state;  // Administrative area: code from the country's list.
  std::string district;
  std::string address_line1;
  std::string address_line2;
  std::string address_line3;
  std::string postal_code;
  std::string first_name;
  std::string middle_name;
  std::string last_name;
  std::string email_address;
  std::string phone_number;

  bool operator==(const Address&) const = default;
};

struct CompanyProfile {
  std::string tenant_id;  // Microsoft ID; equals the account's id. Read-only.
  std::string domain;     // Read-only.
  std::string company_name;
  std::string organization_registration_number;
  std::string email;
  Address address;  // All parts empty: no address is known; it is then not judged.

  bool operator==(const CompanyProfile&) const = default;
};

struct BillingProfile {
  std::string id;  // Read-only.
  std::string first_name;
  std::string last_name;
  std::string email;
  std::string culture;   // Such as "sv-SE".
  std::string language;  // Such as "sv".
  std::string company_name;
  std::string tax_id;  // VAT or other tax number.
  Address default_address;

  bool operator==(const BillingProfile&) const = default;
};

struct Account {
  std::string id;  // Customer tenant id, a lower-case GUID.
  std::string relationship_to_partner;
  CompanyProfile company_profile;
  BillingProfile billing_profile;

  bool operator==(const Account&) const = default;
};

bool is_empty(const Address& address);

}  // namespace shared
