// One field of `kundkonto-check --values` under any bytes.
#pragma once

#include <string_view>

#include "shared/value.h"

namespace tests {

void fuzz_value_of_kind(shared::ValueKind kind, std::string_view bytes);

template <shared::ValueKind kind>
void fuzz_value(std::string_view bytes) {
  fuzz_value_of_kind(kind, bytes);
}

// The country that the two bytes choose: the two letters that they are, else one of the list or none.
std::string_view fuzz_country(std::string_view bytes);

}  // namespace tests
