#include "server/user_command.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <optional>
#include <string>

#include "server/passwords.h"
#include "server/secrets.h"
#include "server/store.h"
#include "server/users.h"
#include "shared/search_key.h"
#include "shared/text.h"

namespace server {
namespace {

constexpr std::string_view reseller_without_name = "Reseller";
constexpr std::size_t name_bytes_max = 200;

struct Order {
  std::string_view command;
  std::string data_folder;
  NewUser user;
  bool has_role = false;
};

int fail(int status, const std::string& sentence) {
  std::fprintf(stderr, "kundkonto user: %s\n", sentence.c_str());
  return status;
}

bool is_name(std::string_view text) {
  if (text.empty() || text.size() > name_bytes_max || !shared::is_utf8(text)) return false;
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

bool read_role(std::string_view text, Order& order) {
  for (const shared::Role role : shared::all_roles) {
    if (shared::code_of(role) != text) continue;
    order.user.role = role;
    order.has_role = true;
    return true;
  }
  return false;
}

std::string role_names() {
  std::string names;
  for (const shared::Role role : shared::all_roles) names.append(names.empty() ? "" : ", ").append(shared::code_of(role));
  return names;
}

// The sentence that says what is wrong with one flag; empty when nothing is.
std::string read_flag(std::string_view flag, std::string_view value, Order& order) {
  if (flag == "--data") {
    order.data_folder = value;
  } else if (flag == "--user") {
    if (!is_name(value)) return "A user name has 1 to 200 bytes of text without line breaks.";
    order.user.user = value;
  } else if (flag == "--display-name") {
    if (!is_name(value)) return "A display name has 1 to 200 bytes of text without line breaks.";
    order.user.display_name = value;
  } else if (!read_role(value, order)) {
    return "There is no role '" + std::string(value) + "'. The roles are: " + role_names() + ".";
  }
  return {};
}

shared::Result<Order, std::string> order_of(std::span<const std::string_view> arguments) {
  Order order;
  if (!arguments.empty()) order.command = arguments[0];
  constexpr std::string_view commands[] = {"add", "list", "disable", "password"};
  if (std::find(std::begin(commands), std::end(commands), order.command) == std::end(commands)) {
    return std::string("Say what to do: add, list, disable or password. See kundkonto --help.");
  }
  for (std::size_t i = 1; i < arguments.size(); i += 2) {
    const std::string_view flag = arguments[i];
    const bool only_add = flag == "--display-name" || flag == "--role";
    if (flag != "--data" && flag != "--user" && !only_add) return "user does not know '" + std::string(flag) + "'. See kundkonto --help.";
    if (only_add && order.command != "add") return std::string(flag) + " is only for user add.";
    if (i + 1 == arguments.size()) return std::string(flag) + " needs a value behind it.";
    if (std::string sentence = read_flag(flag, arguments[i + 1], order); !sentence.empty()) return sentence;
  }
  if (order.data_folder.empty()) return std::string("Say where the data is kept: --data DIR.");
  if (order.command != "list" && order.user.user.empty()) return std::string("Say whom it is about: --user NAME.");
  if (order.command == "add" && !order.has_role) return "Say what the user may do: --role ROLE, one of " + role_names() + ".";
  if (order.user.display_name.empty()) order.user.display_name = order.user.user;
  return order;
}

std::string first_line_of_input() {
  std::string line;
  // One byte more than is allowed, so that a password that is too long is seen to be.
  for (int c = std::getchar(); c != EOF && c != '\n' && line.size() <= password_bytes_max; c = std::getchar()) line.push_back(static_cast<char>(c));
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

std::size_t characters_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// No value when what was given is no password; it was said why.
std::optional<std::string> password_for(bool& is_made_up) {
  is_made_up = ::isatty(STDIN_FILENO) == 1;
  if (is_made_up) return random_password();
  std::string password = first_line_of_input();
  if (password.size() > password_bytes_max || !shared::is_utf8(password)) {
    fail(1, "The password is longer than " + std::to_string(password_bytes_max) + " bytes, or no UTF-8 text.");
    return std::nullopt;
  }
  if (characters_of(password) < password_characters_min) {
    fail(1, "A password has at least " + std::to_string(password_characters_min) +
                " characters. Give it as the first line of standard input, or run this at a terminal to have one made.");
    return std::nullopt;
  }
  return password;
}

bool exists(Users& users, std::string_view user) {
  const std::string key = shared::search_key(user);
  const std::vector<ListedUser> all = users.list();
  return std::any_of(all.begin(), all.end(), [&key](const ListedUser& listed) { return shared::search_key(listed.user) == key; });
}

int list_users(Users& users) {
  for (const ListedUser& user : users.list()) {
    std::printf("%s\t%s\t%s\t%s\n", user.user.c_str(), user.role.c_str(), user.disabled ? "disabled" : "enabled", user.display_name.c_str());
  }
  return 0;
}

int add_or_change(Database& database, Users& users, Order& order) {
  bool is_made_up = false;
  auto password = password_for(is_made_up);
  if (!password) return 1;
  order.user.password = std::move(*password);
  bool done = false;
  if (order.command == "add") {
    const std::string reseller = reseller_id(database, reseller_without_name);
    done = !reseller.empty() && users.add(reseller, order.user, now_ms());
  } else {
    done = users.set_password(order.user.user, order.user.password, now_ms());
  }
  if (!done) return fail(1, "Nothing was stored: the disk is full, or the data folder cannot be written.");
  if (is_made_up) std::printf("Password of %s: %s\n", order.user.user.c_str(), order.user.password.c_str());
  return 0;
}

}  // namespace

int run_user_command(std::span<const std::string_view> arguments) {
  auto order = order_of(arguments);
  if (!order) return fail(2, order.failure());
  const auto database = open_store(order->data_folder);
  if (!database) return fail(1, sentence_of(database.failure(), order->data_folder));
  Users users(**database);
  if (order->command == "list") return list_users(users);
  const bool is_there = exists(users, order->user.user);
  if (order->command == "add" && is_there) return fail(1, "The user '" + order->user.user + "' exists already. Change the password with user password.");
  if (order->command != "add" && !is_there) return fail(1, "There is no user '" + order->user.user + "'. See user list.");
  if (order->command != "disable") return add_or_change(**database, users, *order);
  if (users.disable(order->user.user, now_ms())) return 0;
  return fail(1, "Nothing was stored: the disk is full, or the data folder cannot be written.");
}

}  // namespace server
