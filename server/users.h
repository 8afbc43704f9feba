// People who may sign in: local ones with a password, and those whom an OpenID Connect issuer vouches for.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/database.h"
#include "server/principal.h"
#include "server/sessions.h"
#include "server/sign_in_throttle.h"
#include "shared/result.h"

namespace server {

enum class SignInFailure : std::uint8_t {
  wrong,        // Unknown, disabled, or another password: the answer and its time do not tell which.
  too_often,    // Wait `retry_after_seconds`.
  unavailable,  // The store does not answer.
};

struct SignedIn {
  std::string token;  // For the cookie; the store keeps only its digest.
  Principal principal;
};

struct NewUser {
  std::string user;
  std::string display_name;
  shared::RoleSet roles;
  std::string password;
};

// Whom an issuer vouches for.
struct IssuerUser {
  std::string issuer;
  std::string subject;
  std::string user;  // As the issuer shows the name.
  std::string display_name;
  shared::RoleSet roles;
  std::string reseller_id;
};

struct ListedUser {
  std::string user;
  std::string display_name;
  std::string roles;  // Codes, divided by commas.
  bool disabled = false;
  std::string reseller_name;
  std::string issuer;  // Empty: local, with a password.
};

// How the store finds a local user, whatever the case of the name, and one of an issuer, whatever the name. No local name
// gives a key of the second kind.
std::string user_key_of(std::string_view user);
std::string user_key_of(std::string_view issuer, std::string_view subject);
bool is_reserved_user_name(std::string_view user);

class Users {
 public:
  explicit Users(Database& database, SessionLimits limits = {}) : database_(database), limits_(limits) {}
  const SessionLimits& session_limits() const { return limits_; }

  // Failures make the next attempt wait longer and longer, by the rules of sign_in_throttle.h. `client` is what the browser
  // says it is.
  shared::Result<SignedIn, SignInFailure> sign_in(std::string_view user, std::string_view password, std::string_view address, std::int64_t now_ms,
                                                  int& retry_after_seconds, std::string_view client = {});

  // Keeps the user as the issuer now describes it. Fails as wrong where it was disabled here.
  shared::Result<SignedIn, SignInFailure> sign_in_by_issuer(const IssuerUser& user, std::string_view address, std::int64_t now_ms, std::string_view client);

  std::optional<Principal> principal_of(std::string_view token, std::int64_t now_ms);
  void note_seen(std::string_view token, std::int64_t now_ms);
  void sign_out(std::string_view token);

  // The same user with another password: `current` must be right. Ends every session and opens one anew.
  shared::Result<SignedIn, SignInFailure> change_password(const Principal& principal, std::string_view current, std::string_view wanted, std::string_view address,
                                                          std::int64_t now_ms, int& retry_after_seconds, std::string_view client);

  // False where the user exists already (add) or does not exist (others), or the store fails.
  bool add(std::string_view reseller_id, const NewUser& user, std::int64_t now_ms);
  bool set_password(std::string_view user, std::string_view password, std::int64_t now_ms);  // Ends the user's sessions.
  bool disable(std::string_view user, std::int64_t now_ms);                                  // Ends the user's sessions and tokens.
  bool enable(std::string_view user, std::int64_t now_ms);
  std::vector<ListedUser> list();
  std::int64_t count();

 private:
  std::int64_t change(std::string_view sql, std::string_view user, std::int64_t now_ms);
  bool replace_password(std::string_view user_key, std::string_view password, std::int64_t now_ms);
  void rehash(std::string_view user_key, const std::string& stored, std::string_view password);
  shared::Result<SignedIn, SignInFailure> open_session(std::string_view user_key, std::string_view address, std::string_view client, std::int64_t now_ms);

  Database& database_;
  SessionLimits limits_;
  SignInThrottle throttle_;
};

// Within the caller's transaction.
namespace users {

// The key of the one user whom a person means by this name: a local user, else the only one whom an issuer calls so. Empty:
// nobody, or several.
shared::Result<std::string, StoreFailure> find_key(Connection& connection, std::string_view user);

shared::Result<bool, StoreFailure> add(Connection& connection, std::string_view reseller_id, const NewUser& user, std::string_view password_hash, std::int64_t now_ms);

// False: disabled here. A user who never signed in at the editor is not known, and not disabled.
struct IssuerTokenCheck {
  bool is_good = true;
  std::string reseller_name;  // Empty: there is no such reseller.
};
shared::Result<IssuerTokenCheck, StoreFailure> check_issuer_token(Connection& connection, std::string_view user_key, std::string_view reseller_id, std::int64_t made_at_ms);

shared::Result<std::int64_t, StoreFailure> count(Connection& connection);

}  // namespace users
}  // namespace server
