// `kundkonto-check --country-rules CODE`: what a country wants of an account, as data.
#pragma once

#include <string_view>

#include "client/cli/stream.h"

namespace client::cli {

// Prints the rules of the country with this code, in any letter case, or of all countries, one JSON object a line, for
// "all". False after a sentence on `errors`: no country has the code.
bool print_country_rules(std::string_view code, Sink& output, Sink& errors);

}  // namespace client::cli
