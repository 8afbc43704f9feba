#include "server/json_web_token.h"

#include <cjose/cjose.h>

#include <cstdlib>

namespace server {
namespace {

constexpr std::size_t rsa_bits_min = 2048;

struct ReleaseJws {
  void operator()(cjose_jws_t* jws) const { cjose_jws_release(jws); }
};
using Jws = std::unique_ptr<cjose_jws_t, ReleaseJws>;

struct ReleaseHeader {
  void operator()(cjose_header_t* header) const { cjose_header_release(header); }
};
using Header = std::unique_ptr<cjose_header_t, ReleaseHeader>;

bool set(const Header& header, const char* name, std::string_view value) {
  cjose_err error;
  return cjose_header_set(header.get(), name, std::string(value).c_str(), &error);
}

}  // namespace

struct TokenKey::Held {
  explicit Held(cjose_jwk_t* taken) : jwk(taken) {}
  ~Held() { cjose_jwk_release(jwk); }
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;

  bool is_usable() const {
    cjose_err error;
    switch (cjose_jwk_get_kty(jwk, &error)) {
      case CJOSE_JWK_KTY_RSA: return cjose_jwk_get_keysize(jwk, &error) >= rsa_bits_min;
      case CJOSE_JWK_KTY_EC: return cjose_jwk_EC_get_curve(jwk, &error) == CJOSE_JWK_EC_P_256;
      default: return false;
    }
  }

  bool fits(std::string_view algorithm) const {
    cjose_err error;
    const cjose_jwk_kty_t wanted = algorithm == "ES256" ? CJOSE_JWK_KTY_EC : CJOSE_JWK_KTY_RSA;
    return is_known_algorithm(algorithm) && cjose_jwk_get_kty(jwk, &error) == wanted;
  }

  cjose_jwk_t* jwk;
};

std::optional<TokenParts> parts_of_token(std::string_view token) {
  if (token.size() > token_bytes_max) return std::nullopt;
  const std::size_t first = token.find('.');
  if (first == std::string_view::npos) return std::nullopt;
  const std::size_t second = token.find('.', first + 1);
  if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) return std::nullopt;
  const TokenParts parts{token.substr(0, first), token.substr(first + 1, second - first - 1), token.substr(second + 1)};
  if (parts.header.empty() || parts.payload.empty() || parts.signature.empty()) return std::nullopt;
  return parts;
}

bool is_known_algorithm(std::string_view name) { return name == "RS256" || name == "PS256" || name == "ES256"; }

std::optional<TokenKey> TokenKey::from_json(std::string_view jwk) {
  cjose_err error;
  cjose_jwk_t* imported = cjose_jwk_import(jwk.data(), jwk.size(), &error);
  if (!imported) return std::nullopt;
  auto held = std::make_shared<const Held>(imported);
  if (!held->is_usable()) return std::nullopt;
  return TokenKey(std::move(held));
}

std::optional<TokenKey> TokenKey::make() {
  cjose_err error;
  cjose_jwk_t* made = cjose_jwk_create_EC_random(CJOSE_JWK_EC_P_256, &error);
  if (!made) return std::nullopt;
  return TokenKey(std::make_shared<const Held>(made));
}

std::string TokenKey::private_json() const {
  cjose_err error;
  char* text = cjose_jwk_to_json(held_->jwk, true, &error);
  std::string result = text ? text : "";
  std::free(text);
  return result;
}

bool TokenKey::verifies(std::string_view token, std::string_view algorithm) const {
  if (!held_->fits(algorithm)) return false;
  cjose_err error;
  const Jws jws(cjose_jws_import(token.data(), token.size(), &error));
  if (!jws) return false;
  // libcjose reads the header by itself: what it understands must be what was asked for.
  const char* named = cjose_header_get(cjose_jws_get_protected(jws.get()), CJOSE_HDR_ALG, &error);
  return named && algorithm == named && cjose_jws_verify(jws.get(), held_->jwk, &error);
}

std::string TokenKey::sign(std::string_view type, std::string_view key_id, std::string_view payload) const {
  cjose_err error;
  const Header header(cjose_header_new(&error));
  if (!header || !set(header, CJOSE_HDR_ALG, CJOSE_HDR_ALG_ES256) || !set(header, "typ", type) || !set(header, CJOSE_HDR_KID, key_id)) return {};
  const Jws jws(cjose_jws_sign(held_->jwk, header.get(), reinterpret_cast<const std::uint8_t*>(payload.data()), payload.size(), &error));
  const char* token = nullptr;
  if (!jws || !cjose_jws_export(jws.get(), &token, &error)) return {};
  return token;  // Belongs to the JWS.
}

}  // namespace server
