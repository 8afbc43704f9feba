#include "server/token_checks.h"

#include <algorithm>

#include "server/json_web_token.h"

namespace server {
namespace {

bool contains(const std::vector<std::string>& list, std::string_view wanted) { return std::find(list.begin(), list.end(), wanted) != list.end(); }

bool have_common(const std::vector<std::string>& left, const std::vector<std::string>& right) {
  return std::any_of(left.begin(), left.end(), [&right](const std::string& one) { return contains(right, one); });
}

std::optional<TokenFault> check_times(const Claims& claims, std::int64_t now_s) {
  if (!claims.ends_at || *claims.ends_at <= now_s) return TokenFault::ended;
  if (claims.begins_at && *claims.begins_at > now_s + clock_skew_s) return TokenFault::not_yet_valid;
  if (claims.made_at && *claims.made_at > now_s + clock_skew_s) return TokenFault::not_yet_valid;
  return std::nullopt;
}

}  // namespace

std::string_view code_of(TokenFault fault) {
  switch (fault) {
    case TokenFault::malformed: return "malformed";
    case TokenFault::algorithm: return "algorithm";
    case TokenFault::type: return "type";
    case TokenFault::unknown_key: return "unknown_key";
    case TokenFault::signature: return "signature";
    case TokenFault::issuer: return "issuer";
    case TokenFault::audience: return "audience";
    case TokenFault::ended: return "ended";
    case TokenFault::not_yet_valid: return "not_yet_valid";
    case TokenFault::tenant: return "tenant";
    case TokenFault::version: return "version";
    case TokenFault::application: return "application";
    case TokenFault::unavailable: return "unavailable";
    case TokenFault::identity: return "identity";
  }
  return "malformed";
}

std::optional<TokenFault> check_header(const TokenHeader& header, const TokenPolicy& policy) {
  if (!is_known_algorithm(header.algorithm)) return TokenFault::algorithm;
  if (header.is_critical || !contains(policy.types, header.type)) return TokenFault::type;
  return std::nullopt;
}

std::optional<TokenFault> check_claims(const Claims& claims, const TokenPolicy& policy, std::int64_t now_s) {
  if (claims.issuer != policy.issuer) return TokenFault::issuer;
  if (!have_common(claims.audiences, policy.audiences)) return TokenFault::audience;
  if (const auto fault = check_times(claims, now_s)) return fault;
  if (!policy.tenants.empty() && !contains(policy.tenants, claims.tenant)) return TokenFault::tenant;
  if (!claims.version.empty() && claims.version != "1.0" && claims.version != "2.0") return TokenFault::version;
  if (!policy.applications.empty() && !contains(policy.applications, claims.application)) return TokenFault::application;
  // Where "typ" does not tell them apart: an ID token has a nonce or a digest, an access token names its program.
  if (claims.is_for_sign_in || claims.subject.empty() || claims.application.empty()) return TokenFault::identity;
  return std::nullopt;
}

std::optional<TokenFault> check_id_token(const Claims& claims, std::string_view issuer, std::string_view client_id, std::string_view nonce, std::int64_t now_s) {
  if (claims.issuer != issuer) return TokenFault::issuer;
  if (!contains(claims.audiences, client_id)) return TokenFault::audience;
  // With several audiences the token says for which of them it was made.
  if (claims.audiences.size() > 1 && claims.application != client_id) return TokenFault::audience;
  if (!claims.application.empty() && claims.application != client_id) return TokenFault::application;
  if (const auto fault = check_times(claims, now_s)) return fault;
  if (claims.subject.empty() || nonce.empty() || claims.nonce != nonce) return TokenFault::identity;
  return std::nullopt;
}

bool is_application_only(const Claims& claims) {
  if (claims.identity_type == "user") return false;
  if (claims.identity_type == "app" || claims.subject == claims.application) return true;
  return !claims.has_scopes && claims.user_name.empty() && claims.display_name.empty();
}

}  // namespace server
