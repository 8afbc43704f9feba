// Phone numbers by the numbering plan of their calling code, in every usual written form: "+46 8 465 004 12",
// "08-465 004 12", "0046 (0)8 ...", "tel:+46-8-...", full-width and Arabic-Indic digits, with an extension behind.
// Source: libphonenumber's metadata, see shared/tables/SOURCES.md. The country decides only what a number without a
// calling code means and which prefix dials out of it.
#pragma once

#include <string>
#include <string_view>

#include "shared/field.h"
#include "shared/problem.h"

namespace shared {

// A number that is right becomes "+CALLING-CODE rest", as the person grouped it: "+46 8 465 004 12". With an extension
// behind: "+46 8 465 004 12 ext. 21". All others are left alone. True when check_phone_number() has nothing to say of it.
// Idempotent; expects text without spaces around.
bool normalize_phone_number(std::string& value, std::string_view country);

// Judges a number; an empty value breaks nothing here. `country`: code in upper case, or empty.
void check_phone_number(Field field, std::string_view value, std::string_view country, ProblemList& problems);

}  // namespace shared
