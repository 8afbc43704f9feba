// The browser behind platform.h: calls into web/platform.js, which puts events into a queue here.
#include "client/platform.h"

#include <emscripten/emscripten.h>

#include <cstdlib>
#include <deque>

#include "client/ui.h"

// Texts that JavaScript returns are allocated with malloc and end in 0.
// clang-format off
EM_JS(void, platform_send, (int number, const char *method, const char *path, const char *headers, const char *body, int body_size, double timeout), {
  Module.host.platform.send(number, UTF8ToString(method), UTF8ToString(path), UTF8ToString(headers), UTF8ToString(body, body_size), timeout);
});
EM_JS(void, platform_cancel, (int number), { Module.host.platform.cancel(number); });
EM_JS(void, platform_timer, (int number, double delay), { Module.host.platform.timer(number, delay); });
EM_JS(void, platform_navigate, (const char *path, int how), { Module.host.platform.navigate(UTF8ToString(path), how); });
EM_JS(int, platform_keep, (const char *name, const char *text), { return Module.host.platform.keep(UTF8ToString(name), UTF8ToString(text)); });
EM_JS(void, platform_forget, (const char *name), { Module.host.platform.forget(UTF8ToString(name)); });
EM_JS(void, platform_warn, (int warn), { Module.host.platform.warnBeforeLeaving(warn !== 0); });
EM_JS(int, platform_online, (void), { return navigator.onLine ? 1 : 0; });
EM_JS(double, platform_clock, (void), { return Date.now(); });
EM_JS(double, platform_parse_date, (const char *text), { return Module.host.platform.parseDate(UTF8ToString(text)); });
EM_JS(void, platform_copy, (const char *text), { Module.host.platform.copy(UTF8ToString(text)); });
EM_JS(int, platform_compare, (const char *a, const char *b, const char *language), {
  return Module.host.platform.compare(UTF8ToString(a), UTF8ToString(b), UTF8ToString(language));
});
EM_JS(char *, platform_ask, (int what, const char *text, double number, const char *language), {
  return Module.host.platform.ask(what, UTF8ToString(text), number, UTF8ToString(language));
});
// clang-format on

namespace client::platform {
namespace {

// The same numbers stand in web/platform.js.
enum class Question { address, kept, kept_names, language, date, number, random_id, language_name };

std::deque<Event>& events() {
  static std::deque<Event> queue;
  return queue;
}

std::string ask(Question what, std::string_view text = {}, double number = 0, std::string_view language = {}) {
  char* answer =
      platform_ask(static_cast<int>(what), std::string(text).c_str(), number, std::string(language).c_str());
  std::string result(answer);
  std::free(answer);
  return result;
}

}  // namespace

int send(const Request& request) {
  static int last_number = 0;
  std::string headers;
  for (const Header& header : request.headers) headers += header.name + '\t' + header.value + '\n';
  platform_send(++last_number, request.method.c_str(), request.path.c_str(), headers.c_str(), request.body.c_str(),
                static_cast<int>(request.body.size()), request.timeout_ms);
  return last_number;
}

void cancel(int number) { platform_cancel(number); }

bool poll(Event& event) {
  if (events().empty()) return false;
  event = std::move(events().front());
  events().pop_front();
  return true;
}

void start_timer(int number, double delay_ms) { platform_timer(number, delay_ms); }
void stop_timer(int number) { platform_timer(number, -1); }
std::string address() { return ask(Question::address); }
void navigate(std::string_view path, bool replace) { platform_navigate(std::string(path).c_str(), replace ? 1 : 0); }
void open_address(std::string_view path) { platform_navigate(std::string(path).c_str(), 2); }
bool keep(std::string_view name, std::string_view text) {
  return platform_keep(std::string(name).c_str(), std::string(text).c_str()) != 0;
}
std::string kept(std::string_view name) { return ask(Question::kept, name); }
void forget(std::string_view name) { platform_forget(std::string(name).c_str()); }

std::vector<std::string> kept_names(std::string_view prefix) {
  std::vector<std::string> names;
  std::string lines = ask(Question::kept_names, prefix);
  for (std::size_t start = 0; start < lines.size();) {
    std::size_t end = lines.find('\n', start);
    names.push_back(lines.substr(start, end - start));
    start = end + 1;
  }
  return names;
}

void warn_before_leaving(bool warn) { platform_warn(warn); }
std::string language() { return ask(Question::language); }
bool online() { return platform_online() != 0; }
double clock_ms() { return platform_clock(); }

std::string format_date(double time_ms, DateStyle style, std::string_view language) {
  constexpr std::string_view names[] = {"date", "date_time", "time", "short_date", "relative"};
  return ask(Question::date, names[static_cast<int>(style)], time_ms, language);
}

double parse_date(std::string_view text) { return platform_parse_date(std::string(text).c_str()); }

std::string format_number(double number, std::string_view language) { return ask(Question::number, {}, number, language); }

int compare_text(std::string_view a, std::string_view b, std::string_view language) {
  return platform_compare(std::string(a).c_str(), std::string(b).c_str(), std::string(language).c_str());
}

std::string language_name(std::string_view code, std::string_view language) {
  return ask(Question::language_name, code, 0, language);
}
std::string random_id() { return ask(Question::random_id); }
void copy_text(std::string_view text) { platform_copy(std::string(text).c_str()); }

}  // namespace client::platform

extern "C" EMSCRIPTEN_KEEPALIVE void platform_event(int kind, int number, int status, const char* text, int text_size,
                                                    const char* etag, int etag_size) {
  using client::platform::Event;
  using client::platform::EventKind;
  Event event{static_cast<EventKind>(kind), number, status, std::string(text, static_cast<std::size_t>(text_size)),
              std::string(etag, static_cast<std::size_t>(etag_size))};
  client::platform::events().push_back(std::move(event));
  client::ui::wake(2, "platform");
}
