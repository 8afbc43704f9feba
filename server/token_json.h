// JSON of signed tokens and of OpenID Connect issuers: headers, claims, key sets, descriptions, token answers. All of it
// comes from outside: a text that is no object, holds a name twice or nests deep is nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace server {

struct TokenHeader {
  std::string algorithm;
  std::string type;         // "typ", in lower case, without "application/".
  std::string key_id;
  bool is_critical = false;  // Names extensions that must be understood: we know none.
};
std::optional<TokenHeader> token_header_from_json(std::string_view text);

// Names that an operator may choose.
struct ClaimNames {
  std::string roles = "roles";
  std::string tenant = "tid";
};

// Absent texts are empty. Times are seconds since 1970.
struct Claims {
  std::string issuer;
  std::string subject;
  std::vector<std::string> audiences;
  std::optional<std::int64_t> ends_at;
  std::optional<std::int64_t> begins_at;
  std::optional<std::int64_t> made_at;
  std::string id;             // "jti"
  std::string tenant;         // "tid"
  std::string version;        // "ver"
  std::string application;    // "azp", "appid" or "client_id".
  std::string identity_type;  // "idtyp"
  std::string user_name;      // "preferred_username", "upn", "unique_name" or "email".
  std::string display_name;   // "name"
  std::vector<std::string> roles;
  std::string nonce;
  bool has_scopes = false;        // "scp": a person let a program act.
  bool is_for_sign_in = false;    // Has what only ID tokens have: "nonce", "at_hash" or "c_hash".
};
// No value as well where a claim that is read here has another type than it must have.
std::optional<Claims> claims_from_json(std::string_view text, const ClaimNames& names);
std::string claims_to_json(const Claims& claims);  // Those that our own tokens have.

// One key of a key set that may verify signatures.
struct PublishedKey {
  std::string key_id;
  std::string algorithm;  // Empty: any that fits it.
  std::string text;       // The JWK.
};
std::vector<PublishedKey> keys_from_json(std::string_view text);  // At most 100.

struct IssuerDescription {
  std::string issuer;
  std::string authorization_endpoint;
  std::string token_endpoint;
  std::string keys_address;  // "jwks_uri"
};
std::optional<IssuerDescription> issuer_description_from_json(std::string_view text);

// The ID token of a token endpoint's answer; empty where there is none.
std::string id_token_from_json(std::string_view text);

}  // namespace server
