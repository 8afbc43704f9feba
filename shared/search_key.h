// Keys by which names are found and sorted: the same bytes in every store and in the browser, whatever the locale.
#pragma once

#include <string>
#include <string_view>

namespace shared {

// Lower case without accents, for finding: "Malmö" and "MALMO" give "malmo". Latin, Greek and Cyrillic letters are
// folded; other scripts stay as they are. Expects UTF-8.
std::string search_key(std::string_view text);

// For sorting by bytes: like search_key, but signs in front do not count, and å ä ö stand behind z, as Swedish readers
// expect them.
std::string sort_key(std::string_view text);

}  // namespace shared
