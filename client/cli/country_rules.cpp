#include "client/cli/country_rules.h"

#include "shared/country_rules.h"
#include "shared/text.h"

namespace client::cli {

bool print_country_rules(std::string_view code, Sink& output, Sink& errors) {
  if (shared::equal_ignoring_case(code, "all")) {
    for (const shared::Country& country : shared::countries()) output << shared::to_json(shared::country_rules(country)) << '\n';
    return true;
  }
  if (const shared::Country* country = shared::find_country_of_any_case(code)) {
    output << shared::to_json(shared::country_rules(*country)) << '\n';
    return true;
  }
  errors << "kundkonto-check: No country has the code " << code.substr(0, 80) << ". ";
  if (const shared::Country* near = shared::near_country(code)) {
    errors << "Did you mean " << near->code << " (" << near->name_english << ")?\n";
  } else {
    errors << "Give the two letters of ISO 3166, such as SE, or all.\n";
  }
  return false;
}

}  // namespace client::cli
