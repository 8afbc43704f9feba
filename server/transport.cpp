#include "server/transport.h"

#define CPPHTTPLIB_LISTEN_BACKLOG 1024
#define CPPHTTPLIB_HEADER_MAX_LENGTH 8192
#define CPPHTTPLIB_HEADER_MAX_COUNT 64
#define CPPHTTPLIB_REQUEST_URI_MAX_LENGTH 4096
#include <httplib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <mutex>
#include <thread>
#include <unordered_map>

// The parking below uses names of httplib::detail; another minor version must be read and tested first.
static_assert(std::string_view(CPPHTTPLIB_VERSION).starts_with("0.41."), "read and test httplib::detail of this version, then name it here");

namespace server {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t head_bytes_max = 64 * 1024;
constexpr int sweep_ms = 20;

Request request_of(const httplib::Request& from) {
  Request request;
  request.method = from.method;
  request.target = from.target;
  request.remote_address = from.remote_addr;
  request.headers.reserve(from.headers.size());
  for (const auto& [name, value] : from.headers) request.headers.push_back({name, value});
  return request;
}

void write_answer(Response&& from, httplib::Response& to) {
  to.status = from.status;
  for (const Header& header : from.headers) to.headers.emplace(header.name, header.value);
  if (from.close) to.headers.emplace("Connection", "close");
  if (!from.content_type.empty()) to.set_content(std::move(from.body), from.content_type);
}

}  // namespace

class Transport::Server final : public httplib::Server {
 public:
  Server(TransportLimits limits, Gate gate, Transport::Handler handler, ErrorAnswer error_answer)
      : limits_(limits), gate_(std::move(gate)), handler_(std::move(handler)), error_answer_(std::move(error_answer)),
        epoll_(epoll_create1(EPOLL_CLOEXEC)), pool_(std::make_unique<httplib::ThreadPool>(static_cast<std::size_t>(limits.workers))) {
    configure();
    install_handlers();
    watcher_ = std::thread([this] { watch(); });
  }

  ~Server() override {
    quit_ = true;
    watcher_.join();
    if (pool_) pool_->shutdown();
    ::close(epoll_);
  }

  void quit() {
    quit_ = true;
    httplib::Server::stop();
  }

 private:
  struct Parked {
    Clock::time_point since;
    bool started = false;  // The first byte of a request has come.
    bool looked = false;   // Looked at since the last sweep: waits for more bytes.
    int served = 0;
    std::string address;
  };

  // The accept loop hands each new connection here; our override of process_and_close_socket only parks it.
  struct AtOnce final : httplib::TaskQueue {
    bool enqueue(std::function<void()> task) override {
      task();
      return true;
    }
    void shutdown() override {}
  };

  void configure() {
    new_task_queue = [] { return new AtOnce; };
    set_tcp_nodelay(true);
    set_read_timeout(std::chrono::seconds(5));
    set_write_timeout(std::chrono::seconds(10));
    set_payload_max_length(limits_.body_bytes_max);
    // Without SO_REUSEPORT: a second server on the same port must fail rather than share it silently.
    set_socket_options([](socket_t socket) {
      const int on = 1;
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    });
  }

  void install_handlers() {
    set_pre_routing_handler([this](const httplib::Request& from, httplib::Response& to) {
      Request& request = current_request();
      request = request_of(from);
      if (auto answer = gate_(request)) {
        write_answer(std::move(*answer), to);
        return HandlerResponse::Handled;
      }
      // One route serves everything: our own table finds the handler, so the library's must find this one.
      const_cast<httplib::Request&>(from).path = "/";
      const_cast<httplib::Request&>(from).ranges.clear();
      return HandlerResponse::Unhandled;
    });
    const auto serve_one = [this](const httplib::Request& from, httplib::Response& to) {
      Request& request = current_request();
      request.body = from.body;
      write_answer(handler_(request), to);
    };
    Get("/", serve_one).Post("/", serve_one).Put("/", serve_one).Patch("/", serve_one).Delete("/", serve_one);
    set_error_handler([this](const httplib::Request&, httplib::Response& to) {
      if (to.body.empty() && !to.has_header("Content-Type")) write_answer(error_answer_(to.status), to);
      return HandlerResponse::Handled;
    });
    set_exception_handler([this](const httplib::Request&, httplib::Response& to, const std::exception_ptr&) {
      write_answer(error_answer_(500), to);
    });
  }

  static Request& current_request() {
    static thread_local Request request;
    return request;
  }

  bool process_and_close_socket(socket_t socket) override {
    std::string address;
    int port = 0;
    httplib::detail::get_remote_ip_and_port(socket, address, port);
    const std::lock_guard lock(mutex_);
    int& of_address = of_address_[address];
    if (quit_ || open_ >= limits_.connections_max || of_address >= limits_.connections_per_address_max) {
      if (of_address == 0) of_address_.erase(address);
      ::close(socket);
      return false;
    }
    open_ += 1;
    of_address += 1;
    park(socket, 0, std::move(address));
    return true;
  }

  // With the mutex held.
  void park(int socket, int served, std::string address) {
    parked_[socket] = {Clock::now(), false, false, served, std::move(address)};
    arm(socket);
  }

  void arm(int socket) const {
    epoll_event event{};
    event.events = EPOLLIN | EPOLLRDHUP | EPOLLONESHOT;
    event.data.fd = socket;
    if (epoll_ctl(epoll_, EPOLL_CTL_MOD, socket, &event) < 0) epoll_ctl(epoll_, EPOLL_CTL_ADD, socket, &event);
  }

  // With the mutex held.
  void drop(int socket, const std::string& address) {
    open_ -= 1;
    if (const auto found = of_address_.find(address); found != of_address_.end() && --found->second <= 0) of_address_.erase(found);
    ::shutdown(socket, SHUT_RDWR);
    ::close(socket);
  }

  void watch() {
    std::vector<char> buffer(head_bytes_max);
    epoll_event events[64];
    Clock::time_point swept = Clock::now();
    while (!quit_) {
      const int count = epoll_wait(epoll_, events, 64, sweep_ms);
      const std::lock_guard lock(mutex_);
      for (int i = 0; i < count; ++i) look(events[i].data.fd, buffer);
      if (Clock::now() - swept >= std::chrono::milliseconds(sweep_ms)) {
        swept = Clock::now();
        sweep(swept);
      }
    }
    const std::lock_guard lock(mutex_);
    for (const auto& [socket, parked] : parked_) drop(socket, parked.address);
    parked_.clear();
  }

  // Is the head complete? Then a worker takes the connection.
  void look(int socket, std::vector<char>& buffer) {
    const auto found = parked_.find(socket);
    if (found == parked_.end()) return;
    Parked& parked = found->second;
    const ssize_t bytes = ::recv(socket, buffer.data(), buffer.size(), MSG_PEEK | MSG_DONTWAIT);
    if (bytes <= 0) {
      drop(socket, parked.address);
      parked_.erase(found);
      return;
    }
    if (!parked.started) {
      parked.started = true;
      parked.since = Clock::now();
    }
    // A head that is too long goes to a worker as well: the library answers 431 or closes.
    if (memmem(buffer.data(), static_cast<std::size_t>(bytes), "\r\n\r\n", 4) || static_cast<std::size_t>(bytes) >= buffer.size()) {
      hand_over(socket, parked.served, std::move(parked.address));
      parked_.erase(socket);
    } else {
      parked.looked = true;  // Armed again by the sweep: bytes that were seen would wake epoll at once.
    }
  }

  void hand_over(int socket, int served, std::string address) {
    pool_->enqueue([this, socket, served, address = std::move(address)]() mutable { serve(socket, served, std::move(address)); });
  }

  void sweep(Clock::time_point now) {
    for (auto entry = parked_.begin(); entry != parked_.end();) {
      Parked& parked = entry->second;
      const int limit_ms = parked.started ? limits_.head_deadline_ms : limits_.idle_deadline_ms;
      if (now - parked.since > std::chrono::milliseconds(limit_ms)) {
        drop(entry->first, parked.address);
        entry = parked_.erase(entry);
        continue;
      }
      if (parked.looked) {
        parked.looked = false;
        arm(entry->first);
      }
      ++entry;
    }
  }

  void serve(int socket, int served, std::string address) {
    std::string remote;
    std::string local;
    int remote_port = 0;
    int local_port = 0;
    httplib::detail::get_remote_ip_and_port(socket, remote, remote_port);
    httplib::detail::get_local_ip_and_port(socket, local, local_port);
    const bool last = quit_ || served + 1 >= limits_.requests_per_connection_max;
    bool closed = false;
    bool done = false;
    {
      httplib::detail::SocketStream stream(socket, read_timeout_sec_, read_timeout_usec_, write_timeout_sec_, write_timeout_usec_);
      done = process_request(stream, remote, remote_port, local, local_port, last, closed, nullptr);
    }
    const std::lock_guard lock(mutex_);
    if (!done || closed || last || quit_) {
      drop(socket, address);
    } else {
      park(socket, served + 1, std::move(address));
    }
  }

  TransportLimits limits_;
  Gate gate_;
  Transport::Handler handler_;
  ErrorAnswer error_answer_;
  int epoll_;
  std::atomic<bool> quit_{false};
  std::mutex mutex_;
  std::unordered_map<int, Parked> parked_;
  std::unordered_map<std::string, int> of_address_;
  int open_ = 0;
  std::unique_ptr<httplib::ThreadPool> pool_;
  std::thread watcher_;
};

Transport::Transport(TransportLimits limits, Gate gate, Handler handler, ErrorAnswer error_answer)
    : server_(std::make_unique<Server>(limits, std::move(gate), std::move(handler), std::move(error_answer))) {}

Transport::~Transport() = default;

int Transport::bind(const std::string& address, int port) {
  if (port == 0) return std::max(server_->bind_to_any_port(address), 0);
  return server_->bind_to_port(address, port) ? port : 0;
}

bool Transport::serve() { return server_->listen_after_bind(); }

void Transport::stop() { server_->quit(); }

}  // namespace server
