// Tax numbers (VAT and other) and company registration numbers: form and check digits by country. A number that passes
// need not exist; registers are asked elsewhere. Algorithms as published by the registers and tax offices.
#pragma once

#include <string>
#include <string_view>

#include "shared/problem.h"

namespace shared {

// To the written form of the country: "SE 556036 0793 01" to "SE556036079301", "5560360793" to "556036-0793". What fits no
// scheme is only freed of what stands around it. True when it fits one: check_tax_id() has nothing to say of it. Idempotent.
bool normalize_tax_id(std::string& value, std::string_view country);
bool normalize_registration_number(std::string& value, std::string_view country);

// Empty values break nothing here. A country without a scheme gets the warning not_checked.
void check_tax_id(Field field, std::string_view value, std::string_view country, ProblemList& problems);
void check_registration_number(Field field, std::string_view value, std::string_view country, ProblemList& problems);

// A warning on `tax_field` where the tax number of the country contains another registration number than the company's.
void check_agreement(Field tax_field, std::string_view tax_id, std::string_view registration_number, std::string_view country,
                     ProblemList& problems);

// `value` of that field as it may stand in a report or log: of a person's number only the beginning, "81****-****".
std::string shown_value(Field field, std::string_view value, std::string_view country);

// Whether registration number and phone number are mandatory: the partner API's list of countries (its error codes 600049
// and 600051).
bool requires_registration_number(std::string_view country);

}  // namespace shared
