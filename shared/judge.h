// The two steps of every door, one behind the other: tidying an account and judging what is then there.
#pragma once

#include "shared/account.h"
#include "shared/normalize.h"
#include "shared/problem.h"
#include "shared/validate.h"

namespace shared {

inline void judge(Account& account, ProblemList& problems) {
  const Seen seen = normalize(account);
  validate(account, seen, problems);
}

}  // namespace shared
