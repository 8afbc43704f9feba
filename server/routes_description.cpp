// The API's description, for programs and for people.
#include "server/description.h"
#include "server/description_docs.h"
#include "server/routes.h"

namespace server {
namespace {

// Made at the first question: neither the table nor the settings change while the server runs.
const std::string& document_of(const Settings& settings) {
  static const std::string document = describe(settings);
  return document;
}

Response text_answer(std::string_view type, std::string body) {
  Response response;
  response.content_type = type;
  response.body = std::move(body);
  response.set("Cache-Control", "no-cache");
  return response;
}

}  // namespace

Response tell_description(Call& call) { return text_answer("application/json; charset=utf-8", document_of(call.services.settings)); }

Response show_description(Call& call) {
  static const std::string page = description_page(document_of(call.services.settings));
  Response response = text_answer("text/html; charset=utf-8", page);
  response.set("Content-Security-Policy", "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
  return response;
}

Response style_description(Call&) { return text_answer("text/css; charset=utf-8", std::string(description_docs)); }

}  // namespace server
