// Settings by flag, environment and file: which one holds, and what is said of a wrong one.
#include "server/configuration.h"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <string>
#include <vector>

#include "server/options.h"

using namespace server;

namespace {

using Words = std::vector<std::string_view>;

class TemporaryFile {
 public:
  explicit TemporaryFile(std::string_view text, mode_t mode = 0600) {
    char name[] = "/tmp/kundkonto-settings-XXXXXX";
    const int descriptor = ::mkstemp(name);
    path_ = name;
    REQUIRE(::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    ::close(descriptor);
    ::chmod(name, mode);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { std::remove(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string fault_of(const Words& words, const Words& environment) {
  const auto configuration = read_configuration(words, environment);
  return configuration ? std::string() : configuration.failure();
}

}  // namespace

TEST_CASE("a flag holds before the environment, the environment before the file") {
  const TemporaryFile file("# for people\n\n  log-level = error\nworkers=3\nlisten = [::1]:9000\r\n");
  const std::string path = file.path();
  const Words flags{"--config", path, "--log-level=debug", "--data", "/d", "--behind-proxy"};
  const Words environment{"PATH=/bin", "KUNDKONTO_LOG_LEVEL=warning", "KUNDKONTO_WORKERS=5", "KUNDKONTO_PROJECT=/p"};
  const auto configuration = read_configuration(flags, environment);
  REQUIRE(configuration);
  const Settings& settings = configuration->settings;
  CHECK(settings.log_level == LogLevel::debug);
  CHECK(settings.workers == 5);
  CHECK(settings.listen.host == "::1");
  CHECK(settings.listen.port == 9000);
  CHECK(settings.data_folder == "/d");
  CHECK(settings.behind_proxy);
  const std::string text = print_configuration(*configuration);
  CHECK(text.find("workers = 5") != std::string::npos);
  CHECK(text.find("# " + file.path() + ":5") != std::string::npos);
  CHECK(text.find("# environment") != std::string::npos);
  CHECK(text.find("# flag") != std::string::npos);
}

TEST_CASE("the file may be named by the environment, and a flag names another") {
  const TemporaryFile file("workers = 3\n");
  const TemporaryFile other("workers = 4\n");
  const std::string flag = "--config=" + other.path();
  const std::string variable = "KUNDKONTO_CONFIG=" + file.path();
  CHECK(read_configuration({}, Words{variable})->settings.workers == 3);
  CHECK(read_configuration(Words{flag}, Words{variable})->settings.workers == 4);
}

TEST_CASE("lists add up in one place and replace those of a lesser place") {
  const Words flags{"--trusted-proxy", "10.0.0.1", "--trusted-proxy=10.0.0.2"};
  const auto configuration = read_configuration(flags, Words{"KUNDKONTO_TRUSTED_PROXY=10.0.0.3, 10.0.0.4", "KUNDKONTO_OIDC_AUDIENCE=a, b"});
  REQUIRE(configuration);
  CHECK(configuration->settings.trusted_proxies == std::vector<std::string>{"10.0.0.1", "10.0.0.2"});
  CHECK(configuration->settings.oidc_audiences == std::vector<std::string>{"a", "b"});
}

TEST_CASE("what is wrong is named, with what was probably meant") {
  struct Row {
    const char* name;
    Words flags;
    Words environment;
    const char* part;
  };
  const Row rows[] = {
      {"a mistyped flag", {"--lisen", "127.0.0.1:1"}, {}, "There is no option --lisen. Did you mean --listen?"},
      {"a flag like nothing", {"--zebra"}, {}, "There is no option --zebra. See kundkonto serve --help."},
      {"a mistyped variable", {}, {"KUNDKONTO_LISTN=1"}, "There is no variable KUNDKONTO_LISTN. Did you mean KUNDKONTO_LISTEN?"},
      {"a flag without its value", {"--data"}, {}, "--data needs a value"},
      {"no port", {"--listen", "127.0.0.1"}, {}, "--listen takes an address and a port"},
      {"a port too large", {"--listen", "127.0.0.1:65536"}, {}, "--listen takes an address and a port"},
      {"an address of version 6 without brackets", {"--listen", "::1:80"}, {}, "--listen takes an address and a port"},
      {"no number", {"--workers", "many"}, {}, "--workers takes a number from 1 to 1024."},
      {"a number too large", {"--workers", "1025"}, {}, "--workers takes a number from 1 to 1024."},
      {"no switch", {}, {"KUNDKONTO_LENIENT_JSON=perhaps"}, "takes true or false"},
      {"an empty switch", {}, {"KUNDKONTO_LENIENT_JSON="}, "needs a value"},
      {"no level", {"--log-level", "loud"}, {}, "--log-level takes debug, info, warning or error."},
      {"twice", {"--workers=1", "--workers=2"}, {}, "--workers is given twice."},
      {"a secret among the arguments", {"--oidc-client-secret", "hunter2"}, {}, "--oidc-client-secret is a secret"},
      {"a line end in a value", {"--data", "a\nb"}, {}, "without control characters"},
      {"a file that is not there", {"--config", "/nowhere/at/all"}, {}, "/nowhere/at/all: No such file or directory."},
      {"a folder as file", {"--config", "/tmp"}, {}, "/tmp: This is no file."},
  };
  int seen = 0;
  for (const Row& row : rows) {
    const std::string fault = fault_of(row.flags, row.environment);
    CHECK_MESSAGE(fault.find(row.part) != std::string::npos, row.name, ": ", fault);
    CHECK_MESSAGE(fault.find("hunter2") == std::string::npos, row.name);
    seen += 1;
  }
  CHECK(seen == 17);
}

TEST_CASE("lines of a file that are wrong are named by file and line") {
  struct Row {
    const char* text;
    const char* part;
  };
  const Row rows[] = {
      {"workers = 2\nworkrs = 3\n", ":2: There is no setting workrs. Did you mean workers?"},
      {"workers\n", ":1: Write name = value"},
      {"\n\nworkers = none\n", ":3: workers takes a number"},
      {"workers = 1\nworkers = 2\n", ":2: workers is given twice."},
  };
  for (const Row& row : rows) {
    const TemporaryFile file(row.text);
    const std::string fault = fault_of({"--config", file.path()}, {});
    CHECK_MESSAGE(fault.find(file.path() + row.part) != std::string::npos, fault);
  }
}

TEST_CASE("secrets come from files that only their owner reads, and are never printed") {
  for (const char* line : {"oidc-client-secret = hunter2\n", "database = postgresql://kk:hunter2@db/kk\n"}) {
    const TemporaryFile open_file(line, 0644);
    const std::string fault = fault_of({"--config", open_file.path()}, {});
    CHECK_MESSAGE(fault.find("0600") != std::string::npos, fault);
    CHECK(fault.find("hunter2") == std::string::npos);
    const TemporaryFile file(line);
    const auto configuration = read_configuration(Words{"--config", file.path()}, {});
    REQUIRE(configuration);
    const std::string text = print_configuration(*configuration);
    CHECK(text.find("***") != std::string::npos);
    CHECK(text.find("hunter2") == std::string::npos);
  }
  CHECK(without_password("postgresql://kk:s@db:5432/kk?x=1") == "postgresql://kk:***@db:5432/kk?x=1");
  CHECK(without_password("postgresql://db/kk?password=s&x=1") == "postgresql://db/kk?password=***&x=1");
  CHECK(without_password("postgresql://kk@db/kk") == "postgresql://kk@db/kk");
  CHECK(without_password("https://accounts.example:8443/a@b:c") == "https://accounts.example:8443/a@b:c");
}

TEST_CASE("passwords never cross a network unencrypted") {
  struct Row {
    Words flags;
    bool is_refused;
  };
  const Row rows[] = {
      {{"--data", "d"}, false},
      {{"--data", "d", "--listen", "0.0.0.0:80"}, true},
      {{"--data", "d", "--listen", "[::]:80"}, true},
      {{"--data", "d", "--listen", "0.0.0.0:80", "--behind-proxy"}, false},
      {{"--data", "d", "--listen", "0.0.0.0:80", "--tls-certificate", "c", "--tls-key", "k"}, false},
      {{"--data", "d", "--tls-certificate", "c"}, true},
      {{"--data", "d", "--admin-listen", "0.0.0.0:81"}, true},
      {{"--data", "d", "--admin-listen", "127.0.0.1:81"}, false},
      {{"--data", "d", "--trusted-proxy", "10.0.0.1"}, true},
      {{"--listen", "127.0.0.1:80"}, true},
      {{"--data", "d", "--oidc-issuer", "https://op.example"}, true},
      {{"--data", "d", "--oidc-issuer", "https://op.example", "--oidc-client-id", "me"}, false},
  };
  int seen = 0;
  for (const Row& row : rows) {
    const auto configuration = read_configuration(row.flags, {});
    REQUIRE(configuration);
    const std::string fault = fault_of_whole(configuration->settings);
    CHECK_MESSAGE(fault.empty() != row.is_refused, seen, ": ", fault);
    seen += 1;
  }
  CHECK(seen == 12);
}

TEST_CASE("every option has a name of its own, a meaning, and survives being written and read") {
  const std::string help = options_help();
  CHECK(options().size() >= 35);
  for (const Option& option : options()) {
    CHECK(option_of(option.name) == &option);
    CHECK_FALSE(option.meaning.empty());
    CHECK(help.find("--" + std::string(option.name)) != std::string::npos);
    const Settings defaults;
    const std::string text = text_of_value(option, defaults);
    if (text.empty()) continue;
    Settings settings;
    CHECK_MESSAGE(take_value(option, text, settings).empty(), option.name);
    CHECK(text_of_value(option, settings) == text);
  }
}
