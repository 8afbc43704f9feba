// What the activity log notes of people: that they signed in or were refused, and what was done with users and tokens.
#pragma once

#include <cstdint>
#include <string_view>

#include "server/activity.h"
#include "server/database.h"
#include "shared/result.h"

namespace server {

// What is known where there is no request, or where its principal is only being found.
struct PersonEvent {
  Operation operation = Operation::sign_in;
  OperationStatus status = OperationStatus::succeeded;
  std::string_view client = {};  // What the other end calls itself; empty: the command line.
  std::string_view address = {};
  std::int64_t at_ms = 0;
  bool is_by_command = false;   // Done with somebody, rather than by them.
};

// Adds a row about the person with this key, in the caller's transaction. A name that nobody has is not written down: people
// type passwords there. Such rows belong to no reseller, so that noting one takes as long as noting another.
shared::Result<Done, StoreFailure> note_person(Connection& connection, std::string_view user_key, const PersonEvent& event);

}  // namespace server
