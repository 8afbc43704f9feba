#include "server/text_members.h"

#include "shared/json_reader.h"
#include "shared/text.h"

namespace server {
namespace {

using shared::JsonReader;
using shared::WireError;
using shared::WireFault;

WireError error_of(const JsonReader& reader) {
  switch (reader.fault()) {
    case JsonReader::Fault::not_utf8: return {WireFault::not_utf8, ""};
    case JsonReader::Fault::too_deep: return {WireFault::too_deep, ""};
    case JsonReader::Fault::duplicate_key: return {WireFault::duplicate_key, reader.duplicate_name()};
    case JsonReader::Fault::not_json:
    case JsonReader::Fault::none: break;
  }
  return {WireFault::not_json, ""};
}

}  // namespace

std::string TextMembers::bare(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (c != '_' && c != ' ') result.push_back(shared::ascii_lower(c));
  }
  return result;
}

shared::Result<TextMembers, WireError> TextMembers::read(std::string_view json) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (json.starts_with(byte_order_mark)) json.remove_prefix(byte_order_mark.size());
  JsonReader reader;
  reader.begin(json);
  TextMembers found;
  const bool is_object = reader.kind() == JsonReader::Kind::object;
  if (is_object) {
    reader.enter_object();
    std::string_view name;
    for (std::uint32_t hash = 0; reader.next_member(name, hash);) {
      std::string key = bare(name);
      std::string value;
      std::int64_t number = 0;
      if (reader.kind() == JsonReader::Kind::number) {
        if (reader.read_integer(number)) found.members_.push_back({std::move(key), std::to_string(number), true});
      } else if (reader.kind() != JsonReader::Kind::text) {
        reader.skip();
      } else if (reader.read_text(value)) {
        found.members_.push_back({std::move(key), std::move(value), false});
      }
    }
  } else {
    reader.skip();
  }
  reader.finish();
  if (reader.has_failed()) return error_of(reader);
  if (!is_object) return WireError{WireFault::not_object, ""};
  return found;
}

const std::string* TextMembers::find(std::string_view name) const {
  const std::string wanted = bare(name);
  for (const Member& member : members_) {
    if (member.name == wanted) return member.is_number ? nullptr : &member.value;
  }
  return nullptr;
}

const std::string* TextMembers::find_word(std::string_view name) const {
  const std::string wanted = bare(name);
  for (const Member& member : members_) {
    if (member.name == wanted) return &member.value;
  }
  return nullptr;
}

}  // namespace server
