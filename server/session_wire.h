// JSON of signing in beside the session itself: bodies of passwords and setup, lists of sessions, how one may sign in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/sessions.h"
#include "shared/result.h"
#include "shared/wire.h"

namespace server {

struct PasswordChange {
  std::string current;
  std::string wanted;
};
shared::Result<PasswordChange, shared::WireError> password_change_from_json(std::string_view text);

struct Setup {
  std::string token;
  std::string user;
  std::string display_name;  // Empty: the user's name.
  std::string password;
  std::string reseller_name;  // Empty: a name is made up.
};
shared::Result<Setup, shared::WireError> setup_from_json(std::string_view text);

std::string to_json(const std::vector<ListedSession>& sessions);  // {"items":[...]}

// {"password":true} or, where an issuer is configured, with its address: {"password":true,"openid":"/session/openid"}.
std::string sign_in_options_to_json(std::string_view openid_address);

}  // namespace server
