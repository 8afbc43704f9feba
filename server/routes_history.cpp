// What was done: the history of one customer, an account as it was, and the reseller's audit records.
#include <algorithm>
#include <charconv>

#include "server/activity_wire.h"
#include "server/dates.h"
#include "server/record_token.h"
#include "server/routes.h"
#include "shared/text.h"

namespace server {
namespace {

constexpr std::int64_t history_size_default = 50;
constexpr std::int64_t history_size_max = 200;
constexpr std::int64_t records_size_max = 500;
constexpr std::int64_t range_default_days = 30;
constexpr std::int64_t range_max_days = 90;

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

// The parameter `size`, of which 0 means the default; no value where it is no number or too large.
std::optional<std::int64_t> size_of(const Request& request, std::int64_t otherwise, std::int64_t max) {
  const auto text = request.parameter("size");
  if (!text || text->empty()) return otherwise;
  const auto number = number_of(*text);
  if (!number || *number > max) return std::nullopt;
  return *number == 0 ? otherwise : *number;
}

PersonalData personal_data_of(const Call& call) {
  return call.principal.may(shared::Permission::read_personal_data) ? PersonalData::shown : PersonalData::masked;
}

Response store_refusal(StoreFailure failure, const Call& call) { return refusal_answer(refusal_of(failure_of(failure)), call.language); }

// For an address or a form.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const char lower = shared::ascii_lower(c);
    if (shared::is_ascii_digit(c) || (lower >= 'a' && lower <= 'z') || std::string_view("-._~/:").find(c) != std::string_view::npos) {
      result.push_back(c);
    } else {
      result.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
  }
  return result;
}

enum class Seek : std::uint8_t { next, previous, first, last };

Seek seek_of(const Request& request) {
  const std::string word = request.parameter("seekOperation").value_or("");
  if (shared::equal_ignoring_case(word, "Previous")) return Seek::previous;
  if (shared::equal_ignoring_case(word, "First")) return Seek::first;
  if (shared::equal_ignoring_case(word, "Last")) return Seek::last;
  return Seek::next;
}

// From the parameters startDate and endDate; false where they are no dates or too far from each other.
bool read_range(const Request& request, std::int64_t now_ms, RecordQuery& query) {
  const std::string start_text = request.parameter("startDate").value_or("");
  const std::string end_text = request.parameter("endDate").value_or("");
  const auto start = moment_of(start_text);
  const auto end = moment_of(end_text);
  if ((!start && !start_text.empty()) || (!end && !end_text.empty())) return false;
  // The end of today, so that what is done while pages are read stays in the range.
  const std::int64_t end_ms = end ? end->ms : (now_ms / day_ms) * day_ms;
  const std::int64_t start_ms = start ? start->ms : end_ms / day_ms * day_ms - range_default_days * day_ms;
  if (start_ms > end_ms || end_ms - start_ms > range_max_days * day_ms) return false;
  query.from_ms = start_ms;
  query.until_ms = end_ms + (!end || end->is_whole_day ? day_ms : 1);
  return true;
}

shared::Result<std::string, StoreFailure> token_key(Connection& connection) {
  const auto found = connection.execute("select value from setting where name = 'continuation_key'", {});
  if (!found) return found.failure();
  if (found->rows.empty()) return StoreFailure::faulty;
  return text_of(found->rows[0][0]);
}

// What the request asks for, without a place in it; or the refusal.
std::optional<Refusal> read_record_query(const Call& call, RecordQuery& query) {
  query.reseller = call.principal.reseller_id;
  const auto size = size_of(call.request, records_size_max, records_size_max);
  if (!size) return Refusal::malformed_size;
  query.limit = *size;
  if (!read_range(call.request, call.at_ms, query)) return Refusal::malformed_dates;
  if (const auto filter = call.request.parameter("filter"); filter && !filter->empty()) {
    query.filter = record_filter_from_json(*filter);
    if (!query.filter) return Refusal::malformed_record_filter;
  }
  return std::nullopt;
}

// Goes to where the token and seekOperation say; false for a token that is not ours.
bool seek(const Call& call, std::string_view key, RecordQuery& query) {
  const Seek operation = seek_of(call.request);
  const std::string_view token = call.request.header("MS-ContinuationToken");
  if (!token.empty()) {
    const auto place = read_record_token(key, token, call.principal.reseller_id);
    if (!place) return false;
    query = place->query;
    if (operation == Seek::next) query.after = place->last;
    if (operation == Seek::previous) query.before = place->first;
  }
  query.from_the_end = operation == Seek::last;
  return true;
}

std::string records_uri(const Request& request, std::int64_t size) {
  std::string uri = "/auditrecords?";
  for (const std::string_view name : {"startDate", "endDate"}) {
    if (const auto value = request.parameter(name); value && !value->empty()) uri.append(name).append("=").append(percent_encoded(*value)).append("&");
  }
  uri.append("size=").append(std::to_string(size));
  if (const auto filter = request.parameter("filter"); filter && !filter->empty()) uri.append("&filter=").append(percent_encoded(*filter));
  return uri;
}

RecordPosition position_of(const ActivityRow& row) { return {row.done_at_ms, row.number}; }

}  // namespace

Response list_history(Call& call) {
  const auto size = size_of(call.request, history_size_default, history_size_max);
  const auto before = number_of(call.request.parameter("before").value_or(std::to_string(INT64_MAX)));
  if (!size || !before) return refusal_answer(Refusal::malformed_size, call.language);
  HistoryQuery query{call.principal.reseller_id, call.id, *before, *size + 1};  // One more tells whether there is another page.
  auto rows = read_history(*call.connection, query);
  if (!rows) return store_refusal(rows.failure(), call);
  if (rows->empty()) {
    const auto customer = Accounts::read(*call.connection, call.principal, call.id);
    // A customer that was deleted still has a history; one that never was has none.
    query.before = INT64_MAX;
    const auto any = read_history(*call.connection, query);
    if (!any) return store_refusal(any.failure(), call);
    if (!customer && any->empty()) return refusal_answer(refusal_of(customer.failure()), call.language);
  }
  const std::string uri = "/customers/" + call.id + "/history?size=" + std::to_string(*size);
  std::string next_uri;
  if (static_cast<std::int64_t>(rows->size()) > *size) {
    rows->pop_back();
    next_uri = uri + "&before=" + std::to_string(rows->back().number);
  }
  const std::string self_uri = *before == INT64_MAX ? uri : uri + "&before=" + std::to_string(*before);
  return json_answer(200, history_to_json(*rows, personal_data_of(call), self_uri, next_uri));
}

Response read_history_entry(Call& call) {
  const auto number = number_of(call.name);
  if (!number) return refusal_answer(Refusal::unknown_history_entry, call.language);
  const auto row = read_history_row(*call.connection, call.principal.reseller_id, call.id, *number);
  if (!row) return store_refusal(row.failure(), call);
  if (!*row) return refusal_answer(Refusal::unknown_history_entry, call.language);
  const auto account = account_after(*call.connection, **row);
  if (!account) return store_refusal(account.failure(), call);
  return json_answer(200, history_entry_to_json(**row, *account, personal_data_of(call)));
}

Response list_audit_records(Call& call) {
  RecordQuery query;
  if (const auto refusal = read_record_query(call, query)) return refusal_answer(*refusal, call.language);
  const auto key = token_key(*call.connection);
  if (!key) return store_refusal(key.failure(), call);
  if (!seek(call, *key, query)) return refusal_answer(Refusal::token_invalid, call.language);
  const std::int64_t size = query.limit;
  query.limit = size + 1;  // One more tells whether there is another page.
  auto rows = read_records(*call.connection, query);
  if (!rows) return store_refusal(rows.failure(), call);
  query.limit = size;
  const bool is_more = static_cast<std::int64_t>(rows->size()) > size;
  const bool is_backwards = query.before.has_value() || query.from_the_end;
  if (is_more) rows->erase(is_backwards ? rows->begin() : rows->end() - 1);
  const std::string uri = records_uri(call.request, size);
  std::string next_uri;
  std::string token;
  // A page that was read backwards is followed by the one it was read from.
  if (!rows->empty() && (query.before || (is_more && !query.from_the_end))) {
    next_uri = uri + "&seekOperation=Next";
    token = token_of(*key, {query, position_of(rows->front()), position_of(rows->back())});
  }
  return json_answer(200, records_to_json(*rows, personal_data_of(call), uri, next_uri, token));
}

}  // namespace server
