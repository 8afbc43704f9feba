// Answers in the API's form: the one table from failure to status, code and sentence, and the headers that every answer
// carries.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/accounts.h"
#include "server/http.h"
#include "shared/country.h"
#include "shared/messages.h"
#include "shared/problem.h"
#include "shared/wire.h"

namespace server {

// What an answer can say instead of what was asked for; beside the failures of accounts.h, those of HTTP itself.
enum class Refusal : std::uint8_t {
  not_signed_in,
  two_credentials,            // A cookie and a bearer token.
  credential_not_valid,
  token_ended,
  token_for_another_service,
  issuer_unavailable,
  setup_link_used,
  password_refused,
  wrong_password,
  sign_in_too_often,
  foreign_origin,
  forbidden,
  application_only,
  unknown_address,
  unknown_method,
  unknown_customer,
  malformed_id,
  malformed_filter,
  malformed_size,
  malformed_dates,           // Of audit records.
  malformed_record_filter,
  unknown_history_entry,
  token_invalid,
  domain_taken,
  not_our_customer,          // The relationship has ended.
  deletion_not_allowed,
  relationship_not_allowed,  // Another relationship than "none" was asked for.
  unknown_policy,
  malformed_policy_id,
  policy_exists,
  malformed_policy,
  malformed_qualification,
  etag_missing,
  etag_stale,
  other_profile,
  country_change,
  refused,
  store_busy,
  store_full,
  store_unavailable,
  outcome_unknown,
  internal,
};

shared::Language language_of(const Request& request);  // By X-Locale, else Accept-Language.

// One row of the table, for the API's description.
struct CataloguedError {
  int status = 0;
  int code = 0;
  std::string_view english;
  std::string_view swedish;
};
std::vector<CataloguedError> error_catalogue();

Response json_answer(int status, std::string body);
Response refusal_answer(Refusal refusal, shared::Language language);

// 400 for an account that the rules refuse: `problems` of `account` become `errors`.
Response problems_answer(const shared::ProblemList& problems, const shared::Account& account, shared::Language language);

// 400 for a body that is no document, naming the member.
Response wire_answer(const shared::WireError& error, shared::Language language);

// 404 for a code that is no country's, in the partner API's own words; `near` (may be nullptr) was probably meant.
Response unknown_country_answer(std::string_view code, const shared::Country* near, shared::Language language);

// For an error without a place in the table: the gate's and the transport's own.
Response plain_error(int status, std::string_view sentence);

Refusal refusal_of(Failure failure);

// Trace identifiers, rules version and protections, on every answer.
void complete_headers(const Request& request, Response& response);

// The MS-CorrelationId that complete_headers will send: the request's, where it is a GUID, else a fresh one.
std::string correlation_id_of(const Request& request);

bool is_guid(std::string_view text);

}  // namespace server
