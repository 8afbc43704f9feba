// Customers: list, read, and replace one profile.
#include <charconv>
#include <utility>

#include "server/routes.h"
#include "server/server_wire.h"
#include "server/store.h"
#include "shared/text.h"

namespace server {
namespace {

constexpr std::int64_t size_max = 500;
constexpr std::int64_t offset_max = 100'000'000;

// A parameter's number; the default where it was not sent; no value where it is no number within its bounds.
std::optional<std::int64_t> number_parameter(const Request& request, std::string_view name, std::int64_t otherwise, std::int64_t max) {
  const auto text = request.parameter(name);
  if (!text || text->empty()) return otherwise;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), number);
  if (error != std::errc() || end != text->data() + text->size() || number < 0 || number > max) return std::nullopt;
  return number;
}

// As a word in any case or, as the API's description has it, as its number.
std::optional<Seek> seek_of(const Request& request) {
  constexpr std::pair<std::string_view, Seek> words[] = {
      {"Next", Seek::next}, {"Previous", Seek::previous}, {"First", Seek::first}, {"Last", Seek::last}, {"PageIndex", Seek::page_index}};
  const std::string word = request.parameter("seekOperation").value_or("");
  if (word.empty()) return Seek::next;
  for (std::size_t i = 0; i < std::size(words); ++i) {
    if (shared::equal_ignoring_case(word, words[i].first) || word == std::to_string(i)) return words[i].second;
  }
  return std::nullopt;
}

// The answer to a PUT that was not done.
Response not_replaced(Failure failure, const shared::ProblemList& problems, const shared::Account& sent, shared::Language language) {
  if (failure == Failure::refused) return problems_answer(problems, sent, language);
  return refusal_answer(refusal_of(failure), language);
}

// The etag that a replacement must match; "*" where the server is set to let the last writer win and none was sent.
std::string_view if_match_of(const Call& call, std::string_view etag_of_body) {
  const std::string_view header = call.request.header("If-Match");
  return header.empty() && etag_of_body.empty() && call.services.settings.last_write_wins ? std::string_view("*") : header;
}

}  // namespace

Response list_customers(Call& call) {
  ListRequest request;
  const auto size = number_parameter(call.request, "size", size_max, size_max);
  const auto offset = number_parameter(call.request, "offset", 0, offset_max);
  const auto page_index = number_parameter(call.request, "pageIndex", 0, offset_max / size_max);
  const auto seek = seek_of(call.request);
  if (!size || !offset || !page_index || !seek) return refusal_answer(Refusal::malformed_size, call.language);
  request.query.limit = *size == 0 ? size_max : *size;
  request.query.offset = *offset;
  request.query.search = call.request.parameter("search").value_or("").substr(0, 200);
  if (const auto filter = call.request.parameter("filter"); filter && !filter->empty()) {
    request.query.filter = filter_from_json(*filter);
    if (!request.query.filter) return refusal_answer(Refusal::malformed_filter, call.language);
  }
  request.continuation = call.request.header("MS-ContinuationToken");
  request.seek = *seek;
  request.page_index = *page_index;
  const auto page = call.services.accounts.list(*call.connection, call.principal, std::move(request));
  if (!page) return refusal_answer(refusal_of(page.failure()), call.language);
  return json_answer(200, shared::to_json(*page));
}

Response read_customer(Call& call) {
  const auto customer = Accounts::read_whole(*call.connection, call.principal, call.id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  return json_answer(200, shared::to_json(*customer));
}

Response read_billing(Call& call) {
  const auto customer = Accounts::read(*call.connection, call.principal, call.id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  return tagged_answer(call, 200, shared::to_json(customer->account.billing_profile, call.id, customer->billing_etag), customer->billing_etag);
}

Response read_company(Call& call) {
  const auto customer = Accounts::read(*call.connection, call.principal, call.id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  return tagged_answer(call, 200, shared::to_json(customer->account.company_profile, call.id, customer->company_etag), customer->company_etag);
}

Response replace_billing(Call& call) {
  const auto document = shared::billing_from_json(call.request.body);
  if (!document) return wire_answer(document.failure(), call.language);
  static thread_local shared::ProblemList problems;
  const auto saved = Accounts::replace_billing(*call.connection, call.principal, call.id, *document, if_match_of(call, document->etag), change_of(call), problems);
  if (!saved) {
    shared::Account sent;
    sent.billing_profile = document->profile;
    return not_replaced(saved.failure(), problems, sent, call.language);
  }
  return tagged_answer(call, 200, shared::to_json(saved->account.billing_profile, call.id, saved->billing_etag, &problems), saved->billing_etag);
}

Response replace_company(Call& call) {
  const auto document = shared::company_from_json(call.request.body);
  if (!document) return wire_answer(document.failure(), call.language);
  static thread_local shared::ProblemList problems;
  const auto saved = Accounts::replace_company(*call.connection, call.principal, call.id, *document, if_match_of(call, document->etag), change_of(call), problems);
  if (!saved) {
    shared::Account sent;
    sent.company_profile = document->profile;
    return not_replaced(saved.failure(), problems, sent, call.language);
  }
  return tagged_answer(call, 200, shared::to_json(saved->account.company_profile, call.id, saved->company_etag, &problems), saved->company_etag);
}

}  // namespace server
