// The program: which command, which flags, and how it is wired.
#include <csignal>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <sys/signalfd.h>
#include <unistd.h>

#include "server/configuration.h"
#include "server/gate.h"
#include "server/routes.h"
#include "server/sample_data.h"
#include "server/store.h"
#include "server/transport.h"
#include "server/user_command.h"
#include "shared/version.h"

namespace {

using namespace server;

constexpr std::string_view usage =
    "kundkonto serve --data DIR [--listen ADDRESS:PORT] [OPTION...]    see kundkonto serve --help\n"
    "kundkonto user add|list|disable|password --data DIR [--user NAME] [--display-name TEXT] [--role ROLE]\n"
    "kundkonto --version\n";

int fail(const std::string& sentence) {
  std::fprintf(stderr, "kundkonto: %s\n", sentence.c_str());
  return 2;
}

// One line of JSON a request; no bodies, no cookies, no names of persons: identifiers and figures alone.
void log_request(const Request& request, const Response& response, double milliseconds) {
  std::string path;
  for (const char c : request.path.substr(0, 200)) path.push_back(c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 ? '?' : c);
  std::fprintf(stderr, "{\"event\":\"request\",\"method\":\"%s\",\"path\":\"%s\",\"status\":%d,\"ms\":%.1f}\n", request.method.c_str(), path.c_str(),
               response.status, milliseconds);
}

// SIGTERM and SIGINT are waited for by one thread: the first lets running requests finish, the second ends at once.
std::thread stop_on_signal(Transport& transport, int descriptor) {
  return std::thread([&transport, descriptor] {
    signalfd_siginfo info;
    if (::read(descriptor, &info, sizeof info) != sizeof info) return;
    if (info.ssi_signo == SIGUSR2) return;  // The server ended by itself.
    transport.stop();
    if (::read(descriptor, &info, sizeof info) == sizeof info && info.ssi_signo != SIGUSR2) ::_exit(1);
  });
}

int block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGTERM, SIGINT, SIGUSR2}) sigaddset(&signals, signal);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signalfd(-1, &signals, SFD_CLOEXEC);
}

int serve(const Settings& settings) {
  const int signals = block_signals();
  const std::string& place = settings.database.empty() ? settings.data_folder : settings.database;
  auto database = open_store(place, static_cast<std::size_t>(settings.database_connections_max));
  if (!database) return fail(sentence_of(database.failure(), place));
  Accounts accounts(**database, secret_setting(**database, "continuation_key"));
  Users users(**database);
  if (settings.sample_data) {
    if (const std::string sentence = load_sample_data(**database, accounts, users, settings.data_folder); !sentence.empty()) return fail(sentence);
  }
  if (users.count() == 0) std::fprintf(stderr, "No user exists yet. Add one: kundkonto user add --data %s --user NAME --role global_admin\n", settings.data_folder.c_str());
  StaticFiles files;
  if (!files.load(settings.web_folder)) std::fprintf(stderr, "The editor's files are not in %s; only the API answers. Give their folder with --web.\n", settings.web_folder.c_str());

  Services services{**database, accounts, users, files, settings};
  TransportLimits limits;
  limits.workers = settings.workers;
  limits.connections_max = settings.connections_max;
  // Behind a proxy all come from its address.
  limits.connections_per_address_max = settings.behind_proxy ? settings.connections_max : settings.connections_per_address_max;
  Transport transport(
      limits,
      [&limits](Request& request) -> std::optional<Response> {
        const auto refusal = refuse_by_head(request, limits.reader.body_bytes_max);
        if (!refusal) return std::nullopt;
        Response response = plain_error(refusal->status, "The request was not understood: " + std::string(refusal->reason) + ".");
        response.close = true;
        complete_headers(request, response);
        return response;
      },
      [&services](const Request& request) {
        const auto start = std::chrono::steady_clock::now();
        Trace trace;
        Response response = answer(request, services, trace);
        complete_headers(request, response);
        log_request(request, response, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        return response;
      },
      [](int status) { return plain_error(status, "The request was not understood."); });
  const int port = transport.bind(settings.listen.host, settings.listen.port);
  if (port == 0) return fail("The address " + settings.listen.host + ":" + std::to_string(settings.listen.port) + " is taken or not ours. Choose another with --listen.");
  std::thread stopper = stop_on_signal(transport, signals);
  std::printf("http://%s:%d/\n", settings.listen.host.c_str(), port);
  std::fflush(stdout);
  const bool ended_well = transport.serve();
  ::kill(::getpid(), SIGUSR2);
  stopper.join();
  return ended_well ? 0 : 1;
}

// Without --config and the like, serves. Otherwise says what was asked.
int run_serve(std::span<const std::string_view> words) {
  const auto configuration = read_configuration(words, own_environment());
  if (!configuration) return fail(configuration.failure());
  if (configuration->asks_for_help) return std::printf("kundkonto serve [OPTION...]\n\n%s", options_help().c_str()) > 0 ? 0 : 1;
  if (configuration->asks_to_print) return std::printf("%s", print_configuration(*configuration).c_str()) > 0 ? 0 : 1;
  if (!configuration->words.empty()) return fail("serve does not know '" + configuration->words[0] + "'. See kundkonto serve --help.");
  if (const std::string fault = fault_of_whole(configuration->settings); !fault.empty()) return fail(fault);
  if (configuration->asks_to_check) return std::printf("The settings can be used.\n") > 0 ? 0 : 1;
  return serve(configuration->settings);
}

}  // namespace

int main(int argument_count, char** arguments) {
  const std::vector<std::string_view> words(arguments + 1, arguments + argument_count);
  if (words.empty() || words[0] == "--help") {
    std::fprintf(words.empty() ? stderr : stdout, "%s", std::string(usage).c_str());
    return words.empty() ? 2 : 0;
  }
  if (words[0] == "--version") {
    std::printf("kundkonto, rules %s\n", std::string(shared::rules_version).c_str());
    return 0;
  }
  const std::span<const std::string_view> rest(words.begin() + 1, words.end());
  if (words[0] == "user") return run_user_command(rest);
  if (words[0] != "serve") return fail("There is no command '" + std::string(words[0]) + "'. See kundkonto --help.");
  return run_serve(rest);
}
