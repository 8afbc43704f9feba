// What stands on the account page beside the two profiles: validation status, qualifications, organization, domains, agreements.
#include "server/agreements.h"
#include "server/dates.h"
#include "server/qualifications.h"
#include "server/relationship_wire.h"
#include "server/relationships.h"
#include "server/routes.h"
#include "shared/json_writer.h"
#include "shared/judge.h"
#include "shared/text.h"
#include "shared/validate.h"

namespace server {
namespace {

Response store_answer(StoreFailure failure, const Call& call) { return refusal_answer(refusal_of(failure_of(failure)), call.language); }

// In the shape of the API's newer services.
Response status_not_found(const Call& call) {
  const std::string sentence = "Account Status for the customer, " + call.id + " was not found.";
  shared::JsonWriter writer;
  writer.open('{');
  writer.key("code");
  writer.number(600074);
  writer.member("message", sentence);
  writer.member("description", sentence);
  writer.member("errorName", "AccountStatusNotFound");
  writer.key("isRetryable");
  writer.boolean(false);
  writer.member("errorMessageExtended", "InternalErrorCode=600074");
  writer.close('}');
  return json_answer(404, writer.take());
}

// Without fraction and zone, as the API writes this one time.
std::string time_without_zone(std::int64_t milliseconds) { return shared::time_text(milliseconds).substr(0, 19); }

// Whether an agreement says who accepted what and when; the contact is held to the rules of a billing contact in `country`.
bool is_complete(const Agreement& agreement, std::string_view country) {
  if (agreement.first_name.empty() || agreement.last_name.empty() || agreement.email.empty() || !moment_of(agreement.agreed_on)) return false;
  if (!agreement.type.empty() && !shared::equal_ignoring_case(agreement.type, customer_agreement)) return false;
  if (!agreement.template_id.empty() && !is_guid(agreement.template_id)) return false;
  shared::Account account;
  account.billing_profile.first_name = agreement.first_name;
  account.billing_profile.last_name = agreement.last_name;
  account.billing_profile.email = agreement.email;
  account.billing_profile.default_address.phone_number = agreement.phone_number;
  account.billing_profile.default_address.country = country;
  static thread_local shared::ProblemList problems;
  shared::judge(account, problems);
  for (const shared::Field field : {shared::Field::billing_first_name, shared::Field::billing_last_name, shared::Field::billing_email, shared::Field::billing_address_phone_number}) {
    const shared::Problem* problem = problems.first_of(field);
    if (problem && problem->severity == shared::Severity::error) return false;
  }
  return true;
}

// Notes that one thing beside the account is new; `name` is what the log calls it.
std::optional<StoreFailure> note(Call& call, Operation operation, const shared::Customer& customer, std::string_view name, std::string_view value) {
  Activity activity;
  activity.operation = operation;
  activity.customer = customer.account.id;
  activity.customer_name = customer.account.billing_profile.company_name;
  shared::JsonWriter writer;
  writer.open('{');
  writer.key(name);
  writer.string(value);
  writer.close('}');
  activity.new_value = writer.take();
  const auto noted = append_activity(*call.connection, call.principal.reseller_id, change_of(call), activity);
  if (!noted) return noted.failure();
  return std::nullopt;
}

}  // namespace

// What this server can vouch for: whether the stored account passes today's rules.
Response read_validation_status(Call& call) {
  const std::string type = call.request.parameter("type").value_or("");
  if (!shared::equal_ignoring_case(type, "account")) return plain_error(400, "Ask for type=account.");
  const auto customer = Accounts::read(*call.connection, call.principal, call.id);
  if (!customer) return customer.failure() == Failure::not_found ? status_not_found(call) : refusal_answer(refusal_of(customer.failure()), call.language);
  static thread_local shared::ProblemList problems;
  shared::validate(customer->account, problems);
  shared::JsonWriter writer;
  writer.open('{');
  writer.member("type", "account");
  writer.member("status", problems.has_errors() ? "UnderReview" : "Allowed");
  writer.member("lastUpdateDateTime", time_without_zone(customer->changed_at_ms));
  writer.close('}');
  return json_answer(200, writer.take());
}

Response list_qualifications(Call& call) {
  const auto customer = Accounts::read(*call.connection, call.principal, call.id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  const auto qualifications = Qualifications::list(*call.connection, call.principal.reseller_id, call.id);
  if (!qualifications) return store_answer(qualifications.failure(), call);
  return json_answer(200, to_json(*qualifications));
}

// A government's validation code says that the vetting is done; without one it is to be looked at.
Response add_qualification(Call& call) {
  const auto sent = qualification_from_json(call.request.body);
  if (!sent) return wire_answer(sent.failure(), call.language);
  const std::string_view name = known_qualification(*sent);
  const bool has_code = !call.request.parameter("code").value_or("").empty();
  if (name.empty() || (name == "GovernmentCommunityCloud" && !has_code)) return refusal_answer(Refusal::malformed_qualification, call.language);
  const auto customer = Accounts::read(*call.connection, call.principal, call.id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  const Qualification qualification{std::string(name), "InReview", {}, call.at_ms};
  const auto written = Qualifications::put(*call.connection, call.principal.reseller_id, call.id, qualification);
  if (!written) return store_answer(written.failure(), call);
  if (const auto failure = note(call, Operation::update_customer_qualification, *customer, "Qualification", name)) return store_answer(*failure, call);
  return json_answer(201, to_json(qualification));
}

Response read_older_qualification(Call& call) {
  const auto customer = Accounts::read(*call.connection, call.principal, call.id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  const auto qualifications = Qualifications::list(*call.connection, call.principal.reseller_id, call.id);
  if (!qualifications) return store_answer(qualifications.failure(), call);
  return json_answer(200, "\"" + older_spelling(qualifications->empty() ? std::string_view() : std::string_view(qualifications->front().qualification)) + "\"");
}

Response replace_older_qualification(Call& call) {
  const auto sent = qualification_from_json(call.request.body);
  if (!sent) return wire_answer(sent.failure(), call.language);
  const std::string_view name = known_qualification(*sent);
  if (name.empty() && !shared::equal_ignoring_case(*sent, "none")) return refusal_answer(Refusal::malformed_qualification, call.language);
  const auto customer = Accounts::read(*call.connection, call.principal, call.id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  auto written = Qualifications::clear(*call.connection, call.principal.reseller_id, call.id);
  if (written && !name.empty()) written = Qualifications::put(*call.connection, call.principal.reseller_id, call.id, {std::string(name), "InReview", {}, call.at_ms});
  if (!written) return store_answer(written.failure(), call);
  if (const auto failure = note(call, Operation::update_customer_qualification, *customer, "Qualification", name.empty() ? "none" : name)) return store_answer(*failure, call);
  return json_answer(200, "\"" + older_spelling(name) + "\"");
}

Response read_organization(Call& call) {
  const auto customer = Accounts::read(*call.connection, call.principal, call.id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  return json_answer(200, organization_to_json(customer->account));
}

Response read_custom_domains(Call& call) {
  const auto customer = Accounts::read_whole(*call.connection, call.principal, call.id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  return json_answer(200, names_to_json(customer->custom_domains));
}

Response add_verified_domain(Call& call) {
  const auto sent = verified_domain_from_json(call.request.body);
  if (!sent) return wire_answer(sent.failure(), call.language);
  const std::string domain = right_domain(*sent);
  if (domain.empty()) return plain_error(400, call.language == shared::Language::swedish ? "Ange en domän, som contoso.com." : "Give a domain, such as contoso.com.");
  const auto customer = Accounts::read(*call.connection, call.principal, call.id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  const auto is_taken = Relationships::is_domain_taken_to_change(*call.connection, domain);
  if (!is_taken) return store_answer(is_taken.failure(), call);
  if (*is_taken) return refusal_answer(Refusal::domain_taken, call.language);
  const auto added = Relationships::add_domain(*call.connection, call.principal.reseller_id, call.id, domain, call.at_ms);
  if (!added) return store_answer(added.failure(), call);
  if (const auto failure = note(call, Operation::update_company_info, *customer, "VerifiedDomain", domain)) return store_answer(*failure, call);
  shared::JsonWriter writer;
  writer.open('{');
  writer.member("name", domain);
  writer.member("status", "Verified");
  writer.close('}');
  return json_answer(201, writer.take());
}

Response list_agreements(Call& call) {
  const auto customer = Accounts::read(*call.connection, call.principal, call.id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  const std::string type = call.request.parameter("agreementType").value_or("");
  const bool is_known = type.empty() || type == "*" || shared::equal_ignoring_case(type, customer_agreement);
  if (!is_known) return json_answer(200, to_json(std::vector<Agreement>()));
  const auto agreements = Agreements::list(*call.connection, call.principal.reseller_id, call.id, type.empty() || type == "*" ? std::string_view() : customer_agreement);
  if (!agreements) return store_answer(agreements.failure(), call);
  return json_answer(200, to_json(*agreements));
}

Response confirm_agreement(Call& call) {
  auto agreement = agreement_from_json(call.request.body);
  if (!agreement) return wire_answer(agreement.failure(), call.language);
  const auto customer = Accounts::read(*call.connection, call.principal, call.id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  if (!is_complete(*agreement, customer->account.billing_profile.default_address.country)) {
    return plain_error(400, call.language == shared::Language::swedish ? "Ange primaryContact med namn, e-post och telefon, dateAgreed som datum och typen MicrosoftCustomerAgreement."
                                                                       : "Give primaryContact with names, email and phone, dateAgreed as a date, and the type MicrosoftCustomerAgreement.");
  }
  agreement->type = customer_agreement;
  agreement->user = call.principal.user;
  const auto written = Agreements::put(*call.connection, call.principal.reseller_id, call.id, *agreement);
  if (!written) return store_answer(written.failure(), call);
  if (const auto failure = note(call, Operation::update_company_info, *customer, "AgreementConfirmed", agreement->type)) return store_answer(*failure, call);
  return json_answer(201, to_json(*agreement));
}

// An agreement that was signed with the vendor itself is not told to this server; those it knows, the partner confirmed.
Response read_direct_agreement_status(Call& call) {
  const auto customer = Accounts::read(*call.connection, call.principal, call.id);
  if (!customer) return refusal_answer(refusal_of(customer.failure()), call.language);
  return json_answer(200, "{\"isSigned\":false}");
}

}  // namespace server
