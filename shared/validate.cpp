#include "shared/validate.h"

namespace shared {

void validate(const Account& account, ProblemList& problems) {
  problems.clear();
  if (account.billing_profile.company_name.empty()) problems.add(Field::billing_company_name, Rule::required);
}

}  // namespace shared
