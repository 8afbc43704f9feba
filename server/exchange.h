// Many customers in and out at once, by the command line: `kundkonto import` and `kundkonto export`, NDJSON and CSV. What the
// rules refuse is not stored. The store may be held by a running server, which then does the writing.
#pragma once

#include <span>
#include <string_view>

#include "server/command_socket.h"
#include "server/database.h"

namespace server {

inline constexpr std::string_view exchange_usage =
    "kundkonto import FILE... --data DIR [--reseller NAME] [--dry-run] [--language en|sv]\n"
    "kundkonto export FILE --data DIR [--reseller NAME] [--format ndjson|csv]     - is standard output\n";

// `words` begin behind the command's own. Returns the exit status: 0 all is done, 1 something was refused or not done, 2
// wrongly called or not readable.
int run_import(std::span<const std::string_view> words);
int run_export(std::span<const std::string_view> words);

// The part that writes, in the process that has the store: whether a command is one of these, and doing it.
// {"import_accounts", RESELLER, "keep"|"undo"} with accounts as NDJSON gives one line an account: added, changed, same, or a
// code of why not. {"note_export", RESELLER, FORMAT} notes in the activity log that customers leave.
bool is_exchange(std::string_view command);
CommandOutcome exchange(Database& database, const CommandRequest& request);

}  // namespace server
