#include "server/session_wire.h"

#include <ctime>
#include <nlohmann/json.hpp>
#include <optional>

#include "shared/text.h"

namespace server {
namespace {

using nlohmann::json;

constexpr std::size_t body_bytes_max = 16 * 1024;
constexpr int depth_max = 4;

json object_of(std::string_view text) {
  if (text.size() > body_bytes_max || !shared::is_utf8(text)) return {};
  bool is_deep = false;
  const auto look = [&is_deep](int depth, json::parse_event_t, json&) {
    is_deep = is_deep || depth > depth_max;
    return !is_deep;
  };
  json document = json::parse(text.begin(), text.end(), look, /*allow_exceptions=*/false);
  return document.is_object() && !is_deep ? document : json();
}

struct Member {
  std::string_view name;
  std::string* value;
  bool must = true;
};

// Fills the members, their names in any case; or says what is wrong.
std::optional<shared::WireError> read_members(std::string_view text, std::initializer_list<Member> members) {
  const json object = object_of(text);
  if (!object.is_object()) return shared::WireError{shared::WireFault::not_json, ""};
  for (const Member& member : members) {
    bool is_there = false;
    for (const auto& [key, value] : object.items()) {
      if (!shared::equal_ignoring_case(key, member.name) || value.is_null()) continue;
      const std::string* content = value.get_ptr<const std::string*>();
      if (!content) return shared::WireError{shared::WireFault::not_text, std::string(member.name)};
      *member.value = *content;
      is_there = true;
    }
    if (member.must && !is_there) return shared::WireError{shared::WireFault::not_text, std::string(member.name)};
  }
  return std::nullopt;
}

std::string time_text(std::int64_t at_ms) {
  const std::time_t seconds = static_cast<std::time_t>(at_ms / 1000);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

}  // namespace

shared::Result<PasswordChange, shared::WireError> password_change_from_json(std::string_view text) {
  PasswordChange change;
  if (auto error = read_members(text, {{"current", &change.current}, {"password", &change.wanted}})) return std::move(*error);
  return change;
}

shared::Result<Setup, shared::WireError> setup_from_json(std::string_view text) {
  Setup setup;
  auto error = read_members(text, {{"token", &setup.token}, {"user", &setup.user}, {"displayName", &setup.display_name, false},
                                   {"password", &setup.password}, {"resellerName", &setup.reseller_name, false}});
  if (error) return std::move(*error);
  return setup;
}

std::string to_json(const std::vector<ListedSession>& sessions) {
  json items = json::array();
  for (const ListedSession& session : sessions) {
    items.push_back({{"id", session.id}, {"createdAt", time_text(session.created_at_ms)}, {"lastSeenAt", time_text(session.last_seen_at_ms)},
                     {"address", session.address}, {"client", session.client}, {"isCurrent", session.is_current}});
  }
  return json{{"items", std::move(items)}}.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string sign_in_options_to_json(std::string_view openid_address) {
  json options = {{"password", true}};
  if (!openid_address.empty()) options["openid"] = openid_address;
  return options.dump();
}

}  // namespace server
