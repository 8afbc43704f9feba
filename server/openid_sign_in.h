// Signing in at the editor by an OpenID Connect issuer: authorization code with PKCE (S256), state and nonce, which a sealed
// cookie of ten minutes binds to the browser. Tokens of the issuer never reach the browser. Waits for the network: not to be
// called while a transaction is open.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "server/issuer_keys.h"
#include "server/settings.h"
#include "server/token_checks.h"
#include "server/users.h"
#include "shared/result.h"

namespace server {

inline constexpr std::int64_t sign_in_life_ms = 10LL * 60 * 1000;

enum class OpenIdFault : std::uint8_t {
  issuer_unavailable,
  refused_by_issuer,   // It said so: the person declined, or may not use this.
  another_browser,     // No cookie, or of another sign-in, or too old.
  code_not_taken,      // Used before, or not for us.
  token_not_valid,     // The ID token: signature, issuer, audience, time, nonce.
  no_role,             // None of the person's roles is known here.
  no_reseller,         // Or no reseller.
  disabled,            // Here.
  store_unavailable,
};
std::string_view code_of(OpenIdFault fault);

class OpenIdSignIn {
 public:
  // `key` seals the cookie.
  OpenIdSignIn(IssuerKeys& keys, const Settings& settings, std::string key) : keys_(keys), settings_(settings), key_(std::move(key)) {}

  // How browsers reach the callback, exactly as it is registered with the issuer. Before anything else is called.
  void set_redirect(std::string address) { redirect_ = std::move(address); }

  struct Begun {
    std::string address;  // Where the browser goes.
    std::string cookie;   // What its cookie holds.
  };
  shared::Result<Begun, OpenIdFault> begin(std::int64_t now_ms);

  struct Answer {
    std::string code;
    std::string state;
    std::string issuer;  // "iss" (RFC 9207); empty where it was not sent.
  };
  // Whether the cookie belongs to this answer.
  bool is_ours(const Answer& answer, std::string_view cookie, std::int64_t now_ms) const;

  // Who it is. `reseller_id` may be one that no reseller here has.
  shared::Result<IssuerUser, OpenIdFault> finish(const Answer& answer, std::string_view cookie, std::int64_t now_ms);

 private:
  shared::Result<std::string, OpenIdFault> redeem(const std::string& code, const std::string& verifier);
  shared::Result<Claims, OpenIdFault> verify(std::string_view id_token, std::string_view nonce, std::int64_t now_ms);

  IssuerKeys& keys_;
  const Settings& settings_;
  const std::string key_;
  std::string redirect_;
};

}  // namespace server
