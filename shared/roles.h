// Who may do what: the one table from role to permission. Source: the partner API's published roles (Customers workspace,
// "Give customers permission to buy"); where its texts differ, the narrower reading.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace shared {

enum class Role : std::uint8_t { global_admin, admin_agent, sales_agent, helpdesk_agent, billing_admin, user_management_admin, default_user };
inline constexpr Role all_roles[] = {Role::global_admin,  Role::admin_agent,           Role::sales_agent, Role::helpdesk_agent,
                                     Role::billing_admin, Role::user_management_admin, Role::default_user};
std::string_view code_of(Role role);  // Such as "sales_agent".

// By its code in any case and with or without "_": "SalesAgent" is one of the API's own spellings.
std::optional<Role> find_role(std::string_view code);

enum class Permission : std::uint8_t {
  read_customers,              // List, one customer, both profiles, and what else stands on the account page.
  update_billing_profile,
  update_company_profile,
  create_customers,
  end_relationship,            // Gives up the reseller relationship.
  delete_customers,            // Only where a setting allows it.
  update_qualifications,
  read_purchase_permission,
  change_purchase_permission,  // Whether a customer may buy for itself.
  read_history,                // Changes of one customer.
  read_personal_data,          // Without it, history shows personal values masked.
  read_activity_log,           // Every change and refusal of the reseller.
  export_customers,
  manage_users,
};
inline constexpr std::size_t permission_count = static_cast<std::size_t>(Permission::manage_users) + 1;
std::string_view code_of(Permission permission);
std::optional<Permission> find_permission(std::string_view code);

// A set of roles or of permissions, as bits.
template <typename Member>
class SetOf {
 public:
  constexpr SetOf() = default;
  constexpr SetOf(Member member) : bits_(bit(member)) {}  // NOLINT(google-explicit-constructor): one member is a set.
  constexpr void insert(Member member) { bits_ |= bit(member); }
  constexpr void erase(Member member) { bits_ &= ~bit(member); }
  constexpr bool contains(Member member) const { return (bits_ & bit(member)) != 0; }
  constexpr bool is_empty() const { return bits_ == 0; }
  constexpr SetOf& operator|=(SetOf other) {
    bits_ |= other.bits_;
    return *this;
  }
  constexpr bool operator==(const SetOf&) const = default;

 private:
  static constexpr std::uint32_t bit(Member member) { return std::uint32_t{1} << static_cast<unsigned>(member); }
  std::uint32_t bits_ = 0;
};
using RoleSet = SetOf<Role>;
using PermissionSet = SetOf<Permission>;

PermissionSet permissions_of(RoleSet roles);

// The one that may do most, for showing; no value for none.
std::optional<Role> highest_of(RoleSet roles);

}  // namespace shared
