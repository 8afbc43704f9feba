// Special qualifications of a customer: what it claims to be, and how far that was vetted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/database.h"

namespace server {

struct Qualification {
  std::string qualification;   // "Education", "GovernmentCommunityCloud", "StateOwnedEntity", "NonProfit".
  std::string vetting_status;  // "Approved", "InReview", "Denied".
  std::string vetting_reason;
  std::int64_t created_at_ms = 0;
};

// Its spelling here, by any spelling of the API's; empty where there is no such qualification. "none" is none.
std::string_view known_qualification(std::string_view text);

// The spelling of the older, deprecated calls: "government_community_cloud".
std::string older_spelling(std::string_view qualification);

class Qualifications {
 public:
  static shared::Result<std::vector<Qualification>, StoreFailure> list(Connection& connection, std::string_view reseller, std::string_view customer);

  // Adds it, or puts the one that is there under review again.
  static shared::Result<Done, StoreFailure> put(Connection& connection, std::string_view reseller, std::string_view customer, const Qualification& qualification);
  static shared::Result<Done, StoreFailure> clear(Connection& connection, std::string_view reseller, std::string_view customer);
};

}  // namespace server
