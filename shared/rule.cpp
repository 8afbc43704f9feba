#include "shared/rule.h"

#include <array>

namespace shared {
namespace {

constexpr std::string_view rule_codes[] = {
#define KUNDKONTO_CODE(name) #name,
    KUNDKONTO_RULES(KUNDKONTO_CODE)
#undef KUNDKONTO_CODE
};
static_assert(std::size(rule_codes) == rule_count);

constexpr std::string_view detail_codes[] = {"none", "example", "expected", "found"};
static_assert(std::size(detail_codes) == detail_key_count);

}  // namespace

std::string_view code_of(Rule rule) { return rule_codes[static_cast<std::size_t>(rule)]; }

std::optional<Rule> rule_of_code(std::string_view code) {
  for (std::size_t i = 0; i < std::size(rule_codes); ++i) {
    if (rule_codes[i] == code) return static_cast<Rule>(i);
  }
  return std::nullopt;
}

std::string_view code_of(DetailKey key) { return detail_codes[static_cast<std::size_t>(key)]; }

std::optional<DetailKey> detail_key_of_code(std::string_view code) {
  for (std::size_t i = 1; i < std::size(detail_codes); ++i) {
    if (detail_codes[i] == code) return static_cast<DetailKey>(i);
  }
  return std::nullopt;
}

}  // namespace shared
