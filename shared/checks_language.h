// Languages and cultures: registered codes in their canonical form, "sv" and "sv-SE".
#pragma once

#include <string>
#include <string_view>

#include "shared/problem.h"

namespace shared {

// Canonical case ("SV-se" to "sv-SE") and withdrawn codes ("iw" to "he"). What is no tag is left alone.
void normalize_language_tag(std::string& tag);

// A language, also with its script, "zh-Hans". A region makes it a culture, but for the tags that the partner API lists as
// languages.
void check_language(Field field, std::string_view language, ProblemList& problems);

// `country`: warns when that country's list does not name the culture; empty for no list.
void check_culture(Field field, std::string_view culture, std::string_view country, ProblemList& problems);

// The cultures that a country's list names, divided by spaces, the usual one first: "sv-SE en-US" for SE; empty when none
// is known.
std::string_view cultures_of(std::string_view country);

// The usual culture of a country, "sv-SE" for SE; empty when none is known.
std::string_view usual_culture(std::string_view country);

}  // namespace shared
