// Sample customers and users, to try Kundkonto with: real companies' public facts as customers of one reseller, and one
// user per role with a random password.
#pragma once

#include <string>

#include "server/accounts.h"
#include "server/users.h"

namespace server {

inline constexpr std::string_view sample_reseller = "Nordkontor Moln AB";

// Fills an empty store; leaves one with users alone. Prints the users on standard error and keeps them for scripts in
// FOLDER/sample-users.json, which only its owner may read. Returns a sentence when something went wrong, else nothing.
std::string load_sample_data(Database& database, Accounts& accounts, Users& users, const std::string& folder);

}  // namespace server
