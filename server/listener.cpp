#include "server/listener.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace server {
namespace {

// A burst of connections waits here instead of being refused.
constexpr int backlog = 1024;

// The text of an address; an IPv4 address that came over an IPv6 socket as IPv4.
std::string text_of(const sockaddr_storage& address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address.ss_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &address, sizeof v4);
    inet_ntop(AF_INET, &v4.sin_addr, text, sizeof text);
  } else if (address.ss_family == AF_INET6) {
    sockaddr_in6 v6;
    std::memcpy(&v6, &address, sizeof v6);
    inet_ntop(AF_INET6, &v6.sin6_addr, text, sizeof text);
  }
  const std::string result = text;
  return result.starts_with("::ffff:") && result.find('.') != std::string::npos ? result.substr(7) : result;
}

int port_of(int socket) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  if (address.ss_family == AF_INET6) {
    sockaddr_in6 v6;
    std::memcpy(&v6, &address, sizeof v6);
    return ntohs(v6.sin6_port);
  }
  sockaddr_in v4;
  std::memcpy(&v4, &address, sizeof v4);
  return ntohs(v4.sin_port);
}

// Without SO_REUSEPORT: a second server on the same port must fail rather than share it silently.
int listening_socket(const addrinfo& where) {
  const int socket = ::socket(where.ai_family, where.ai_socktype | SOCK_NONBLOCK | SOCK_CLOEXEC, where.ai_protocol);
  if (socket < 0) return -1;
  const int on = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (::bind(socket, where.ai_addr, where.ai_addrlen) == 0 && ::listen(socket, backlog) == 0) return socket;
  ::close(socket);
  return -1;
}

}  // namespace

int Listener::bind(const std::string& address, int port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
  addrinfo* found = nullptr;
  if (getaddrinfo(address.c_str(), std::to_string(port).c_str(), &hints, &found) != 0) return 0;
  for (const addrinfo* where = found; where && socket_ < 0; where = where->ai_next) socket_ = listening_socket(*where);
  freeaddrinfo(found);
  return socket_ < 0 ? 0 : port_of(socket_);
}

Listener::Accepted Listener::accept(int& socket, std::string& peer) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  socket = ::accept4(socket_, reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
  if (socket < 0) {
    switch (errno) {
      case EMFILE:
      case ENFILE:
      case ENOBUFS:
      case ENOMEM: return Accepted::exhausted;
      case EBADF:
      case EINVAL:
      case ENOTSOCK: return Accepted::broken;
      default: return Accepted::nobody;  // Also a connection that was given up before it was taken.
    }
  }
  // An answer leaves in one piece; waiting to fill a packet would only delay it.
  const int on = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  peer = text_of(address);
  return Accepted::connection;
}

void Listener::close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

}  // namespace server
