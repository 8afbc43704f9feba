// What every text field must satisfy, whatever it means; and the rules of names.
#pragma once

#include <cstddef>
#include <string_view>

#include "shared/problem.h"

namespace shared {

// The longest value of a field in code points: documented lengths of the API, and ours where it names none.
std::size_t characters_max(Field field);

// Judges the characters and the length of `text`. False, with an error in `problems`, when it must not be judged further.
// A warning for misread encoding leaves it true.
bool check_text(Field field, std::string_view text, ProblemList& problems);

void check_company_name(Field field, std::string_view name, ProblemList& problems);
void check_person_name(Field field, std::string_view name, ProblemList& problems);

}  // namespace shared
