#include "server/tolerance.h"

namespace server {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Whether the next thing behind a comma closes an object or array.
bool closes(std::string_view rest) {
  for (const char c : rest) {
    if (!is_blank(c)) return c == '}' || c == ']';
  }
  return false;
}

}  // namespace

std::string without_trailing_commas(std::string_view json) {
  std::string result;
  result.reserve(json.size());
  bool is_in_text = false;
  bool is_escaped = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (!is_in_text && c == ',' && closes(json.substr(i + 1))) continue;
    if (c == '"' && !is_escaped) is_in_text = !is_in_text;
    is_escaped = is_in_text && c == '\\' && !is_escaped;
    result.push_back(c);
  }
  return result;
}

void begin_with_byte_order_mark(Response& response) {
  const bool is_json = response.content_type.starts_with("application/json");
  if (is_json && response.status < 300 && !response.body.empty()) response.body.insert(0, "\xEF\xBB\xBF");
}

void widen_permissions(const Settings& settings, Principal& principal) {
  using shared::Permission;
  if (settings.global_admin_may_switch_permission && principal.roles.contains(shared::Role::global_admin)) {
    principal.permissions.insert(Permission::change_purchase_permission);
  }
  if (settings.helpdesk_may_edit_contacts && principal.roles.contains(shared::Role::helpdesk_agent) && !principal.may(Permission::update_billing_profile)) {
    principal.permissions.insert(Permission::update_billing_profile);
    principal.edits_contacts_alone = true;
  }
}

}  // namespace server
