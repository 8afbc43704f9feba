#include "shared/field.h"

#include <iterator>

namespace shared {
namespace {

constexpr std::string_view paths[] = {
#define KUNDKONTO_PATH(name, path, kind, profile, member) path,
    KUNDKONTO_FIELDS(KUNDKONTO_PATH)
#undef KUNDKONTO_PATH
};
static_assert(std::size(paths) == field_count);

}  // namespace

std::string_view path_of(Field field) { return paths[static_cast<std::size_t>(field)]; }

std::optional<Field> field_of_path(std::string_view path) {
  for (const Field field : all_fields()) {
    if (path_of(field) == path) return field;
  }
  return std::nullopt;
}

std::string& text_of(Account& account, Field field) {
  switch (field) {
#define KUNDKONTO_CASE(name, path, kind, profile, member) \
  case Field::name: return account.member;
    KUNDKONTO_FIELDS(KUNDKONTO_CASE)
#undef KUNDKONTO_CASE
  }
  return account.id;  // Not reached: every field has its case.
}

const std::string& text_of(const Account& account, Field field) {
  // The other function only names a member; it changes nothing.
  return text_of(const_cast<Account&>(account), field);
}

std::string_view country_of(const Account& account, Field field) {
  const std::string& company = account.company_profile.address.country;
  const std::string& billing = account.billing_profile.default_address.country;
  const bool is_company = profile_of(field) == Profile::company;
  const std::string& own = is_company ? company : billing;
  return !own.empty() ? own : is_company ? billing : company;
}

const std::array<Field, field_count>& all_fields() {
  static constexpr std::array<Field, field_count> fields = [] {
    std::array<Field, field_count> result{};
    for (int i = 0; i < field_count; ++i) result[static_cast<std::size_t>(i)] = static_cast<Field>(i);
    return result;
  }();
  return fields;
}

}  // namespace shared
