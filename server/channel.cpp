#include "server/channel.h"

#include <sys/socket.h>

#include <cerrno>

namespace server {
namespace {

class PlainChannel final : public Channel {
 public:
  explicit PlainChannel(int socket) : socket_(socket) {}

  Moved receive(std::span<char> buffer) override {
    const ssize_t bytes = ::recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (bytes == 0) return {0, Next::ended};
    if (bytes < 0) return {0, errno == EAGAIN || errno == EINTR ? Next::readable : Next::ended};
    // A buffer that was not filled has emptied the socket.
    return {static_cast<std::size_t>(bytes), static_cast<std::size_t>(bytes) < buffer.size() ? Next::readable : Next::more};
  }

  Moved send(std::string_view bytes) override {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0) return {0, errno == EAGAIN || errno == EINTR ? Next::writable : Next::ended};
    return {static_cast<std::size_t>(sent), Next::more};
  }

  void finish() override { ::shutdown(socket_, SHUT_WR); }

 private:
  int socket_;
};

}  // namespace

std::unique_ptr<Channel> plain_channel(int socket) { return std::make_unique<PlainChannel>(socket); }

}  // namespace server
