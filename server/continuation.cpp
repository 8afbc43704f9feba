#include "server/continuation.h"

#include <array>
#include <charconv>

#include "server/secrets.h"

namespace server {
namespace {

// The parts of a token, divided by a character that none of them holds.
constexpr char divider = '\x1f';
constexpr std::size_t token_bytes_max = 4096;
enum Part : std::size_t { size_part, column_part, comparison_part, value_part, search_part, first_key_part, first_id_part, last_key_part, last_id_part, part_count };

std::string number_text(std::int64_t number) { return std::to_string(number); }

bool number_of(std::string_view text, std::int64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

// Signed for one reseller: another one's token is none.
std::string signature(std::string_view key, std::string_view payload, std::string_view reseller) {
  return authentication_code(key, std::string(payload).append(1, divider).append(reseller));
}

std::string payload_of(const ListQuery& query, const ListedCustomer& first, const ListedCustomer& last) {
  std::array<std::string, part_count> parts;
  parts[size_part] = number_text(query.limit);
  if (query.filter) {
    parts[column_part] = number_text(static_cast<int>(query.filter->column));
    parts[comparison_part] = number_text(static_cast<int>(query.filter->comparison));
    parts[value_part] = query.filter->value;
  }
  parts[search_part] = query.search;
  parts[first_key_part] = first.sort_key;
  parts[first_id_part] = first.summary.id;
  parts[last_key_part] = last.sort_key;
  parts[last_id_part] = last.summary.id;
  std::string payload;
  for (const std::string& part : parts) {
    payload += part;
    payload.push_back(divider);
  }
  return payload;
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

bool read_continuation(std::string_view key, std::string_view token, Seek seek, ListQuery& query) {
  const std::size_t dot = token.find('.');
  if (token.size() > token_bytes_max || dot == std::string_view::npos) return false;
  if (!equal_in_constant_time(signature(key, token.substr(0, dot), query.reseller), token.substr(dot + 1))) return false;
  std::string payload;
  std::array<std::string_view, part_count> parts;
  std::int64_t column = 0;
  std::int64_t comparison = 0;
  if (!from_base64url(token.substr(0, dot), payload) || !split(payload, parts) || !number_of(parts[size_part], query.limit)) return false;
  query.filter.reset();
  if (number_of(parts[column_part], column) && number_of(parts[comparison_part], comparison)) {
    query.filter = ListFilter{static_cast<ListColumn>(column), static_cast<ListOperator>(comparison), std::string(parts[value_part])};
  }
  query.search = parts[search_part];
  query.offset = 0;
  if (seek == Seek::previous) {
    query.before = ListPosition{std::string(parts[first_key_part]), std::string(parts[first_id_part])};
  } else if (seek == Seek::next) {
    query.after = ListPosition{std::string(parts[last_key_part]), std::string(parts[last_id_part])};
  }
  return true;
}

shared::CustomerPage page_of(std::string_view key, const ListQuery& query, Listed listed) {
  shared::CustomerPage page;
  page.matching_count = listed.counts.matching;
  page.customer_count = listed.counts.all;
  page.self_uri = "/customers?size=" + number_text(query.limit);
  // A page read backwards is followed by the one it was read from.
  const bool has_next = query.before || (!query.from_end && listed.has_more);
  const bool has_previous = query.before || query.from_end ? listed.has_more : query.after || query.offset > 0;
  if ((has_next || has_previous) && !listed.rows.empty()) {
    const std::string payload = base64url(payload_of(query, listed.rows.front(), listed.rows.back()));
    const std::string token = payload + "." + signature(key, payload, query.reseller);
    if (has_next) page.continuation_token = token;
    if (has_next) page.next_uri = page.self_uri + "&seekOperation=Next";
    if (has_previous) page.previous_token = token;
    if (has_previous) page.previous_uri = page.self_uri + "&seekOperation=Previous";
  }
  page.items.reserve(listed.rows.size());
  for (ListedCustomer& row : listed.rows) page.items.push_back(std::move(row.summary));
  return page;
}

}  // namespace server
