// What a signed token must say to be good here. Pure: the signature is checked elsewhere, before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/token_json.h"

namespace server {

inline constexpr std::int64_t clock_skew_s = 60;  // For "nbf" and "iat": clocks of two machines differ.

enum class TokenFault : std::uint8_t {
  malformed,      // Not three parts, no JSON, a claim of another type.
  algorithm,      // None that is used here, or another than the key's.
  type,           // Another "typ", or a header that wants more than is known.
  unknown_key,    // No key of the issuer has this "kid".
  signature,
  issuer,
  audience,
  ended,          // Or says no end.
  not_yet_valid,
  tenant,         // None that a reseller stands for.
  version,
  application,    // None that is allowed.
  unavailable,    // The issuer's keys, or ours, cannot be had now.
  identity,       // An ID token, which is for signing in, or no subject.
};
std::string_view code_of(TokenFault fault);

struct TokenPolicy {
  std::string issuer;
  std::vector<std::string> audiences;
  std::vector<std::string> types;         // In lower case; "at+jwt".
  std::vector<std::string> tenants;       // Empty: any.
  std::vector<std::string> applications;  // Empty: any.
};

// By the header alone, before anything is verified.
std::optional<TokenFault> check_header(const TokenHeader& header, const TokenPolicy& policy);

// By the claims of a verified access token.
std::optional<TokenFault> check_claims(const Claims& claims, const TokenPolicy& policy, std::int64_t now_s);

// By the claims of a verified ID token: audience is our client id.
std::optional<TokenFault> check_id_token(const Claims& claims, std::string_view issuer, std::string_view client_id, std::string_view nonce, std::int64_t now_s);

// Whether a program acts by itself: it says so, or nothing in the token speaks of a person.
bool is_application_only(const Claims& claims);

}  // namespace server
