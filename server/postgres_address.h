// Connection URIs of PostgreSQL: what is passed on to libpq, with our defaults where they are silent.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace server {

// Keywords and values as libpq takes them: our defaults first, then the URI, whose settings win. No value when the
// address is not a URI that libpq understands.
using ConnectionWords = std::vector<std::pair<std::string, std::string>>;
std::optional<ConnectionWords> connection_words(const std::string& address);

}  // namespace server
