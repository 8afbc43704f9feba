#include <cstdlib>

#include <nlohmann/json.hpp>

#include "shared/text.h"
#include "shared/wire.h"

namespace shared {
namespace {

using json = nlohmann::json;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Builds the document with every name in lower case, so that names are found in any case, and stops at what the API
// refuses: too many levels, and the same name twice in one object.
class Reader {
 public:
  using number_integer_t = json::number_integer_t;
  using number_unsigned_t = json::number_unsigned_t;
  using number_float_t = json::number_float_t;
  using string_t = json::string_t;
  using binary_t = json::binary_t;

  bool null() { return put(nullptr); }
  bool boolean(bool value) { return put(value); }
  bool number_integer(number_integer_t value) { return put(value); }
  bool number_unsigned(number_unsigned_t value) { return put(value); }
  bool number_float(number_float_t value, const string_t&) { return put(value); }
  bool string(string_t& value) { return put(std::move(value)); }
  bool binary(binary_t&) { return false; }
  bool start_object(std::size_t) { return open(json::object()); }
  bool start_array(std::size_t) { return open(json::array()); }
  bool end_object() { return close(); }
  bool end_array() { return close(); }

  bool key(string_t& name) {
    const string_t written = name;
    for (char& c : name) c = ascii_lower(c);
    json& object = *open_.back();
    if (object.contains(name)) {
      fault_ = {WireFault::duplicate_key, written};
      return false;
    }
    member_ = &object[name];
    return true;
  }

  template <typename Exception>
  bool parse_error(std::size_t, const std::string&, const Exception&) {
    return false;
  }

  json& root() { return root_; }
  const WireError& fault() const { return fault_; }

 private:
  // A value goes to the member that was just named, to the end of an array, or is the document itself.
  json* place(json value) {
    json* target = &root_;
    if (member_) {
      target = member_;
    } else if (!open_.empty()) {
      open_.back()->push_back(nullptr);
      target = &open_.back()->back();
    }
    *target = std::move(value);
    member_ = nullptr;
    return target;
  }
  bool put(json value) {
    place(std::move(value));
    return true;
  }
  bool open(json value) {
    if (open_.size() >= json_depth_max) {
      fault_.fault = WireFault::too_deep;
      return false;
    }
    open_.push_back(place(std::move(value)));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  json root_;
  std::vector<json*> open_;
  json* member_ = nullptr;
  WireError fault_ = {WireFault::not_json, ""};
};

Result<json, WireError> object_from_text(std::string_view text) {
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  if (!is_utf8(text)) return WireError{WireFault::not_utf8, ""};
  // The library takes a NUL for the end of the document.
  if (text.find('\0') != std::string_view::npos) return WireError{WireFault::not_json, ""};
  Reader reader;
  if (!json::sax_parse(text, &reader)) return reader.fault();
  if (!reader.root().is_object()) return WireError{WireFault::not_object, ""};
  return std::move(reader.root());
}

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = ascii_lower(c);
  return result;
}

// nullptr where the member is absent or null.
const json* member_of(const json& object, std::string_view name) {
  const auto found = object.find(lower(name));
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string text_member(const json& object, std::string_view name) {
  const json* member = member_of(object, name);
  return member && member->is_string() ? member->get<std::string>() : std::string();
}

std::int64_t number_member(const json& object, std::string_view name) {
  const json* member = member_of(object, name);
  return member && member->is_number() ? member->get<std::int64_t>() : 0;
}

// Enumerations may come as their number.
std::string relationship_of_number(std::int64_t number) {
  static constexpr std::string_view names[] = {"unknown", "reseller", "advisor", "syndication", "microsoft_support", "none"};
  if (number < 0 || number >= static_cast<std::int64_t>(std::size(names))) return std::to_string(number);
  return std::string(names[number]);
}

// Reads one field below `object`, whose own path has `prefix` bytes. Absent is empty; another type is a failure.
bool read_field(const json& object, Account& account, Field field, std::size_t prefix, WireError& error) {
  const std::string_view path = path_of(field);
  const json* value = &object;
  for (std::size_t start = prefix; start < path.size();) {
    const std::size_t dot = std::min(path.find('.', start), path.size());
    if (!value->is_object()) {
      error = {WireFault::not_object, std::string(path.substr(0, start - 1))};
      return false;
    }
    value = member_of(*value, path.substr(start, dot - start));
    if (!value) return true;
    start = dot + 1;
  }
  if (field == Field::relationship_to_partner && value->is_number_integer()) {
    text_of(account, field) = relationship_of_number(value->get<std::int64_t>());
    return true;
  }
  if (!value->is_string()) {
    error = {WireFault::not_text, std::string(path)};
    return false;
  }
  text_of(account, field) = value->get_ref<const std::string&>();
  return true;
}

// All fields of one profile, or of the whole account for Profile::none with prefix 0.
bool read_fields(const json& object, Account& account, Profile profile, std::size_t prefix, WireError& error) {
  for (const Field field : all_fields()) {
    if (prefix > 0 && profile_of(field) != profile) continue;
    if (!read_field(object, account, field, prefix, error)) return false;
  }
  return true;
}

std::string etag_of(const json& object) {
  const json* attributes = member_of(object, "attributes");
  return attributes && attributes->is_object() ? text_member(*attributes, "etag") : std::string();
}

std::string etag_of_profile(const json& object, std::string_view name) {
  const json* profile = member_of(object, name);
  return profile && profile->is_object() ? etag_of(*profile) : std::string();
}

// Days since 1970-01-01 in the Gregorian calendar.
std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

// "2026-11-24T09:30:00.123Z", as written by wire_write.cpp; 0 for anything else.
std::int64_t milliseconds_from_text(std::string_view text) {
  constexpr std::string_view shape = "0000-00-00T00:00:00.000Z";
  if (text.size() != shape.size()) return 0;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    if (shape[i] == '0' ? !is_ascii_digit(text[i]) : shape[i] != text[i]) return 0;
  }
  const auto number = [&](std::size_t start, std::size_t length) {
    int value = 0;
    for (std::size_t i = start; i < start + length; ++i) value = value * 10 + (text[i] - '0');
    return value;
  };
  const std::int64_t days = days_from_civil(number(0, 4), number(5, 2), number(8, 2));
  return ((days * 24 + number(11, 2)) * 60 + number(14, 2)) * 60000 + number(17, 2) * 1000 + number(20, 3);
}

CustomerSummary summary_from(const json& item) {
  CustomerSummary summary;
  summary.id = text_member(item, "id");
  summary.relationship_to_partner = text_member(item, "relationshipToPartner");
  summary.country = text_member(item, "country");
  summary.changed_at_ms = milliseconds_from_text(text_member(item, "changedAt"));
  if (const json* company = member_of(item, "companyProfile"); company && company->is_object()) {
    summary.company_name = text_member(*company, "companyName");
    summary.domain = text_member(*company, "domain");
  }
  return summary;
}

void read_details(const json& details, Problem& problem, ProblemList& problems) {
  std::size_t count = 0;
  for (int i = 1; i < detail_key_count; ++i) {
    const auto key = static_cast<DetailKey>(i);
    const std::string value = text_member(details, code_of(key));
    if (value.empty() || count == problem_details_max) continue;
    problem.details[count++] = {key, problems.keep(value)};
  }
}

void read_problem(const json& item, ProblemList& problems) {
  if (!item.is_object()) return;
  const auto field = field_of_path(text_member(item, "field"));
  if (!field) return;
  const Rule rule = rule_of_code(text_member(item, "rule")).value_or(Rule::unrecognized);
  const Severity severity = text_member(item, "severity") == "warning" ? Severity::warning : Severity::error;
  Problem& problem = problems.add(*field, rule, severity);
  problem.suggestion = problems.keep(text_member(item, "suggestion"));
  if (const json* details = member_of(item, "detail"); details && details->is_object()) read_details(*details, problem, problems);
}

}  // namespace

Result<Account, WireError> account_from_json(std::string_view text) {
  const auto root = object_from_text(text);
  if (!root) return root.failure();
  Account account;
  WireError error;
  if (!read_fields(*root, account, Profile::none, 0, error)) return error;
  return account;
}

Result<BillingDocument, WireError> billing_from_json(std::string_view text) {
  const auto root = object_from_text(text);
  if (!root) return root.failure();
  Account account;
  WireError error;
  if (!read_fields(*root, account, Profile::billing, std::string_view("billingProfile.").size(), error)) return error;
  return BillingDocument{std::move(account.billing_profile), etag_of(*root)};
}

Result<CompanyDocument, WireError> company_from_json(std::string_view text) {
  const auto root = object_from_text(text);
  if (!root) return root.failure();
  Account account;
  WireError error;
  if (!read_fields(*root, account, Profile::company, std::string_view("companyProfile.").size(), error)) return error;
  return CompanyDocument{std::move(account.company_profile), etag_of(*root)};
}

Result<Customer, WireError> customer_from_json(std::string_view text) {
  const auto root = object_from_text(text);
  if (!root) return root.failure();
  Customer customer;
  WireError error;
  if (!read_fields(*root, customer.account, Profile::none, 0, error)) return error;
  customer.company_etag = etag_of_profile(*root, "companyProfile");
  customer.billing_etag = etag_of_profile(*root, "billingProfile");
  const json* access = member_of(*root, "allowDelegatedAccess");
  customer.allow_delegated_access = !access || !access->is_boolean() || access->get<bool>();
  customer.changed_at_ms = milliseconds_from_text(text_member(*root, "changedAt"));
  customer.changed_by = text_member(*root, "changedBy");
  return customer;
}

Result<CustomerPage, WireError> customer_page_from_json(std::string_view text) {
  const auto root = object_from_text(text);
  if (!root) return root.failure();
  const json* items = member_of(*root, "items");
  if (!items || !items->is_array()) return WireError{WireFault::not_object, "items"};
  CustomerPage page;
  page.items.reserve(items->size());
  for (const json& item : *items) {
    if (!item.is_object()) return WireError{WireFault::not_object, "items"};
    page.items.push_back(summary_from(item));
  }
  if (const json* links = member_of(*root, "links"); links && links->is_object()) {
    if (const json* self = member_of(*links, "self"); self && self->is_object()) page.self_uri = text_member(*self, "uri");
    if (const json* next = member_of(*links, "next"); next && next->is_object()) page.next_uri = text_member(*next, "uri");
  }
  page.continuation_token = text_member(*root, "continuationToken");
  page.matching_count = number_member(*root, "matchingCount");
  page.customer_count = number_member(*root, "customerCount");
  return page;
}

Result<Session, WireError> session_from_json(std::string_view text) {
  const auto root = object_from_text(text);
  if (!root) return root.failure();
  Session session;
  session.user = text_member(*root, "user");
  session.display_name = text_member(*root, "displayName");
  session.reseller_id = text_member(*root, "resellerId");
  session.reseller_name = text_member(*root, "resellerName");
  const std::string role = text_member(*root, "role");
  for (const Role known : {Role::global_admin, Role::admin_agent, Role::sales_agent, Role::helpdesk_agent}) {
    if (code_of(known) == role) session.role = known;
  }
  const json* may_update = member_of(*root, "mayUpdateAccounts");
  session.may_update_accounts = may_update && may_update->is_boolean() && may_update->get<bool>();
  return session;
}

Result<ErrorBody, WireError> error_from_json(std::string_view text, ProblemList& problems) {
  const auto root = object_from_text(text);
  if (!root) return root.failure();
  problems.clear();
  ErrorBody error;
  if (const json* code = member_of(*root, "code")) {
    error.code = code->is_number() ? code->get<int>() : code->is_string() ? std::atoi(code->get_ref<const std::string&>().c_str()) : 0;
  }
  error.description = text_member(*root, "description");
  if (const json* data = member_of(*root, "data"); data && data->is_array()) {
    for (const json& item : *data) {
      if (item.is_string()) error.data.push_back(item.get<std::string>());
    }
  }
  for (const char* name : {"errors", "problems"}) {
    const json* items = member_of(*root, name);
    if (!items || !items->is_array()) continue;
    for (const json& item : *items) read_problem(item, problems);
  }
  return error;
}

}  // namespace shared
