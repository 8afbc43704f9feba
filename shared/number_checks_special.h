// Rules of one country that number_checks.h cannot say.
#pragma once

#include <string_view>

namespace shared {

// `year` is the last two digits: 00 may be a leap year.
bool is_day_of_month(int day, int month, int year);

// By the name that stands behind x in a row.
bool passes_special(char name, std::string_view body);

}  // namespace shared
