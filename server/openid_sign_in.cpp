#include "server/openid_sign_in.h"

#include <charconv>
#include <vector>

#include "server/authentication.h"
#include "server/log.h"
#include "server/outgoing.h"
#include "server/secrets.h"

namespace server {
namespace {

constexpr std::size_t code_bytes_max = 4096;
constexpr std::size_t cookie_bytes_max = 1024;

// What the browser's cookie holds, sealed.
struct Pending {
  std::string state;
  std::string nonce;
  std::string verifier;
  std::int64_t ends_at_ms = 0;
};

std::string text_of(const Pending& pending) { return pending.state + "\n" + pending.nonce + "\n" + pending.verifier + "\n" + std::to_string(pending.ends_at_ms); }

std::optional<Pending> pending_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n')) {
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  Pending pending;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), pending.ends_at_ms);
  if (lines.size() != 3 || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  pending.state = lines[0];
  pending.nonce = lines[1];
  pending.verifier = lines[2];
  return pending;
}

std::string with_parameters(const std::string& address, std::initializer_list<std::pair<std::string_view, std::string_view>> parameters) {
  std::string text = address;
  char joint = address.find('?') == std::string::npos ? '?' : '&';
  for (const auto& [name, value] : parameters) {
    text += joint;
    text.append(name).append("=").append(percent_encode(value));
    joint = '&';
  }
  return text;
}

// What the cookie holds, where it belongs to this state.
std::optional<Pending> open_cookie(std::string_view key, std::string_view cookie, std::string_view state, std::int64_t now_ms) {
  std::string text;
  if (cookie.empty() || cookie.size() > cookie_bytes_max || !unseal(key, cookie, text)) return std::nullopt;
  auto pending = pending_of(text);
  if (!pending || pending->ends_at_ms <= now_ms || !equal_in_constant_time(pending->state, state)) return std::nullopt;
  return pending;
}

void log_fault(std::string_view step, std::string_view code) { log(LogLevel::warning, "openid_sign_in_refused", {{"step", step}, {"reason", code}}); }

}  // namespace

std::string_view code_of(OpenIdFault fault) {
  switch (fault) {
    case OpenIdFault::issuer_unavailable: return "issuer_unavailable";
    case OpenIdFault::refused_by_issuer: return "refused_by_issuer";
    case OpenIdFault::another_browser: return "another_browser";
    case OpenIdFault::code_not_taken: return "code_not_taken";
    case OpenIdFault::token_not_valid: return "token_not_valid";
    case OpenIdFault::no_role: return "no_role";
    case OpenIdFault::no_reseller: return "no_reseller";
    case OpenIdFault::disabled: return "disabled";
    case OpenIdFault::store_unavailable: return "store_unavailable";
  }
  return "token_not_valid";
}

shared::Result<OpenIdSignIn::Begun, OpenIdFault> OpenIdSignIn::begin(std::int64_t now_ms) {
  const auto description = keys_.description();
  if (!description || !is_safe_address(description->authorization_endpoint) || !is_safe_address(description->token_endpoint)) return OpenIdFault::issuer_unavailable;
  const Pending pending{random_token(), random_token(), random_token(), now_ms + sign_in_life_ms};
  Begun begun;
  begun.cookie = seal(key_, text_of(pending));
  const std::string challenge = sha256_base64url(pending.verifier);
  begun.address = with_parameters(description->authorization_endpoint, {{"response_type", "code"},
                                                                        {"client_id", settings_.oidc_client_id},
                                                                        {"redirect_uri", redirect_},
                                                                        {"scope", settings_.oidc_scopes},
                                                                        {"state", pending.state},
                                                                        {"nonce", pending.nonce},
                                                                        {"code_challenge", challenge},
                                                                        {"code_challenge_method", "S256"}});
  return begun;
}

bool OpenIdSignIn::is_ours(const Answer& answer, std::string_view cookie, std::int64_t now_ms) const { return open_cookie(key_, cookie, answer.state, now_ms).has_value(); }

shared::Result<IssuerUser, OpenIdFault> OpenIdSignIn::finish(const Answer& answer, std::string_view cookie, std::int64_t now_ms) {
  const auto pending = open_cookie(key_, cookie, answer.state, now_ms);
  if (!pending) return OpenIdFault::another_browser;
  // An answer of another issuer must not reach ours (RFC 9207).
  if (!answer.issuer.empty() && answer.issuer != settings_.oidc_issuer) return OpenIdFault::token_not_valid;
  if (answer.code.empty() || answer.code.size() > code_bytes_max) return OpenIdFault::code_not_taken;
  const auto id_token = redeem(answer.code, pending->verifier);
  if (!id_token) return id_token.failure();
  const auto claims = verify(*id_token, pending->nonce, now_ms);
  if (!claims) return claims.failure();
  IssuerUser user;
  user.issuer = claims->issuer;
  user.subject = claims->subject;
  user.user = claims->user_name.empty() ? claims->subject : claims->user_name;
  user.display_name = claims->display_name.empty() ? user.user : claims->display_name;
  user.roles = roles_by_claims(*claims, settings_);
  user.reseller_id = reseller_by_claims(*claims, settings_);
  if (user.roles.is_empty()) return OpenIdFault::no_role;
  if (user.reseller_id.empty()) return OpenIdFault::no_reseller;
  return user;
}

shared::Result<std::string, OpenIdFault> OpenIdSignIn::redeem(const std::string& code, const std::string& verifier) {
  const auto description = keys_.description();
  if (!description) return OpenIdFault::issuer_unavailable;
  OutgoingRequest request;
  request.address = description->token_endpoint;
  request.form = "grant_type=authorization_code&code=" + percent_encode(code) + "&redirect_uri=" + percent_encode(redirect_) + "&code_verifier=" + percent_encode(verifier);
  if (settings_.oidc_client_secret.empty()) {
    request.form += "&client_id=" + percent_encode(settings_.oidc_client_id);
  } else {
    request.user = percent_encode(settings_.oidc_client_id);
    request.password = percent_encode(settings_.oidc_client_secret);
  }
  const auto answer = fetch(request);
  if (!answer || answer->status >= 500) return OpenIdFault::issuer_unavailable;
  std::string id_token = answer->status == 200 ? id_token_from_json(answer->body) : std::string();
  if (id_token.empty()) return OpenIdFault::code_not_taken;
  return id_token;
}

shared::Result<Claims, OpenIdFault> OpenIdSignIn::verify(std::string_view id_token, std::string_view nonce, std::int64_t now_ms) {
  const auto parts = parts_of_token(id_token);
  std::string header_text;
  std::string payload;
  std::string signature;
  if (!parts || !from_base64url(parts->header, header_text) || !from_base64url(parts->payload, payload) || !from_base64url(parts->signature, signature)) {
    return OpenIdFault::token_not_valid;
  }
  const auto header = token_header_from_json(header_text);
  if (!header || header->is_critical || !is_known_algorithm(header->algorithm) || (!header->type.empty() && header->type != "jwt")) return OpenIdFault::token_not_valid;
  std::optional<TokenKey> key;
  switch (keys_.find(header->key_id, header->algorithm, key)) {
    case KeyLookup::unavailable: return OpenIdFault::issuer_unavailable;
    case KeyLookup::unknown: log_fault("id_token", code_of(TokenFault::unknown_key)); return OpenIdFault::token_not_valid;
    case KeyLookup::found: break;
  }
  if (!key->verifies(id_token, header->algorithm)) {
    log_fault("id_token", code_of(TokenFault::signature));
    return OpenIdFault::token_not_valid;
  }
  auto claims = claims_from_json(payload, {settings_.oidc_roles_claim, settings_.oidc_reseller_claim});
  if (!claims) return OpenIdFault::token_not_valid;
  if (const auto fault = check_id_token(*claims, settings_.oidc_issuer, settings_.oidc_client_id, nonce, now_ms / 1000)) {
    log_fault("id_token", code_of(*fault));
    return OpenIdFault::token_not_valid;
  }
  return std::move(*claims);
}

}  // namespace server
