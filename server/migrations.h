// The steps that bring a store's tables to what this program expects. A step is never edited after a release.
#pragma once

#include "server/database.h"

namespace server {

// Runs the steps that are missing, each as one transaction. Fails with newer_schema when the store knows more steps than
// this program.
shared::Result<Done, StoreFailure> migrate(Database& database);

}  // namespace server
