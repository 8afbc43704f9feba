// The double of client/platform.h: a person's device and a server in memory, as the editor sees them through requests.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "client/platform.h"

namespace client::test {

struct SentRequest {
  int number = 0;
  platform::Request request;
  std::string header(std::string_view name) const;
};

struct FakePlatform {
  // What the server answers; status 0 stands for a network that is down. Without a handler, requests wait in `waiting`.
  struct Reply {
    int status = 0;
    std::string body{};
    std::string etag{};
  };
  std::function<Reply(const platform::Request&)> server;
  std::vector<SentRequest> sent;
  std::vector<SentRequest> waiting;
  std::vector<platform::Event> events;
  std::map<std::string, std::string, std::less<>> kept;
  std::map<int, double> timers;  // number -> delay
  std::vector<std::string> history{"/"};
  std::string opened;
  std::string copied;
  std::string browser_language = "en";
  double clock_ms = 1795530000000.0;  // 2026-11-24T14:20:00Z
  bool is_online = true;
  bool refuses_to_keep = false;
  bool warns_before_leaving = false;
  int ids = 0;

  void answer(const SentRequest& request, const Reply& reply);
  void end_timers();  // All that run.
  std::vector<platform::Request> requests(std::string_view method) const;
};

// The one that the editor's calls reach.
FakePlatform& fake_platform();
void reset_fake_platform();

}  // namespace client::test
