// The rules of one address: country, state, city, lines and postal code, each on its own and against each other.
// Sources: shared/tables/SOURCES.md. What belongs to every text (control characters, lengths, mojibake) is judged by the
// caller; names, email and phone number of an address have checks of their own.
#pragma once

#include <string>
#include <string_view>

#include "shared/account.h"
#include "shared/country.h"
#include "shared/field.h"
#include "shared/problem.h"

namespace shared {

// The fields of one address, so that company details and billing information share their rules.
struct AddressFields {
  Field country;
  Field region;
  Field city;
  Field state;
  Field district;
  Field address_line1;
  Field address_line2;
  Field address_line3;
  Field postal_code;
};

inline constexpr AddressFields company_address_fields = {
    Field::company_address_country,       Field::company_address_region,        Field::company_address_city,
    Field::company_address_state,         Field::company_address_district,      Field::company_address_address_line1,
    Field::company_address_address_line2, Field::company_address_address_line3, Field::company_address_postal_code};

inline constexpr AddressFields billing_address_fields = {
    Field::billing_address_country,       Field::billing_address_region,        Field::billing_address_city,
    Field::billing_address_state,         Field::billing_address_district,      Field::billing_address_address_line1,
    Field::billing_address_address_line2, Field::billing_address_address_line3, Field::billing_address_postal_code};

// Tidying. Each is idempotent, expects text without spaces around, and leaves alone what it does not recognise.
void normalize_country(std::string& value);                                     // "se", "Sverige", "Sweden" to "SE".
void normalize_state(std::string& value, std::string_view country);             // "california", "Calif." to "CA".

// "SE-11455", "１１４５５" to "114 55". True when check_postal_code() has nothing to say of it.
bool normalize_postal_code(std::string& value, std::string_view country);

// Judging one value; empty values break nothing here. `country` is a code, in upper case; empty or unknown: only what
// holds everywhere is judged.
void check_country(Field field, std::string_view value, ProblemList& problems);
void check_state(Field field, std::string_view value, std::string_view country, ProblemList& problems);
void check_city(Field field, std::string_view value, std::string_view country, ProblemList& problems);
void check_address_line(Field field, std::string_view value, std::string_view country, ProblemList& problems);
void check_postal_code(Field field, std::string_view value, std::string_view country, ProblemList& problems);

// A postal code by itself, and whether it lies in the state where that is known.
void check_postal_code_in_state(Field field, std::string_view postal_code, std::string_view state, std::string_view country,
                                ProblemList& problems);

// All of the above for a whole address, and the parts that its country requires, in the order of Field. `knows_postal_code`:
// normalize_postal_code() has just said that it is right by itself.
void check_address(const Address& address, const AddressFields& fields, ProblemList& problems, bool knows_postal_code = false);

}  // namespace shared
