#include "server/server_wire.h"

#include <nlohmann/json.hpp>

#include "shared/text.h"

namespace server {
namespace {

using nlohmann::json;
constexpr std::size_t filter_bytes_max = 2048;

json object_of(std::string_view text) {
  if (!shared::is_utf8(text)) return {};
  // Depth is bounded by the length of what is read here: a sign-in or a filter.
  json document = json::parse(text, nullptr, /*allow_exceptions=*/false);
  return document.is_object() ? document : json();
}

// A member's text, its name in any case; nullptr when it is absent or no text.
const std::string* member(const json& object, std::string_view name) {
  for (const auto& [key, value] : object.items()) {
    if (shared::equal_ignoring_case(key, name)) return value.get_ptr<const std::string*>();
  }
  return nullptr;
}

// "StartsWith" and "starts_with" are the same.
std::string bare(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c != '_') result.push_back(shared::ascii_lower(c));
  }
  return result;
}

}  // namespace

shared::Result<Credentials, shared::WireError> credentials_from_json(std::string_view text) {
  if (text.size() > 8192) return shared::WireError{shared::WireFault::not_json, ""};
  const json object = object_of(text);
  if (!object.is_object()) return shared::WireError{shared::WireFault::not_json, ""};
  const std::string* user = member(object, "user");
  const std::string* password = member(object, "password");
  if (!user) return shared::WireError{shared::WireFault::not_text, "user"};
  if (!password) return shared::WireError{shared::WireFault::not_text, "password"};
  return Credentials{*user, *password};
}

std::optional<ListFilter> filter_from_json(std::string_view text) {
  if (text.size() > filter_bytes_max) return std::nullopt;
  const json object = object_of(text);
  if (!object.is_object()) return std::nullopt;
  const std::string* field = member(object, "Field");
  const std::string* value = member(object, "Value");
  const std::string* comparison = member(object, "Operator");
  if (!field || !value || !comparison) return std::nullopt;
  ListFilter filter;
  filter.value = *value;
  const std::string column = bare(*field);
  if (column == "domain" || column == "defaultdomainname") {
    filter.column = ListColumn::domain;
  } else if (column != "companyname" && column != "displayname") {
    return std::nullopt;
  }
  const std::string word = bare(*comparison);
  if (word == "equals") {
    filter.comparison = ListOperator::equals;
  } else if (word == "substring") {
    filter.comparison = ListOperator::substring;
  } else if (word != "startswith") {
    return std::nullopt;
  }
  return filter;
}

}  // namespace server
