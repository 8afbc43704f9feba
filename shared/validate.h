// The rules an account must satisfy. The editor asks before it sends; the server before it stores.
#pragma once

#include "shared/account.h"
#include "shared/problem.h"
#include "shared/text_state.h"

namespace shared {

// Puts every rule that `account` breaks into `problems` (cleared first), in the order of Field; none of severity error
// means that it may be stored. Expects a normalized account. Reads no clock, no file, no locale: same account, same
// verdict. Neither allocates nor throws.
void validate(const Account& account, ProblemList& problems);

// The same, for an account that normalize() has just seen.
void validate(const Account& account, const Seen& seen, ProblemList& problems);

}  // namespace shared
