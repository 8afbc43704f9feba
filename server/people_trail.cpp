#include "server/people_trail.h"

#include <string>

#include "shared/json_writer.h"

namespace server {
namespace {

constexpr std::string_view person_sql = "select reseller, user_name, role from person where user_key = $1";

std::string user_json(std::string_view user) {
  shared::JsonWriter writer;
  writer.open('{');
  writer.key("User");
  writer.string(user);
  writer.close('}');
  return writer.take();
}

}  // namespace

shared::Result<Done, StoreFailure> note_person(Connection& connection, std::string_view user_key, const PersonEvent& event) {
  const Parameter parameters[] = {user_key};
  const auto found = connection.execute(person_sql, parameters);
  if (!found) return found.failure();
  std::string reseller;
  std::string user = "unknown";
  Change change;
  change.at_ms = event.at_ms;
  change.client = event.is_by_command ? std::string_view("command line") : event.client;
  change.credential = event.is_by_command ? "command" : "session";
  change.address = event.address;
  if (!found->rows.empty()) {
    reseller = text_of(found->rows[0][0]);
    user = text_of(found->rows[0][1]);
    if (!event.is_by_command) change.roles = text_of(found->rows[0][2]);
  }
  change.by = event.is_by_command ? "command line" : user;
  Activity activity;
  activity.operation = event.operation;
  activity.status = event.status;
  if (event.is_by_command) activity.new_value = user_json(user);
  const auto noted = append_activity(connection, reseller, change, activity);
  if (!noted) return noted.failure();
  return Done{};
}

}  // namespace server
