#include "server/administration.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <thread>
#include <utility>

#include "server/administration_order.h"
#include "server/own_tokens.h"
#include "server/people_trail.h"
#include "server/password_rules.h"
#include "server/passwords.h"
#include "server/resellers.h"
#include "server/secrets.h"
#include "server/store.h"
#include "server/users.h"

namespace server {
namespace {

constexpr std::string_view reseller_without_name = "Reseller";
constexpr std::string_view application_without_name = "kundkonto token";
constexpr std::string_view not_stored = "Nothing was stored: the disk is full, or the data folder cannot be written.";

CommandOutcome refused(std::string sentence) { return {1, {}, std::move(sentence)}; }

// Runs `body` in one transaction. It fills the outcome; what is not done is undone.
template <typename Body>
CommandOutcome within(Database& database, const Body& body) {
  CommandOutcome outcome;
  const auto done = database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    outcome = {};
    const shared::Result<Done, StoreFailure> ran = body(connection, outcome);
    if (!ran) return ran.failure();
    return outcome.status == 0 ? Ending::keep : Ending::undo;
  });
  if (!done && done.failure() != StoreFailure::refused) return refused(std::string(not_stored));
  return outcome;
}

std::string day_of(std::int64_t at_ms) {
  const std::time_t seconds = static_cast<std::time_t>(at_ms / 1000);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text;
}

CommandOutcome list_users(Database& database) {
  CommandOutcome outcome;
  for (const ListedUser& user : Users(database).list()) {
    outcome.output += user.user + "\t" + user.roles + "\t" + (user.disabled ? "disabled" : "enabled") + "\t" + user.display_name + "\t" + user.reseller_name + "\t" +
                      (user.issuer.empty() ? "local" : user.issuer) + "\n";
  }
  return outcome;
}

// The reseller that is meant; says why there is none.
shared::Result<std::string, StoreFailure> reseller_meant(Connection& connection, const std::string& name, CommandOutcome& outcome) {
  auto all = resellers::list(connection);
  if (!all) return all.failure();
  if (name.empty() && all->empty()) return resellers::add(connection, random_guid(), reseller_without_name);
  if (name.empty() && all->size() > 1) outcome = refused("Say whose user it is: --reseller NAME. See reseller list.");
  if (name.empty() && all->size() == 1) return all->front().id;
  for (const Reseller& reseller : *all) {
    if (!name.empty() && reseller.name == name) return reseller.id;
  }
  if (!name.empty()) outcome = refused("There is no reseller '" + name + "'. See reseller list.");
  return std::string();
}

CommandOutcome add_user(Database& database, const AdministrationOrder& order, const std::string& password) {
  const std::string stored = hash_password(password);
  if (stored.empty()) return refused("There is not enough memory to store a password.");
  return within(database, [&](Connection& connection, CommandOutcome& outcome) -> shared::Result<Done, StoreFailure> {
    const auto reseller = reseller_meant(connection, order.reseller, outcome);
    if (!reseller) return reseller.failure();
    if (outcome.status != 0) return Done{};
    const auto added = users::add(connection, *reseller, {order.user, order.display_name, order.roles, {}}, stored, now_ms());
    if (!added) return added.failure();
    if (!*added) outcome = refused("The user '" + order.user + "' exists already. Change the password with user password.");
    return Done{};
  });
}

CommandOutcome change_user(Database& database, const AdministrationOrder& order, const std::string& password) {
  Users all(database);
  const bool is_done = order.action == "disable"  ? all.disable(order.user, now_ms())
                       : order.action == "enable" ? all.enable(order.user, now_ms())
                                                  : all.set_password(order.user, password, now_ms());
  if (is_done) return {};
  return refused("There is no " + std::string(order.action == "password" ? "local " : "") + "user '" + order.user + "', or the store cannot be written. See user list.");
}

CommandOutcome administer_users(Database& database, const AdministrationOrder& order, const std::string& password) {
  if (order.action == "list") return list_users(database);
  if (order.wants_password()) {
    if (const auto fault = check_new_password(password, order.user, order.display_name)) {
      return refused(std::string(sentence_of(*fault, false)) + " It is the first line of standard input; at a terminal one is made up.");
    }
  }
  return order.action == "add" ? add_user(database, order, password) : change_user(database, order, password);
}

CommandOutcome administer_resellers(Database& database, const AdministrationOrder& order) {
  return within(database, [&](Connection& connection, CommandOutcome& outcome) -> shared::Result<Done, StoreFailure> {
    const auto all = resellers::list(connection);
    if (!all) return all.failure();
    const std::string id = order.id.empty() ? random_guid() : order.id;
    for (const Reseller& reseller : *all) {
      if (order.action == "list") outcome.output += reseller.id + "\t" + reseller.name + "\n";
      if (reseller.name == order.name || (order.action == "add" && reseller.id == id)) outcome = refused("There is a reseller of this name or id already. See reseller list.");
    }
    if (order.action == "list" || outcome.status != 0) return Done{};
    const auto added = resellers::add(connection, id, order.name);
    if (!added) return added.failure();
    outcome.output = id + "\n";
    return Done{};
  });
}

shared::Result<Done, StoreFailure> create_token(Connection& connection, const AdministrationOrder& order, std::string_view store_id, CommandOutcome& outcome) {
  const auto user_key = users::find_key(connection, order.user);
  if (!user_key) return user_key.failure();
  const auto reseller = resellers::of_user(connection, *user_key);
  if (!reseller) return reseller.failure();
  if (reseller->empty()) {
    outcome = refused("There is no user '" + order.user + "' who may sign in. See user list.");
    return Done{};
  }
  if (const auto prepared = own_tokens::prepare(connection, now_ms()); !prepared) return prepared;
  NewToken wanted{*user_key, *reseller, order.application.empty() ? std::string(application_without_name) : order.application, order.is_application_only,
                  order.life_ms == 0 ? token_life_default_ms : order.life_ms};
  const auto token = own_tokens::make(connection, wanted, store_id, now_ms());
  if (!token) return token.failure();
  outcome.output = *token + "\n";
  return note_person(connection, *user_key, {.operation = Operation::create_token, .at_ms = now_ms(), .is_by_command = true});
}

shared::Result<Done, StoreFailure> revoke_tokens(Connection& connection, const AdministrationOrder& order, CommandOutcome& outcome) {
  if (order.user.empty()) {
    const auto revoked = own_tokens::revoke_one(connection, order.id);
    if (!revoked) return revoked.failure();
    if (!*revoked) outcome = refused("There is no token with this id that could be used. See token list.");
    return Done{};
  }
  const auto user_key = users::find_key(connection, order.user);
  if (!user_key) return user_key.failure();
  if (!user_key->empty()) {
    if (const auto revoked = own_tokens::revoke_all(connection, *user_key, now_ms()); !revoked) return revoked;
    return note_person(connection, *user_key, {.operation = Operation::revoke_token, .at_ms = now_ms(), .is_by_command = true});
  }
  outcome = refused("There is no user '" + order.user + "'. See user list.");
  return Done{};
}

shared::Result<Done, StoreFailure> list_tokens(Connection& connection, CommandOutcome& outcome) {
  const auto tokens = own_tokens::list(connection, now_ms());
  if (!tokens) return tokens.failure();
  for (const ListedToken& token : *tokens) {
    outcome.output += token.id + "\t" + token.user + "\t" + token.application + "\t" + (token.is_application_only ? "application" : "user") + "\t" +
                      day_of(token.made_at_ms) + "\t" + day_of(token.ends_at_ms) + "\n";
  }
  return Done{};
}

CommandOutcome administer_tokens(Database& database, const AdministrationOrder& order) {
  const std::string store_id = store_id_of(database);
  if (store_id.empty()) return refused(std::string(not_stored));
  return within(database, [&](Connection& connection, CommandOutcome& outcome) -> shared::Result<Done, StoreFailure> {
    if (order.action == "create") return create_token(connection, order, store_id, outcome);
    if (order.action == "list") return list_tokens(connection, outcome);
    if (order.action == "revoke") return revoke_tokens(connection, order, outcome);
    return own_tokens::rotate_key(connection, order.ends_old, now_ms());
  });
}

// As for serve: an address with a password belongs into the environment rather than among the arguments.
void add_place_of_environment(std::vector<std::string>& words) {
  for (const std::string& word : words) {
    if (word == "--data" || word == "--database") return;
  }
  for (const auto& [variable, flag] : {std::pair("KUNDKONTO_DATABASE", "--database"), std::pair("KUNDKONTO_DATA", "--data")}) {
    const char* value = std::getenv(variable);
    if (!value || *value == '\0' || words.size() < 2) continue;
    words.insert(words.end(), {flag, value});
    return;
  }
}

std::string first_line_of_input() {
  std::string line;
  // One byte more than is allowed, so that a password that is too long is seen to be.
  for (int c = std::getchar(); c != EOF && c != '\n' && line.size() <= password_bytes_max; c = std::getchar()) line.push_back(static_cast<char>(c));
  if (line.ends_with('\r')) line.pop_back();
  return line;
}

// In this process where the store is free, else by the server that holds it; a server that is just starting gets a moment.
CommandOutcome run_where_the_store_is(const std::string& place, const CommandRequest& request) {
  constexpr int tries_max = 50;
  constexpr std::chrono::milliseconds between_tries(100);
  for (int i = 0; i < tries_max; ++i) {
    const auto database = open_store(place);
    if (database) return administer(**database, request);
    if (database.failure() != StoreFailure::in_use) return refused(sentence_of(database.failure(), place));
    if (auto outcome = send_command(place, request)) return std::move(*outcome);
    std::this_thread::sleep_for(between_tries);
  }
  return refused(sentence_of(StoreFailure::in_use, place));
}

}  // namespace

bool is_administration(std::string_view command) { return command == "user" || command == "reseller" || command == "token"; }

CommandOutcome administer(Database& database, const CommandRequest& request) {
  const auto order = read_order(request.words);
  if (!order) return {2, {}, order.failure()};
  if (order->command == "user") return administer_users(database, *order, request.input);
  if (order->command == "reseller") return administer_resellers(database, *order);
  return administer_tokens(database, *order);
}

int run_administration(std::span<const std::string_view> arguments) {
  CommandRequest request;
  for (const std::string_view word : arguments) request.words.emplace_back(word);
  add_place_of_environment(request.words);
  const auto order = read_order(request.words);
  CommandOutcome outcome;
  bool is_made_up = false;
  if (!order) {
    outcome = {2, {}, order.failure()};
  } else {
    is_made_up = order->wants_password() && ::isatty(STDIN_FILENO) == 1;
    if (order->wants_password()) request.input = is_made_up ? random_password() : first_line_of_input();
    outcome = run_where_the_store_is(order->place, request);
  }
  if (!outcome.errors.empty()) std::fprintf(stderr, "kundkonto %s: %s\n", request.words[0].c_str(), outcome.errors.c_str());
  std::printf("%s", outcome.output.c_str());
  if (outcome.status == 0 && is_made_up) std::printf("Password of %s: %s\n", order->user.c_str(), request.input.c_str());
  std::fflush(stdout);
  return outcome.status;
}

}  // namespace server
