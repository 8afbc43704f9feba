#include "server/own_tokens.h"

#include "server/secrets.h"
#include "server/sessions.h"

namespace server::own_tokens {
namespace {

constexpr std::string_view token_type = "at+jwt";

constexpr std::string_view signing_key_sql = "select key_id, private_key from signing_key where is_retired = 0 order by made_at desc, key_id limit 1";
constexpr std::string_view find_key_sql = "select private_key from signing_key where key_id = $1";
constexpr std::string_view add_key_sql = "insert into signing_key (key_id, private_key, made_at, is_retired, tokens_end_at) values ($1, $2, $3, 0, $3)";
constexpr std::string_view retire_keys_sql = "update signing_key set is_retired = 1";
constexpr std::string_view drop_keys_sql = "delete from signing_key where is_retired = 1 and tokens_end_at <= $1";
constexpr std::string_view drop_all_keys_sql = "delete from signing_key";
constexpr std::string_view extend_key_sql = "update signing_key set tokens_end_at = $2 where key_id = $1 and tokens_end_at < $2";
constexpr std::string_view add_token_sql =
    "insert into access_token (reseller, id, user_key, key_id, application, is_application_only, made_at, ends_at, is_revoked) "
    "values ($1, $2, $3, $4, $5, $6, $7, $8, 0)";
constexpr std::string_view drop_tokens_sql = "delete from access_token where ends_at <= $1";
constexpr std::string_view revoke_all_sql = "update access_token set is_revoked = 1 where user_key = $1";
constexpr std::string_view valid_from_sql = "update person set tokens_valid_from = $2 where user_key = $1";
constexpr std::string_view revoke_one_sql = "update access_token set is_revoked = 1 where id = $1 and is_revoked = 0";
constexpr std::string_view list_sql =
    "select access_token.id, person.user_name, access_token.application, access_token.is_application_only, access_token.made_at, access_token.ends_at "
    "from access_token join person on person.user_key = access_token.user_key join signing_key on signing_key.key_id = access_token.key_id "
    "where access_token.is_revoked = 0 and access_token.ends_at > $1 and person.disabled = 0 order by access_token.made_at, access_token.id";
constexpr std::string_view holder_sql =
    "select person.user_name, person.display_name, person.role, person.reseller, reseller.name, access_token.application, access_token.is_application_only, "
    "person.user_key from access_token join person on person.user_key = access_token.user_key and person.reseller = access_token.reseller "
    "join reseller on reseller.id = access_token.reseller join signing_key on signing_key.key_id = access_token.key_id "
    "where access_token.reseller = $1 and access_token.id = $2 and access_token.key_id = $3 and access_token.ends_at > $4 "
    "and access_token.is_revoked = 0 and person.disabled = 0";

shared::Result<Done, StoreFailure> run(Connection& connection, std::string_view sql, std::span<const Parameter> parameters) {
  const auto done = connection.execute(sql, parameters);
  if (!done) return done.failure();
  return Done{};
}

shared::Result<Done, StoreFailure> add_key(Connection& connection, std::int64_t now_ms) {
  const auto key = TokenKey::make();
  const std::string text = key ? key->private_json() : std::string();
  if (text.empty()) return StoreFailure::unavailable;
  const std::string key_id = random_guid();
  const Parameter values[] = {std::string_view(key_id), std::string_view(text), now_ms};
  return run(connection, add_key_sql, values);
}

}  // namespace

std::string issuer_name(std::string_view store_id) { return "urn:kundkonto:" + std::string(store_id); }

TokenPolicy policy(std::string_view store_id) { return {issuer_name(store_id), {issuer_name(store_id)}, {std::string(token_type)}, {}, {}}; }

shared::Result<Done, StoreFailure> prepare(Connection& connection, std::int64_t now_ms) {
  const auto found = connection.execute(signing_key_sql, {});
  if (!found) return found.failure();
  if (!found->rows.empty()) return Done{};
  return add_key(connection, now_ms);
}

shared::Result<Done, StoreFailure> rotate_key(Connection& connection, bool ends_old, std::int64_t now_ms) {
  if (auto done = run(connection, ends_old ? drop_all_keys_sql : retire_keys_sql, {}); !done) return done;
  const Parameter now[] = {now_ms};
  if (auto done = run(connection, drop_keys_sql, now); !done) return done;
  return add_key(connection, now_ms);
}

shared::Result<std::string, StoreFailure> make(Connection& connection, const NewToken& token, std::string_view store_id, std::int64_t now_ms) {
  const auto found = connection.execute(signing_key_sql, {});
  if (!found) return found.failure();
  if (found->rows.empty()) return StoreFailure::unavailable;
  const std::string& key_id = text_of(found->rows[0][0]);
  const auto key = TokenKey::from_json(text_of(found->rows[0][1]));
  if (!key) return StoreFailure::faulty;
  Claims claims;
  claims.issuer = issuer_name(store_id);
  claims.audiences = {claims.issuer};
  claims.subject = token.is_application_only ? token.application : token.user_key;
  claims.application = token.application;
  claims.identity_type = token.is_application_only ? "app" : "user";
  claims.tenant = token.reseller_id;
  claims.id = random_guid();
  claims.made_at = now_ms / 1000;
  claims.ends_at = (now_ms + token.life_ms) / 1000;
  std::string text = key->sign(token_type, key_id, claims_to_json(claims));
  if (text.empty()) return StoreFailure::unavailable;
  const std::int64_t ends_at_ms = *claims.ends_at * 1000;
  const Parameter now[] = {now_ms};
  if (const auto done = run(connection, drop_tokens_sql, now); !done) return done.failure();
  const Parameter values[] = {std::string_view(token.reseller_id), std::string_view(claims.id), std::string_view(token.user_key), std::string_view(key_id),
                              std::string_view(token.application), std::int64_t{token.is_application_only}, now_ms, ends_at_ms};
  if (const auto done = run(connection, add_token_sql, values); !done) return done.failure();
  const Parameter extended[] = {std::string_view(key_id), ends_at_ms};
  if (const auto done = run(connection, extend_key_sql, extended); !done) return done.failure();
  return text;
}

shared::Result<Done, StoreFailure> revoke_all(Connection& connection, std::string_view user_key, std::int64_t now_ms) {
  const Parameter by_user[] = {user_key, now_ms};
  if (auto done = run(connection, valid_from_sql, by_user); !done) return done;
  return run(connection, revoke_all_sql, std::span(by_user).first(1));
}

shared::Result<bool, StoreFailure> revoke_one(Connection& connection, std::string_view id) {
  const Parameter by_id[] = {id};
  const auto done = connection.execute(revoke_one_sql, by_id);
  if (!done) return done.failure();
  return done->changed > 0;
}

shared::Result<std::vector<ListedToken>, StoreFailure> list(Connection& connection, std::int64_t now_ms) {
  const Parameter now[] = {now_ms};
  const auto found = connection.execute(list_sql, now);
  if (!found) return found.failure();
  std::vector<ListedToken> tokens;
  for (const auto& row : found->rows) {
    tokens.push_back({text_of(row[0]), text_of(row[1]), text_of(row[2]), integer_of(row[3]) != 0, integer_of(row[4]), integer_of(row[5])});
  }
  return tokens;
}

shared::Result<std::optional<TokenKey>, StoreFailure> find_key(Connection& connection, std::string_view key_id) {
  const Parameter by_id[] = {key_id};
  const auto found = connection.execute(find_key_sql, by_id);
  if (!found) return found.failure();
  if (found->rows.empty()) return std::optional<TokenKey>();
  return TokenKey::from_json(text_of(found->rows[0][0]));
}

shared::Result<std::optional<Principal>, StoreFailure> find_holder(Connection& connection, const Claims& claims, std::string_view key_id, std::int64_t now_ms) {
  const Parameter parameters[] = {std::string_view(claims.tenant), std::string_view(claims.id), key_id, now_ms};
  const auto found = connection.execute(holder_sql, parameters);
  if (!found) return found.failure();
  if (found->rows.empty()) return std::optional<Principal>();
  const std::vector<Value>& row = found->rows[0];
  Principal principal;
  principal.application = text_of(row[5]);
  const bool is_alone = integer_of(row[6]) != 0;
  principal.credential = is_alone ? Credential::application_token : Credential::user_token;
  principal.user = is_alone ? principal.application : text_of(row[0]);
  principal.display_name = is_alone ? principal.application : text_of(row[1]);
  principal.user_key = is_alone ? std::string() : text_of(row[7]);
  principal.roles = roles_of(text_of(row[2]));
  principal.permissions = shared::permissions_of(principal.roles);
  principal.reseller_id = text_of(row[3]);
  principal.reseller_name = text_of(row[4]);
  return std::optional<Principal>(std::move(principal));
}

}  // namespace server::own_tokens
