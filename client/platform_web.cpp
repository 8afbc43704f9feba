// The browser behind platform.h: calls into web/platform.js, which puts events into a queue here.
#include "client/platform.h"

#include <emscripten/emscripten.h>

#include <cstdlib>
#include <deque>

#include "client/ui.h"
#include "client/web.h"

// Texts that JavaScript returns are allocated with malloc and end in 0.
extern "C" {
HOST_FUNCTION(send) void platform_send(int number, const char* method, std::size_t method_size, const char* path,
                                       std::size_t path_size, const char* headers, std::size_t headers_size,
                                       const char* body, std::size_t body_size, double timeout);
HOST_FUNCTION(cancel) void platform_cancel(int number);
HOST_FUNCTION(timer) void platform_timer(int number, double delay);
HOST_FUNCTION(navigate) void platform_navigate(const char* path, std::size_t size, int how);
HOST_FUNCTION(keep) int platform_keep(const char* name, std::size_t name_size, const char* text, std::size_t text_size);
HOST_FUNCTION(forget) void platform_forget(const char* name, std::size_t size);
HOST_FUNCTION(warnBeforeLeaving) void platform_warn(int warn);
HOST_FUNCTION(online) int platform_online();
HOST_FUNCTION(clock) double platform_clock();
HOST_FUNCTION(parseDate) double platform_parse_date(const char* text, std::size_t size);
HOST_FUNCTION(copy) void platform_copy(const char* text, std::size_t size);
HOST_FUNCTION(compare) int platform_compare(const char* a, std::size_t a_size, const char* b, std::size_t b_size,
                                            const char* language, std::size_t language_size);
HOST_FUNCTION(ask) char* platform_ask(int what, const char* text, std::size_t text_size, double number,
                                      const char* language, std::size_t language_size);
}

namespace client::platform {
namespace {

// The same numbers stand in web/platform.js.
enum class Question { address, kept, kept_names, language, date, number, random_id, language_name };

std::deque<Event>& events() {
  static std::deque<Event> queue;
  return queue;
}

std::string ask(Question what, std::string_view text = {}, double number = 0, std::string_view language = {}) {
  char* answer = platform_ask(static_cast<int>(what), text.data(), text.size(), number, language.data(), language.size());
  std::string result(answer);
  std::free(answer);
  return result;
}

}  // namespace

int send(const Request& request) {
  static int last_number = 0;
  std::string headers;
  for (const Header& header : request.headers) headers += header.name + '\t' + header.value + '\n';
  platform_send(++last_number, request.method.data(), request.method.size(), request.path.data(), request.path.size(),
                headers.data(), headers.size(), request.body.data(), request.body.size(), request.timeout_ms);
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
void navigate(std::string_view path, bool replace) { platform_navigate(path.data(), path.size(), replace ? 1 : 0); }
void open_address(std::string_view path) { platform_navigate(path.data(), path.size(), 2); }
bool keep(std::string_view name, std::string_view text) {
  return platform_keep(name.data(), name.size(), text.data(), text.size()) != 0;
}
std::string kept(std::string_view name) { return ask(Question::kept, name); }
void forget(std::string_view name) { platform_forget(name.data(), name.size()); }

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

double parse_date(std::string_view text) { return platform_parse_date(text.data(), text.size()); }

std::string format_number(double number, std::string_view language) { return ask(Question::number, {}, number, language); }

int compare_text(std::string_view a, std::string_view b, std::string_view language) {
  return platform_compare(a.data(), a.size(), b.data(), b.size(), language.data(), language.size());
}

std::string language_name(std::string_view code, std::string_view language) {
  return ask(Question::language_name, code, 0, language);
}
std::string random_id() { return ask(Question::random_id); }
void copy_text(std::string_view text) { platform_copy(text.data(), text.size()); }

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
