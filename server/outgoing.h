// Requests that this server makes: to an OpenID Connect issuer, by libcurl, which no other file includes. Bounded in size and
// time; follows no redirect; HTTPS with a checked certificate, or plain HTTP to this machine alone.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace server {

inline constexpr std::size_t outgoing_answer_bytes_max = 256 * 1024;
inline constexpr long outgoing_deadline_ms = 5000;

struct OutgoingRequest {
  std::string address;
  std::string form;      // Sent by POST as application/x-www-form-urlencoded; empty: GET.
  std::string user;      // By HTTP Basic, where there is one.
  std::string password;
};

struct OutgoingAnswer {
  int status = 0;
  std::string body;
};

// Before any other thread runs. False: no request can be made.
bool start_outgoing();

// Whether the address may be asked at all: "https://…", or "http://" with a host that is this machine.
bool is_safe_address(const std::string& address);

// No value: not a safe address, no answer in time, or one that is too large.
std::optional<OutgoingAnswer> fetch(const OutgoingRequest& request);

std::string percent_encode(std::string_view text);  // For a form and for a query.

}  // namespace server
