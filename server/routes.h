// The one table of what this server answers: method, address, who may, how it uses the store, and which function does it.
// All else is derived from it: dispatch, permissions, limits, the OpenAPI description and the tests that walk it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "server/accounts.h"
#include "server/answers.h"
#include "server/authentication.h"
#include "server/http.h"
#include "server/openid_sign_in.h"
#include "server/principal.h"
#include "server/settings.h"
#include "server/static_files.h"
#include "server/throttle.h"
#include "server/users.h"

namespace server {

struct Services {
  Database& database;
  Accounts& accounts;
  Users& users;
  const StaticFiles& files;
  const Settings& settings;
  BearerTokens& bearer_tokens;
  std::string store_id;
  OpenIdSignIn* openid = nullptr;  // Where an issuer is configured.
  Throttle throttle = {};
};

// One request on its way through its handler. A handler uses the store through `connection` alone: it runs inside the one
// transaction of its request, and on some engines twice, when the first run met a conflict. So it changes nothing but
// through the connection.
struct Call {
  const Request& request;
  Services& services;
  Principal principal;               // Where the route asks for one.
  std::string id;                    // What stands for {id} in the address: a GUID, in lower case.
  std::string name;                  // What stands for another name in braces, decoded.
  shared::Language language = shared::Language::english;
  Connection* connection = nullptr;  // Where the route reads or writes.
  std::int64_t at_ms = 0;            // Now, the same for all that one request does.
};

// JSON with its etag (without quotes) as a header; 304 for a reader who has it already.
Response tagged_answer(const Call& call, int status, std::string body, std::string_view etag);

// Who does what this call does, for the activity log.
Change change_of(const Call& call);

using Handler = Response (*)(Call&);

// Whom a route serves.
struct Needs {
  enum class Caller : std::uint8_t { anyone, signed_in, permitted };
  Caller caller = Caller::permitted;
  shared::Permission permission = shared::Permission::read_customers;  // For `permitted`.
};
inline constexpr Needs anyone{Needs::Caller::anyone};
inline constexpr Needs signed_in{Needs::Caller::signed_in};
constexpr Needs needs(shared::Permission permission) { return {Needs::Caller::permitted, permission}; }

// Whether a program may call it by itself; the partner API refuses some calls without a person behind them (900329).
enum class Tokens : std::uint8_t { app_or_user, user_only };

// How a route uses the store. `none` handlers have no connection; they are the sign-in's and those without data.
enum class StoreUse : std::uint8_t { none, reads, writes };

// What the description at /openapi.json says of a route.
struct Description {
  std::string_view operation;  // Its name in generated clients, such as "listCustomers".
  std::string_view summary;    // One English sentence without a full stop.
  std::string_view body;       // Name of the request's schema; empty: it takes none.
  std::string_view answer;     // Name of the answer's schema; empty: no body.
  int status = 200;            // Of success.
};

struct Route {
  std::string_view method;
  std::string_view path;  // Literal segments in any case; a name in braces takes one segment, {id} one that is a GUID.
  Needs needs;
  Tokens tokens;
  StoreUse store_use;
  Handler handler;
  Description description;
};
std::span<const Route> all_routes();

// What is known of a request after it was answered, for logs and figures.
struct Trace {
  const Route* route = nullptr;  // nullptr: none served it.
  std::string reseller_id;
  std::string user;
};

// Answers a request whose head passed the gate.
Response answer(const Request& request, Services& services, Trace& trace);

// Handlers, by topic.
Response open_session(Call& call);
Response read_session(Call& call);
Response end_session(Call& call);
Response read_sign_in_options(Call& call);
Response begin_openid(Call& call);
Response finish_openid(Call& call);
Response change_password(Call& call);
Response set_up(Call& call);
Response list_sessions(Call& call);
Response end_all_sessions(Call& call);
Response end_one_session(Call& call);
Response list_customers(Call& call);
Response read_customer(Call& call);
Response read_billing(Call& call);
Response read_company(Call& call);
Response replace_billing(Call& call);
Response replace_company(Call& call);
Response create_customer(Call& call);
Response end_relationship(Call& call);
Response delete_customer(Call& call);
Response look_for_domain(Call& call);
Response check_domain_prefix(Call& call);
Response list_policies(Call& call);
Response read_policy(Call& call);
Response create_policy(Call& call);
Response replace_policy(Call& call);
Response delete_policy(Call& call);
Response read_validation_status(Call& call);
Response list_qualifications(Call& call);
Response add_qualification(Call& call);
Response read_older_qualification(Call& call);
Response replace_older_qualification(Call& call);
Response read_organization(Call& call);
Response read_custom_domains(Call& call);
Response add_verified_domain(Call& call);
Response list_agreements(Call& call);
Response confirm_agreement(Call& call);
Response read_direct_agreement_status(Call& call);
Response validate_address(Call& call);
Response validate_account(Call& call);
Response read_country_rules(Call& call);
Response tell_description(Call& call);
Response show_description(Call& call);
Response style_description(Call& call);
Response tell_alive(Call& call);
Response tell_ready(Call& call);
Response tell_version(Call& call);
Response tell_metrics(Call& call);
Response list_history(Call& call);
Response read_history_entry(Call& call);
Response list_audit_records(Call& call);

// Where the name in an address is a Microsoft ID, its lower-case form; else empty.
std::string guid_of(std::string_view text);

}  // namespace server
