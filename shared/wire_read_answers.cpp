// Reading what the server answers beside accounts: the customer list, the session, errors with their problems.
#include <cstdlib>

#include "shared/text.h"
#include "shared/wire_read.h"

namespace shared {
namespace {

// Days since 1970-01-01 in the Gregorian calendar.
std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

// Calls `read` with each member of the object that stands next, null members left out; `read` takes or skips the value.
// False, and skipped, where no object stands.
template <typename Read>
bool each_member(JsonReader& reader, const Read& read) {
  if (reader.kind() != JsonReader::Kind::object) {
    reader.skip();
    return false;
  }
  reader.enter_object();
  std::string_view name;
  for (std::uint32_t hash = 0; reader.next_member(name, hash);) {
    reader.kind() == JsonReader::Kind::null ? reader.skip() : read(name);
  }
  return true;
}

// The same with each item of an array.
template <typename Read>
bool each_item(JsonReader& reader, const Read& read) {
  if (reader.kind() != JsonReader::Kind::array) {
    reader.skip();
    return false;
  }
  reader.enter_array();
  while (reader.next_item()) read();
  return true;
}

struct TextMember {
  std::string_view name;
  std::string* text;
};

// Takes the value of the member `name` where it is one of `members`; false where it is none, and stands still.
bool read_text_member(JsonReader& reader, std::string_view name, std::initializer_list<TextMember> members) {
  for (const TextMember& member : members) {
    if (!equal_ignoring_case(name, member.name)) continue;
    reader.read_text(*member.text);
    return true;
  }
  return false;
}

// One text member of an object whose others do not matter.
void read_only(JsonReader& reader, std::string_view wanted, std::string& text) {
  each_member(reader, [&](std::string_view name) {
    if (!read_text_member(reader, name, {{wanted, &text}})) reader.skip();
  });
}

// False where no object stands.
bool read_summary(JsonReader& reader, CustomerSummary& summary) {
  std::string changed_at;
  const bool is_object = each_member(reader, [&](std::string_view name) {
    if (equal_ignoring_case(name, "companyProfile")) {
      each_member(reader, [&](std::string_view inner) {
        if (!read_text_member(reader, inner, {{"companyName", &summary.company_name}, {"domain", &summary.domain}})) reader.skip();
      });
    } else if (!read_text_member(reader, name, {{"id", &summary.id}, {"relationshipToPartner", &summary.relationship_to_partner}, {"country", &summary.country},
                                                {"changedAt", &changed_at}})) {
      reader.skip();
    }
  });
  summary.changed_at_ms = milliseconds_from_text(changed_at);
  return is_object;
}

void read_details(JsonReader& reader, Problem& problem, ProblemList& problems) {
  std::size_t count = 0;
  each_member(reader, [&](std::string_view name) {
    const auto key = detail_key_of_code(name);
    std::string value;
    if (!reader.read_text(value) || !key || value.empty() || count == problem_details_max) return;
    problem.details[count++] = {*key, problems.keep(value)};
  });
}

// A problem without a known field is left out.
void read_problem(JsonReader& reader, ProblemList& problems) {
  Problem problem;
  std::string field, rule, severity, suggestion;
  each_member(reader, [&](std::string_view name) {
    if (equal_ignoring_case(name, "detail")) return read_details(reader, problem, problems);
    if (!read_text_member(reader, name, {{"field", &field}, {"rule", &rule}, {"severity", &severity}, {"suggestion", &suggestion}})) reader.skip();
  });
  const auto known_field = field_of_path(field);
  if (!known_field) return;
  Problem& added = problems.add(*known_field, rule_of_code(rule).value_or(Rule::unrecognized), severity == "warning" ? Severity::warning : Severity::error);
  added.details = problem.details;
  added.suggestion = problems.keep(suggestion);
}

void read_code(JsonReader& reader, int& code) {
  std::int64_t number = 0;
  std::string digits;
  if (reader.kind() == JsonReader::Kind::text) {
    reader.read_text(digits);
    code = std::atoi(digits.c_str());
  } else if (reader.read_integer(number)) {
    code = static_cast<int>(number);
  }
}

}  // namespace

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

Result<CustomerPage, WireError> customer_page_from_json(std::string_view text) {
  JsonReader reader;
  CustomerPage page;
  bool has_items = false;
  bool are_objects = true;
  const bool is_object = begin_document(reader, text);
  each_member(reader, [&](std::string_view name) {
    if (equal_ignoring_case(name, "items")) {
      has_items = each_item(reader, [&] { are_objects = read_summary(reader, page.items.emplace_back()) && are_objects; });
    } else if (equal_ignoring_case(name, "links")) {
      each_member(reader, [&](std::string_view link) {
        const bool is_self = equal_ignoring_case(link, "self");
        is_self || equal_ignoring_case(link, "next") ? read_only(reader, "uri", is_self ? page.self_uri : page.next_uri) : reader.skip();
      });
    } else if (equal_ignoring_case(name, "matchingCount")) {
      reader.read_integer(page.matching_count);
    } else if (equal_ignoring_case(name, "customerCount")) {
      reader.read_integer(page.customer_count);
    } else if (!read_text_member(reader, name, {{"continuationToken", &page.continuation_token}})) {
      reader.skip();
    }
  });
  WireError error;
  if (!end_document(reader, is_object, error)) return error;
  if (!has_items || !are_objects) return WireError{WireFault::not_object, "items"};
  return page;
}

Result<Session, WireError> session_from_json(std::string_view text) {
  JsonReader reader;
  Session session;
  std::string role;
  const bool is_object = begin_document(reader, text);
  each_member(reader, [&](std::string_view name) {
    if (equal_ignoring_case(name, "permissions")) {
      each_item(reader, [&] {
        std::string code;
        if (!reader.read_text(code)) return;
        if (const auto permission = find_permission(code)) session.permissions.insert(*permission);  // A newer server may know more.
      });
    } else if (!read_text_member(reader, name, {{"user", &session.user}, {"displayName", &session.display_name}, {"resellerId", &session.reseller_id},
                                                {"resellerName", &session.reseller_name}, {"role", &role}})) {
      reader.skip();
    }
  });
  WireError error;
  if (!end_document(reader, is_object, error)) return error;
  session.role = find_role(role).value_or(Role::default_user);
  return session;
}

Result<ErrorBody, WireError> error_from_json(std::string_view text, ProblemList& problems) {
  JsonReader reader;
  ErrorBody body;
  problems.clear();
  const bool is_object = begin_document(reader, text);
  each_member(reader, [&](std::string_view name) {
    if (equal_ignoring_case(name, "code")) {
      read_code(reader, body.code);
    } else if (equal_ignoring_case(name, "data")) {
      each_item(reader, [&] {
        std::string item;
        if (reader.read_text(item)) body.data.push_back(std::move(item));
      });
    } else if (equal_ignoring_case(name, "errors") || equal_ignoring_case(name, "problems")) {
      each_item(reader, [&] { read_problem(reader, problems); });
    } else if (!read_text_member(reader, name, {{"description", &body.description}})) {
      reader.skip();
    }
  });
  WireError error;
  if (!end_document(reader, is_object, error)) return error;
  return body;
}

}  // namespace shared
