// `kundkonto user|reseller|token …`: people, resellers and tokens, by whoever may read the data folder. Works beside a
// running server, which then carries the command out. Secrets never stand among the arguments, where other users of the
// machine could read them.
#pragma once

#include <span>
#include <string_view>

#include "server/command_socket.h"
#include "server/database.h"

namespace server {

inline constexpr std::string_view administration_usage =
    "kundkonto user add|list|disable|enable|password --data DIR|--database URL [--user NAME] [--display-name TEXT] [--role ROLE]... [--reseller NAME]\n"
    "kundkonto reseller add|list --data DIR|--database URL [--name NAME] [--id ID]\n"
    "kundkonto token create|list|revoke|rotate-key --data DIR|--database URL [--user NAME] [--expires 30d] [--application NAME] [--application-only] [--id ID] [--end-old]\n";

bool is_administration(std::string_view command);

// `arguments` begin with the command. A password is the first line of standard input; at a terminal one is made up and
// printed once. Returns the exit status: 0 done, 1 not done (why stands on standard error), 2 wrongly called.
int run_administration(std::span<const std::string_view> arguments);

// What the command does where the store is open: in the command's own process or in the running server.
CommandOutcome administer(Database& database, const CommandRequest& request);

}  // namespace server
