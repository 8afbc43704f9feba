// JSON to and from: what browser, server and command line must agree on. Reading never throws; property names are matched in any case, null is absent, unknown members are ignored.
// Writing is compact camelCase without null or empty members, except where the API keeps them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shared/account.h"
#include "shared/field.h"
#include "shared/json_reader.h"
#include "shared/messages.h"
#include "shared/problem.h"
#include "shared/result.h"
#include "shared/roles.h"

namespace shared {

enum class WireFault : std::uint8_t {
  not_utf8,
  not_json,
  too_deep,       // More than json_depth_max levels.
  duplicate_key,  // The same member twice in one object.
  not_object,
  not_text,       // Another type where text belongs; `path` names the member.
};

struct WireError {
  WireFault fault = WireFault::not_json;
  std::string path;  // Wire path of the member, its name alone where it stands twice; empty for the document itself.
};

std::string_view code_of(WireFault fault);

// A billing or company profile as sent to a PUT. `etag` is the body's attributes.etag, empty when absent.
struct BillingDocument {
  BillingProfile profile;
  std::string etag;
};
struct CompanyDocument {
  CompanyProfile profile;
  std::string etag;
};

// A customer as read by id. Etags are opaque decimal text.
struct Customer {
  Account account;
  std::string company_etag;
  std::string billing_etag;
  bool allow_delegated_access = true;
  std::int64_t changed_at_ms = 0;  // Milliseconds since 1970 UTC; 0 unknown. On the wire ISO 8601 `changedAt`, ours.
  std::string changed_by;          // User name, ours.
  std::string commerce_id;             // Written, not read.
  std::string associated_partner_id;   // The indirect reseller; written, not read.
  std::vector<std::string> custom_domains;  // Written, not read.
};

// One row of the customer list.
struct CustomerSummary {
  std::string id;
  std::string company_name;  // Bill-to name.
  std::string domain;
  std::string relationship_to_partner;
  std::string country;             // Ours.
  std::int64_t changed_at_ms = 0;  // Ours.
};

struct CustomerPage {
  std::vector<CustomerSummary> items;
  std::string self_uri;            // Relative to /v1.
  std::string next_uri;            // Empty on the last page.
  std::string continuation_token;  // Empty on the last page.
  std::string previous_uri;        // Empty on the first page; only written.
  std::string previous_token;      // The token that belongs to it.
  std::int64_t matching_count = 0;  // Customers that match filter and search, all pages; ours, `matchingCount`.
  std::int64_t customer_count = 0;  // All customers of the reseller; ours, `customerCount`.
};

// GET /session: who is signed in and what this person may do.
struct Session {
  std::string user;
  std::string display_name;
  Role role = Role::default_user;  // The highest, for showing.
  std::string reseller_id;
  std::string reseller_name;
  PermissionSet permissions;  // On the wire an array of codes, `permissions`.
};

// An error answer of the API.
struct ErrorBody {
  int code = 0;
  std::string description;
  std::vector<std::string> data;
};

// Where the value of a field stands in a document, with its quotes: bytes from `begin` up to `end`. 0 and 0: not there,
// or not as text.
struct FieldSpan {
  std::size_t begin = 0;
  std::size_t end = 0;
};
using FieldSpans = std::array<FieldSpan, field_count>;

// Reads many accounts, one after the other, with the same memory.
class AccountReader {
 public:
  // Replaces what `account` holds. False: `error()` says why, and `account` holds what was read until then.
  bool read(std::string_view text, Account& account, FieldSpans* spans = nullptr);
  const WireError& error() const { return error_; }

 private:
  JsonReader reader_;
  WireError error_;
};

Result<Account, WireError> account_from_json(std::string_view text);
Result<BillingDocument, WireError> billing_from_json(std::string_view text);
Result<CompanyDocument, WireError> company_from_json(std::string_view text);
Result<Address, WireError> address_from_json(std::string_view text);
Result<Customer, WireError> customer_from_json(std::string_view text);
Result<CustomerPage, WireError> customer_page_from_json(std::string_view text);
Result<Session, WireError> session_from_json(std::string_view text);

// An error answer: body and the problems in its `errors`; also reads `problems` of a success. A rule code that this build
// does not know becomes Rule::unrecognized.
Result<ErrorBody, WireError> error_from_json(std::string_view text, ProblemList& problems);

// ISO 8601 in UTC, such as "2026-11-24T09:30:00.123Z", of milliseconds since 1970.
std::string time_text(std::int64_t milliseconds);

std::string to_json(const Account& account);  // The account alone: no links, no etags.
std::string to_json(const Address& address);
std::string to_json(const Customer& customer);
std::string to_json(const CustomerPage& page);
std::string to_json(const Session& session);
std::string credentials_to_json(std::string_view user, std::string_view password);  // Body of POST /session.
// With links and attributes. `warnings` become the extra member `problems` where there are some.
std::string to_json(const BillingProfile& profile, std::string_view customer_id, std::string_view etag, const ProblemList* warnings = nullptr);
std::string to_json(const CompanyProfile& profile, std::string_view customer_id, std::string_view etag, const ProblemList* warnings = nullptr);

// An error answer; `problems` (may be nullptr) become `errors`, each with field, rule, severity, detail, suggestion and, in
// `language`, message; and one string a problem in `data`.
std::string to_json(const ErrorBody& error, const ProblemList* problems, const Account* account, Language language);

// POST /v1/validations/account: {"accepted":...,"problems":[...],"normalized":{...},"rulesVersion":"..."}.
// With a language each problem has its sentence, `message`.
std::string verdict_to_json(const Account& normalized, const ProblemList& problems, std::optional<Language> language = std::nullopt);

// The same for a single value, whose tidied form is `normalized`; only the problems of `field`.
std::string verdict_to_json(Field field, std::string_view normalized, std::string_view country, const ProblemList& problems, Language language);

// The list alone, as an array; used by the command line and by the comparison of the three doors.
std::string to_json(const ProblemList& problems);

}  // namespace shared
