// The beginning and the end of a customer's relationship to its reseller, and what belongs to the customer beside its
// account. Every call takes the reseller, but for the question whether a domain is taken: domains are one directory.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "server/database.h"
#include "shared/account.h"

namespace server {

class Relationships {
 public:
  // Whether any customer, of whichever reseller, has this domain.
  static shared::Result<bool, StoreFailure> is_domain_taken(Connection& connection, std::string_view domain);

  // The same for a write that takes the domain where it is free: nobody else takes one until the transaction ends.
  static shared::Result<bool, StoreFailure> is_domain_taken_to_change(Connection& connection, std::string_view domain);

  // Moves the customer to the former ones; its permission to buy and what else belongs to it goes.
  static shared::Result<Done, StoreFailure> end(Connection& connection, std::string_view reseller, const shared::Account& account, std::string_view by,
                                                std::int64_t at_ms);
  static shared::Result<bool, StoreFailure> is_former(Connection& connection, std::string_view reseller, std::string_view customer);

  // Removes the customer and all that belongs to it; the activity log keeps what it was.
  static shared::Result<Done, StoreFailure> remove(Connection& connection, std::string_view reseller, std::string_view customer);

  static shared::Result<Done, StoreFailure> set_associated_partner(Connection& connection, std::string_view reseller, std::string_view customer,
                                                                   std::string_view partner);
  static shared::Result<std::string, StoreFailure> associated_partner(Connection& connection, std::string_view reseller, std::string_view customer);

  static shared::Result<Done, StoreFailure> add_domain(Connection& connection, std::string_view reseller, std::string_view customer, std::string_view domain,
                                                       std::int64_t at_ms);
  // Those that were added, without the customer's first.
  static shared::Result<std::vector<std::string>, StoreFailure> domains(Connection& connection, std::string_view reseller, std::string_view customer);
};

// One domain name as the rules read it; empty where they refuse it.
std::string right_domain(std::string_view text);

// The customer's commerce account id: the same GUID for the same reseller and customer, always.
std::string commerce_id_of(std::string_view reseller, std::string_view customer);

}  // namespace server
