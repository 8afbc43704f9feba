// The socket that takes connections. It never waits, and no second server can share its port.
#pragma once

#include <string>

namespace server {

class Listener {
 public:
  Listener() = default;
  ~Listener() { close(); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  // Takes an address (IPv4, IPv6 or a name of this machine); port 0 takes a free one. The port, or 0 when it cannot be used.
  int bind(const std::string& address, int port);

  enum class Accepted : unsigned char { connection, nobody, exhausted, broken };
  // A waiting connection and the peer's address. `exhausted`: no descriptor is free, try again later.
  Accepted accept(int& socket, std::string& peer);

  int descriptor() const { return socket_; }
  void close();

 private:
  int socket_ = -1;
};

}  // namespace server
