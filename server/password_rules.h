// Which passwords may be chosen, as NIST SP 800-63B advises: long ones, none that many choose or that follows from the name;
// no rule about which characters stand in it.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace server {

inline constexpr std::size_t password_characters_min = 12;

enum class PasswordFault : std::uint8_t {
  too_short,  // Fewer than 12 characters.
  too_long,   // More than 1024 bytes.
  not_text,   // No UTF-8.
  common,     // Many people choose it, as it is or with a few signs around.
  pattern,    // The same few signs again and again, or a row of the alphabet or the keyboard.
  like_name,  // Little more than the user's name, or this program's.
};

std::optional<PasswordFault> check_new_password(std::string_view password, std::string_view user, std::string_view display_name);

// What is wrong and what to do, for a person.
std::string_view sentence_of(PasswordFault fault, bool is_swedish);

}  // namespace server
