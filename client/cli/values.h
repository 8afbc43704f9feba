// Single values, one a row: field, country, value, divided by tabs; further columns are passed through.
#pragma once

#include <string>

#include "client/cli/stream.h"

namespace client::cli {

// Prints each row with `accepted` or `refused` and the rule codes appended. The exit status of kundkonto-check.
int check_values(const std::string& file, Source& source, Sink& output, Sink& errors);

}  // namespace client::cli
