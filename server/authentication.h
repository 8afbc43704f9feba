// From what a request brings to who asks. Two steps, so that no transaction is open while anything slow is done: first the
// credential is checked by itself, then, in the request's own transaction, the store says whose it is.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "server/database.h"
#include "server/http.h"
#include "server/principal.h"
#include "shared/result.h"

namespace server {

struct Services;

// A credential that was checked as far as it can be without the store.
struct Presented {
  std::string cookie_token;  // Empty: none was sent.
};

enum class AuthenticationFailure : std::uint8_t {
  none_given,         // Neither cookie nor token.
  not_valid,          // Unknown, ended or revoked.
  store_unavailable,  // The store does not answer.
};

shared::Result<Presented, AuthenticationFailure> check_credential(const Request& request, Services& services);

// Who that is.
struct Identified {
  Principal principal;
  bool session_is_due = false;  // Asks for note_session_seen() after the transaction: a read cannot write.
};

// Fills `identified`, or says why nobody is.
std::optional<AuthenticationFailure> identify(Connection& connection, const Presented& presented, Identified& identified);

// The session was used now.
void note_session_seen(const Presented& presented, Services& services);

// The name of the session's cookie.
std::string_view session_cookie_name(const Services& services);

}  // namespace server
