// Reading an account the plain way, from a document in memory: what the fast reader of shared/wire_read.cpp must agree with.
#pragma once

#include <optional>
#include <string_view>

#include "shared/account.h"

namespace tests {

// Nothing where the text is refused.
std::optional<shared::Account> reference_account_from_json(std::string_view text);

}  // namespace tests
