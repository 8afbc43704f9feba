#include "shared/roles.h"

#include "shared/text.h"

namespace shared {
namespace {

constexpr std::string_view role_codes[] = {"global_admin", "admin_agent", "sales_agent", "helpdesk_agent", "billing_admin", "user_management_admin", "default_user"};
constexpr std::string_view permission_codes[] = {
    "read_customers",   "update_billing_profile",   "update_company_profile",     "create_customers", "end_relationship",   "delete_customers",  "update_qualifications",
    "read_purchase_permission", "change_purchase_permission", "read_history", "read_personal_data", "read_activity_log", "export_customers", "manage_users",
};
static_assert(std::size(role_codes) == std::size(all_roles) && std::size(permission_codes) == permission_count);

// One row a permission, one column a role, in the order of their enumerators.
constexpr std::string_view table[permission_count] = {
    // global, admin, sales, helpdesk, billing, user management, default
    "yyyyy--",  // read_customers
    "yyy----",  // update_billing_profile
    "yyy----",  // update_company_profile
    "yyy--y-",  // create_customers
    "yy-----",  // end_relationship
    "yy-----",  // delete_customers
    "yy-----",  // update_qualifications
    "yyyy---",  // read_purchase_permission
    "-y-----",  // change_purchase_permission
    "yyyyy--",  // read_history
    "yyy----",  // read_personal_data
    "yy-----",  // read_activity_log
    "yyy----",  // export_customers
    "y----y-",  // manage_users
};

std::string bare(std::string_view code) {
  std::string result;
  for (const char c : code) {
    if (c != '_' && c != ' ' && c != '-') result.push_back(ascii_lower(c));
  }
  return result;
}

}  // namespace

std::string_view code_of(Role role) { return role_codes[static_cast<std::size_t>(role)]; }
std::string_view code_of(Permission permission) { return permission_codes[static_cast<std::size_t>(permission)]; }

std::optional<Role> find_role(std::string_view code) {
  const std::string wanted = bare(code);
  for (const Role role : all_roles) {
    if (bare(code_of(role)) == wanted) return role;
  }
  return std::nullopt;
}

std::optional<Permission> find_permission(std::string_view code) {
  for (std::size_t i = 0; i < permission_count; ++i) {
    if (permission_codes[i] == code) return static_cast<Permission>(i);
  }
  return std::nullopt;
}

PermissionSet permissions_of(RoleSet roles) {
  PermissionSet permissions;
  for (std::size_t i = 0; i < permission_count; ++i) {
    for (const Role role : all_roles) {
      if (roles.contains(role) && table[i][static_cast<std::size_t>(role)] == 'y') permissions.insert(static_cast<Permission>(i));
    }
  }
  return permissions;
}

std::optional<Role> highest_of(RoleSet roles) {
  for (const Role role : all_roles) {
    if (roles.contains(role)) return role;
  }
  return std::nullopt;
}

}  // namespace shared
