// `kundkonto user add|list|disable|password`: local users, by whoever may read the data folder. Passwords never stand among
// the arguments, where other users of the machine could read them.
#pragma once

#include <span>
#include <string_view>

namespace server {

// `arguments` begin with the word behind `user`. A password is the first line of standard input; at a terminal one is made
// up and printed once. Returns the exit status: 0 done, 1 not done (why stands on standard error), 2 wrongly called.
int run_user_command(std::span<const std::string_view> arguments);

}  // namespace server
