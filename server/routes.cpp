#include "server/routes.h"

#include "server/dispatch.h"

namespace server {
namespace {

using shared::Permission;

constexpr Route routes[] = {
    {"POST", "/session", anyone, Tokens::app_or_user, StoreUse::none, open_session,
     {"signIn", "Sign in with a user name and a password", "Credentials", "Session"}},
    {"GET", "/session", signed_in, Tokens::app_or_user, StoreUse::reads, read_session, {"readSession", "Who is signed in, and what one may do", "", "Session"}},
    {"DELETE", "/session", anyone, Tokens::app_or_user, StoreUse::none, end_session, {"signOut", "End the session", "", "", 204}},

    {"GET", "/v1/customers", needs(Permission::read_customers), Tokens::app_or_user, StoreUse::reads, list_customers,
     {"listCustomers", "One page of the customer list", "", "CustomerPage"}},
    {"GET", "/v1/customers/{id}", needs(Permission::read_customers), Tokens::app_or_user, StoreUse::reads, read_customer,
     {"readCustomer", "One customer with both profiles", "", "Customer"}},
    {"GET", "/v1/customers/{id}/profiles/billing", needs(Permission::read_customers), Tokens::app_or_user, StoreUse::reads, read_billing,
     {"readBillingProfile", "Billing information of a customer", "", "BillingProfile"}},
    {"PUT", "/v1/customers/{id}/profiles/billing", needs(Permission::update_billing_profile), Tokens::app_or_user, StoreUse::writes, replace_billing,
     {"replaceBillingProfile", "Replace the billing information of a customer", "BillingProfile", "BillingProfile"}},
    {"GET", "/v1/customers/{id}/profiles/company", needs(Permission::read_customers), Tokens::user_only, StoreUse::reads, read_company,
     {"readCompanyProfile", "Company details of a customer", "", "CompanyProfile"}},
    {"PUT", "/v1/customers/{id}/profiles/company", needs(Permission::update_company_profile), Tokens::user_only, StoreUse::writes, replace_company,
     {"replaceCompanyProfile", "Replace the company details of a customer", "CompanyProfile", "CompanyProfile"}},

    {"GET", "/v1/customers/{id}/history", needs(Permission::read_history), Tokens::app_or_user, StoreUse::reads, list_history,
     {"listHistory", "What was changed of a customer, field by field, newest first", "", "History"}},
    {"GET", "/v1/customers/{id}/history/{number}", needs(Permission::read_history), Tokens::app_or_user, StoreUse::reads, read_history_entry,
     {"readHistoryEntry", "One change, and the account as it was after it", "", "HistoryEntry"}},
    {"GET", "/v1/auditrecords", needs(Permission::read_activity_log), Tokens::app_or_user, StoreUse::reads, list_audit_records,
     {"listAuditRecords", "Everything that was done or refused, newest first", "", "AuditRecords"}},

    {"POST", "/v1/validations/account", signed_in, Tokens::app_or_user, StoreUse::reads, validate_account,
     {"validateAccount", "Judge a whole account without storing it", "Customer", "Verdict"}},
    {"GET", "/v1/countryvalidationrules/{country}", signed_in, Tokens::app_or_user, StoreUse::reads, read_country_rules,
     {"readCountryRules", "What a country wants of an account", "", "CountryValidationRules"}},

    {"GET", "/healthz", anyone, Tokens::app_or_user, StoreUse::none, tell_alive, {"healthz", "The process turns over", "", "Health"}},
    {"GET", "/livez", anyone, Tokens::app_or_user, StoreUse::none, tell_alive, {"livez", "The process turns over", "", "Health"}},
    {"GET", "/readyz", anyone, Tokens::app_or_user, StoreUse::none, tell_ready, {"readyz", "The store takes writes, and the server is not about to stop", "", "Health"}},
    {"GET", "/version", anyone, Tokens::app_or_user, StoreUse::none, tell_version, {"version", "Which program and rules answer", "", "Version"}},
    {"GET", "/metrics", anyone, Tokens::app_or_user, StoreUse::none, tell_metrics, {"metrics", "Figures for Prometheus, for the operator alone", "", "Metrics"}},
};

}  // namespace

std::span<const Route> all_routes() { return routes; }

Response answer(const Request& request, Services& services, Trace& trace) { return dispatch(all_routes(), request, services, trace); }

}  // namespace server
