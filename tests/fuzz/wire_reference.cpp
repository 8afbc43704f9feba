#include "tests/fuzz/wire_reference.h"

#include <set>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "shared/field.h"
#include "shared/text.h"
#include "shared/wire.h"

namespace tests {
namespace {

using json = nlohmann::json;

std::string lower(std::string text) {
  for (char& c : text) c = shared::ascii_lower(c);
  return text;
}

// The same with every name in lower case.
json lowered(const json& value) {
  if (!value.is_object()) return value;
  json object = json::object();
  for (const auto& [name, member] : value.items()) object[lower(name)] = lowered(member);
  return object;
}

// The document with every name in lower case; discarded where the text is no JSON, nested too deeply, or names twice.
json document_of(std::string_view text) {
  bool is_refused = false;
  std::vector<std::set<std::string>> names;
  const auto callback = [&](int, json::parse_event_t event, json& value) {
    if (event == json::parse_event_t::object_start || event == json::parse_event_t::array_start) names.emplace_back();
    if (names.size() > shared::json_depth_max) is_refused = true;
    if (event == json::parse_event_t::object_end || event == json::parse_event_t::array_end) names.pop_back();
    if (event == json::parse_event_t::key && !names.back().insert(lower(value.get<std::string>())).second) is_refused = true;
    return true;
  };
  json document = json::parse(text, callback, /*allow_exceptions=*/false);
  return is_refused ? json(json::value_t::discarded) : lowered(document);
}

const json* member_of(const json& object, std::string_view name) {
  const auto found = object.find(lower(std::string(name)));
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string relationship_of(std::int64_t number) {
  constexpr const char* names[] = {"unknown", "reseller", "advisor", "syndication", "microsoft_support", "none"};
  return number >= 0 && number < 6 ? names[number] : std::to_string(number);
}

}  // namespace

std::optional<shared::Account> reference_account_from_json(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  if (!shared::is_utf8(text) || text.find('\0') != std::string_view::npos) return std::nullopt;
  const json document = document_of(text);
  if (!document.is_object()) return std::nullopt;
  shared::Account account;
  for (const shared::Field field : shared::all_fields()) {
    const std::string path(shared::path_of(field));
    const json* value = &document;
    for (std::size_t start = 0; value && start < path.size();) {
      if (!value->is_object()) return std::nullopt;
      const std::size_t dot = std::min(path.find('.', start), path.size());
      value = member_of(*value, path.substr(start, dot - start));
      start = dot + 1;
    }
    if (!value) continue;
    if (field == shared::Field::relationship_to_partner && value->is_number_integer()) {
      shared::text_of(account, field) = relationship_of(value->get<std::int64_t>());
    } else if (value->is_string()) {
      shared::text_of(account, field) = value->get<std::string>();
    } else {
      return std::nullopt;
    }
  }
  return account;
}

}  // namespace tests
