// The customer agreement: who accepted it, when, confirmed by the partner.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/database.h"

namespace server {

inline constexpr std::string_view customer_agreement = "MicrosoftCustomerAgreement";

struct Agreement {
  std::string type;         // customer_agreement.
  std::string template_id;  // GUID of the text that was accepted.
  std::string agreed_on;    // ISO 8601, as sent.
  std::string first_name;   // Of the primary contact.
  std::string last_name;
  std::string email;
  std::string phone_number;
  std::string user;         // Who confirmed it.
};

class Agreements {
 public:
  static shared::Result<std::vector<Agreement>, StoreFailure> list(Connection& connection, std::string_view reseller, std::string_view customer, std::string_view type);

  // Adds it, or replaces the one of its type.
  static shared::Result<Done, StoreFailure> put(Connection& connection, std::string_view reseller, std::string_view customer, const Agreement& agreement);
};

}  // namespace server
