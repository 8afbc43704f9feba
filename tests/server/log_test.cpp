// Log lines are whole, whatever is put into them, and nobody waits for who reads them.
#include "server/log.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "shared/text.h"

using namespace server;

namespace {

struct Pipe {
  Pipe() { REQUIRE(::pipe2(ends, O_CLOEXEC) == 0); }
  ~Pipe() {
    for (const int end : ends) {
      if (end >= 0) ::close(end);
    }
  }
  void close_writing_end() { ::close(std::exchange(ends[1], -1)); }
  std::string read_all() {
    std::string text;
    char bytes[65536];
    ssize_t got = 0;
    while ((got = ::read(ends[0], bytes, sizeof bytes)) > 0) text.append(bytes, static_cast<std::size_t>(got));
    return text;
  }
  int ends[2] = {-1, -1};
};

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    REQUIRE(end != std::string_view::npos);
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end + 1);
  }
  return lines;
}

}  // namespace

TEST_CASE("a field can neither end its line nor speak to a terminal") {
  const std::string megabyte(1024 * 1024, 'x');
  const std::string_view values[] = {"a\r\nb", "\x1B[31mred", "\"},{\"level\":\"none", "back\\slash", std::string_view("nul\0nul", 7), "\xC2\x9B" "csi", "\xFF\xFEno utf-8",
                                     "å\xE2\x80\xA8line", megabyte};
  int seen = 0;
  for (const std::string_view value : values) {
    const std::string line = log_line(LogLevel::info, value, {{"field", value}, {"number", -7}}, 1'700'000'000'123'456);
    CHECK(line.size() < 4096);
    CHECK(line.starts_with("{\"ts\":\"2023-11-14T22:13:20.123456Z\",\"level\":\"info\",\"event\":\""));
    CHECK(line.ends_with(",\"number\":-7}"));
    CHECK(shared::is_utf8(line));
    for (const char c : line) CHECK(static_cast<unsigned char>(c) >= 0x20);
    CHECK(line.find("\xC2\x9B") == std::string::npos);
    seen += 1;
  }
  CHECK(seen == 9);
}

TEST_CASE("less than the least level is not logged") {
  Pipe pipe;
  {
    const LogWriter writer(pipe.ends[1], LogLevel::warning);
    log(LogLevel::info, "quiet");
    log(LogLevel::warning, "loud");
    log(LogLevel::error, "louder", {{"reason", "x"}});
  }
  pipe.close_writing_end();
  const std::string text = pipe.read_all();
  const auto lines = lines_of(text);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].find("\"event\":\"loud\"") != std::string_view::npos);
  CHECK(lines[1].find("\"event\":\"louder\",\"reason\":\"x\"}") != std::string_view::npos);
}

TEST_CASE("a reader that stopped reading delays nobody, and is told what it missed") {
  Pipe pipe;
  ::fcntl(pipe.ends[1], F_SETPIPE_SZ, 4096);
  constexpr int line_count = 50'000;
  const auto start = std::chrono::steady_clock::now();
  std::int64_t dropped = 0;
  {
    const LogWriter writer(pipe.ends[1], LogLevel::info);
    for (int i = 0; i < line_count; ++i) log(LogLevel::info, "request", {{"number", i}});
    dropped = writer.dropped();
    CHECK(dropped_log_lines() == dropped);
  }
  const auto took = std::chrono::steady_clock::now() - start;
  CHECK(dropped > 1000);
  CHECK(took < std::chrono::seconds(8));
}

TEST_CASE("the count of dropped lines stands among those that follow") {
  Pipe pipe;
  std::string text;
  std::int64_t dropped = 0;
  constexpr int line_count = 50'000;
  std::thread reader;
  {
    const LogWriter writer(pipe.ends[1], LogLevel::info);
    for (int i = 0; i < line_count; ++i) log(LogLevel::info, "request", {{"number", i}});
    dropped = writer.dropped();
    reader = std::thread([&] { text = pipe.read_all(); });
  }
  pipe.close_writing_end();
  reader.join();
  std::size_t told = 0;
  std::size_t requests = 0;
  for (const std::string_view line : lines_of(text)) {
    CHECK(line.ends_with("}"));
    if (line.find("log_lines_dropped") != std::string_view::npos) told += 1;
    if (line.find("\"event\":\"request\"") != std::string_view::npos) requests += 1;
  }
  CHECK(told >= 1);
  CHECK(requests == static_cast<std::size_t>(line_count - dropped));
}
