#include "server/stopping.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <initializer_list>

#include "server/log.h"
#include "server/operations.h"
#include "server/service_manager.h"

namespace server {
namespace {

constexpr int timed_out = 0;
constexpr int has_ended = -1;

}  // namespace

SignalWatch::SignalWatch() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  signals_ = ::signalfd(-1, &signals, SFD_CLOEXEC);
  ended_ = ::eventfd(0, EFD_CLOEXEC);
}

SignalWatch::~SignalWatch() {
  end();
  ::close(signals_);
  ::close(ended_);
}

void SignalWatch::start(const Settings& settings, SignalActions actions) {
  wait_ms_ = settings.shutdown_wait_seconds * 1000;
  deadline_ms_ = settings.shutdown_deadline_seconds * 1000;
  actions_ = std::move(actions);
  thread_ = std::thread([this] { watch(); });
}

void SignalWatch::end() {
  if (!thread_.joinable()) return;
  const std::uint64_t one = 1;
  if (::write(ended_, &one, sizeof one) == sizeof one) thread_.join();
}

// The signal that came, `timed_out`, or `has_ended`. A negative time waits for ever.
int SignalWatch::next_signal(int timeout_ms) {
  pollfd waits[] = {{signals_, POLLIN, 0}, {ended_, POLLIN, 0}};
  const int ready = ::poll(waits, 2, timeout_ms);
  if (ready > 0 && waits[1].revents != 0) return has_ended;
  signalfd_siginfo info;
  if (ready > 0 && waits[0].revents != 0 && ::read(signals_, &info, sizeof info) == sizeof info) return static_cast<int>(info.ssi_signo);
  return timed_out;
}

void SignalWatch::watch() {
  const int watchdog_ms = watchdog_interval_ms();
  for (;;) {
    const int signal = next_signal(watchdog_ms > 0 ? watchdog_ms : -1);
    if (signal == has_ended) return;
    if (signal == timed_out) {
      if (watchdog_ms > 0 && actions_.is_turning_over()) tell_service_manager("WATCHDOG=1");
    } else if (signal == SIGHUP) {
      actions_.reload();
    } else {
      return stop();
    }
  }
}

void SignalWatch::stop() {
  log(LogLevel::info, "stopping", {{"wait_ms", wait_ms_}, {"deadline_ms", deadline_ms_}});
  running_state().is_stopping = true;
  tell_service_manager("STOPPING=1");
  // A second signal ends the wait, one while draining ends at once.
  if (wait_ms_ > 0 && next_signal(wait_ms_) == has_ended) return;
  actions_.stop();
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(deadline_ms_);
  for (;;) {
    const auto left_ms = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now()).count();
    const int signal = left_ms > 0 ? next_signal(static_cast<int>(left_ms)) : timed_out;
    if (signal == has_ended) return;
    if (signal == SIGHUP) continue;
    log(LogLevel::error, "cut_off", {{"reason", signal == timed_out ? "deadline" : "signal"}});
    ::_exit(1);
  }
}

}  // namespace server
