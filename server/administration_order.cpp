#include "server/administration_order.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "server/answers.h"
#include "server/own_tokens.h"
#include "server/users.h"
#include "shared/text.h"

namespace server {
namespace {

constexpr std::size_t name_bytes_max = 200;

// One row an action: the flags that it takes beside --data, divided by blanks; those with "!" must be given.
struct Action {
  std::string_view command;
  std::string_view name;
  std::string_view flags;
};
constexpr Action actions[] = {
    {"user", "add", "--user! --role! --display-name --reseller"},
    {"user", "list", ""},
    {"user", "disable", "--user!"},
    {"user", "enable", "--user!"},
    {"user", "password", "--user!"},
    {"reseller", "add", "--name! --id"},
    {"reseller", "list", ""},
    {"token", "create", "--user! --expires --application --application-only"},
    {"token", "list", ""},
    {"token", "revoke", "--user --id"},
    {"token", "rotate-key", "--end-old"},
};

bool is_name(std::string_view text) {
  if (text.empty() || text.size() > name_bytes_max || !shared::is_utf8(text)) return false;
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

// How the action takes a flag: not at all, as it likes, or always.
enum class Taken : std::uint8_t { never, may, must };
Taken taken(const Action& action, std::string_view flag) {
  std::string_view rest = action.flags;
  while (!rest.empty()) {
    std::string_view one = rest.substr(0, rest.find(' '));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    const bool must = one.ends_with('!');
    if (must) one.remove_suffix(1);
    if (one == flag) return must ? Taken::must : Taken::may;
  }
  return Taken::never;
}

// "30d", "12h" or "90m"; no value for any other text, and for more than is allowed.
std::optional<std::int64_t> life_of(std::string_view text) {
  if (text.size() < 2) return std::nullopt;
  std::int64_t minutes = 0;
  switch (text.back()) {
    case 'd': minutes = 24 * 60; break;
    case 'h': minutes = 60; break;
    case 'm': minutes = 1; break;
    default: return std::nullopt;
  }
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size() - 1, number);
  if (error != std::errc() || end != text.data() + text.size() - 1 || number <= 0) return std::nullopt;
  const std::int64_t life_ms = number * minutes * 60 * 1000;
  return life_ms <= token_life_max_ms ? std::optional(life_ms) : std::nullopt;
}

std::string role_names() {
  std::string names;
  for (const shared::Role role : shared::all_roles) names.append(names.empty() ? "" : ", ").append(shared::code_of(role));
  return names;
}

std::string* text_of_flag(std::string_view flag, AdministrationOrder& order) {
  if (flag == "--user") return &order.user;
  if (flag == "--display-name") return &order.display_name;
  if (flag == "--reseller") return &order.reseller;
  if (flag == "--name") return &order.name;
  if (flag == "--application") return &order.application;
  return nullptr;
}

// The sentence that says what is wrong with one flag's value; empty when nothing is.
std::string read_value(std::string_view flag, std::string_view value, AdministrationOrder& order) {
  if (std::string* text = text_of_flag(flag, order)) {
    if (!is_name(value)) return std::string(flag) + " takes 1 to 200 bytes of text without line breaks.";
    if (flag == "--user" && is_reserved_user_name(value)) return "A user name does not begin with \"openid \": so begin the keys of an issuer's users.";
    *text = value;
    return {};
  }
  if (flag == "--role") {
    const auto role = shared::find_role(value);
    if (!role) return "There is no role '" + std::string(value) + "'. The roles are: " + role_names() + ".";
    order.roles.insert(*role);
    return {};
  }
  if (flag == "--expires") {
    const auto life_ms = life_of(value);
    if (!life_ms) return "--expires takes a time like 30d, 12h or 90m, at most 366d.";
    order.life_ms = *life_ms;
    return {};
  }
  order.id = value;
  for (char& c : order.id) c = shared::ascii_lower(c);
  return is_guid(value) ? std::string() : "--id takes an identifier like 3f6b0c1e-84d2-4c57-9e0b-6a1f27c941d8.";
}

const Action* find_action(std::string_view command, std::string_view name, std::string& names) {
  const Action* found = nullptr;
  for (const Action& action : actions) {
    if (action.command != command) continue;
    names.append(names.empty() ? "" : ", ").append(action.name);
    if (action.name == name) found = &action;
  }
  return found;
}

std::string missing_of(const Action& action, const AdministrationOrder& order) {
  if (order.place.empty()) return "Say where the data is kept: --data DIR or --database URL.";
  if (taken(action, "--user") == Taken::must && order.user.empty()) return "Say whom it is about: --user NAME.";
  if (taken(action, "--role") == Taken::must && order.roles.is_empty()) return "Say what the user may do: --role ROLE, one of " + role_names() + ".";
  if (taken(action, "--name") == Taken::must && order.name.empty()) return "Say what the reseller is called: --name NAME.";
  if (action.name == "revoke" && order.user.empty() == order.id.empty()) return "Say which tokens end: all of one user with --user NAME, or one with --id ID.";
  return {};
}

}  // namespace

shared::Result<AdministrationOrder, std::string> read_order(const std::vector<std::string>& words) {
  AdministrationOrder order;
  if (!words.empty()) order.command = words[0];
  if (words.size() > 1) order.action = words[1];
  std::string names;
  const Action* action = find_action(order.command, order.action, names);
  if (!action) return "Say what to do: " + names + ". See kundkonto --help.";
  for (std::size_t i = 2; i < words.size(); ++i) {
    const std::string& flag = words[i];
    const bool is_switch = flag == "--application-only" || flag == "--end-old";
    const bool is_place = flag == "--data" || flag == "--database";
    if (!is_place && taken(*action, flag) == Taken::never) return order.command + " " + order.action + " does not know '" + flag + "'. See kundkonto --help.";
    if (is_switch) {
      (flag == "--end-old" ? order.ends_old : order.is_application_only) = true;
      continue;
    }
    if (i + 1 == words.size()) return flag + " needs a value behind it.";
    const std::string& value = words[++i];
    if (is_place) {
      order.place = value;
    } else if (std::string sentence = read_value(flag, value, order); !sentence.empty()) {
      return sentence;
    }
  }
  if (std::string sentence = missing_of(*action, order); !sentence.empty()) return sentence;
  if (order.display_name.empty()) order.display_name = order.user;
  return order;
}

}  // namespace server
