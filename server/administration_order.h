// The words of an administration command, understood.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/result.h"
#include "shared/roles.h"

namespace server {

struct AdministrationOrder {
  std::string command;      // "user"
  std::string action;       // "add"
  std::string place;        // A data folder, or the address of a database.
  std::string user;
  std::string display_name;
  shared::RoleSet roles;
  std::string reseller;     // A name.
  std::string name;         // Of a new reseller.
  std::string id;           // Of a new reseller, or of a token.
  std::string application;
  std::int64_t life_ms = 0;  // 0: not said.
  bool is_application_only = false;
  bool ends_old = false;

  bool wants_password() const { return command == "user" && (action == "add" || action == "password"); }
};

// The order, or the sentence that says what is wrong with it.
shared::Result<AdministrationOrder, std::string> read_order(const std::vector<std::string>& words);

}  // namespace server
