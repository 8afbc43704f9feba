#include "server/record_token.h"

#include <array>
#include <charconv>

#include "server/secrets.h"

namespace server {
namespace {

constexpr std::size_t token_bytes_max = 8192;
constexpr char divider = '\x1f';  // No part holds it: filters with control characters are refused.
enum Part : std::size_t { kind_part, reseller_part, from_part, until_part, limit_part, field_part, value_part, first_at_part, first_number_part, last_at_part, last_number_part, part_count };
constexpr std::string_view kind = "auditrecords";  // Tells these tokens from those of other lists, which the same key signs.

bool number_of(std::string_view text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

bool split(std::string_view payload, std::array<std::string_view, part_count>& parts) {
  for (std::string_view& part : parts) {
    const std::size_t end = payload.find(divider);
    if (end == std::string_view::npos) return false;
    part = payload.substr(0, end);
    payload.remove_prefix(end + 1);
  }
  return payload.empty();
}

}  // namespace

std::string token_of(std::string_view key, const RecordPlace& place) {
  std::array<std::string, part_count> parts;
  parts[kind_part] = kind;
  parts[reseller_part] = place.query.reseller;
  parts[from_part] = std::to_string(place.query.from_ms);
  parts[until_part] = std::to_string(place.query.until_ms);
  parts[limit_part] = std::to_string(place.query.limit);
  if (place.query.filter) {
    parts[field_part] = std::to_string(static_cast<int>(place.query.filter->field));
    parts[value_part] = place.query.filter->value;
  }
  parts[first_at_part] = std::to_string(place.first.done_at_ms);
  parts[first_number_part] = std::to_string(place.first.number);
  parts[last_at_part] = std::to_string(place.last.done_at_ms);
  parts[last_number_part] = std::to_string(place.last.number);
  std::string payload;
  for (const std::string& part : parts) payload.append(part).push_back(divider);
  payload = base64url(payload);
  return payload + "." + authentication_code(key, payload);
}

std::optional<RecordPlace> read_record_token(std::string_view key, std::string_view token, std::string_view reseller) {
  const std::size_t dot = token.find('.');
  if (token.size() > token_bytes_max || dot == std::string_view::npos) return std::nullopt;
  if (!equal_in_constant_time(authentication_code(key, token.substr(0, dot)), token.substr(dot + 1))) return std::nullopt;
  std::string payload;
  std::array<std::string_view, part_count> parts;
  if (!from_base64url(token.substr(0, dot), payload) || !split(payload, parts)) return std::nullopt;
  if (parts[kind_part] != kind || parts[reseller_part] != reseller) return std::nullopt;
  RecordPlace place;
  place.query.reseller = reseller;
  std::int64_t field = 0;
  if (!parts[field_part].empty() && number_of(parts[field_part], field)) place.query.filter = RecordFilter{static_cast<RecordField>(field), std::string(parts[value_part])};
  const bool is_whole = number_of(parts[from_part], place.query.from_ms) && number_of(parts[until_part], place.query.until_ms) &&
                        number_of(parts[limit_part], place.query.limit) && number_of(parts[first_at_part], place.first.done_at_ms) &&
                        number_of(parts[first_number_part], place.first.number) && number_of(parts[last_at_part], place.last.done_at_ms) &&
                        number_of(parts[last_number_part], place.last.number);
  if (!is_whole) return std::nullopt;
  return place;
}

}  // namespace server
