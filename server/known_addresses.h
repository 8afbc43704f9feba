// Addresses that are known house by house: the public sample cases of the partner API's address validation. Source: the
// documentation page "Validate an address" and the feature sample of the vendor's .NET SDK (MIT).
#pragma once

#include <string_view>

namespace server {

struct KnownPlace {
  std::string_view country;
  std::string_view state;  // Empty where the country has none in its addresses.
  std::string_view postal_code;  // Letters and digits alone.
  std::string_view city;
};
inline constexpr KnownPlace known_places[] = {
    {"US", "WA", "98052", "Redmond"},
    {"MD", "", "6512", "Bulboaca"},
};

struct KnownStreet {
  std::string_view country;
  std::string_view postal_code;  // Of its place.
  std::string_view street;
  std::string_view number;              // The house that is known.
  std::string_view house_postal_code;   // The longest form, for that house.
  std::string_view street_postal_code;  // For the street as a whole.
};
inline constexpr KnownStreet known_streets[] = {
    {"US", "98052", "Microsoft Way", "1", "98052-8300", "98052-6399"},
};

}  // namespace server
