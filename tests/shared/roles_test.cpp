#include "shared/roles.h"

#include <doctest/doctest.h>

#include <string>

using namespace shared;

TEST_CASE("a role is found by each of its spellings") {
  CHECK(find_role("sales_agent") == Role::sales_agent);
  CHECK(find_role("SalesAgent") == Role::sales_agent);
  CHECK(find_role("HelpDeskAgent") == Role::helpdesk_agent);
  CHECK(find_role("User Management Admin") == Role::user_management_admin);
  CHECK_FALSE(find_role("owner").has_value());
  CHECK_FALSE(find_role("").has_value());
}

TEST_CASE("the table says what each role may") {
  struct Row {
    Permission permission;
    const char* roles;  // global, admin, sales, helpdesk, billing, user management, default
  };
  // As the partner API's pages say it; see the table in roles.cpp.
  const Row rows[] = {
      {Permission::read_customers, "yyyyy--"},           {Permission::update_billing_profile, "yyy----"},
      {Permission::create_customers, "yyy--y-"},         {Permission::change_purchase_permission, "-y-----"},
      {Permission::read_purchase_permission, "yyyy---"}, {Permission::read_activity_log, "yy-----"},
      {Permission::read_personal_data, "yyy----"},       {Permission::manage_users, "y----y-"},
  };
  int seen = 0;
  for (const Row& row : rows) {
    for (const Role role : all_roles) {
      INFO(std::string(code_of(role)) << " " << std::string(code_of(row.permission)));
      CHECK(permissions_of(role).contains(row.permission) == (row.roles[static_cast<std::size_t>(role)] == 'y'));
      ++seen;
    }
  }
  CHECK(seen == 56);
}

TEST_CASE("several roles may what any of them may") {
  RoleSet roles = Role::helpdesk_agent;
  roles.insert(Role::user_management_admin);
  CHECK(permissions_of(roles).contains(Permission::read_customers));
  CHECK(permissions_of(roles).contains(Permission::manage_users));
  CHECK_FALSE(permissions_of(roles).contains(Permission::update_billing_profile));
  CHECK(highest_of(roles) == Role::helpdesk_agent);
  CHECK_FALSE(highest_of({}).has_value());
}

TEST_CASE("every permission has a code of its own that leads back to it") {
  for (std::size_t i = 0; i < permission_count; ++i) {
    const auto permission = static_cast<Permission>(i);
    CHECK(find_permission(code_of(permission)) == permission);
  }
}
