#include "server/authentication.h"

#include "server/own_tokens.h"
#include "server/routes.h"
#include "server/store.h"
#include "server/users.h"
#include "shared/text.h"

namespace server {
namespace {

constexpr std::string_view bearer_scheme = "Bearer ";

AuthenticationFailure failure_of(TokenFault fault) {
  switch (fault) {
    case TokenFault::ended: return AuthenticationFailure::ended;
    case TokenFault::audience: return AuthenticationFailure::wrong_audience;
    case TokenFault::unavailable: return AuthenticationFailure::issuer_unavailable;
    default: return AuthenticationFailure::not_valid;
  }
}

// What stands behind "name=" in the first entry that begins so; no value: none does.
std::optional<std::string> mapped(const std::vector<std::string>& entries, std::string_view name) {
  for (const std::string& entry : entries) {
    const std::size_t equals = entry.rfind('=');
    if (equals != std::string::npos && std::string_view(entry).substr(0, equals) == name) return entry.substr(equals + 1);
  }
  return std::nullopt;
}

std::optional<AuthenticationFailure> identify_session(Connection& connection, const Presented& presented, const Services& services, Identified& identified) {
  auto found = sessions::find(connection, presented.cookie_token, services.users.session_limits(), now_ms());
  if (!found) return AuthenticationFailure::store_unavailable;
  if (!*found) return AuthenticationFailure::not_valid;
  identified.session_is_due = (*found)->is_due;
  identified.principal = std::move((*found)->principal);
  return std::nullopt;
}

std::optional<AuthenticationFailure> identify_own_token(Connection& connection, const VerifiedToken& token, Identified& identified) {
  auto holder = own_tokens::find_holder(connection, token.claims, token.key_id, now_ms());
  if (!holder) return AuthenticationFailure::store_unavailable;
  if (!*holder) return AuthenticationFailure::not_valid;
  identified.principal = std::move(**holder);
  return std::nullopt;
}

std::optional<AuthenticationFailure> identify_issuer_token(Connection& connection, const Claims& claims, const Settings& settings, Identified& identified) {
  const bool is_alone = is_application_only(claims);
  const std::string user_key = user_key_of(claims.issuer, claims.subject);
  Principal& principal = identified.principal;
  principal.reseller_id = reseller_by_claims(claims, settings);
  const auto check = users::check_issuer_token(connection, user_key, principal.reseller_id, claims.made_at.value_or(0) * 1000);
  if (!check) return AuthenticationFailure::store_unavailable;
  if (!check->is_good || check->reseller_name.empty()) return AuthenticationFailure::not_valid;
  principal.reseller_name = check->reseller_name;
  principal.credential = is_alone ? Credential::application_token : Credential::user_token;
  principal.application = claims.application;
  principal.user = is_alone ? claims.application : claims.user_name.empty() ? claims.subject : claims.user_name;
  principal.display_name = is_alone || claims.display_name.empty() ? principal.user : claims.display_name;
  principal.user_key = is_alone ? std::string() : user_key;
  principal.roles = roles_by_claims(claims, settings);
  principal.permissions = shared::permissions_of(principal.roles);
  return std::nullopt;
}

}  // namespace

shared::Result<Presented, AuthenticationFailure> check_credential(const Request& request, Services& services) {
  Presented presented;
  presented.cookie_token = request.cookie(session_cookie_name(services));
  if (request.header_count("Authorization") == 0) {
    if (presented.cookie_token.empty()) return AuthenticationFailure::none_given;
    return presented;
  }
  if (!presented.cookie_token.empty()) return AuthenticationFailure::both_given;
  const std::string_view header = request.header("Authorization");
  if (header.size() <= bearer_scheme.size() || !shared::equal_ignoring_case(header.substr(0, bearer_scheme.size()), bearer_scheme)) return AuthenticationFailure::not_valid;
  auto verified = services.bearer_tokens.verify(header.substr(bearer_scheme.size()), now_ms());
  if (!verified) return failure_of(verified.failure());
  presented.bearer = std::move(*verified);
  return presented;
}

std::optional<AuthenticationFailure> identify(Connection& connection, const Presented& presented, const Services& services, Identified& identified) {
  std::optional<AuthenticationFailure> failure;
  if (!presented.bearer) {
    failure = identify_session(connection, presented, services, identified);
  } else if (presented.bearer->is_own) {
    failure = identify_own_token(connection, *presented.bearer, identified);
  } else {
    failure = identify_issuer_token(connection, presented.bearer->claims, services.settings, identified);
  }
  return failure;
}

void note_session_seen(const Presented& presented, Services& services) { services.users.note_seen(presented.cookie_token, now_ms()); }

std::string_view session_cookie_name(const Services& services) { return services.settings.is_secure() ? "__Host-sid" : "kundkonto_session"; }

shared::RoleSet roles_by_claims(const Claims& claims, const Settings& settings) {
  shared::RoleSet roles;
  for (const std::string& claim : claims.roles) {
    const auto code = mapped(settings.oidc_role_map, claim);
    if (!code) continue;
    if (const auto role = shared::find_role(*code)) roles.insert(*role);
  }
  return roles;
}

std::string reseller_by_claims(const Claims& claims, const Settings& settings) {
  if (settings.oidc_resellers.empty()) return claims.tenant;
  return mapped(settings.oidc_resellers, claims.tenant).value_or(std::string());
}

}  // namespace server
