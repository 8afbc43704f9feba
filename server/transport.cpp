#include "server/transport.h"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <vector>

#include "server/listener.h"
#include "server/turns.h"

namespace server {
namespace {

constexpr int sweep_ms = 50;
constexpr int accepts_at_once = 64;
constexpr int requests_at_once = 16;              // Of one connection, before another gets its turn.
constexpr std::size_t unsent_bytes_max = 1 << 20;  // Beyond it, a client that sends without reading is not served on.
constexpr std::int64_t never = INT64_MAX;

std::int64_t steady_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

enum class Phase : std::uint8_t { reading, running, sending, lingering };

// Owned by one worker at a time: epoll reports it once, then it is armed again. The sweeper reads the atomics alone.
struct Connection {
  Connection(int descriptor, std::string from, const TransportLimits& limits, const Transport::Gate& gate, const Transport::ErrorAnswer& error_answer)
      : socket(descriptor), address(std::move(from)), reader(limits.reader, gate, error_answer) {}
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection() {
    channel.reset();
    ::close(socket);
  }

  const int socket;
  const std::string address;
  std::unique_ptr<Channel> channel;
  RequestReader reader;
  RequestReader::State seen = RequestReader::State::idle;  // When the deadline was set.
  std::string received;                                    // Behind a request whose answer is not sent.
  std::string unsent;
  std::size_t sent = 0;
  std::size_t counted = 0;  // In the engine's sum of bytes held.
  int served = 0;
  bool is_last = false;     // Closed when all is sent.
  std::size_t place = 0;    // In the engine's list.
  std::atomic<Phase> phase{Phase::reading};
  std::atomic<std::int64_t> deadline{never};
  std::atomic<bool> is_late{false};
};

thread_local bool has_turn = false;

}  // namespace

class Transport::Engine {
 public:
  Engine(const TransportLimits& limits, Gate gate, Handler handler, ErrorAnswer error_answer, ChannelMaker make_channel)
      : limits_(limits), gate_(std::move(gate)), handler_(std::move(handler)), error_answer_(std::move(error_answer)),
        make_channel_(std::move(make_channel)), turns_(limits.workers), epoll_(epoll_create1(EPOLL_CLOEXEC)), wake_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

  ~Engine() {
    end_workers();
    for (Connection* connection : connections_) delete connection;
    ::close(epoll_);
    ::close(wake_);
  }

  int bind(const std::string& address, int port) { return listener_.bind(address, port); }

  bool serve() {
    for (int i = 0; i < limits_.workers; ++i) workers_.emplace_back([this] { work(); });
    bool is_well = true;
    while (!quit_ && is_well) {
      pollfd waiting[] = {{listener_.descriptor(), POLLIN, 0}, {wake_, POLLIN, 0}};
      ::poll(waiting, 2, sweep_ms);
      if (waiting[0].revents != 0) is_well = accept_waiting();
      if (const std::int64_t now = steady_ms(); now - swept_at_ >= sweep_ms) {
        swept_at_ = now;
        sweep(now);
        turns_.adapt();
      }
    }
    listener_.close();
    drain();
    end_workers();
    return is_well;
  }

  void stop() {
    quit_ = true;
    const std::uint64_t one = 1;
    (void)!::write(wake_, &one, sizeof one);
  }

 private:
  bool accept_waiting() {
    for (int i = 0; i < accepts_at_once; ++i) {
      int socket = -1;
      std::string peer;
      switch (listener_.accept(socket, peer)) {
        case Listener::Accepted::connection: add(socket, std::move(peer)); break;
        case Listener::Accepted::nobody: return true;
        case Listener::Accepted::exhausted: std::this_thread::sleep_for(std::chrono::milliseconds(10)); return true;
        case Listener::Accepted::broken: return false;
      }
    }
    return true;
  }

  void add(int socket, std::string peer) {
    {
      const std::lock_guard lock(mutex_);
      const auto found = of_address_.find(peer);
      const int of_address = found == of_address_.end() ? 0 : found->second;
      if (connections_.size() >= static_cast<std::size_t>(limits_.connections_max) || of_address >= limits_.connections_per_address_max) {
        ::close(socket);
        return;
      }
    }
    auto connection = std::make_unique<Connection>(socket, std::move(peer), limits_, gate_, error_answer_);
    connection->channel = make_channel_(socket);
    if (!connection->channel) return;
    connection->deadline = steady_ms() + limits_.idle_deadline_ms;
    Connection* raw = connection.release();
    {
      const std::lock_guard lock(mutex_);
      raw->place = connections_.size();
      connections_.push_back(raw);
      of_address_[raw->address] += 1;
    }
    arm(*raw, EPOLLIN, EPOLL_CTL_ADD);
  }

  // From here on another worker may own the connection.
  void arm(Connection& connection, std::uint32_t events, int operation = EPOLL_CTL_MOD) const {
    epoll_event event{};
    event.events = events | EPOLLONESHOT;
    event.data.ptr = &connection;
    epoll_ctl(epoll_, operation, connection.socket, &event);
  }

  void close(Connection& connection) {
    bytes_held_ -= connection.counted;
    {
      const std::lock_guard lock(mutex_);
      connections_[connection.place] = connections_.back();
      connections_[connection.place]->place = connection.place;
      connections_.pop_back();
      if (const auto found = of_address_.find(connection.address); found != of_address_.end() && --found->second <= 0) of_address_.erase(found);
    }
    delete &connection;
  }

  // Whose time is over is woken: its worker sees the end of what the peer sends, says 408 and closes. Who is late again, or
  // takes no answer, is cut off.
  void sweep(std::int64_t now) {
    const std::lock_guard lock(mutex_);
    for (Connection* connection : connections_) {
      if (connection->deadline > now) continue;
      const bool was_late = connection->is_late.exchange(true);
      connection->deadline = now + limits_.linger_ms;
      ::shutdown(connection->socket, was_late || connection->phase != Phase::reading ? SHUT_RDWR : SHUT_RD);
    }
  }

  void drain() {
    const std::int64_t deadline = steady_ms() + limits_.drain_deadline_ms;
    while (steady_ms() < deadline) {
      sweep(steady_ms());
      turns_.adapt();
      {
        const std::lock_guard lock(mutex_);
        if (connections_.empty()) return;
        for (const Connection* connection : connections_) {
          if (connection->phase == Phase::reading) ::shutdown(connection->socket, SHUT_RD);
        }
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  void end_workers() {
    is_ended_ = true;
    epoll_event event{};
    event.events = EPOLLIN;  // Never read, so that it wakes every worker.
    event.data.ptr = nullptr;
    stop();
    epoll_ctl(epoll_, EPOLL_CTL_ADD, wake_, &event);
    turns_.end();
    for (std::thread& worker : workers_) worker.join();
    workers_.clear();
  }

  void work() {
    while (!is_ended_) {
      if (!has_turn) {
        turns_.take();
        has_turn = true;
      }
      epoll_event event{};
      turns_.begin_watching();
      const int count = epoll_wait(epoll_, &event, 1, -1);
      turns_.end_watching();
      if (count != 1 || !event.data.ptr) continue;
      auto& connection = *static_cast<Connection*>(event.data.ptr);
      if (!attend(connection)) close(connection);
      if (has_turn && turns_.are_too_many()) give_turn();
    }
  }

  void give_turn() {
    if (std::exchange(has_turn, false)) turns_.give();
  }

  // Serves what can be served without waiting for the peer. False when the connection is to be closed; else it is armed, and
  // not ours any more.
  bool attend(Connection& connection) {
    try {
      if (connection.phase == Phase::lingering) return linger(connection);
      for (int turn = 0;; ++turn) {
        const Sent sent = send(connection);
        if (sent == Sent::gone) return false;
        if (sent == Sent::waits) return wait_to_send(connection);
        if (connection.is_last) return start_lingering(connection);
        if (turn >= requests_at_once) return wait_to_send(connection);
        Channel::Next next = Channel::Next::more;
        if (connection.received.empty()) {
          next = receive(connection);
        } else {
          const std::string kept = std::exchange(connection.received, {});
          take(connection, kept);
        }
        if (!connection.unsent.empty() || connection.is_last || !connection.received.empty()) continue;
        if (next == Channel::Next::ended) return end_of_input(connection);
        if (next != Channel::Next::more) return wait_to_receive(connection, next);
      }
    } catch (...) {
      return false;  // Out of memory: this one connection is given up.
    }
  }

  Channel::Next receive(Connection& connection) {
    static thread_local std::array<char, 64 * 1024> buffer;
    const Channel::Moved moved = connection.channel->receive(buffer);
    if (moved.bytes > 0) take(connection, {buffer.data(), moved.bytes});
    return moved.next;
  }

  // Reads requests off `bytes` and answers them in order; what is not yet wanted stays in `received`.
  void take(Connection& connection, std::string_view bytes) {
    RequestReader& reader = connection.reader;
    for (int answered = 0; !bytes.empty() && !connection.is_last;) {
      if (answered >= requests_at_once || connection.unsent.size() > unsent_bytes_max) {
        connection.received.assign(bytes);
        return;
      }
      bytes.remove_prefix(reader.take(bytes));
      if (reader.state() == RequestReader::State::refused) {
        connection.is_last = true;
        append_answer(connection.unsent, reader.refusal(), {.without_body = reader.request().method == "HEAD", .closes = true});
        return;
      }
      if (reader.state() == RequestReader::State::complete) {
        answer(connection);
        answered += 1;
      }
    }
    if (connection.is_last) return;
    if (reader.take_expectation()) connection.unsent += "HTTP/1.1 100 Continue\r\n\r\n";
    count_bytes(connection);
  }

  void answer(Connection& connection) {
    RequestReader& reader = connection.reader;
    Request& request = reader.request();
    request.remote_address = connection.address;
    connection.phase = Phase::running;
    connection.deadline = never;
    connection.served += 1;
    if (limits_.reads_wait || (request.method != "GET" && request.method != "HEAD")) give_turn();
    Response response = run(request);
    connection.phase = Phase::reading;
    connection.is_last = response.close || !reader.keeps_alive() || quit_ || connection.served >= limits_.requests_per_connection_max;
    append_answer(connection.unsent, response, {.without_body = request.method == "HEAD", .closes = connection.is_last, .says_keep_alive = reader.is_http_1_0()});
    reader.next();
    connection.seen = RequestReader::State::complete;  // The next request gets a deadline of its own.
  }

  Response run(const Request& request) {
    try {
      return handler_(request);
    } catch (...) {
      return error_answer_(500);
    }
  }

  // The sum of what unfinished requests hold is bounded: whoever passes the bound is refused.
  void count_bytes(Connection& connection) {
    const std::size_t held = connection.reader.bytes_held();
    bytes_held_ += held - connection.counted;
    connection.counted = held;
    if (held == 0 || bytes_held_ <= limits_.bytes_held_max) return;
    append_answer(connection.unsent, error_answer_(503), {.closes = true});
    connection.is_last = true;
  }

  enum class Sent : std::uint8_t { all, waits, gone };

  Sent send(Connection& connection) {
    while (connection.sent < connection.unsent.size()) {
      const Channel::Moved moved = connection.channel->send(std::string_view(connection.unsent).substr(connection.sent));
      connection.sent += moved.bytes;
      if (moved.next == Channel::Next::ended) return Sent::gone;
      if (moved.next != Channel::Next::more) return Sent::waits;
    }
    connection.unsent.clear();
    if (connection.unsent.capacity() > 64 * 1024) connection.unsent.shrink_to_fit();
    connection.sent = 0;
    return Sent::all;
  }

  bool wait_to_send(Connection& connection) {
    if (connection.phase != Phase::sending) connection.deadline = steady_ms() + limits_.answer_deadline_ms;
    connection.phase = Phase::sending;
    connection.seen = RequestReader::State::complete;
    arm(connection, EPOLLOUT);
    return true;
  }

  // A deadline is set when a request begins and when its head is complete, never by further bytes.
  bool wait_to_receive(Connection& connection, Channel::Next next) {
    connection.phase = Phase::reading;
    const RequestReader::State state = connection.reader.state();
    if (state != connection.seen) {
      connection.seen = state;
      const int limit_ms = state == RequestReader::State::idle ? limits_.idle_deadline_ms
                           : state == RequestReader::State::head ? limits_.head_deadline_ms : limits_.body_deadline_ms;
      connection.deadline = steady_ms() + limit_ms;
    }
    if (quit_) return false;
    arm(connection, next == Channel::Next::writable ? EPOLLOUT : EPOLLIN);
    return true;
  }

  // The peer sends nothing more, or its time is over. What it asked for is answered already.
  bool end_of_input(Connection& connection) {
    if (!connection.is_late || connection.reader.state() == RequestReader::State::idle) return false;
    append_answer(connection.unsent, error_answer_(408), {.closes = true});
    send(connection);
    return false;
  }

  // Closing while the peer still sends would destroy the answer on its way: the rest is read and dropped for a moment.
  bool start_lingering(Connection& connection) {
    connection.channel->finish();
    connection.phase = Phase::lingering;
    connection.deadline = steady_ms() + limits_.linger_ms;
    return linger(connection);
  }

  bool linger(Connection& connection) {
    static thread_local std::array<char, 64 * 1024> dropped;
    for (int turn = 0; turn < requests_at_once; ++turn) {
      const Channel::Next next = connection.channel->receive(dropped).next;
      if (next == Channel::Next::ended) return false;
      if (next != Channel::Next::more) break;
    }
    arm(connection, EPOLLIN);
    return true;
  }

  const TransportLimits limits_;
  const Gate gate_;
  const Handler handler_;
  const ErrorAnswer error_answer_;
  const ChannelMaker make_channel_;
  Listener listener_;
  Turns turns_;
  std::int64_t swept_at_ = 0;
  const int epoll_;
  const int wake_;
  std::atomic<bool> quit_{false};
  std::atomic<bool> is_ended_{false};
  std::atomic<std::size_t> bytes_held_{0};
  std::mutex mutex_;
  std::vector<Connection*> connections_;
  std::unordered_map<std::string, int> of_address_;
  std::vector<std::thread> workers_;
};

Transport::Transport(const TransportLimits& limits, Gate gate, Handler handler, ErrorAnswer error_answer, ChannelMaker make_channel)
    : engine_(std::make_unique<Engine>(limits, std::move(gate), std::move(handler), std::move(error_answer), std::move(make_channel))) {}

Transport::~Transport() = default;

int Transport::bind(const std::string& address, int port) { return engine_->bind(address, port); }

bool Transport::serve() { return engine_->serve(); }

void Transport::stop() { engine_->stop(); }

}  // namespace server
