#include "server/routes.h"

#include "server/dispatch.h"
#include "server/tolerance.h"

namespace server {
namespace {

using shared::Permission;

constexpr Route routes[] = {
    {"POST", "/session", anyone, Tokens::app_or_user, StoreUse::none, open_session,
     {"signIn", "Sign in with a user name and a password", "Credentials", "Session"}},
    {"GET", "/session", signed_in, Tokens::app_or_user, StoreUse::reads, read_session, {"readSession", "Who is signed in, and what one may do", "", "Session"}},
    {"DELETE", "/session", anyone, Tokens::app_or_user, StoreUse::none, end_session, {"signOut", "End the session", "", "", 204}},

    {"GET", "/session/options", anyone, Tokens::app_or_user, StoreUse::none, read_sign_in_options, {"readSignInOptions", "How one may sign in", "", "SignInOptions"}},
    {"GET", "/session/openid", anyone, Tokens::app_or_user, StoreUse::none, begin_openid, {"beginOpenIdSignIn", "Go to the OpenID Connect issuer", "", "", 302}},
    {"GET", "/session/openid/callback", anyone, Tokens::app_or_user, StoreUse::none, finish_openid, {"finishOpenIdSignIn", "Come back from the issuer", "", "", 302}},
    {"POST", "/session/password", signed_in, Tokens::user_only, StoreUse::none, change_password,
     {"changePassword", "Choose another password; ends all other sessions", "PasswordChange", "Session"}},
    {"POST", "/session/setup", anyone, Tokens::app_or_user, StoreUse::none, set_up, {"setUp", "Make the first admin by the one-time link", "Setup", "Session"}},
    {"GET", "/sessions", signed_in, Tokens::user_only, StoreUse::reads, list_sessions, {"listSessions", "One's own sessions: when, from where", "", "SessionList"}},
    {"DELETE", "/sessions", signed_in, Tokens::user_only, StoreUse::writes, end_all_sessions, {"endSessions", "End all of one's own sessions", "", "", 204}},
    {"DELETE", "/sessions/{session}", signed_in, Tokens::user_only, StoreUse::writes, end_one_session, {"endOtherSession", "End one of one's own sessions", "", "", 204}},

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

    {"POST", "/v1/customers", needs(Permission::create_customers), Tokens::app_or_user, StoreUse::writes, create_customer,
     {"createCustomer", "Create a customer", "NewCustomer", "CreatedCustomer", 201}},
    {"PATCH", "/v1/customers/{id}", needs(Permission::end_relationship), Tokens::user_only, StoreUse::writes, end_relationship,
     {"endRelationship", "Give up the reseller relationship", "RelationshipChange", "Customer"}},
    {"DELETE", "/v1/customers/{id}", needs(Permission::delete_customers), Tokens::app_or_user, StoreUse::writes, delete_customer,
     {"deleteCustomer", "Delete a customer, where the server is set to allow it", "", "", 204}},
    {"HEAD", "/v1/domains/{domain}", signed_in, Tokens::app_or_user, StoreUse::reads, look_for_domain,
     {"lookForDomain", "Whether a domain exists: 200 taken, 404 free", "", ""}},
    {"GET", "/v1/validations/checkdomainavailability/{prefix}", signed_in, Tokens::app_or_user, StoreUse::reads, check_domain_prefix,
     {"checkDomainPrefix", "Whether a domain prefix is free", "", "Boolean"}},

    {"GET", "/v1/SelfServePolicy", needs(Permission::read_purchase_permission), Tokens::user_only, StoreUse::reads, list_policies,
     {"listPolicies", "Self-serve policies of a customer", "", "PolicyPage"}},
    {"POST", "/v1/SelfServePolicy", needs(Permission::change_purchase_permission), Tokens::user_only, StoreUse::writes, create_policy,
     {"createPolicy", "Allow a customer to buy for itself", "Policy", "Policy", 201}},
    {"PUT", "/v1/SelfServePolicy", needs(Permission::change_purchase_permission), Tokens::user_only, StoreUse::writes, replace_policy,
     {"replacePolicyByBody", "Change what a customer may buy; the id stands in the body", "Policy", "Policy"}},
    {"GET", "/v1/SelfServePolicy/{policy}", needs(Permission::read_purchase_permission), Tokens::user_only, StoreUse::reads, read_policy,
     {"readPolicy", "One self-serve policy", "", "Policy"}},
    {"PUT", "/v1/SelfServePolicy/{policy}", needs(Permission::change_purchase_permission), Tokens::user_only, StoreUse::writes, replace_policy,
     {"replacePolicy", "Change what a customer may buy", "Policy", "Policy"}},
    {"DELETE", "/v1/SelfServePolicy/{policy}", needs(Permission::change_purchase_permission), Tokens::user_only, StoreUse::writes, delete_policy,
     {"deletePolicy", "Stop a customer from buying for itself", "", "", 204}},

    {"GET", "/v1/customers/{id}/validationStatus", needs(Permission::read_customers), Tokens::user_only, StoreUse::reads, read_validation_status,
     {"readValidationStatus", "Whether the stored account passes the rules", "", "ValidationStatus"}},
    {"GET", "/v1/customers/{id}/qualifications", needs(Permission::read_customers), Tokens::app_or_user, StoreUse::reads, list_qualifications,
     {"listQualifications", "Special qualifications of a customer", "", "QualificationList"}},
    {"POST", "/v1/customers/{id}/qualifications", needs(Permission::update_qualifications), Tokens::app_or_user, StoreUse::writes, add_qualification,
     {"addQualification", "Claim a special qualification for a customer", "NewQualification", "Qualification", 201}},
    {"GET", "/v1/customers/{id}/qualification", needs(Permission::read_customers), Tokens::app_or_user, StoreUse::reads, read_older_qualification,
     {"readOlderQualification", "The qualification in its older form", "", "Text"}},
    {"PUT", "/v1/customers/{id}/qualification", needs(Permission::update_qualifications), Tokens::app_or_user, StoreUse::writes, replace_older_qualification,
     {"replaceOlderQualification", "Replace the qualification in its older form", "Text", "Text"}},
    {"GET", "/v1/customers/{id}/organization", needs(Permission::read_customers), Tokens::app_or_user, StoreUse::reads, read_organization,
     {"readOrganization", "The customer's organization", "", "OrganizationList"}},
    {"GET", "/v1/customers/{id}/customDomains", needs(Permission::read_customers), Tokens::app_or_user, StoreUse::reads, read_custom_domains,
     {"readCustomDomains", "The customer's domains", "", "TextList"}},
    {"POST", "/v1/customers/{id}/verifieddomain", needs(Permission::update_company_profile), Tokens::user_only, StoreUse::writes, add_verified_domain,
     {"addVerifiedDomain", "Add a domain that was verified", "NewVerifiedDomain", "VerifiedDomain", 201}},
    {"GET", "/v1/customers/{id}/agreements", needs(Permission::read_customers), Tokens::app_or_user, StoreUse::reads, list_agreements,
     {"listAgreements", "Agreements that were confirmed for a customer", "", "AgreementPage"}},
    {"POST", "/v1/customers/{id}/agreements", needs(Permission::update_company_profile), Tokens::user_only, StoreUse::writes, confirm_agreement,
     {"confirmAgreement", "Confirm that a customer accepted the agreement", "Agreement", "Agreement", 201}},
    {"GET", "/v1/customers/{id}/directSignedMicrosoftCustomerAgreementStatus", needs(Permission::read_customers), Tokens::user_only, StoreUse::reads,
     read_direct_agreement_status, {"readDirectAgreementStatus", "Whether the customer signed the agreement with the vendor itself", "", "SignedStatus"}},

    {"POST", "/v1/validations/address", signed_in, Tokens::app_or_user, StoreUse::reads, validate_address,
     {"validateAddress", "Whether an address can be right", "Address", "AddressVerdict"}},
    {"POST", "/v1/validations/account", signed_in, Tokens::app_or_user, StoreUse::reads, validate_account,
     {"validateAccount", "Judge a whole account without storing it", "Customer", "Verdict"}},
    {"GET", "/v1/countryvalidationrules/{country}", signed_in, Tokens::app_or_user, StoreUse::reads, read_country_rules,
     {"readCountryRules", "What a country wants of an account", "", "CountryValidationRules"}},

    {"GET", "/openapi.json", anyone, Tokens::app_or_user, StoreUse::none, tell_description, {"readDescription", "This description", "", "OpenApi"}},
    {"GET", "/docs", anyone, Tokens::app_or_user, StoreUse::none, show_description, {"showDescription", "This description for people", "", "Page"}},
    {"GET", "/docs.css", anyone, Tokens::app_or_user, StoreUse::none, style_description, {"styleDescription", "How that page looks", "", "Style"}},
    {"GET", "/healthz", anyone, Tokens::app_or_user, StoreUse::none, tell_alive, {"healthz", "The process turns over", "", "Health"}},
    {"GET", "/livez", anyone, Tokens::app_or_user, StoreUse::none, tell_alive, {"livez", "The process turns over", "", "Health"}},
    {"GET", "/readyz", anyone, Tokens::app_or_user, StoreUse::none, tell_ready, {"readyz", "The store takes writes, and the server is not about to stop", "", "Health"}},
    {"GET", "/version", anyone, Tokens::app_or_user, StoreUse::none, tell_version, {"version", "Which program and rules answer", "", "Version"}},
    {"GET", "/metrics", anyone, Tokens::app_or_user, StoreUse::none, tell_metrics, {"metrics", "Figures for Prometheus, for the operator alone", "", "Metrics"}},
};

}  // namespace

std::span<const Route> all_routes() { return routes; }

Response answer(const Request& request, Services& services, Trace& trace) {
  const bool is_lenient = services.settings.lenient_json && !request.body.empty();
  Request mended;
  if (is_lenient) {
    mended = request;
    mended.body = without_trailing_commas(request.body);
  }
  Response response = dispatch(all_routes(), is_lenient ? mended : request, services, trace);
  // The session's answers are read by the editor alone.
  if (services.settings.legacy_byte_order_mark && trace.route && trace.route->path.starts_with("/v1/")) begin_with_byte_order_mark(response);
  if (response.status == 401) response.set("WWW-Authenticate", "OAuth realm=urn:cpsvc:cpid:" + services.store_id);
  return response;
}

}  // namespace server
