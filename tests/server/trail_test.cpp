// What is noted of refused writes.
#include "server/trail.h"

#include <doctest/doctest.h>

#include <string>

using namespace server;

TEST_CASE("every route that writes has the name of an operation") {
  struct Case {
    const char* method;
    const char* path;
    Operation operation;
  };
  const Case cases[] = {
      {"PUT", "/v1/customers/{id}/profiles/billing", Operation::update_customer_billing_profile},
      {"PUT", "/v1/customers/{id}/profiles/company", Operation::update_company_info},
      {"POST", "/v1/customers", Operation::add_customer},
      {"PATCH", "/v1/customers/{id}", Operation::remove_partner_customer_relationship},
      {"DELETE", "/v1/customers/{id}", Operation::delete_customer},
      {"POST", "/v1/SelfServePolicy", Operation::create_self_serve_policy},
      {"DELETE", "/v1/SelfServePolicy/{policy}", Operation::delete_self_serve_policy},
  };
  std::size_t seen = 0;
  int writing = 0;
  for (const Route& route : all_routes()) {
    if (route.store_use != StoreUse::writes) continue;
    const std::string name = std::string(route.method) + " " + std::string(route.path);
    INFO(name);
    CHECK(operation_of(route));
    ++writing;
    for (const Case& row : cases) {
      if (route.method != row.method || route.path != row.path) continue;
      CHECK(operation_of(route) == row.operation);
      ++seen;
    }
  }
  CHECK(seen == std::size(cases));
  CHECK(writing >= 10);
}
