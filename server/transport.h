// HTTP/1.1 over TCP. No connection ever holds a thread while it waits: all wait in one epoll set, a worker reads what has
// come without waiting, and runs a request only when the whole of it is there. So idle, dripping and deaf clients cost
// memory, which is bounded, and time, which is bounded, but never a worker.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "server/channel.h"
#include "server/http.h"
#include "server/request_reader.h"

namespace server {

struct TransportLimits {
  int workers = 16;
  bool reads_wait = false;         // Also GET waits for something, such as a store on another machine.
  int connections_max = 4000;
  int connections_per_address_max = 512;
  int head_deadline_ms = 5'000;    // From the first byte of a request to the end of its head.
  int body_deadline_ms = 10'000;   // From the end of the head to the end of the body.
  int idle_deadline_ms = 30'000;   // Between requests.
  int answer_deadline_ms = 30'000; // For the peer to take an answer.
  int linger_ms = 1'000;           // After the last answer, for what the peer still sends.
  int drain_deadline_ms = 20'000;  // After stop(), for requests that run.
  int requests_per_connection_max = 100'000;
  std::size_t bytes_held_max = 128u << 20;  // Unfinished requests of all connections together.
  ReaderLimits reader;
};

class Transport {
 public:
  using Gate = RequestReader::Gate;
  using Handler = std::function<Response(const Request&)>;
  using ErrorAnswer = RequestReader::ErrorAnswer;

  // `handler` answers a whole request that passed the gate, on a worker's thread; what it throws becomes 500.
  Transport(const TransportLimits& limits, Gate gate, Handler handler, ErrorAnswer error_answer, ChannelMaker make_channel = plain_channel);
  ~Transport();
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  // Takes an IPv4 or IPv6 address or "localhost"; port 0 takes a free one. The port, or 0 when the address cannot be used.
  int bind(const std::string& address, int port);

  // Serves until stop() was called and running requests are answered; false when the listening socket broke.
  bool serve();

  // Takes no more connections, lets running requests finish, closes the rest. From any thread; safe to call twice.
  void stop();

 private:
  class Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace server
