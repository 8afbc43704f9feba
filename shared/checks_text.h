// What every text field must satisfy, whatever it means; and the rules of names.
#pragma once

#include <cstddef>
#include <string_view>

#include "shared/problem.h"

namespace shared {

// The longest value of a field in code points: documented lengths of the API, and ours where it names none.
constexpr std::size_t characters_max(Field field) {
  switch (kind_of(field)) {
    case FieldKind::address_line: return 200;
    case FieldKind::company_name: return 200;
    case FieldKind::person_name: return 50;
    case FieldKind::city: return 100;
    case FieldKind::state: return 100;
    case FieldKind::region: return 100;
    case FieldKind::district: return 100;
    case FieldKind::postal_code: return 20;
    case FieldKind::email: return 254;
    case FieldKind::domain: return 253;
    case FieldKind::phone_number: return 60;
    case FieldKind::organization_registration_number: return 50;
    case FieldKind::tax_id: return 50;
    default: return 64;
  }
}

// Judges the characters and the length of `text`. False, with an error in `problems`, when it must not be judged further.
// A warning for misread encoding leaves it true.
bool check_text(Field field, std::string_view text, ProblemList& problems);

// Refuses a tag of HTML, which no name and no address holds. False when there is none.
bool refuse_markup(Field field, std::string_view text, ProblemList& problems);

// 32 hexadecimal digits in five groups with hyphens between.
bool is_guid(std::string_view text);

void check_company_name(Field field, std::string_view name, ProblemList& problems);
void check_person_name(Field field, std::string_view name, ProblemList& problems);

}  // namespace shared
