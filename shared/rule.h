// The rules an account can break, by their stable wire codes. An enumerator is spelled as its code, so that one search
// finds rule, JSON, message and test.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace shared {

enum class Rule : std::uint8_t {
  unrecognized,  // A newer server named a rule that this build does not know.
  required,      // Nothing was entered. Example: a company without a name.
};

// What the details of a problem are called on the wire and in the gaps of messages.
enum class DetailKey : std::uint8_t {
  none,
  example,   // A value of the country's own that would be accepted.
  expected,  // What the value should agree with, such as the state a postal code lies in.
};

inline constexpr int rule_count = static_cast<int>(Rule::required) + 1;
inline constexpr int detail_key_count = static_cast<int>(DetailKey::expected) + 1;

std::string_view code_of(Rule rule);
std::optional<Rule> rule_of_code(std::string_view code);
std::string_view code_of(DetailKey key);
std::optional<DetailKey> detail_key_of_code(std::string_view code);

}  // namespace shared
