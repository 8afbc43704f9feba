#include "server/bearer_tokens.h"

#include <algorithm>

#include "server/own_tokens.h"
#include "server/secrets.h"

namespace server {
namespace {

constexpr std::int64_t remembered_ms = 5LL * 60 * 1000;
constexpr std::size_t remembered_max = 10'000;

}  // namespace

BearerTokens::BearerTokens(Database& database, std::string store_id, IssuerTrust issuer)
    : database_(database), own_policy_(own_tokens::policy(store_id)), issuer_(std::move(issuer)) {}

shared::Result<VerifiedToken, TokenFault> BearerTokens::verify(std::string_view token, std::int64_t now_ms) {
  if (token.size() > token_bytes_max) return TokenFault::malformed;
  std::string digest = sha256_hex(token);
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = remembered_.find(digest); found != remembered_.end()) {
      if (found->second.until_ms > now_ms) return found->second.token;
      remembered_.erase(found);
    }
  }
  auto verified = verify_anew(token, now_ms);
  if (verified) remember(std::move(digest), *verified, now_ms);
  return verified;
}

shared::Result<VerifiedToken, TokenFault> BearerTokens::verify_anew(std::string_view token, std::int64_t now_ms) {
  const auto parts = parts_of_token(token);
  std::string header_text;
  std::string payload_text;
  std::string signature;
  // libcjose reads over signs that do not belong into base64url: one token would have many spellings.
  if (!parts || !from_base64url(parts->header, header_text) || !from_base64url(parts->payload, payload_text) || !from_base64url(parts->signature, signature)) {
    return TokenFault::malformed;
  }
  const auto header = token_header_from_json(header_text);
  // Read before it is verified only to choose the issuer, whose keys then decide.
  auto claims = claims_from_json(payload_text, issuer_.claim_names);
  if (!header || !claims) return TokenFault::malformed;
  const bool is_own = claims->issuer == own_policy_.issuer;
  if (!is_own && (!issuer_.keys || claims->issuer != issuer_.policy.issuer)) return TokenFault::issuer;
  const TokenPolicy& policy = is_own ? own_policy_ : issuer_.policy;
  if (const auto fault = check_header(*header, policy)) return *fault;
  const auto key = key_of(is_own, *header);
  if (!key) return key.failure();
  if (!key->verifies(token, header->algorithm)) return TokenFault::signature;
  if (is_own) claims = claims_from_json(payload_text, ClaimNames{});
  if (!claims) return TokenFault::malformed;
  if (const auto fault = check_claims(*claims, policy, now_ms / 1000)) return *fault;
  return VerifiedToken{is_own, header->key_id, std::move(*claims)};
}

shared::Result<TokenKey, TokenFault> BearerTokens::key_of(bool is_own, const TokenHeader& header) {
  std::optional<TokenKey> key;
  if (!is_own) {
    switch (issuer_.keys->find(header.key_id, header.algorithm, key)) {
      case KeyLookup::found: return *key;
      case KeyLookup::unknown: return TokenFault::unknown_key;
      case KeyLookup::unavailable: return TokenFault::unavailable;
    }
  }
  const auto done = database_.read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    auto found = own_tokens::find_key(connection, header.key_id);
    if (!found) return found.failure();
    key = std::move(*found);
    return Ending::keep;
  });
  if (!done) return TokenFault::unavailable;
  if (!key) return TokenFault::unknown_key;
  return *key;
}

void BearerTokens::remember(std::string digest, const VerifiedToken& token, std::int64_t now_ms) {
  const std::int64_t until_ms = std::min(now_ms + remembered_ms, *token.claims.ends_at * 1000);
  const std::lock_guard lock(mutex_);
  if (remembered_.size() >= remembered_max) {
    std::erase_if(remembered_, [now_ms](const auto& entry) { return entry.second.until_ms <= now_ms; });
    if (remembered_.size() >= remembered_max) remembered_.clear();
  }
  remembered_.insert_or_assign(std::move(digest), Remembered{token, until_ms});
}

}  // namespace server
