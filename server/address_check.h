// Whether an address can be right, in the eight statuses of the partner API's address validation. Honest without a postal
// operator's data: what the rules know decides; only the few addresses of known_addresses.h are known house by house.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "shared/account.h"
#include "shared/messages.h"

namespace server {

enum class AddressStatus : std::uint8_t {
  verified_shippable,    // Known house by house; one suggestion.
  verified,              // Nothing speaks against it; one suggestion, in normal form.
  interaction_required,  // One suggestion differs: ask the person.
  street_partial,
  premises_partial,
  multiple,              // Several fields are incomplete.
  none,                  // Wrong.
  not_validated,         // No country, or one without rules.
};
std::string_view code_of(AddressStatus status);  // As on the wire: "VerifiedShippable".

struct AddressVerdict {
  AddressStatus status = AddressStatus::not_validated;
  std::vector<shared::Address> suggestions;  // At most three.
  std::string message;                       // Empty where there is nothing to say.
};

// `sent` as it came; the verdict is about its country, state, city, postal code and lines alone.
AddressVerdict check_address(const shared::Address& sent, shared::Language language);

}  // namespace server
