#include "server/gate.h"

#include <charconv>

#include "shared/text.h"

namespace server {
namespace {

constexpr std::string_view methods[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
constexpr std::string_view single_headers[] = {"Host", "Authorization", "If-Match", "Content-Type", "Content-Length", "MS-RequestId", "Cookie"};

bool has_control_byte(std::string_view text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && byte != '\t') || byte == 0x7F) return true;
  }
  return false;
}

bool carries_body(std::string_view method) { return method == "POST" || method == "PUT" || method == "PATCH"; }

std::optional<GateRefusal> refuse_headers(const Request& request) {
  for (const Header& header : request.headers) {
    if (has_control_byte(header.value)) return GateRefusal{400, "a header holds a control character"};
  }
  for (const std::string_view name : single_headers) {
    if (request.header_count(name) > 1) return GateRefusal{400, "a header that may be sent once was sent twice"};
  }
  if (request.header("Host").empty()) return GateRefusal{400, "the Host header is missing"};
  return std::nullopt;
}

std::optional<GateRefusal> refuse_body(const Request& request, std::size_t body_bytes_max) {
  const std::string_view encoding = request.header("Transfer-Encoding");
  const std::string_view length = request.header("Content-Length");
  const bool has_length = request.header_count("Content-Length") > 0;
  if (!encoding.empty() && (!shared::equal_ignoring_case(encoding, "chunked") || has_length)) return GateRefusal{400, "the length of the body is told in two ways"};
  std::size_t bytes = 0;
  if (has_length) {
    const auto [end, error] = std::from_chars(length.data(), length.data() + length.size(), bytes);
    if (error != std::errc() || end != length.data() + length.size()) return GateRefusal{400, "Content-Length is no number"};
  }
  if (!carries_body(request.method)) {
    if (bytes > 0 || !encoding.empty()) return GateRefusal{400, "this method takes no body"};
    return std::nullopt;
  }
  if (!has_length && encoding.empty()) return GateRefusal{411, "the Content-Length header is missing"};
  if (bytes > body_bytes_max) return GateRefusal{413, "the body is larger than 256 KiB"};
  if (request.header_count("Content-Encoding") > 0) return GateRefusal{415, "compressed bodies are not read"};
  return std::nullopt;
}

std::optional<GateRefusal> refuse_content_type(const Request& request) {
  if (!carries_body(request.method) || request.header("Content-Length") == "0") return std::nullopt;
  std::string_view type = request.header("Content-Type");
  type = type.substr(0, type.find(';'));
  while (!type.empty() && type.back() == ' ') type.remove_suffix(1);
  if (!shared::equal_ignoring_case(type, "application/json")) return GateRefusal{415, "the body must be JSON: send Content-Type: application/json"};
  return std::nullopt;
}

// Repeated slashes count as one and a trailing one not at all: published client libraries send both.
std::optional<GateRefusal> read_target(Request& request) {
  std::string_view target = request.target;
  if (target.empty() || target.front() != '/') return GateRefusal{400, "the address does not begin with a slash"};
  const std::size_t question = target.find('?');
  request.query = question == std::string_view::npos ? std::string() : std::string(target.substr(question + 1));
  // No store keeps NUL in a text, and no parameter means one.
  if (request.query.find("%00") != std::string::npos) return GateRefusal{400, "the address holds characters that no address here has"};
  std::string decoded;
  if (!percent_decode(target.substr(0, question), false, decoded) || !shared::is_utf8(decoded) || has_control_byte(decoded) ||
      decoded.find('\\') != std::string::npos || decoded.find("/../") != std::string::npos || decoded.ends_with("/..") || decoded.find('%') != std::string::npos) {
    return GateRefusal{400, "the address holds characters that no address here has"};
  }
  request.path.clear();
  for (const char c : decoded) {
    if (c != '/' || request.path.empty() || request.path.back() != '/') request.path.push_back(c);
  }
  if (request.path.size() > 1 && request.path.back() == '/') request.path.pop_back();
  return std::nullopt;
}

}  // namespace

std::optional<GateRefusal> refuse_by_head(Request& request, std::size_t body_bytes_max) {
  bool known_method = false;
  for (const std::string_view method : methods) known_method = known_method || request.method == method;
  if (!known_method) return GateRefusal{405, "this method is not used here"};
  if (auto refusal = read_target(request)) return refusal;
  if (auto refusal = refuse_headers(request)) return refusal;
  if (auto refusal = refuse_body(request, body_bytes_max)) return refusal;
  return refuse_content_type(request);
}

}  // namespace server
