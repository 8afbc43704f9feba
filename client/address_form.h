// The address part of a form: which fields a country's addresses have, in the country's own order, and which of them share
// a row. Also the order in which an envelope bears them.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "shared/account.h"
#include "shared/field.h"

namespace client {

// Whether any of its lines is in other than Latin letters.
bool is_in_local_letters(const shared::Address& address);

// Local order where the address is written in the country's own letters or not at all, else the one for Latin letters.
// Lines divided by "%n", as shared/country.h says; the general order for an unknown country.
std::string_view address_format_of(const shared::Address& address);

// One or two fields that stand beside each other.
struct FieldRow {
  shared::Field first;
  shared::Field second;  // The same as the first: it stands alone.
  bool is_pair() const { return first != second; }
};

// The rows of the profile's address, without its country and phone number. A part that the country does not use has a row
// where it holds a value, so that nothing is hidden or lost.
std::vector<FieldRow> address_rows(const shared::Account& account, shared::Profile profile);

}  // namespace client
