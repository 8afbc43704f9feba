// What was meant by an email address that is none, or that nobody has: names of providers, endings, signs around it.
#pragma once

#include <string_view>

#include "shared/text.h"

namespace shared {

using EmailText = FixedText<320>;

// The domain that was meant by one that is near a provider's, or whose ending is near a known one; false when none is.
// `is_known_ending`: whether the domain's ending exists.
bool write_meant_domain(std::string_view domain, bool is_known_ending, EmailText& output);

// A plain address for one with signs around it, spaces, commas for dots, a missing dot or at sign; false when none is near.
bool write_mended_address(std::string_view email, EmailText& output);

}  // namespace shared
