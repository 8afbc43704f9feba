// Signed tokens (JWS compact form, RFC 7515) by libcjose, which no other file includes. Knows keys and signatures; what a
// token must say to be good here stands in token_checks.h. Called from any thread.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace server {

inline constexpr std::size_t token_bytes_max = 8192;

// The three parts of a token, base64url as sent; views into it. No value where it has not exactly three parts that hold
// something, or is too long.
struct TokenParts {
  std::string_view header;
  std::string_view payload;
  std::string_view signature;
};
std::optional<TokenParts> parts_of_token(std::string_view token);

// RS256, PS256 and ES256, and nothing else: neither "none" nor what is signed with a shared secret.
bool is_known_algorithm(std::string_view name);

// One RSA key of at least 2048 bits, or one on the curve P-256.
class TokenKey {
 public:
  // From a JWK; no value where it is no key of these kinds.
  static std::optional<TokenKey> from_json(std::string_view jwk);

  // A new private key on P-256; no value when memory is short.
  static std::optional<TokenKey> make();
  std::string private_json() const;

  // Whether this key signed the token by this algorithm. False where the key is of another kind than the algorithm, and
  // where the token's header names another algorithm.
  bool verifies(std::string_view token, std::string_view algorithm) const;

  // A token signed by ES256; empty when it could not be signed. Needs a private key on P-256.
  std::string sign(std::string_view type, std::string_view key_id, std::string_view payload) const;

 private:
  struct Held;
  explicit TokenKey(std::shared_ptr<const Held> held) : held_(std::move(held)) {}
  std::shared_ptr<const Held> held_;
};

}  // namespace server
