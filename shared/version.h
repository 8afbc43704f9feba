// The version of the rules: in every API answer, in every stored account, and in `kundkonto-check --version`.
#pragma once

#include <string_view>

namespace shared {

// Changes whenever a verdict may change: the date of the data, then a counter.
inline constexpr std::string_view rules_version = "2026.11.2";

}  // namespace shared
