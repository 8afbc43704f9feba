// Single values by what they are: for `kundkonto-check --values` and for judging one field of a form that is no account.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "shared/problem.h"

namespace shared {

enum class ValueKind : std::uint8_t {
  company_name,
  person_name,
  email,
  phone_number,
  postal_code,
  state,
  city,
  address_line,
  domain,
  country,
  language,
  culture,
  tax_id,
  organization_registration_number,
  postal_code_in_state,  // The value is STATE/POSTAL CODE.
};

// The name as in `--values`, such as "postalCode".
std::optional<ValueKind> value_kind_of(std::string_view name);

// The field of the billing profile, or of the company's, that holds such a value.
Field field_of(ValueKind kind);

// Normalizes and judges one value; `country` may be empty. An empty value breaks `required`. The problems name
// field_of(kind). `normalized`, where given, takes the tidied value.
void judge_value(ValueKind kind, std::string_view country, std::string_view value, ProblemList& problems, std::string* normalized = nullptr);

}  // namespace shared
