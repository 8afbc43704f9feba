#include "server/metrics.h"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

#include "server/figures.h"
#include "server/log.h"
#include "shared/version.h"

namespace server {
namespace {

constexpr int status_min = 100;
constexpr int status_max = 599;

std::string number_text(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value);
  return {text, end.ptr};
}

// Writes families; each sample stands below its family's help and type.
class Text {
 public:
  void family(std::string_view name, std::string_view type, std::string_view help) {
    name_ = name;
    text_.append("# HELP ").append(name).append(" ").append(help).append("\n# TYPE ").append(name).append(" ").append(type).append("\n");
  }
  void sample(std::string_view suffix, std::string_view labels, std::string_view value) {
    text_.append(name_).append(suffix);
    if (!labels.empty()) text_.append("{").append(labels).append("}");
    text_.append(" ").append(value).append("\n");
  }
  void single(std::string_view name, std::string_view type, std::string_view help, std::string_view value) {
    family(name, type, help);
    sample("", "", value);
  }
  void single(std::string_view name, std::string_view type, std::string_view help, const Counter& value) { single(name, type, help, std::to_string(value.value())); }
  void histogram(std::string_view labels, const Histogram& histogram) {
    std::int64_t count = 0;
    const std::string before = labels.empty() ? std::string() : std::string(labels) + ",";
    for (std::size_t i = 0; i <= histogram.bounds().size(); ++i) {
      count += histogram.count_of(i);
      const std::string bound = i < histogram.bounds().size() ? number_text(histogram.bounds()[i]) : std::string("+Inf");
      sample("_bucket", std::string(before).append("le=\"").append(bound).append("\""), std::to_string(count));
    }
    sample("_sum", labels, number_text(histogram.sum()));
    sample("_count", labels, std::to_string(count));
  }
  std::string take() { return std::move(text_); }

 private:
  std::string_view name_;
  std::string text_;
};

std::string labels_of(const Route* route) {
  if (!route) return "method=\"\",route=\"\"";
  return "method=\"" + std::string(route->method) + "\",route=\"" + std::string(route->path) + "\"";
}

std::int64_t open_descriptors() {
  std::int64_t count = 0;
  if (DIR* folder = ::opendir("/proc/self/fd")) {
    while (const dirent* entry = ::readdir(folder)) count += entry->d_name[0] != '.' ? 1 : 0;
    ::closedir(folder);
  }
  return count - 1;  // Without the one that looked.
}

std::int64_t resident_bytes() {
  long pages = 0;
  if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
    if (std::fscanf(file, "%*d %ld", &pages) != 1) pages = 0;
    std::fclose(file);
  }
  return std::int64_t{pages} * ::sysconf(_SC_PAGESIZE);
}

void write_process(Text& text) {
  static const auto start = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const double cpu_seconds = static_cast<double>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + static_cast<double>(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
  text.family("kundkonto_build_info", "gauge", "The rules that this process judges by; always 1.");
  text.sample("", "rules_version=\"" + std::string(shared::rules_version) + "\"", "1");
  text.single("process_cpu_seconds_total", "counter", "Time on processors.", number_text(cpu_seconds));
  text.single("process_resident_memory_bytes", "gauge", "Memory held.", std::to_string(resident_bytes()));
  text.single("process_open_fds", "gauge", "Open files and sockets.", std::to_string(open_descriptors()));
  text.single("process_start_time_seconds", "gauge", "Start, in seconds since 1970 UTC.", std::to_string(start));
  text.single("kundkonto_log_lines_dropped_total", "counter", "Log lines that nobody took in time.", std::to_string(dropped_log_lines()));
}

void write_store(Text& text, bool can_write) {
  const Figures& all = figures();
  text.single("kundkonto_store_writable", "gauge", "1 while the store takes writes.", can_write ? "1" : "0");
  text.single("kundkonto_store_transactions_waiting", "gauge", "Transactions that wait for the writer.", all.transactions_waiting);
  text.family("kundkonto_store_group_size", "histogram", "Transactions that shared one commit.");
  text.histogram("", all.group_size);
  text.family("kundkonto_store_commit_seconds", "histogram", "Time until a commit was durable.");
  text.histogram("", all.commit_seconds);
  text.single("kundkonto_store_failures_total", "counter", "Work that the store did not do.", all.store_failures);
  text.single("kundkonto_store_connections_open", "gauge", "Connections to the store.", all.connections_open);
  text.single("kundkonto_store_connections_lent", "gauge", "Connections to the store that are at work.", all.connections_lent);
  text.single("kundkonto_store_connection_waits_total", "counter", "Callers that waited for a connection.", all.connection_waits);
  text.single("kundkonto_store_wal_pages", "gauge", "Pages in SQLite's write-ahead log after the last commit.", all.wal_pages);
}

void write_callers(Text& text, std::int64_t sessions) {
  const Figures& all = figures();
  if (sessions >= 0) text.single("kundkonto_sessions", "gauge", "Sessions that have not ended.", std::to_string(sessions));
  text.single("kundkonto_sign_ins_total", "counter", "Sign-ins that succeeded.", all.sign_ins);
  text.single("kundkonto_sign_in_failures_total", "counter", "Sign-ins that were refused.", all.sign_in_failures);
  text.single("kundkonto_credentials_refused_total", "counter", "Cookies and tokens that were not valid.", all.credentials_refused);
  text.single("kundkonto_requests_throttled_total", "counter", "Requests answered 429.", all.requests_throttled);
  text.single("kundkonto_answers_replayed_total", "counter", "Answers repeated for a known MS-RequestId.", all.answers_replayed);
  text.single("kundkonto_signing_key_failures_total", "counter", "Reads of the issuer's keys that failed.", all.signing_key_failures);
  const std::int64_t fetched_at_ms = all.signing_keys_fetched_at_ms.value();
  if (fetched_at_ms == 0) return;
  const auto now_ms = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  text.single("kundkonto_signing_keys_age_seconds", "gauge", "Since the issuer's keys were read.", std::to_string((now_ms - fetched_at_ms) / 1000));
}

}  // namespace

struct RequestMetrics::OfRoute {
  std::array<Counter, status_max - status_min + 1> by_status;
  Histogram seconds{second_bounds};
  Counter body_bytes;
};

RequestMetrics::RequestMetrics() : routes_(std::make_unique<OfRoute[]>(all_routes().size() + 1)) {}
RequestMetrics::~RequestMetrics() = default;

void RequestMetrics::count(const Route* route, int status, double seconds, std::size_t body_bytes) {
  OfRoute& of_route = routes_[route ? static_cast<std::size_t>(route - all_routes().data()) : all_routes().size()];
  if (status >= status_min && status <= status_max) of_route.by_status[static_cast<std::size_t>(status - status_min)].add();
  of_route.seconds.observe(seconds);
  of_route.body_bytes.add(static_cast<std::int64_t>(body_bytes));
  if (status == 429) figures().requests_throttled.add();
}

std::string RequestMetrics::text(std::int64_t sessions, bool can_write) const {
  Text text;
  const auto table = all_routes();
  const auto each = [&](const auto& write) {
    for (std::size_t i = 0; i <= table.size(); ++i) write(labels_of(i < table.size() ? &table[i] : nullptr), routes_[i]);
  };
  text.family("kundkonto_http_requests_total", "counter", "Requests answered, by route and status.");
  each([&](const std::string& labels, const OfRoute& of_route) {
    for (int status = status_min; status <= status_max; ++status) {
      const std::int64_t count = of_route.by_status[static_cast<std::size_t>(status - status_min)].value();
      if (count > 0) text.sample("", labels + ",status=\"" + std::to_string(status) + "\"", std::to_string(count));
    }
  });
  text.family("kundkonto_http_request_seconds", "histogram", "Time from a whole head to the answer, by route.");
  each([&](const std::string& labels, const OfRoute& of_route) { text.histogram(labels, of_route.seconds); });
  text.family("kundkonto_http_answer_bytes_total", "counter", "Bytes of answers without their heads, by route.");
  each([&](const std::string& labels, const OfRoute& of_route) { text.sample("", labels, std::to_string(of_route.body_bytes.value())); });
  write_store(text, can_write);
  write_callers(text, sessions);
  write_process(text);
  return text.take();
}

RequestMetrics& request_metrics() {
  static RequestMetrics all;
  return all;
}

}  // namespace server
