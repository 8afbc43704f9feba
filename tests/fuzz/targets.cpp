#include "tests/fuzz/targets.h"

#include "tests/fuzz/value_targets.h"

namespace tests {
namespace {

using shared::ValueKind;

constexpr FuzzTarget targets[] = {
    {"wire", fuzz_wire},
    {"account", fuzz_account},
    {"companyName", fuzz_value<ValueKind::company_name>},
    {"personName", fuzz_value<ValueKind::person_name>},
    {"email", fuzz_value<ValueKind::email>},
    {"phoneNumber", fuzz_value<ValueKind::phone_number>},
    {"postalCode", fuzz_value<ValueKind::postal_code>},
    {"postalCodeInState", fuzz_value<ValueKind::postal_code_in_state>},
    {"state", fuzz_value<ValueKind::state>},
    {"city", fuzz_value<ValueKind::city>},
    {"addressLine", fuzz_value<ValueKind::address_line>},
    {"domain", fuzz_value<ValueKind::domain>},
    {"country", fuzz_value<ValueKind::country>},
    {"language", fuzz_value<ValueKind::language>},
    {"culture", fuzz_value<ValueKind::culture>},
    {"taxId", fuzz_value<ValueKind::tax_id>},
    {"organizationRegistrationNumber", fuzz_value<ValueKind::organization_registration_number>},
};

}  // namespace

std::span<const FuzzTarget> fuzz_targets() { return targets; }

const FuzzTarget* find_fuzz_target(std::string_view name) {
  for (const FuzzTarget& target : targets) {
    if (target.name == name) return &target;
  }
  return nullptr;
}

}  // namespace tests
