#include "shared/account.h"

namespace shared {

bool is_empty(const Address& address) { return address == Address{}; }

}  // namespace shared
