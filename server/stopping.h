// How a server ends: told by a signal, it first says that it is not ready, then drains, then ends; what takes too long is
// cut off, which is safe: a start after it is as any other.
#pragma once

#include <functional>
#include <thread>

#include "server/settings.h"

namespace server {

// What is done at which signal. Called on a thread of its own.
struct SignalActions {
  std::function<void()> stop;           // SIGTERM, SIGINT: take no more requests, let the running ones finish.
  std::function<void()> reload;         // SIGHUP: read again what may have changed.
  std::function<bool()> is_turning_over;  // Whether a watchdog may be told so.
};

class SignalWatch {
 public:
  // Before any other thread is started, which inherits that the signals are not for it.
  SignalWatch();
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  void start(const Settings& settings, SignalActions actions);
  void end();  // The server has ended by itself or as told.

 private:
  void watch();
  int next_signal(int timeout_ms);
  void stop();

  int signals_ = -1;
  int ended_ = -1;
  int wait_ms_ = 0;
  int deadline_ms_ = 0;
  SignalActions actions_;
  std::thread thread_;
};

}  // namespace server
