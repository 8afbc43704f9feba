// What the editor asks of its host beside its screens: requests, addresses, kept texts, clock. platform_web.cpp is the
// browser; tests link a double. Answers come later, as events that poll() hands out before each frame.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace client::platform {

// ---- Requests, to this origin only. Cookies go along.
struct Header {
  std::string name;
  std::string value;
};
struct Request {
  std::string method = "GET";
  std::string path;                // with its query, /v1/customers?size=50
  std::vector<Header> headers{};
  std::string body{};              // JSON, or empty
  double timeout_ms = 15000;
};
// Returns the number that its answer carries. Every request is answered exactly once, unless it is cancelled.
int send(const Request& request);
void cancel(int number);

enum class EventKind : std::uint8_t {
  answer,       // number, status, body, etag
  address,      // the person went back or forward: text is the new path and query
  connection,   // status 1: online, 0: offline
  timer,        // number
  visible,      // the page is seen again after it was hidden
  hidden,       // keep what must not be lost
  stored,       // another tab changed a kept text: text is its name
};

struct Event {
  EventKind kind = EventKind::answer;
  int number = 0;
  int status = 0;          // HTTP status; 0: no answer (offline, timeout)
  std::string text{};      // body of an answer
  std::string etag{};
};

// The next event, or false. An event asks for a frame by itself.
bool poll(Event& event);

// ---- Timers. Starting one that runs starts it over.
void start_timer(int number, double delay_ms);
void stop_timer(int number);

// ---- The page's address.
std::string address();                                  // path and query now
void navigate(std::string_view path, bool replace);     // without loading anything
void open_address(std::string_view path);               // loads it, in this page

// ---- Texts kept on this device. False where the browser refuses.
bool keep(std::string_view name, std::string_view text);
std::string kept(std::string_view name);                // empty: none
void forget(std::string_view name);
std::vector<std::string> kept_names(std::string_view prefix);
// While true the browser asks before it closes the page: only when something could not be kept.
void warn_before_leaving(bool warn);

// ---- Person and clock.
std::string language();                                 // the browser's wish: en or sv, en where neither
bool online();
double clock_ms();                                      // since 1970, UTC
enum class DateStyle : std::uint8_t { date, date_time, time, short_date, relative };
std::string format_date(double time_ms, DateStyle style, std::string_view language);
// Milliseconds since 1970 of 2026-11-22T14:32:00Z, or a negative number.
double parse_date(std::string_view text);
std::string format_number(double number, std::string_view language);
// "Swedish (Sweden)" for sv-SE; the code itself where it has no name.
std::string language_name(std::string_view code, std::string_view language);
int compare_text(std::string_view a, std::string_view b, std::string_view language);  // negative, 0, positive
std::string random_id();                                // a UUID, for requests that must not count twice
void copy_text(std::string_view text);                  // to the clipboard

}  // namespace client::platform
