// Passwords of local users: argon2id with its parameters in the stored text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace server {

inline constexpr std::size_t password_bytes_max = 1024;

// The text to store; empty when memory is short. At most two are computed at a time, others wait.
std::string hash_password(std::string_view password);

enum class PasswordCheck : std::uint8_t {
  wrong,
  right,
  right_but_outdated,  // Stored under other parameters than are used now: store hash_password() of it.
  busy,                // Too many wait already.
};

// Against a stored text. An empty stored text (an unknown user) costs the same time and is never right.
PasswordCheck check_password(std::string_view stored, std::string_view password);

}  // namespace server
