// Single values, one a row: field, country, value, divided by tabs; further columns are passed through.
#pragma once

#include <istream>
#include <ostream>
#include <string>

namespace client::cli {

// Prints each row with `accepted` or `refused` and the rule codes appended. The exit status of kundkonto-check.
int check_values(const std::string& name, std::istream& stream, std::ostream& output, std::ostream& errors);

}  // namespace client::cli
