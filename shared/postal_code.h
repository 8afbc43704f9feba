// Postal codes as their country writes them, and where they lie.
#pragma once

#include <string_view>

#include "shared/country.h"
#include "shared/pattern.h"

namespace shared {

// Upper-case ASCII, full-width forms and digits of all scripts made plain, the postal mark left out. False when something
// stands for no such character.
bool write_plain_code(std::string_view text, CodeText& output);

// What people type where their country has no postal codes: "0000", "999077", "n/a", "-".
bool is_filler(std::string_view text);

// Writes the tidied form of a code, "114 55" for "se-11455"; false when the country has no such code. Expects plain text.
bool tidy_postal_code(const Country& country, std::string_view plain, CodeText& output);

// The one near code that the country (and the area, where given) has: a letter O for a zero, a space in the
// wrong place, a zero lost in a spreadsheet.
bool mend_postal_code(const Country& country, const AdministrativeArea* area, std::string_view plain, CodeText& output);

// Expects a tidied code. True also where nothing is known of the area's codes.
bool lies_in(const AdministrativeArea& area, std::string_view postal_code);

// The country whose code it is, though it is written like one of `country`: French 97100 is Guadeloupe's. Else empty.
std::string_view true_country_of(std::string_view country, std::string_view postal_code);

// The country that has the code, where `country` has none such but shares a system with its neighbours: 00100 in AX is
// Finland's. Expects plain text. Else empty.
std::string_view other_country_of(std::string_view country, std::string_view plain);

}  // namespace shared
