// A copy of the embedded store's file, made while a server writes to it, and the check that a file is one of ours and whole.
#pragma once

#include <string>

namespace server {

// Copies the state of one moment from `from` to `to`, which must not exist. Empty, or a sentence.
std::string copy_sqlite(const std::string& from, const std::string& to);

// Reads all of `file`. Empty when it is a store of ours without fault, or a sentence.
std::string check_sqlite(const std::string& file);

}  // namespace server
