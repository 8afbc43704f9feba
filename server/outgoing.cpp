#include "server/outgoing.h"

#include <curl/curl.h>

#include <memory>

namespace server {
namespace {

struct EndUrl {
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct EndEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct EndList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct EndText {
  void operator()(char* text) const { curl_free(text); }
};

std::string part_of(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
  const std::unique_ptr<char, EndText> owned(text);
  return owned ? owned.get() : "";
}

std::size_t take_bytes(char* bytes, std::size_t size, std::size_t count, void* body) {
  auto& text = *static_cast<std::string*>(body);
  if (text.size() + size * count > outgoing_answer_bytes_max) return 0;  // Ends the transfer.
  text.append(bytes, size * count);
  return size * count;
}

template <typename Value>
bool set(CURL* easy, CURLoption option, Value value) {
  return curl_easy_setopt(easy, option, value) == CURLE_OK;
}

}  // namespace

bool start_outgoing() { return curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK; }

bool is_safe_address(const std::string& address) {
  const std::unique_ptr<CURLU, EndUrl> url(curl_url());
  if (!url || curl_url_set(url.get(), CURLUPART_URL, address.c_str(), 0) != CURLUE_OK) return false;
  if (!part_of(url.get(), CURLUPART_USER).empty() || !part_of(url.get(), CURLUPART_PASSWORD).empty()) return false;
  const std::string scheme = part_of(url.get(), CURLUPART_SCHEME);
  if (scheme == "https") return true;
  const std::string host = part_of(url.get(), CURLUPART_HOST);
  return scheme == "http" && (host == "127.0.0.1" || host == "localhost" || host == "[::1]");
}

std::optional<OutgoingAnswer> fetch(const OutgoingRequest& request) {
  if (!is_safe_address(request.address)) return std::nullopt;
  const std::unique_ptr<CURL, EndEasy> easy(curl_easy_init());
  const std::unique_ptr<curl_slist, EndList> headers(curl_slist_append(nullptr, "Accept: application/json"));
  if (!easy || !headers) return std::nullopt;
  CURL* handle = easy.get();
  OutgoingAnswer answer;
  bool is_set = set(handle, CURLOPT_URL, request.address.c_str()) && set(handle, CURLOPT_PROTOCOLS_STR, "http,https") && set(handle, CURLOPT_FOLLOWLOCATION, 0L) &&
                set(handle, CURLOPT_TIMEOUT_MS, outgoing_deadline_ms) && set(handle, CURLOPT_NOSIGNAL, 1L) && set(handle, CURLOPT_SSL_VERIFYPEER, 1L) &&
                set(handle, CURLOPT_SSL_VERIFYHOST, 2L) && set(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2)) &&
                set(handle, CURLOPT_WRITEFUNCTION, &take_bytes) && set(handle, CURLOPT_WRITEDATA, &answer.body) && set(handle, CURLOPT_HTTPHEADER, headers.get());
  if (is_set && !request.form.empty()) is_set = set(handle, CURLOPT_POSTFIELDS, request.form.c_str());
  if (is_set && !request.user.empty()) is_set = set(handle, CURLOPT_USERNAME, request.user.c_str()) && set(handle, CURLOPT_PASSWORD, request.password.c_str());
  if (!is_set || curl_easy_perform(handle) != CURLE_OK) return std::nullopt;
  long status = 0;
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
  answer.status = static_cast<int>(status);
  return answer;
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
    if (is_plain) {
      encoded.push_back(c);
    } else {
      encoded.append({'%', digits[byte >> 4], digits[byte & 15]});
    }
  }
  return encoded;
}

}  // namespace server
