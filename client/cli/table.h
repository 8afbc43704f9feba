// CSV, which the server reads and writes too, by the names that this folder has for it.
#pragma once

#include "shared/csv.h"

namespace client::cli {

using namespace shared::csv;

}  // namespace client::cli
