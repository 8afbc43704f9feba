#include "server/http.h"

#include <charconv>
#include <ctime>

#include "shared/text.h"

namespace server {
namespace {

int hexadecimal_digit(char c) {
  if (shared::is_ascii_digit(c)) return c - '0';
  const char lower = shared::ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 302: return "Found";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 411: return "Length Required";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 417: return "Expectation Failed";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    case 505: return "HTTP Version Not Supported";
    case 507: return "Insufficient Storage";
    default: return "Status";
  }
}

// The Date header's value; made once a second on each thread.
std::string_view date() {
  static thread_local std::time_t made_at = -1;
  static thread_local char text[40];
  static thread_local std::size_t size = 0;
  timespec now{};
  clock_gettime(CLOCK_REALTIME_COARSE, &now);
  if (now.tv_sec != made_at) {
    made_at = now.tv_sec;
    std::tm parts{};
    gmtime_r(&made_at, &parts);
    size = std::strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts);  // No locale is ever set: names are English.
  }
  return {text, size};
}

void append_number(std::string& bytes, std::size_t number) {
  char digits[24];
  bytes.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void append_header(std::string& bytes, std::string_view name, std::string_view value) {
  bytes.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace

void append_answer(std::string& bytes, const Response& response, const AnswerForm& form) {
  const bool never_has_body = response.status == 204 || response.status == 304 || response.status < 200;
  bytes.reserve(bytes.size() + 1024 + response.body.size());
  bytes.append("HTTP/1.1 ");
  append_number(bytes, static_cast<std::size_t>(response.status));
  bytes.append(" ").append(reason_of(response.status)).append("\r\n");
  append_header(bytes, "Date", date());
  if (!response.content_type.empty()) append_header(bytes, "Content-Type", response.content_type);
  if (!never_has_body) {
    bytes.append("Content-Length: ");
    append_number(bytes, response.body.size());
    bytes.append("\r\n");
  }
  for (const Header& header : response.headers) {
    if (header.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos) append_header(bytes, header.name, header.value);
  }
  bytes.append(response.fixed_lines);
  if (form.closes) {
    append_header(bytes, "Connection", "close");
  } else if (form.says_keep_alive) {
    append_header(bytes, "Connection", "keep-alive");
  }
  bytes.append("\r\n");
  if (!form.without_body && !never_has_body) bytes.append(response.body);
}

bool percent_decode(std::string_view text, bool plus_is_space, std::string& decoded) {
  decoded.clear();
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded.push_back(' ');
    } else if (text[i] == '%') {
      const int high = i + 1 < text.size() ? hexadecimal_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hexadecimal_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return false;
      decoded.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      decoded.push_back(text[i]);
    }
  }
  return true;
}

std::string_view Request::header(std::string_view name) const {
  for (const Header& header : headers) {
    if (shared::equal_ignoring_case(header.name, name)) return header.value;
  }
  return {};
}

int Request::header_count(std::string_view name) const {
  int count = 0;
  for (const Header& header : headers) count += shared::equal_ignoring_case(header.name, name) ? 1 : 0;
  return count;
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  std::string_view rest = query;
  std::string decoded;
  while (!rest.empty()) {
    // Documented samples divide parameters by a second "?".
    const std::size_t end = rest.find_first_of("&?");
    const std::string_view pair = rest.substr(0, end);
    const std::size_t equals = pair.find('=');
    if (percent_decode(pair.substr(0, equals), true, decoded) && shared::equal_ignoring_case(decoded, name)) {
      if (equals == std::string_view::npos) return std::string();
      if (percent_decode(pair.substr(equals + 1), true, decoded)) return decoded;
    }
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return std::nullopt;
}

std::string_view Request::cookie(std::string_view name) const {
  std::string_view rest = header("Cookie");
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    const std::string_view pair = trimmed(rest.substr(0, end));
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return {};
}

}  // namespace server
