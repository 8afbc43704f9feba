// Tidies what a person would call the same value: spaces around, full-width digits, "85234" for "852 34", lower-case
// postal letters, "+46 (0)8-...", a state's name for its code. Everything else is left to be judged.
#pragma once

#include <string>

#include "shared/account.h"
#include "shared/field.h"
#include "shared/text_state.h"

namespace shared {

// Tidies every field in place. Idempotent. Read-only fields (ids) are only trimmed. What was seen on the way can be handed to
// validate(), which then need not look again.
Seen normalize(Account& account);

// Tidies one field in place; other fields (such as the country) are read where its form depends on them.
void normalize_field(Account& account, Field field);

}  // namespace shared
