// From what a request brings to who asks. Two steps, so that no transaction is open while anything slow is done: first the
// credential is checked by itself, then, in the request's own transaction, the store says whose it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/bearer_tokens.h"
#include "server/database.h"
#include "server/http.h"
#include "server/principal.h"
#include "server/settings.h"
#include "shared/result.h"

namespace server {

struct Services;

// A credential that was checked as far as it can be without the store.
struct Presented {
  std::string cookie_token;             // Empty: none was sent.
  std::optional<VerifiedToken> bearer;  // Instead of the cookie.
};

enum class AuthenticationFailure : std::uint8_t {
  none_given,           // Neither cookie nor token.
  both_given,           // A cookie and a token: which of them is meant cannot be told.
  not_valid,            // Unknown, altered, not for this server, or revoked.
  ended,                // A token whose time is over.
  wrong_audience,       // A token for another service.
  issuer_unavailable,   // The issuer's keys cannot be had now.
  store_unavailable,    // The store does not answer.
};

shared::Result<Presented, AuthenticationFailure> check_credential(const Request& request, Services& services);

// Who that is.
struct Identified {
  Principal principal;
  bool session_is_due = false;  // Asks for note_session_seen() after the transaction: a read cannot write.
};

// Fills `identified`, or says why nobody is.
std::optional<AuthenticationFailure> identify(Connection& connection, const Presented& presented, const Services& services, Identified& identified);

// The session was used now.
void note_session_seen(const Presented& presented, Services& services);

// The name of the session's cookie.
std::string_view session_cookie_name(const Services& services);

// Which roles and which reseller an issuer's claims give; unknown ones give nothing.
shared::RoleSet roles_by_claims(const Claims& claims, const Settings& settings);
std::string reseller_by_claims(const Claims& claims, const Settings& settings);

}  // namespace server
