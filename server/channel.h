// Bytes to and from one peer over a socket that never waits. Plain here; encrypted where the transport was given another
// maker of channels.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>

namespace server {

class Channel {
 public:
  // What must come before more can be moved.
  enum class Next : std::uint8_t {
    more,       // Nothing: call again.
    readable,   // The socket must be readable.
    writable,   // The socket must be writable.
    ended,      // The peer has sent all it will send (receive), or is gone.
  };
  struct Moved {
    std::size_t bytes = 0;
    Next next = Next::more;
  };

  virtual ~Channel() = default;
  // Bytes may come with any `next`; they count first.
  virtual Moved receive(std::span<char> buffer) = 0;
  virtual Moved send(std::string_view bytes) = 0;
  // Tells the peer that nothing more will be sent.
  virtual void finish() = 0;
};

// Makes the channel of an accepted, non-blocking socket; the socket stays the transport's, which closes it.
using ChannelMaker = std::function<std::unique_ptr<Channel>(int socket)>;

std::unique_ptr<Channel> plain_channel(int socket);

}  // namespace server
