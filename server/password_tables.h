// The passwords that most people choose, in lower case and byte order. Generated: see password_tables.cpp.
#pragma once

#include <span>
#include <string_view>

namespace server {

std::span<const std::string_view> common_passwords();

}  // namespace server
