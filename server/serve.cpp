#include "server/serve.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>
#include <string>
#include <thread>

#include "server/administration.h"
#include "server/exchange.h"
#include "server/gate.h"
#include "server/log.h"
#include "server/metrics.h"
#include "server/operations.h"
#include "server/outgoing.h"
#include "server/own_pages.h"
#include "server/own_tokens.h"
#include "server/routes.h"
#include "server/sample_data.h"
#include "server/service_manager.h"
#include "server/setup_link.h"
#include "server/stopping.h"
#include "server/store.h"
#include "server/tls.h"
#include "server/transport.h"
#include "server/writing.h"
#include "shared/text.h"

namespace server {
namespace {

constexpr int operator_workers = 2;

int fail(const std::string& sentence) {
  std::fprintf(stderr, "kundkonto: %s\n", sentence.c_str());
  return 2;
}

double seconds_since(std::chrono::steady_clock::time_point start) { return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(); }

// One address that is answered: the public one, or the operator's.
class Address {
 public:
  Address(Services& services, const TransportLimits& limits, bool is_for_operator, const ChannelMaker& make_channel)
      : services_(services), body_bytes_max_(limits.reader.body_bytes_max), is_for_operator_(is_for_operator),
        transport_(limits, [this](Request& request) { return judge_head(request); }, [this](const Request& request) { return answer_whole(request); },
                   [this](int status) { return answer_broken(status); }, make_channel) {}

  // The port that it got; 0 when the address cannot be used.
  int bind(const ListenAddress& address) { return transport_.bind(address.host, address.port); }
  bool serve() { return transport_.serve(); }
  void stop() { transport_.stop(); }

 private:
  std::optional<Response> judge_head(Request& request) {
    give_identifiers(request);
    request.is_on_admin_address = is_for_operator_;
    request.remote_address = client_address_of(request, services_.settings);
    const auto refusal = refuse_by_head(request, body_bytes_max_);
    if (!refusal) return std::nullopt;
    Response response = plain_error(refusal->status, "The request was not understood: " + std::string(refusal->reason) + ".");
    response.close = true;
    return completed(request, std::move(response), Trace{}, 0);
  }

  Response answer_whole(const Request& request) {
    const auto start = std::chrono::steady_clock::now();
    Trace trace;
    Response response = is_for_operator_ && !is_for_operator(request.path) ? refusal_answer(Refusal::unknown_address, language_of(request)) : answer(request, services_, trace);
    return completed(request, std::move(response), trace, seconds_since(start));
  }

  Response answer_broken(int status) {
    Request request;
    give_identifiers(request);
    return completed(request, plain_error(status, "The request was not understood."), Trace{}, 0);
  }

  Response completed(const Request& request, Response response, const Trace& trace, double seconds) {
    complete_headers(request, response);
    if (services_.settings.is_secure()) response.set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
    note_answer(request, response, trace, seconds);
    return response;
  }

  Services& services_;
  std::size_t body_bytes_max_;
  bool is_for_operator_;
  Transport transport_;
};

TransportLimits limits_of(const Settings& settings) {
  TransportLimits limits;
  limits.workers = settings.workers;
  limits.reads_wait = !settings.database.empty();
  limits.connections_max = settings.connections_max;
  // Behind a proxy all come from its address.
  limits.connections_per_address_max = settings.behind_proxy ? settings.connections_max : settings.connections_per_address_max;
  limits.drain_deadline_ms = settings.shutdown_deadline_seconds * 1000;
  return limits;
}

std::string shown(const ListenAddress& address, int port) {
  const bool needs_brackets = address.host.find(':') != std::string::npos;
  return (needs_brackets ? "[" + address.host + "]" : address.host) + ":" + std::to_string(port);
}

std::string taken(const ListenAddress& address, std::string_view flag) {
  return "The address " + shown(address, address.port) + " is taken or not ours. Choose another with " + std::string(flag) + ".";
}

constexpr std::int64_t minute_ms = 60 * 1000;

SessionLimits session_limits(const Settings& settings) {
  return {settings.session_idle_minutes * minute_ms, settings.session_absolute_minutes * minute_ms, settings.sessions_per_user_max};
}

bool prepare_signing_key(Database& database) {
  return static_cast<bool>(database.transaction([](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto prepared = own_tokens::prepare(connection, now_ms());
    if (!prepared) return prepared.failure();
    return Ending::keep;
  }));
}

// With PostgreSQL every command opens the database itself.
std::unique_ptr<CommandSocket> listen_for_commands(Database& database, const Settings& settings) {
  if (!settings.database.empty()) return nullptr;
  auto socket = CommandSocket::listen(settings.data_folder, [&database](const CommandRequest& request) {
    return !request.words.empty() && is_exchange(request.words[0]) ? exchange(database, request) : administer(database, request);
  });
  if (!socket) log(LogLevel::warning, "no_command_socket", {{"meaning", "kundkonto user, reseller and token need the server stopped"}});
  return socket;
}

// How browsers reach us.
std::string own_url(const Settings& settings, int port) {
  if (!settings.public_url.empty()) return settings.public_url;
  return (settings.has_tls() ? "https://" : "http://") + shown(settings.listen, port);
}

std::unique_ptr<IssuerKeys> issuer_keys_of(const Settings& settings) {
  if (settings.oidc_issuer.empty()) return nullptr;
  KeyIntervals intervals;
  intervals.unknown_key_ms = settings.oidc_keys_interval_seconds * 1000LL;
  return std::make_unique<IssuerKeys>(settings.oidc_issuer, intervals);
}

IssuerTrust trust_of(const Settings& settings, IssuerKeys* keys) {
  IssuerTrust trust;
  trust.keys = keys;
  trust.policy.issuer = settings.oidc_issuer;
  trust.policy.audiences = settings.oidc_audiences;
  if (trust.policy.audiences.empty()) trust.policy.audiences = {settings.oidc_client_id};
  for (const std::string& type : settings.oidc_token_types) {
    std::string& lower = trust.policy.types.emplace_back();
    for (const char c : type) lower.push_back(shared::ascii_lower(c));
  }
  if (trust.policy.types.empty()) trust.policy.types = {"at+jwt"};
  trust.policy.applications = settings.oidc_applications;
  trust.claim_names = {settings.oidc_roles_claim, settings.oidc_reseller_claim};
  return trust;
}

// Where there is a client id: an issuer may also be trusted for tokens alone.
std::unique_ptr<OpenIdSignIn> openid_of(const Settings& settings, IssuerKeys* keys, std::string key) {
  if (!keys || settings.oidc_client_id.empty() || key.empty()) return nullptr;
  return std::make_unique<OpenIdSignIn>(*keys, settings, std::move(key));
}

// There is no default user: whoever reads this line makes the first admin. It is no line of the log, which may be kept.
void print_setup_link(const Services& services, int port) {
  const std::string secret = setup_link::make(services.database, now_ms());
  if (secret.empty()) return;
  std::fprintf(stderr, "No user exists yet. Make the first admin within a day, by this link, which works once:\n%s/setup#%s\n", own_url(services.settings, port).c_str(),
               secret.c_str());
}

// SIGHUP: certificates are renewed while the server runs.
void reload(Tls* tls) {
  tell_service_manager("RELOADING=1");
  const std::string fault = tls ? tls->reload() : std::string();
  if (fault.empty()) log(LogLevel::info, "reloaded");
  else log(LogLevel::error, "not_reloaded", {{"reason", fault}});
  tell_service_manager("READY=1");
}

// Listens until told to stop; the store is open all the while.
int listen(Services& services, SignalWatch& signals) {
  const Settings& settings = services.settings;
  std::unique_ptr<Tls> tls;
  if (settings.has_tls()) {
    auto opened = Tls::open(settings.tls_certificate_file, settings.tls_key_file);
    if (!opened) return fail(opened.failure());
    tls = std::move(*opened);
  }
  const ChannelMaker make_channel = tls ? ChannelMaker([&tls](int socket) { return tls->channel(socket); }) : plain_channel;
  Address listener(services, limits_of(settings), false, make_channel);
  const int port = listener.bind(settings.listen);
  if (port == 0) return fail(taken(settings.listen, "--listen"));
  std::unique_ptr<Address> operator_listener;
  std::thread operator_thread;
  if (settings.admin_listen.port >= 0) {
    TransportLimits limits = limits_of(settings);
    limits.workers = operator_workers;
    operator_listener = std::make_unique<Address>(services, limits, true, plain_channel);
    const int admin_port = operator_listener->bind(settings.admin_listen);
    if (admin_port == 0) return fail(taken(settings.admin_listen, "--admin-listen"));
    operator_thread = std::thread([&operator_listener] { operator_listener->serve(); });
    log(LogLevel::info, "operator_address", {{"port", admin_port}});
  }
  print_setup_link(services, port);
  if (services.openid) services.openid->set_redirect(own_url(settings, port) + "/session/openid/callback");
  signals.start(settings, {[&] { listener.stop(); }, [&] { reload(tls.get()); }, [&] { return store_takes_writes(services.database); }});
  std::printf("%s://%s/\n", settings.has_tls() ? "https" : "http", shown(settings.listen, port).c_str());
  std::fflush(stdout);
  log(LogLevel::info, "serving", {{"port", port}});
  tell_service_manager("READY=1");
  const bool ended_well = listener.serve();
  if (operator_listener) {
    operator_listener->stop();
    operator_thread.join();
  }
  return ended_well ? 0 : 1;
}

}  // namespace

int serve(const Settings& settings) {
  SignalWatch signals;
  if (!settings.oidc_issuer.empty() && (!start_outgoing() || !is_safe_address(settings.oidc_issuer))) {
    return fail("--oidc-issuer takes an address that begins with https://; http:// only on this machine.");
  }
  const std::string& place = settings.database.empty() ? settings.data_folder : settings.database;
  auto database = open_store(place, static_cast<std::size_t>(settings.database_connections_max));
  if (!database) return fail(sentence_of(database.failure(), place));
  Accounts accounts(**database, secret_setting(**database, "continuation_key"));
  Users users(**database, session_limits(settings));
  if (settings.sample_data) {
    if (const std::string sentence = load_sample_data(**database, accounts, users, settings.data_folder); !sentence.empty()) return fail(sentence);
  }
  StaticFiles files;
  if (!files.load(settings.web_folder)) std::fprintf(stderr, "The editor's files are not in %s; only the API answers. Give their folder with --web.\n", settings.web_folder.c_str());
  add_own_pages(files);
  const std::string store_id = store_id_of(**database);
  if (store_id.empty() || !prepare_signing_key(**database)) return fail(sentence_of(StoreFailure::unavailable, place));

  int status = 0;
  {
    const LogWriter log_writer(STDERR_FILENO, settings.log_level);
    const std::unique_ptr<IssuerKeys> issuer_keys = issuer_keys_of(settings);
    BearerTokens bearer_tokens(**database, store_id, trust_of(settings, issuer_keys.get()));
    const std::unique_ptr<OpenIdSignIn> openid = openid_of(settings, issuer_keys.get(), secret_setting(**database, "sign_in_key"));
    Services services{**database, accounts, users, files, settings, bearer_tokens, store_id, openid.get()};
    auto commands = listen_for_commands(**database, settings);
    log_activity_head(**database);
    status = listen(services, signals);
    commands.reset();
    log_activity_head(**database);
    database->reset();
    signals.end();
    log(LogLevel::info, "ended", {{"status", status}});
  }
  return status;
}

}  // namespace server
