// `kundkonto backup FILE` and `kundkonto restore FILE`: the embedded store as one file. A backup is made while a server runs;
// a restore needs it stopped.
#pragma once

#include <span>
#include <string_view>

namespace server {

inline constexpr std::string_view backup_usage =
    "kundkonto backup FILE --data DIR               copies the store, also while the server runs\n"
    "kundkonto restore FILE --data DIR [--replace]  puts a copy in its place; --replace moves what is there aside\n";

// `words` begin behind the command's own. Returns the exit status: 0 done, 1 not done (why stands on standard error), 2
// wrongly called.
int run_backup(std::span<const std::string_view> words);
int run_restore(std::span<const std::string_view> words);

}  // namespace server
