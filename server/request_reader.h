// Reads HTTP/1.1 requests from bytes as they come, in pieces of any size, and never waits. Strict where programs are known
// to understand a message differently (request smuggling): a line ends with CR LF and nothing else, a header's name is a
// token directly before its colon, nothing is folded, a body has one length told in one way (RFC 9112 2.2, 5.1, 5.2, 6.3).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "server/http.h"

namespace server {

struct ReaderLimits {
  std::size_t target_bytes_max = 8 * 1024;  // A filter of 2 KiB, each byte percent-encoded, fits.
  std::size_t line_bytes_max = 16 * 1024;   // A bearer token of 8 KiB fits.
  std::size_t head_bytes_max = 32 * 1024;
  std::size_t headers_max = 64;
  std::size_t body_bytes_max = 256 * 1024;
};

class RequestReader {
 public:
  enum class State : std::uint8_t {
    idle,      // No byte of a request has come.
    head,
    body,
    complete,  // request() is whole; next() begins another.
    refused,   // refusal() is the answer; nothing more is read.
  };

  // Judges a request by its head, before any of its body is read; may fill path and query. A value is the answer.
  using Gate = std::function<std::optional<Response>(Request&)>;
  // The answer to what is no request.
  using ErrorAnswer = std::function<Response(int status)>;

  RequestReader(const ReaderLimits& limits, const Gate& gate, const ErrorAnswer& error_answer)
      : limits_(&limits), gate_(&gate), error_answer_(&error_answer) {}

  // Takes bytes off the front until a request is complete or refused; how many it took.
  std::size_t take(std::string_view bytes);
  void next();

  State state() const { return state_; }
  Request& request() { return request_; }
  Response& refusal() { return refusal_; }
  bool keeps_alive() const { return keeps_alive_; }  // The connection serves another request after this one.
  bool is_http_1_0() const { return is_http_1_0_; }
  // True once for a client that waits for "100 Continue" before it sends the body.
  bool take_expectation();
  std::size_t bytes_held() const { return request_.body.size() + line_.size(); }

 private:
  enum class Part : std::uint8_t { request_line, headers, sized_body, chunk_size, chunk_data, chunk_end, trailers };

  std::size_t take_line(std::string_view bytes);
  std::size_t take_data(std::string_view bytes);
  void read_line(std::string_view line);
  void read_request_line(std::string_view line);
  void read_header(std::string_view line);
  void read_chunk_size(std::string_view line);
  void end_head();
  void begin_body();
  void refuse(int status);

  const ReaderLimits* limits_;
  const Gate* gate_;
  const ErrorAnswer* error_answer_;
  State state_ = State::idle;
  Part part_ = Part::request_line;
  std::string line_;               // The beginning of a line whose end has not come.
  std::size_t framing_bytes_ = 0;  // Of the head; then of the lines between chunks.
  std::size_t data_left_ = 0;      // Of the body, or of its chunk.
  bool is_http_1_0_ = false;
  bool keeps_alive_ = true;
  bool expects_continue_ = false;
  bool saw_empty_line_ = false;
  Request request_;
  Response refusal_;
};

}  // namespace server
