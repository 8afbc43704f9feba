#include "server/command_socket.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace server {
namespace {

constexpr const char* file_name = "kundkonto.sock";
constexpr std::uint32_t texts_max = 64;
constexpr std::uint32_t text_bytes_max = 1024 * 1024;
constexpr int request_deadline_s = 5;
constexpr int outcome_deadline_s = 120;

// A file or socket that closes.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }
  int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

// The address of the socket in `folder`. Addresses hold 107 bytes, and paths may be longer: the folder is named by its
// descriptor.
bool fill_address(int folder, sockaddr_un& address) {
  address = {};
  address.sun_family = AF_UNIX;
  const std::string path = "/proc/self/fd/" + std::to_string(folder) + "/" + file_name;
  if (path.size() >= sizeof address.sun_path) return false;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return true;
}

const sockaddr* generic(const sockaddr_un& address) { return reinterpret_cast<const sockaddr*>(&address); }

void set_deadline(int socket, int seconds) {
  const timeval time{seconds, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
  ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time);
}

bool send_all(int socket, const void* bytes, std::size_t count) {
  const char* from = static_cast<const char*>(bytes);
  while (count > 0) {
    const ssize_t sent = ::send(socket, from, count, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    from += sent;
    count -= static_cast<std::size_t>(sent);
  }
  return true;
}

bool receive_all(int socket, void* bytes, std::size_t count) {
  char* to = static_cast<char*>(bytes);
  while (count > 0) {
    const ssize_t received = ::recv(socket, to, count, 0);
    if (received <= 0) return false;
    to += received;
    count -= static_cast<std::size_t>(received);
  }
  return true;
}

// On the wire, between two copies of one program: how many texts, then each with its length in front.
bool send_texts(int socket, const std::vector<std::string>& texts) {
  const auto count = static_cast<std::uint32_t>(texts.size());
  if (!send_all(socket, &count, sizeof count)) return false;
  for (const std::string& text : texts) {
    const auto size = static_cast<std::uint32_t>(text.size());
    if (!send_all(socket, &size, sizeof size) || !send_all(socket, text.data(), text.size())) return false;
  }
  return true;
}

bool receive_texts(int socket, std::vector<std::string>& texts) {
  std::uint32_t count = 0;
  if (!receive_all(socket, &count, sizeof count) || count == 0 || count > texts_max) return false;
  for (std::uint32_t i = 0; i < count; ++i) {
    std::uint32_t size = 0;
    if (!receive_all(socket, &size, sizeof size) || size > text_bytes_max) return false;
    std::string& text = texts.emplace_back(size, '\0');
    if (!receive_all(socket, text.data(), size)) return false;
  }
  return true;
}

// Beside the file's mode: the other end must be ours or the machine's owner.
bool is_from_owner(int connection) {
  ucred peer{};
  socklen_t size = sizeof peer;
  if (::getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0) return false;
  return peer.uid == ::geteuid() || peer.uid == 0;
}

}  // namespace

std::unique_ptr<CommandSocket> CommandSocket::listen(const std::string& folder, CommandRunner runner) {
  const Descriptor directory(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  sockaddr_un address;
  if (directory.number() < 0 || !fill_address(directory.number(), address)) return nullptr;
  Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (socket.number() < 0) return nullptr;
  // Whoever holds the folder's lock is the only one: what lies here is left over.
  ::unlinkat(directory.number(), file_name, 0);
  const mode_t mask = ::umask(0177);
  const bool is_bound = ::bind(socket.number(), generic(address), sizeof address) == 0;
  ::umask(mask);
  const int stop = ::eventfd(0, EFD_CLOEXEC);
  if (!is_bound || stop < 0 || ::listen(socket.number(), 8) != 0) return nullptr;
  return std::unique_ptr<CommandSocket>(new CommandSocket(folder + "/" + file_name, socket.release(), stop, std::move(runner)));
}

CommandSocket::CommandSocket(std::string file, int socket, int stop, CommandRunner runner)
    : file_(std::move(file)), socket_(socket), stop_(stop), runner_(std::move(runner)), thread_([this] { serve(); }) {}

CommandSocket::~CommandSocket() {
  ::eventfd_write(stop_, 1);
  thread_.join();
  ::unlink(file_.c_str());
  ::close(socket_);
  ::close(stop_);
}

void CommandSocket::serve() {
  for (;;) {
    pollfd waited[] = {{socket_, POLLIN, 0}, {stop_, POLLIN, 0}};
    if (::poll(waited, 2, -1) < 0 && errno != EINTR) return;
    if (waited[1].revents != 0) return;
    if ((waited[0].revents & POLLIN) == 0) continue;
    const Descriptor connection(::accept4(socket_, nullptr, nullptr, SOCK_CLOEXEC));
    if (connection.number() >= 0 && is_from_owner(connection.number())) serve_one(connection.number());
  }
}

void CommandSocket::serve_one(int connection) {
  set_deadline(connection, request_deadline_s);
  std::vector<std::string> texts;
  if (!receive_texts(connection, texts)) return;
  CommandRequest request;
  request.input = std::move(texts.back());
  texts.pop_back();
  request.words = std::move(texts);
  const CommandOutcome outcome = runner_(request);
  (void)send_texts(connection, {std::to_string(outcome.status), outcome.output, outcome.errors});
}

std::optional<CommandOutcome> send_command(const std::string& folder, const CommandRequest& request) {
  const Descriptor directory(::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  sockaddr_un address;
  if (directory.number() < 0 || !fill_address(directory.number(), address)) return std::nullopt;
  const Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (socket.number() < 0 || ::connect(socket.number(), generic(address), sizeof address) != 0) return std::nullopt;
  set_deadline(socket.number(), outcome_deadline_s);
  std::vector<std::string> texts = request.words;
  texts.push_back(request.input);
  if (!send_texts(socket.number(), texts)) return std::nullopt;
  std::vector<std::string> answer;
  if (!receive_texts(socket.number(), answer) || answer.size() != 3) return std::nullopt;
  return CommandOutcome{answer[0] == "0" ? 0 : answer[0] == "2" ? 2 : 1, std::move(answer[1]), std::move(answer[2])};
}

}  // namespace server
