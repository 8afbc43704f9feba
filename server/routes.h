// The one table of what this server answers: method, address, who may, and which function does it.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "server/accounts.h"
#include "server/answers.h"
#include "server/http.h"
#include "server/static_files.h"
#include "server/users.h"

namespace server {

struct Services {
  Database& database;
  Accounts& accounts;
  Users& users;
  const StaticFiles& files;
  bool behind_proxy = false;  // HTTPS ends in front of us: cookies are Secure.
};

struct Call {
  const Request& request;
  Services& services;
  Principal principal;      // Where the route asks for one.
  std::string id;           // What stands for {id}, or another name in braces, in the address.
  shared::Language language = shared::Language::english;
};

enum class Permission : std::uint8_t {
  anyone,     // Also without signing in.
  signed_in,
  write,      // Roles that may change accounts.
};

struct Route {
  std::string_view method;
  std::string_view path;  // Literal segments in any case; a name in braces takes one segment, {id} one that is a GUID.
  Permission permission;
  Response (*handler)(Call&);
};

// Answers a request whose head passed the gate.
Response answer(const Request& request, Services& services);

// Handlers, by topic.
Response open_session(Call& call);
Response read_session(Call& call);
Response end_session(Call& call);
Response list_customers(Call& call);
Response read_customer(Call& call);
Response read_billing(Call& call);
Response read_company(Call& call);
Response replace_billing(Call& call);
Response replace_company(Call& call);
Response validate_account(Call& call);
Response read_country_rules(Call& call);

std::string_view session_cookie_name(const Services& services);

// Where the name in an address is a Microsoft ID, its lower-case form; else empty.
std::string guid_of(std::string_view text);

}  // namespace server
