#include "server/token_json.h"

#include <nlohmann/json.hpp>
#include <set>

#include "shared/text.h"

namespace server {
namespace {

using nlohmann::json;

constexpr std::size_t text_bytes_max = 2048;
constexpr std::size_t name_bytes_max = 200;
constexpr std::size_t list_length_max = 100;
constexpr std::size_t keys_max = 100;
constexpr int depth_max = 8;

// Two programs may understand a name that stands twice differently: such a text is nothing.
std::optional<json> object_of(std::string_view text) {
  if (!shared::is_utf8(text)) return std::nullopt;
  bool is_odd = false;
  std::vector<std::set<std::string>> names;
  const auto look = [&](int depth, json::parse_event_t event, json& parsed) {
    if (depth > depth_max) {
      is_odd = true;
      return false;
    }
    if (event == json::parse_event_t::object_start) names.emplace_back();
    if (event == json::parse_event_t::object_end && !names.empty()) names.pop_back();
    if (event == json::parse_event_t::key && !names.empty() && !names.back().insert(parsed.get<std::string>()).second) is_odd = true;
    return true;
  };
  json document = json::parse(text.begin(), text.end(), look, /*allow_exceptions=*/false);
  if (is_odd || !document.is_object()) return std::nullopt;
  return document;
}

bool has_control_character(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return true;
  }
  return false;
}

// Reads the claims of one object; remembers whether one had a type that it must not have.
class Reader {
 public:
  explicit Reader(const json& object) : object_(object) {}
  bool is_well() const { return is_well_; }
  bool has(const char* name) const { return object_.contains(name); }

  std::string text(const char* name, std::size_t bytes_max = text_bytes_max) {
    const auto found = object_.find(name);
    if (found == object_.end()) return {};
    const std::string* value = found->get_ptr<const std::string*>();
    if (!value || value->size() > bytes_max || has_control_character(*value)) {
      is_well_ = false;
      return {};
    }
    return *value;
  }

  std::string first_text(std::initializer_list<const char*> names) {
    for (const char* name : names) {
      if (std::string value = text(name, name_bytes_max); !value.empty()) return value;
    }
    return {};
  }

  // One text or an array of texts.
  std::vector<std::string> texts(const char* name) {
    const auto found = object_.find(name);
    if (found == object_.end()) return {};
    if (found->is_string()) return {text(name)};
    std::vector<std::string> values;
    if (!found->is_array() || found->size() > list_length_max) {
      is_well_ = false;
      return values;
    }
    for (const json& entry : *found) {
      const std::string* value = entry.get_ptr<const std::string*>();
      if (!value || value->size() > text_bytes_max) {
        is_well_ = false;
        return {};
      }
      values.push_back(*value);
    }
    return values;
  }

  std::optional<std::int64_t> seconds(const char* name) {
    const auto found = object_.find(name);
    if (found == object_.end()) return std::nullopt;
    constexpr double seconds_max = 1e11;
    const double value = found->is_number() ? found->get<double>() : -1;
    if (!(value >= 0 && value < seconds_max)) {
      is_well_ = false;
      return std::nullopt;
    }
    return static_cast<std::int64_t>(value);
  }

 private:
  const json& object_;
  bool is_well_ = true;
};

}  // namespace

std::optional<TokenHeader> token_header_from_json(std::string_view text) {
  const auto object = object_of(text);
  if (!object) return std::nullopt;
  Reader reader(*object);
  TokenHeader header;
  header.algorithm = reader.text("alg");
  for (const char c : reader.text("typ")) header.type.push_back(shared::ascii_lower(c));
  if (constexpr std::string_view media = "application/"; header.type.starts_with(media)) header.type.erase(0, media.size());
  header.key_id = reader.text("kid");
  header.is_critical = reader.has("crit");
  if (!reader.is_well()) return std::nullopt;
  return header;
}

std::optional<Claims> claims_from_json(std::string_view text, const ClaimNames& names) {
  const auto object = object_of(text);
  if (!object) return std::nullopt;
  Reader reader(*object);
  Claims claims;
  claims.issuer = reader.text("iss");
  claims.subject = reader.text("sub", name_bytes_max);
  claims.audiences = reader.texts("aud");
  claims.ends_at = reader.seconds("exp");
  claims.begins_at = reader.seconds("nbf");
  claims.made_at = reader.seconds("iat");
  claims.id = reader.text("jti", name_bytes_max);
  claims.tenant = reader.text(names.tenant.c_str(), name_bytes_max);
  claims.version = reader.text("ver", name_bytes_max);
  claims.application = reader.first_text({"azp", "appid", "client_id"});
  claims.identity_type = reader.text("idtyp", name_bytes_max);
  claims.user_name = reader.first_text({"preferred_username", "upn", "unique_name", "email"});
  claims.display_name = reader.text("name", name_bytes_max);
  claims.roles = reader.texts(names.roles.c_str());
  claims.nonce = reader.text("nonce");
  claims.has_scopes = !reader.text("scp").empty();
  claims.is_for_sign_in = reader.has("nonce") || reader.has("at_hash") || reader.has("c_hash");
  if (!reader.is_well()) return std::nullopt;
  return claims;
}

std::string claims_to_json(const Claims& claims) {
  json object = {{"iss", claims.issuer}, {"sub", claims.subject}, {"aud", claims.audiences}, {"jti", claims.id}, {"tid", claims.tenant},
                 {"idtyp", claims.identity_type}};
  if (claims.ends_at) object["exp"] = *claims.ends_at;
  if (claims.made_at) object["iat"] = *claims.made_at;
  if (!claims.application.empty()) object["client_id"] = claims.application;
  return object.dump();
}

std::vector<PublishedKey> keys_from_json(std::string_view text) {
  std::vector<PublishedKey> keys;
  const auto object = object_of(text);
  if (!object) return keys;
  const auto list = object->find("keys");
  if (list == object->end() || !list->is_array()) return keys;
  for (const json& entry : *list) {
    if (!entry.is_object() || keys.size() == keys_max) continue;
    Reader reader(entry);
    PublishedKey key{reader.text("kid"), reader.text("alg"), entry.dump()};
    const std::string use = reader.text("use");
    if (reader.is_well() && (use.empty() || use == "sig")) keys.push_back(std::move(key));
  }
  return keys;
}

std::optional<IssuerDescription> issuer_description_from_json(std::string_view text) {
  const auto object = object_of(text);
  if (!object) return std::nullopt;
  Reader reader(*object);
  IssuerDescription description{reader.text("issuer"), reader.text("authorization_endpoint"), reader.text("token_endpoint"), reader.text("jwks_uri")};
  if (!reader.is_well() || description.issuer.empty() || description.keys_address.empty()) return std::nullopt;
  return description;
}

std::string id_token_from_json(std::string_view text) {
  const auto object = object_of(text);
  if (!object) return {};
  const auto found = object->find("id_token");
  const std::string* token = found == object->end() ? nullptr : found->get_ptr<const std::string*>();
  return token ? *token : std::string();
}

}  // namespace server
