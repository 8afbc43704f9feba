// HTTP/1.1 over TCP by cpp-httplib, without its weakness: out of the box every connection keeps a worker for its whole
// life, so that a few idle clients stop the server. Here a connection waits in one epoll thread until a whole request
// head has come, and only then a worker takes it.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "server/http.h"

namespace server {

struct TransportLimits {
  int workers = 16;
  int connections_max = 4000;
  int connections_per_address_max = 512;
  int head_deadline_ms = 5'000;   // From the first byte of a request to the end of its head.
  int idle_deadline_ms = 30'000;  // Between requests.
  int requests_per_connection_max = 100'000;
  std::size_t body_bytes_max = 256 * 1024;
};

class Transport {
 public:
  // Judges a request by its head, before any of its body is read; may fill path and query. A value is the answer.
  using Gate = std::function<std::optional<Response>(Request&)>;
  using Handler = std::function<Response(const Request&)>;
  // Completes an answer that the library makes itself, such as 413 or 400 for a broken head.
  using ErrorAnswer = std::function<Response(int status)>;

  Transport(TransportLimits limits, Gate gate, Handler handler, ErrorAnswer error_answer);
  ~Transport();
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  // Takes the address; port 0 takes a free one. The port, or 0 when the address cannot be used.
  int bind(const std::string& address, int port);

  // Serves until stop() was called; false when the listening socket broke.
  bool serve();

  // Lets running requests finish, closes the rest. From any thread; safe to call twice.
  void stop();

 private:
  class Server;
  std::unique_ptr<Server> server_;
};

}  // namespace server
