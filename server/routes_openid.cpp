// The two addresses of signing in by an OpenID Connect issuer: where the browser leaves, and where it comes back. They answer
// with redirects and pages, since a browser goes there by itself.
#include "server/log.h"
#include "server/openid_sign_in.h"
#include "server/routes.h"
#include "server/secrets.h"
#include "server/session_cookie.h"
#include "server/users.h"

namespace server {
namespace {

constexpr std::string_view page_policy = "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'";

struct Sentence {
  OpenIdFault fault;
  int status;
  std::string_view english;
  std::string_view swedish;
};
constexpr Sentence sentences[] = {
    {OpenIdFault::issuer_unavailable, 503, "The sign-in service does not answer. Try again in a moment.", "Inloggningstjänsten svarar inte. Försök igen om en stund."},
    {OpenIdFault::refused_by_issuer, 403, "The sign-in service did not let you in. Ask your administrator whether you may use Kundkonto.", "Inloggningstjänsten släppte inte in dig. Fråga din administratör om du får använda Kundkonto."},
    {OpenIdFault::another_browser, 400, "This sign-in was begun in another browser, took longer than ten minutes, or was used before. Begin again.", "Inloggningen påbörjades i en annan webbläsare, tog längre tid än tio minuter eller har redan använts. Börja om."},
    {OpenIdFault::code_not_taken, 400, "The sign-in service did not confirm this sign-in. It may have been used before. Begin again.", "Inloggningstjänsten bekräftade inte den här inloggningen. Den kan redan ha använts. Börja om."},
    {OpenIdFault::token_not_valid, 400, "What the sign-in service answered is not valid here. Begin again; if it happens again, tell your administrator.", "Det som inloggningstjänsten svarade gäller inte här. Börja om; om det händer igen, säg till din administratör."},
    {OpenIdFault::no_role, 403, "You have no role in Kundkonto. Ask your administrator for one.", "Du har ingen roll i Kundkonto. Be din administratör om en."},
    {OpenIdFault::no_reseller, 403, "Your organization is no reseller in Kundkonto. Ask your administrator.", "Din organisation är ingen återförsäljare i Kundkonto. Fråga din administratör."},
    {OpenIdFault::disabled, 403, "Your access to Kundkonto was ended. Ask your administrator.", "Din åtkomst till Kundkonto har avslutats. Fråga din administratör."},
    {OpenIdFault::store_unavailable, 503, "The store does not answer. Try again in a moment.", "Lagringen svarar inte. Försök igen om en stund."},
};

std::string_view sign_in_cookie_name(const Services& services) { return services.settings.is_secure() ? "__Host-sign-in" : "kundkonto_sign_in"; }

// Lax: the browser brings it when it comes back from the issuer's site.
std::string sign_in_cookie(const Services& services, std::string_view content, std::int64_t life_s) {
  std::string cookie(sign_in_cookie_name(services));
  cookie.append("=").append(content).append("; Path=/; HttpOnly; SameSite=Lax");
  if (services.settings.is_secure()) cookie += "; Secure";
  return cookie + "; Max-Age=" + std::to_string(life_s);
}

Response page(OpenIdFault fault, const Call& call) {
  log(LogLevel::warning, "openid_sign_in_failed", {{"reason", code_of(fault)}});
  const bool is_swedish = call.language == shared::Language::swedish;
  const Sentence* said = &sentences[0];
  for (const Sentence& sentence : sentences) {
    if (sentence.fault == fault) said = &sentence;
  }
  Response response;
  response.status = said->status;
  response.content_type = "text/html; charset=utf-8";
  response.body.append("<!doctype html>\n<html lang=\"").append(is_swedish ? "sv" : "en");
  response.body.append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>");
  response.body.append(is_swedish ? "Inloggningen misslyckades" : "Sign-in failed").append(" - Kundkonto</title><link rel=\"stylesheet\" href=\"/page.css\"></head><body><main><h1>");
  response.body.append(is_swedish ? "Inloggningen misslyckades" : "Sign-in failed").append("</h1><p role=\"alert\">");
  response.body.append(is_swedish ? said->swedish : said->english).append("</p><p><a class=\"button\" href=\"").append(openid_address).append("\">");
  response.body.append(is_swedish ? "Börja om" : "Begin again").append("</a></p><p><a href=\"/\">").append(is_swedish ? "Till Kundkonto" : "To Kundkonto");
  response.body.append("</a></p></main></body></html>\n");
  response.set("Content-Security-Policy", page_policy);
  response.set("Cache-Control", "no-store");
  response.set("Set-Cookie", sign_in_cookie(call.services, "", 0));
  return response;
}

Response redirect(std::string_view address) {
  Response response;
  response.status = 302;
  response.set("Location", address);
  response.set("Cache-Control", "no-store");
  return response;
}

// Notes that the answer with this state is taken; says so where it was taken before.
std::optional<OpenIdFault> take_once(Call& call, const std::string& state) {
  const std::string digest = sha256_hex(state);
  bool is_first = false;
  const auto done = call.services.database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const Parameter ended[] = {std::string_view("openid"), call.at_ms};
    if (const auto dropped = connection.execute("delete from one_time where purpose = $1 and ends_at <= $2", ended); !dropped) return dropped.failure();
    const Parameter values[] = {std::string_view("openid"), std::string_view(digest), call.at_ms + sign_in_life_ms};
    const auto added = connection.execute("insert into one_time (purpose, digest, ends_at) values ($1, $2, $3) on conflict (purpose, digest) do nothing", values);
    if (!added) return added.failure();
    is_first = added->changed == 1;
    return Ending::keep;
  });
  if (!done) return OpenIdFault::store_unavailable;
  if (!is_first) return OpenIdFault::another_browser;
  return std::nullopt;
}

bool is_reseller(Call& call, const std::string& id) {
  bool is_there = false;
  const Parameter by_id[] = {std::string_view(id)};
  (void)call.services.database.read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto found = connection.execute("select name from reseller where id = $1", by_id);
    if (!found) return found.failure();
    is_there = !found->rows.empty();
    return Ending::keep;
  });
  return is_there;
}

}  // namespace

Response begin_openid(Call& call) {
  if (!call.services.openid) return refusal_answer(Refusal::unknown_address, call.language);
  const auto begun = call.services.openid->begin(call.at_ms);
  if (!begun) return page(begun.failure(), call);
  Response response = redirect(begun->address);
  response.set("Set-Cookie", sign_in_cookie(call.services, begun->cookie, sign_in_life_ms / 1000));
  return response;
}

Response finish_openid(Call& call) {
  if (!call.services.openid) return refusal_answer(Refusal::unknown_address, call.language);
  const std::string_view cookie = call.request.cookie(sign_in_cookie_name(call.services));
  const OpenIdSignIn::Answer answer{call.request.parameter("code").value_or(""), call.request.parameter("state").value_or(""), call.request.parameter("iss").value_or("")};
  if (!call.services.openid->is_ours(answer, cookie, call.at_ms)) return page(OpenIdFault::another_browser, call);
  if (answer.code.empty() && call.request.parameter("error")) return page(OpenIdFault::refused_by_issuer, call);
  if (const auto fault = take_once(call, answer.state)) return page(*fault, call);
  const auto user = call.services.openid->finish(answer, cookie, call.at_ms);
  if (!user) return page(user.failure(), call);
  if (!is_reseller(call, user->reseller_id)) return page(OpenIdFault::no_reseller, call);
  const auto signed_in = call.services.users.sign_in_by_issuer(*user, call.request.remote_address, call.at_ms, call.request.header("User-Agent"));
  if (!signed_in) return page(signed_in.failure() == SignInFailure::wrong ? OpenIdFault::disabled : OpenIdFault::store_unavailable, call);
  if (const std::string_view old = call.request.cookie(session_cookie_name(call.services)); !old.empty()) call.services.users.sign_out(old);
  // The editor asks who is signed in wherever it is opened but at its front.
  Response response = redirect("/customers");
  response.set("Set-Cookie", session_cookie(call.services, signed_in->token));
  response.set("Set-Cookie", sign_in_cookie(call.services, "", 0));
  return response;
}

}  // namespace server
