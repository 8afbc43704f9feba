#include "tests/server/store_fixture.h"

#include <atomic>
#include <cstdlib>
#include <filesystem>

#include "server/secrets.h"

namespace tests {

TemporaryFolder::TemporaryFolder() {
  std::string name = (std::filesystem::temp_directory_path() / "kundkonto-test-XXXXXX").string();
  const char* made = ::mkdtemp(name.data());
  if (!made) std::abort();
  path_ = made;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  std::filesystem::remove_all(path_, error);
}

shared::Account valid_account(std::string_view company_name) {
  static std::atomic<int> number{0};
  const std::string host = "company-" + std::to_string(++number) + ".example";
  shared::Account account;
  account.id = server::random_guid();
  account.relationship_to_partner = "reseller";
  account.company_profile.tenant_id = account.id;
  account.company_profile.domain = host;
  account.company_profile.company_name = company_name;
  shared::BillingProfile& billing = account.billing_profile;
  billing.id = server::random_guid();
  billing.company_name = company_name;
  billing.first_name = billing.default_address.first_name = "Björn";
  billing.last_name = billing.default_address.last_name = "Hermansson";
  billing.email = "billing@" + host;
  billing.culture = "sv-SE";
  billing.language = "sv";
  billing.default_address.country = "SE";
  billing.default_address.address_line1 = "Storgatan 1 A";
  billing.default_address.city = "Stockholm";
  billing.default_address.postal_code = "114 55";
  billing.default_address.phone_number = "+46 8 123 456 78";
  return account;
}

bool store_account(server::Database& database, std::string_view reseller, const shared::Account& account) {
  const server::StoredCustomer customer{account, server::random_etag(), server::random_etag(), 1, "test"};
  const auto done = database.transaction([&](server::Connection& connection) -> shared::Result<server::Ending, server::StoreFailure> {
    const auto written = server::AccountStore::insert(connection, reseller, customer);
    if (!written) return written.failure();
    return server::Ending::keep;
  });
  return static_cast<bool>(done);
}

std::string add_reseller(server::Database& database, std::string_view name) {
  const std::string id = server::random_guid();
  const auto done = database.transaction([&](server::Connection& connection) -> shared::Result<server::Ending, server::StoreFailure> {
    const server::Parameter values[] = {std::string_view(id), name};
    const auto written = connection.execute("insert into reseller (id, name) values ($1, $2)", values);
    if (!written) return written.failure();
    return server::Ending::keep;
  });
  return done ? id : std::string();
}

server::Principal agent_of(const std::string& reseller) {
  server::Principal principal;
  principal.user = "agent";
  principal.roles = shared::Role::admin_agent;
  principal.permissions = shared::permissions_of(principal.roles);
  principal.reseller_id = reseller;
  return principal;
}

server::Change change_by(std::string_view user) { return {std::string(user), "tests", "c0ffee00-0000-4000-8000-000000000001", 1234}; }

std::int64_t read_number(server::Database& database, std::string_view sql) {
  std::int64_t number = -1;
  (void)database.read([&](server::Connection& connection) -> shared::Result<server::Ending, server::StoreFailure> {
    const auto found = connection.execute(sql, {});
    if (!found) return found.failure();
    if (!found->rows.empty()) number = server::integer_of(found->rows[0][0]);
    return server::Ending::keep;
  });
  return number;
}

}  // namespace tests
