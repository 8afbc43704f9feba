#include "server/answers.h"

#include "server/secrets.h"
#include "shared/country_rules.h"
#include "shared/text.h"
#include "shared/version.h"

namespace server {
namespace {

struct Row {
  Refusal refusal;
  int status;
  int code;
  std::string_view english;
  std::string_view swedish;
};

// Codes are the partner API's own where it has one (its published list of error codes).
constexpr Row rows[] = {
    {Refusal::not_signed_in, 401, 400, "Sign in first.", "Logga in först."},
    {Refusal::two_credentials, 400, 900316, "Send either the cookie of a session or a bearer token, not both.", "Skicka antingen en sessions kaka eller en bearer-token, inte båda."},
    {Refusal::credential_not_valid, 401, 400, "Sign in again, or get another token. This session or token is not valid here.", "Logga in igen, eller skaffa en ny token. Den här sessionen eller token gäller inte här."},
    {Refusal::token_ended, 401, 400, "Get another token. This one has ended.", "Skaffa en ny token. Den här har gått ut."},
    {Refusal::token_for_another_service, 401, 900420, "Get a token for this service. This one was made for another audience.", "Skaffa en token för den här tjänsten. Den här är utfärdad för en annan mottagare."},
    {Refusal::issuer_unavailable, 503, 800003, "Try again in a moment. The sign-in service that vouches for this does not answer.", "Försök igen om en stund. Inloggningstjänsten som går i god för detta svarar inte."},
    {Refusal::setup_link_used, 403, 900308, "Restart the server for another link. This one was used, or its time is over.", "Starta om servern för en ny länk. Den här har använts eller gått ut."},
    {Refusal::password_refused, 400, 3000, "Choose another password.", "Välj ett annat lösenord."},
    {Refusal::wrong_password, 401, 400, "Check the user name and the password. They do not belong together.", "Kontrollera användarnamn och lösenord. De hör inte ihop."},
    {Refusal::sign_in_too_often, 429, 429, "Wait a moment, then sign in again.", "Vänta en stund och logga sedan in igen."},
    {Refusal::foreign_origin, 403, 900308, "Send this from the editor's own page, or without a cookie.", "Skicka detta från redigerarens egen sida, eller utan kaka."},
    {Refusal::forbidden, 403, 900150, "Your role may not do this. Ask an admin agent or a sales agent.", "Din roll får inte göra detta. Fråga en administratörsagent eller försäljningsagent."},
    {Refusal::application_only, 403, 900329, "Call this with a person's token. A program by itself may not.", "Anropa detta med en persons token. Ett program för sig får inte."},
    {Refusal::unknown_address, 404, 1000, "Nothing is at this address.", "Det finns inget på den här adressen."},
    {Refusal::unknown_method, 405, 1000, "This address does not take that method.", "Den här adressen tar inte emot den metoden."},
    {Refusal::unknown_customer, 404, 60003, "No customer has this Microsoft ID.", "Ingen kund har detta Microsoft-ID."},
    {Refusal::malformed_id, 400, 900118, "Give a Microsoft ID in the form 3f6b0c1e-84d2-4c57-9e0b-6a1f27c941d8.", "Ange ett Microsoft-ID i formen 3f6b0c1e-84d2-4c57-9e0b-6a1f27c941d8."},
    {Refusal::malformed_filter, 400, 2000, "Customer search only allows starts with, equals and substring on CompanyName, Domain or IndirectReseller.", "Kundsökning tillåter bara starts_with, equals och substring på CompanyName, Domain eller IndirectReseller."},
    {Refusal::malformed_size, 400, 3000, "Give a size from 1 to 500.", "Ange en storlek från 1 till 500."},
    {Refusal::malformed_dates, 400, 3000, "Give startDate and endDate as year-month-day, at most 90 days apart, the earlier one first.", "Ange startDate och endDate som år-månad-dag, högst 90 dagar isär och den tidigaste först."},
    {Refusal::malformed_record_filter, 400, 2000, "Audit records only allow substring on CompanyName, and equals on CustomerId or ResourceType.", "Granskningsposter tillåter bara substring på CompanyName och equals på CustomerId eller ResourceType."},
    {Refusal::unknown_history_entry, 404, 1000, "This customer has no such entry in its history. Read the list of its history.", "Kunden har ingen sådan post i sin historik. Läs listan över historiken."},
    {Refusal::token_invalid, 400, 3000, "Begin again at the first page. The continuation token is not one of this server's.", "Börja om på första sidan. Fortsättningstoken kommer inte från den här servern."},
    {Refusal::domain_taken, 400, 27100, "Choose another domain. This one is taken.", "Välj en annan domän. Den här är upptagen."},
    {Refusal::not_our_customer, 403, 20002, "This partner has no commerce relationship with this customer.", "Den här partnern har ingen affärsrelation med kunden."},
    {Refusal::deletion_not_allowed, 403, 600006, "Customers are not deleted on this server. End the relationship instead.", "Kunder tas inte bort på den här servern. Avsluta relationen i stället."},
    {Refusal::relationship_not_allowed, 400, 3000, "Send relationshipToPartner with the value none. No other change is possible here.", "Skicka relationshipToPartner med värdet none. Ingen annan ändring är möjlig här."},
    {Refusal::unknown_policy, 404, 600039, "Self-serve policy was not found.", "Självbetjäningsprincipen hittades inte."},
    {Refusal::malformed_policy_id, 404, 600040, "Self-serve policy id is incorrect. It is the partner's id, an underscore and the customer's id.", "Självbetjäningsprincipens id är fel. Det är partnerns id, ett understreck och kundens id."},
    {Refusal::policy_exists, 409, 600041, "Self-serve policy already exists. Change it with PUT.", "Självbetjäningsprincipen finns redan. Ändra den med PUT."},
    {Refusal::malformed_policy, 400, 3000, "Send selfServeEntity.tenantID of a customer and permissions with resource AzureReservedInstances or AzureSavingsPlan and action Purchase.", "Skicka selfServeEntity.tenantID för en kund och permissions med resource AzureReservedInstances eller AzureSavingsPlan och action Purchase."},
    {Refusal::malformed_qualification, 400, 3000, "Send a qualification that is named in the description of this API.", "Skicka en kvalificering som nämns i beskrivningen av det här API:et."},
    {Refusal::etag_missing, 400, 3000, "Send the etag that was read, in If-Match or in attributes.etag.", "Skicka den etag som lästes, i If-Match eller i attributes.etag."},
    {Refusal::etag_stale, 400, 2055, "Etag is no longer valid. Read the profile again: somebody has changed it.", "Etag gäller inte längre. Läs profilen igen: någon har ändrat den."},
    {Refusal::other_profile, 400, 3000, "Send the id of this profile, or none.", "Skicka den här profilens id, eller inget."},
    {Refusal::country_change, 400, 3000, "Keep billingProfile.defaultAddress.country. A customer's country cannot be changed.", "Behåll billingProfile.defaultAddress.country. En kunds land kan inte ändras."},
    {Refusal::refused, 400, 3000, "Change the fields that are named. The account was not stored.", "Ändra de fält som nämns. Kontot har inte sparats."},
    {Refusal::store_busy, 503, 800003, "Try again in a moment. Nothing was stored.", "Försök igen om en stund. Inget har sparats."},
    {Refusal::store_full, 507, 800003, "The server's disk is full. Nothing was stored; reading still works.", "Serverns disk är full. Inget har sparats; läsning fungerar."},
    {Refusal::store_unavailable, 503, 800003, "The store does not answer. Nothing was stored. Try again in a moment.", "Lagringen svarar inte. Inget har sparats. Försök igen om en stund."},
    {Refusal::outcome_unknown, 503, 800003, "Whether this was stored is not known. Read again before sending it once more.", "Det är inte känt om detta sparades. Läs igen innan du skickar på nytt."},
    {Refusal::internal, 500, 800003, "The server met a fault of its own. Nothing was stored.", "Servern råkade ut för ett eget fel. Inget har sparats."},
};

const Row& row_of(Refusal refusal) {
  for (const Row& row : rows) {
    if (row.refusal == refusal) return row;
  }
  return rows[std::size(rows) - 1];
}

std::string_view sentence_of(const Row& row, shared::Language language) { return language == shared::Language::swedish ? row.swedish : row.english; }

Response error_answer(int status, int code, std::string_view sentence) {
  shared::ErrorBody body;
  body.code = code;
  body.description = sentence;
  return json_answer(status, shared::to_json(body, nullptr, nullptr, shared::Language::english));
}

constexpr int number_missing = 600049;
constexpr int number_invalid = 600050;
constexpr int phone_number_missing = 600051;

// The partner API's code for what is wrong, where it has one.
int code_of_problem(const shared::Problem& problem) {
  using shared::FieldKind;
  const FieldKind kind = shared::kind_of(problem.field);
  if (kind == FieldKind::organization_registration_number) return problem.rule == shared::Rule::registration_number_required ? number_missing : number_invalid;
  if (kind == FieldKind::phone_number && problem.rule == shared::Rule::phone_number_required) return phone_number_missing;
  if (kind == FieldKind::state || kind == FieldKind::postal_code) return 27002;
  return 3000;
}

// What an answer says as a whole. Of three codes clients show the API's own sentence; one of them ends with the format.
std::string description_of(int code, std::string_view country_code, shared::Language language) {
  const bool swedish = language == shared::Language::swedish;
  if (code == number_missing) return swedish ? "Organisationens registrerings-ID saknas." : "Organization registration ID information is missing.";
  if (code == phone_number_missing) return swedish ? "Kundens telefonnummer saknas." : "Customer phone number is missing.";
  const shared::Country* country = shared::find_country(country_code);
  const std::string format = code == number_invalid && country ? shared::country_rules(*country).registration_number_regex : std::string();
  if (format.empty()) return std::string(sentence_of(row_of(Refusal::refused), language));
  return (swedish ? "Organisationens registrerings-ID är ogiltigt och ska ha formatet " : "Organization registration ID information is invalid and should be of the format ") + format;
}

}  // namespace

shared::Language language_of(const Request& request) {
  const std::string_view locale = request.header("X-Locale");
  return shared::language_of_tag(locale.empty() ? request.header("Accept-Language") : locale);
}

std::vector<CataloguedError> error_catalogue() {
  std::vector<CataloguedError> errors;
  for (const Row& row : rows) errors.push_back({row.status, row.code, row.english, row.swedish});
  return errors;
}

Response json_answer(int status, std::string body) {
  Response response;
  response.status = status;
  response.content_type = "application/json; charset=utf-8";
  response.body = std::move(body);
  response.set("Cache-Control", "no-store");
  return response;
}

Response refusal_answer(Refusal refusal, shared::Language language) {
  const Row& row = row_of(refusal);
  Response response = error_answer(row.status, row.code, sentence_of(row, language));
  if (row.status == 503) response.set("Retry-After", "2");
  return response;
}

Response problems_answer(const shared::ProblemList& problems, const shared::Account& account, shared::Language language) {
  shared::ErrorBody body;
  body.code = 3000;
  std::string_view country;
  for (const shared::Problem& problem : problems) {
    if (problem.severity != shared::Severity::error) continue;
    body.code = code_of_problem(problem);
    country = shared::country_of(account, problem.field);
    break;
  }
  body.description = description_of(body.code, country, language);
  return json_answer(400, shared::to_json(body, &problems, &account, language));
}

Response wire_answer(const shared::WireError& error, shared::Language language) {
  const bool swedish = language == shared::Language::swedish;
  std::string sentence = swedish ? "Skicka ett JSON-objekt som API:et beskriver." : "Send a JSON object as the API describes it.";
  const std::string place = error.path.empty() ? std::string() : (swedish ? " Medlem: " : " Member: ") + error.path + ".";
  sentence += (swedish ? " Fel: " : " Fault: ") + std::string(shared::code_of(error.fault)) + "." + place;
  return error_answer(400, 800002, sentence);
}

Response unknown_country_answer(std::string_view code, const shared::Country* near, shared::Language language) {
  constexpr std::size_t code_bytes_shown = 32;
  const bool swedish = language == shared::Language::swedish;
  std::string sentence = swedish ? "Det finns inga valideringsregler för landet/regionen " : "No validation rules were found for the country/region ";
  sentence.append(code.substr(0, code_bytes_shown));
  if (near) {
    sentence.append(swedish ? ". Menade du " : ". Did you mean ").append(near->code).append(" (").append(shared::name_of(*near, language)).append(")?");
  }
  return error_answer(404, 1000, sentence);
}

Response plain_error(int status, std::string_view sentence) { return error_answer(status, status == 404 ? 1000 : 800002, sentence); }

Refusal refusal_of(Failure failure) {
  switch (failure) {
    case Failure::not_found: return Refusal::unknown_customer;
    case Failure::relationship_ended: return Refusal::not_our_customer;
    case Failure::domain_taken: return Refusal::domain_taken;
    case Failure::forbidden: return Refusal::forbidden;
    case Failure::etag_missing: return Refusal::etag_missing;
    case Failure::etag_stale: return Refusal::etag_stale;
    case Failure::refused: return Refusal::refused;
    case Failure::other_profile: return Refusal::other_profile;
    case Failure::country_change: return Refusal::country_change;
    case Failure::token_invalid: return Refusal::token_invalid;
    case Failure::store_busy: return Refusal::store_busy;
    case Failure::store_full: return Refusal::store_full;
    case Failure::store_unavailable: return Refusal::store_unavailable;
    case Failure::outcome_unknown: return Refusal::outcome_unknown;
  }
  return Refusal::internal;
}

bool is_guid(std::string_view text) {
  if (text.size() != 36) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    const char c = shared::ascii_lower(text[i]);
    if (hyphen ? c != '-' : !(shared::is_ascii_digit(c) || (c >= 'a' && c <= 'f'))) return false;
  }
  return true;
}

std::string correlation_id_of(const Request& request) {
  if (!request.correlation_id.empty()) return request.correlation_id;
  const std::string_view sent = request.header("MS-CorrelationId");
  return is_guid(sent) ? std::string(sent) : random_guid();
}

namespace {

// The same for every answer of this process. Nothing of an answer may run, be framed or be guessed to be something else, and
// no address of ours is told to other sites.
std::string fixed_lines_with(std::string_view policy) {
  const std::string server_id = random_guid();
  std::string lines = "MS-ServerId: " + server_id.substr(0, 8) + "\r\n";
  lines += "Request-Context: appId=cid-v1:" + server_id + "\r\n";
  lines.append("Kundkonto-Rules-Version: ").append(shared::rules_version).append("\r\n");
  lines +=
      "X-Content-Type-Options: nosniff\r\n"
      "Referrer-Policy: no-referrer\r\n"
      "Cross-Origin-Opener-Policy: same-origin\r\n"
      "Cross-Origin-Resource-Policy: same-origin\r\n";
  if (!policy.empty()) lines.append("Content-Security-Policy: ").append(policy).append("\r\n");
  return lines;
}

// The trace of a request that begins here: 16 characters of its correlation id, which are base64 as they are, and ".0".
std::string correlation_vector_of(std::string_view correlation_id) {
  std::string vector;
  for (const char c : correlation_id) {
    if (c != '-' && vector.size() < 16) vector.push_back(c);
  }
  return vector + ".0";
}

bool has_header(const Response& response, std::string_view name) {
  for (const Header& header : response.headers) {
    if (header.name == name) return true;
  }
  return false;
}

}  // namespace

void complete_headers(const Request& request, Response& response) {
  static const std::string lines = fixed_lines_with("default-src 'none'; frame-ancestors 'none'");
  static const std::string lines_with_own_policy = fixed_lines_with({});
  response.set("MS-RequestId", request.request_id.empty() ? random_guid() : request.request_id);
  std::string correlation_id = correlation_id_of(request);
  response.set("MS-CV", correlation_vector_of(correlation_id));
  response.set("MS-CorrelationId", correlation_id);
  response.fixed_lines = has_header(response, "Content-Security-Policy") ? lines_with_own_policy : lines;
}

}  // namespace server
