// Who asks: a person at the editor, a person through a program, or a program by itself.
#pragma once

#include <cstdint>
#include <string>

#include "shared/roles.h"

namespace server {

enum class Credential : std::uint8_t {
  session,            // The browser's cookie.
  user_token,         // A bearer token of a person ("app+user").
  application_token,  // A bearer token of a program alone ("app-only").
};

struct Principal {
  std::string user;  // The application's name where no person is behind it.
  std::string display_name;
  shared::RoleSet roles;
  shared::PermissionSet permissions;  // What the roles allow, under this server's settings.
  std::string reseller_id;
  std::string reseller_name;
  Credential credential = Credential::session;
  std::string user_key;     // How the store finds the person; empty where none is behind it.
  std::string application;  // The program's name or id, as its token says; empty for the browser.

  bool edits_contacts_alone = false;  // Of a billing profile this one may change names, email and phone number only.

  bool may(shared::Permission permission) const { return permissions.contains(permission); }
};

}  // namespace server
