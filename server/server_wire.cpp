#include "server/server_wire.h"

#include "server/text_members.h"

namespace server {
namespace {

constexpr std::size_t credentials_bytes_max = 8192;
constexpr std::size_t filter_bytes_max = 2048;

}  // namespace

shared::Result<Credentials, shared::WireError> credentials_from_json(std::string_view text) {
  if (text.size() > credentials_bytes_max) return shared::WireError{shared::WireFault::not_json, ""};
  const auto members = TextMembers::read(text);
  if (!members) return members.failure();
  const std::string* user = members->find("user");
  const std::string* password = members->find("password");
  if (!user) return shared::WireError{shared::WireFault::not_text, "user"};
  if (!password) return shared::WireError{shared::WireFault::not_text, "password"};
  return Credentials{*user, *password};
}

std::optional<ListFilter> filter_from_json(std::string_view text) {
  if (text.size() > filter_bytes_max) return std::nullopt;
  const auto members = TextMembers::read(text);
  if (!members) return std::nullopt;
  const std::string* field = members->find("Field");
  const std::string* value = members->find("Value");
  const std::string* comparison = members->find("Operator");
  if (!field || !value || !comparison) return std::nullopt;
  ListFilter filter;
  filter.value = *value;
  const std::string column = TextMembers::bare(*field);
  if (column == "domain" || column == "defaultdomainname") {
    filter.column = ListColumn::domain;
  } else if (column != "companyname" && column != "displayname") {
    return std::nullopt;
  }
  const std::string word = TextMembers::bare(*comparison);
  if (word == "equals") {
    filter.comparison = ListOperator::equals;
  } else if (word == "substring") {
    filter.comparison = ListOperator::substring;
  } else if (word != "startswith") {
    return std::nullopt;
  }
  return filter;
}

}  // namespace server
