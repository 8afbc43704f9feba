// A request and an answer, as everything above the transport sees them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace server {

struct Header {
  std::string name;
  std::string value;
};

struct Request {
  std::string method;
  std::string target;  // As sent: path and query, not decoded.
  std::string path;    // Decoded UTF-8, without repeated or trailing slashes; filled by the gate.
  std::string query;   // Behind the first "?", not decoded; filled by the gate.
  std::vector<Header> headers;
  std::string body;
  std::string remote_address;
  std::string correlation_id;  // Under which it is answered, logged and recorded.
  std::string request_id;
  bool is_on_admin_address = false;

  // The first value of a header, its name in any case; empty when it was not sent.
  std::string_view header(std::string_view name) const;
  int header_count(std::string_view name) const;

  // A query parameter's decoded value, "+" as space; no value when it was not sent. Names are compared in any case.
  std::optional<std::string> parameter(std::string_view name) const;

  // A cookie's value; empty when it was not sent.
  std::string_view cookie(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type;
  std::string body;
  std::vector<Header> headers;
  std::string_view fixed_lines;  // Header lines that many answers share, each with its CR LF; they outlive the answer.
  bool close = false;            // The connection is of no more use.

  void set(std::string_view name, std::string_view value) { headers.push_back({std::string(name), std::string(value)}); }
};

// How an answer is put into bytes.
struct AnswerForm {
  bool without_body = false;     // The answer to HEAD: its headers alone.
  bool closes = false;           // The connection ends behind it.
  bool says_keep_alive = false;  // An HTTP/1.0 client that asked for it is told so.
};
// Appends the bytes of an answer, HTTP/1.1. A header whose value could break the head is left out.
void append_answer(std::string& bytes, const Response& response, const AnswerForm& form);

// Percent-decodes; false for a broken escape. `plus_is_space` is how forms encode a query.
bool percent_decode(std::string_view text, bool plus_is_space, std::string& decoded);

}  // namespace server
