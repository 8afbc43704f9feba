#include "server/server_wire.h"

#include "server/text_members.h"

namespace server {
namespace {

constexpr std::size_t credentials_bytes_max = 8192;
constexpr std::size_t filter_bytes_max = 2048;

template <typename Value>
struct Name {
  std::string_view name;  // Bare, as TextMembers::bare() makes it.
  Value value;
};

constexpr Name<ListColumn> list_columns[] = {
    {"companyname", ListColumn::company_name},
    {"displayname", ListColumn::company_name},
    {"domain", ListColumn::domain},
    {"defaultdomainname", ListColumn::domain},
    {"indirectreseller", ListColumn::indirect_reseller},
    {"indirectcloudsolutionprovider", ListColumn::indirect_reseller},
};

// By name, or by its number in the API's list of operators.
constexpr Name<ListOperator> list_operators[] = {
    {"equals", ListOperator::equals},        {"0", ListOperator::equals},      {"substring", ListOperator::substring}, {"6", ListOperator::substring},
    {"startswith", ListOperator::starts_with}, {"9", ListOperator::starts_with},
};

template <typename Value, std::size_t count>
std::optional<Value> named(const Name<Value> (&names)[count], std::string_view word) {
  const std::string bare = TextMembers::bare(word);
  for (const Name<Value>& name : names) {
    if (name.name == bare) return name.value;
  }
  return std::nullopt;
}
// No store keeps NUL in a text.
bool holds_nul(std::string_view text) { return text.find('\0') != std::string_view::npos; }

}  // namespace

shared::Result<Credentials, shared::WireError> credentials_from_json(std::string_view text) {
  if (text.size() > credentials_bytes_max) return shared::WireError{shared::WireFault::not_json, ""};
  const auto members = TextMembers::read(text);
  if (!members) return members.failure();
  const std::string* user = members->find("user");
  const std::string* password = members->find("password");
  if (!user || holds_nul(*user)) return shared::WireError{shared::WireFault::not_text, "user"};
  if (!password) return shared::WireError{shared::WireFault::not_text, "password"};
  return Credentials{*user, *password};
}

std::optional<ListFilter> filter_from_json(std::string_view text) {
  if (text.size() > filter_bytes_max) return std::nullopt;
  const auto members = TextMembers::read(text);
  if (!members) return std::nullopt;
  const std::string* field = members->find_word("Field");
  const std::string* value = members->find("Value");
  const std::string* comparison = members->find_word("Operator");
  if (!field || !value || !comparison || holds_nul(*value)) return std::nullopt;
  const auto column = named(list_columns, *field);
  const auto list_operator = named(list_operators, *comparison);
  if (!column || !list_operator) return std::nullopt;
  return ListFilter{*column, *list_operator, *value};
}

}  // namespace server
