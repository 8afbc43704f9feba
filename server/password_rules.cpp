#include "server/password_rules.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string>

#include "server/password_tables.h"
#include "server/passwords.h"
#include "shared/search_key.h"
#include "shared/text.h"

namespace server {
namespace {

constexpr std::size_t signs_around_max = 8;    // "password" with a date behind it is still "password".
constexpr std::size_t rest_beside_name_min = 8;
constexpr std::size_t name_part_min = 4;
constexpr std::size_t period_max = 4;
constexpr std::string_view keyboard = "qwertyuiopasdfghjklzxcvbnm";

std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

bool is_listed(std::string_view folded) {
  const auto all = common_passwords();
  return std::binary_search(all.begin(), all.end(), folded);
}

// "p@ssw0rd" reads "password". A one stands for an i or an l.
std::string plain_letters(std::string_view folded, char for_one) {
  constexpr std::string_view signs = "043578@$!";
  constexpr std::string_view letters = "oaestbasi";
  static_assert(signs.size() == letters.size());
  std::string plain;
  for (const char c : folded) {
    const std::size_t at = signs.find(c);
    plain.push_back(c == '1' ? for_one : at == std::string_view::npos ? c : letters[at]);
  }
  return plain;
}

std::string_view without_signs_around(std::string_view text) {
  std::string_view core = text;
  while (!core.empty() && !is_letter(core.front())) core.remove_prefix(1);
  while (!core.empty() && !is_letter(core.back())) core.remove_suffix(1);
  return text.size() - core.size() <= signs_around_max ? core : text;
}

bool is_common(std::string_view folded) {
  if (folded.empty()) return false;
  if (is_listed(folded) || is_listed(without_signs_around(folded))) return true;
  for (const char for_one : {'i', 'l'}) {
    if (is_listed(plain_letters(folded, for_one)) || is_listed(plain_letters(without_signs_around(folded), for_one))) return true;
  }
  return false;
}

// The length of the shortest beginning that the text repeats.
std::size_t period_of(std::string_view text) {
  for (std::size_t period = 1; period < text.size(); ++period) {
    if (text.substr(period) == text.substr(0, text.size() - period)) return period;
  }
  return text.size();
}

// Whether four of five neighbours follow each other in the row, or are the same.
template <typename Place>
bool follows_row(std::string_view text, const Place& place) {
  std::size_t steps = 0;
  for (std::size_t i = 1; i < text.size(); ++i) steps += std::abs(place(text[i]) - place(text[i - 1])) <= 1 ? 1 : 0;
  return steps * 5 >= (text.size() - 1) * 4;
}

bool is_pattern(std::string_view folded) {
  if (period_of(folded) <= period_max) return true;
  if (follows_row(folded, [](char c) { return static_cast<int>(static_cast<unsigned char>(c)); })) return true;
  return follows_row(folded, [](char c) {
    const std::size_t at = keyboard.find(c);
    return at == std::string_view::npos ? -100 * static_cast<int>(static_cast<unsigned char>(c)) : static_cast<int>(at);
  });
}

bool is_like(std::string_view folded, std::string_view name) {
  if (name.size() < name_part_min || folded.find(name) == std::string_view::npos) return false;
  return characters_of(folded) - characters_of(name) < rest_beside_name_min;
}

bool is_like_name(std::string_view folded, std::string_view user, std::string_view display_name) {
  const std::string user_key = shared::search_key(user);
  const std::string_view local_part = std::string_view(user_key).substr(0, user_key.find('@'));
  std::string shown = shared::search_key(display_name);
  if (is_like(folded, user_key) || is_like(folded, local_part) || is_like(folded, shown) || is_like(folded, "kundkonto")) return true;
  std::erase(shown, ' ');
  return is_like(folded, shown);
}

}  // namespace

std::optional<PasswordFault> check_new_password(std::string_view password, std::string_view user, std::string_view display_name) {
  if (password.size() > password_bytes_max) return PasswordFault::too_long;
  if (!shared::is_utf8(password)) return PasswordFault::not_text;
  if (characters_of(password) < password_characters_min) return PasswordFault::too_short;
  const std::string folded = shared::search_key(password);
  if (is_like_name(folded, user, display_name)) return PasswordFault::like_name;
  if (is_common(folded) || is_common(std::string_view(folded).substr(0, period_of(folded)))) return PasswordFault::common;
  if (is_pattern(folded)) return PasswordFault::pattern;
  return std::nullopt;
}

std::string_view sentence_of(PasswordFault fault, bool is_swedish) {
  constexpr std::array<std::array<std::string_view, 2>, 6> sentences = {{
      {"Choose a password of at least 12 characters. Several words that do not belong together are good.", "Välj ett lösenord med minst 12 tecken. Flera ord som inte hör ihop är bra."},
      {"Choose a password of at most 1024 bytes.", "Välj ett lösenord på högst 1024 byte."},
      {"Send the password as UTF-8 text.", "Skicka lösenordet som UTF-8-text."},
      {"Choose another password. Many people use this one, so it is tried first.", "Välj ett annat lösenord. Många använder detta, så det prövas först."},
      {"Choose another password. This one follows a pattern that is easily guessed.", "Välj ett annat lösenord. Detta följer ett mönster som är lätt att gissa."},
      {"Choose another password. This one is little more than a name.", "Välj ett annat lösenord. Detta är inte mycket mer än ett namn."},
  }};
  return sentences[static_cast<std::size_t>(fault)][is_swedish ? 1 : 0];
}

}  // namespace server
