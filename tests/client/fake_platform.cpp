#include "tests/client/fake_platform.h"

#include <algorithm>

#include "client/ui.h"

namespace client::test {
namespace {

FakePlatform the_platform;
int last_number = 0;

}  // namespace

FakePlatform& fake_platform() { return the_platform; }
void reset_fake_platform() { the_platform = FakePlatform{}; }

std::string SentRequest::header(std::string_view name) const {
  for (const platform::Header& header : request.headers) {
    if (header.name == name) return header.value;
  }
  return {};
}

void FakePlatform::answer(const SentRequest& request, const Reply& reply) {
  events.push_back({platform::EventKind::answer, request.number, reply.status, reply.body, reply.etag});
  ui::wake(1, "answer");
}

void FakePlatform::end_timers() {
  std::map<int, double> ended;
  std::swap(ended, timers);
  for (const auto& [number, delay] : ended) {
    clock_ms += delay;
    events.push_back({platform::EventKind::timer, number, 0, {}, {}});
  }
  ui::wake(1, "timer");
}

std::vector<platform::Request> FakePlatform::requests(std::string_view method) const {
  std::vector<platform::Request> found;
  for (const SentRequest& one : sent) {
    if (one.request.method == method) found.push_back(one.request);
  }
  return found;
}

}  // namespace client::test

namespace client::platform {

using test::fake_platform;

int send(const Request& request) {
  test::SentRequest sent{++test::last_number, request};
  fake_platform().sent.push_back(sent);
  if (fake_platform().server) {
    fake_platform().answer(sent, fake_platform().server(request));
  } else {
    fake_platform().waiting.push_back(sent);
  }
  return sent.number;
}

void cancel(int) {}

bool poll(Event& event) {
  auto& events = fake_platform().events;
  if (events.empty()) return false;
  event = events.front();
  events.erase(events.begin());
  return true;
}

void start_timer(int number, double delay_ms) { fake_platform().timers[number] = delay_ms; }
void stop_timer(int number) { fake_platform().timers.erase(number); }

std::string address() { return fake_platform().history.back(); }
void navigate(std::string_view path, bool replace) {
  if (replace) fake_platform().history.pop_back();
  fake_platform().history.emplace_back(path);
}
void open_address(std::string_view path) { fake_platform().opened = path; }

bool keep(std::string_view name, std::string_view text) {
  if (fake_platform().refuses_to_keep) return false;
  fake_platform().kept[std::string(name)] = text;
  return true;
}
std::string kept(std::string_view name) {
  auto found = fake_platform().kept.find(name);
  return found == fake_platform().kept.end() ? std::string() : found->second;
}
void forget(std::string_view name) { fake_platform().kept.erase(std::string(name)); }
std::vector<std::string> kept_names(std::string_view prefix) {
  std::vector<std::string> names;
  for (const auto& [name, text] : fake_platform().kept) {
    if (name.starts_with(prefix)) names.push_back(name);
  }
  return names;
}
void warn_before_leaving(bool warn) { fake_platform().warns_before_leaving = warn; }

std::string language() { return fake_platform().browser_language; }
bool online() { return fake_platform().is_online; }
double clock_ms() { return fake_platform().clock_ms; }
std::string format_date(double time_ms, DateStyle style, std::string_view) {
  if (style == DateStyle::time) return "14:20";
  return "day " + std::to_string(static_cast<long long>(time_ms / 86400000));
}
double parse_date(std::string_view) { return 0; }
std::string format_number(double number, std::string_view) { return std::to_string(static_cast<long long>(number)); }
std::string language_name(std::string_view code, std::string_view) { return std::string(code); }
int compare_text(std::string_view a, std::string_view b, std::string_view) { return a.compare(b); }
std::string random_id() { return "id-" + std::to_string(++fake_platform().ids); }
void copy_text(std::string_view text) { fake_platform().copied = text; }

}  // namespace client::platform
