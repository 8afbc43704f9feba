// Bearer tokens, checked as far as it can be without the store's transaction: form, signature, claims. Our own and those of
// the configured issuer. What was verified is remembered for at most five minutes.
#pragma once

#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "server/database.h"
#include "server/issuer_keys.h"
#include "server/token_checks.h"
#include "shared/result.h"

namespace server {

struct VerifiedToken {
  bool is_own = false;
  std::string key_id;
  Claims claims;
};

// Of a configured issuer.
struct IssuerTrust {
  IssuerKeys* keys = nullptr;  // nullptr: none is configured.
  TokenPolicy policy;
  ClaimNames claim_names;
};

class BearerTokens {
 public:
  BearerTokens(Database& database, std::string store_id, IssuerTrust issuer);

  // May wait for the network and reads the store: not to be called while a transaction is open.
  shared::Result<VerifiedToken, TokenFault> verify(std::string_view token, std::int64_t now_ms);

 private:
  struct Remembered {
    VerifiedToken token;
    std::int64_t until_ms = 0;
  };
  shared::Result<VerifiedToken, TokenFault> verify_anew(std::string_view token, std::int64_t now_ms);
  shared::Result<TokenKey, TokenFault> key_of(bool is_own, const TokenHeader& header);
  void remember(std::string digest, const VerifiedToken& token, std::int64_t now_ms);

  Database& database_;
  const TokenPolicy own_policy_;
  IssuerTrust issuer_;
  std::mutex mutex_;
  std::unordered_map<std::string, Remembered> remembered_;  // By the token's SHA-256.
};

}  // namespace server
