#include "server/options.h"

#include <charconv>
#include <optional>

#include "shared/fold.h"
#include "shared/text.h"

namespace server {
namespace {

constexpr Option table[] = {
    {"data", "DIR", &Settings::data_folder, "folder of the store, the key and the control socket"},
    {"database", "URL", &Settings::database, "postgresql://… for several servers on one PostgreSQL; without it SQLite in the data folder"},
    {"listen", "ADDRESS:PORT", &Settings::listen, "where to answer; port 0 takes a free one"},
    {"admin-listen", "ADDRESS:PORT", &Settings::admin_listen, "where to answer /metrics and what else is the operator's; without it they are answered on the first address, to this machine only"},
    {"web", "DIR", &Settings::web_folder, "folder of the editor's files"},
    {"public-url", "URL", &Settings::public_url, "how browsers reach the server, such as https://accounts.example"},
    {"sample-data", "", &Settings::sample_data, "sample customers, and one sample user a role whose passwords are printed once"},
    {"behind-proxy", "", &Settings::behind_proxy, "HTTPS ends in a proxy in front: cookies are Secure, X-Forwarded-For of trusted proxies is believed"},
    {"trusted-proxy", "ADDRESS", &Settings::trusted_proxies, "the address of a proxy in front; may be given several times"},
    {"tls-certificate", "FILE", &Settings::tls_certificate_file, "certificate chain in PEM: HTTPS by the server itself"},
    {"tls-key", "FILE", &Settings::tls_key_file, "its private key in PEM, readable by its owner alone"},
    {"oidc-issuer", "URL", &Settings::oidc_issuer, "OpenID Connect issuer whose users may sign in and whose tokens are accepted"},
    {"oidc-client-id", "ID", &Settings::oidc_client_id, "this server's client id there"},
    {"oidc-client-secret", "TEXT", &Settings::oidc_client_secret, "this server's secret there; by file or environment only", 0, 0, true},
    {"oidc-audience", "TEXT", &Settings::oidc_audiences, "an audience of tokens that are accepted, by default the client id; may be given several times"},
    {"oidc-scopes", "TEXT", &Settings::oidc_scopes, "what is asked for at sign-in"},
    {"oidc-roles-claim", "NAME", &Settings::oidc_roles_claim, "the claim that holds roles"},
    {"oidc-role", "CLAIM=ROLE", &Settings::oidc_role_map, "which role a value of that claim gives; may be given several times"},
    {"oidc-reseller-claim", "NAME", &Settings::oidc_reseller_claim, "the claim that says which reseller"},
    {"oidc-reseller", "CLAIM=ID", &Settings::oidc_resellers, "which reseller a value of that claim is; may be given several times"},
    {"oidc-token-type", "TYPE", &Settings::oidc_token_types, "type of the issuer's access tokens, by default at+jwt; may be given several times"},
    {"oidc-application", "ID", &Settings::oidc_applications, "a program whose tokens are accepted, by its client id; by default any; may be given several times"},
    {"oidc-keys-interval-seconds", "N", &Settings::oidc_keys_interval_seconds, "at least so long between two fetches of the issuer's keys that unknown keys cause", 1, 24 * 3600},
    {"session-idle-minutes", "N", &Settings::session_idle_minutes, "a session ends after so long without a request", 1, 24 * 60},
    {"session-absolute-minutes", "N", &Settings::session_absolute_minutes, "a session ends after so long in any case", 1, 7 * 24 * 60},
    {"sessions-per-user-max", "N", &Settings::sessions_per_user_max, "more sessions of one user end the oldest", 1, 1000},
    {"requests-per-minute-per-reseller", "N", &Settings::requests_per_minute_per_reseller, "with tokens, by all programs of a reseller; more are answered 429; 0: no limit", 0, 10'000'000},
    {"requests-per-minute-per-user", "N", &Settings::requests_per_minute_per_user, "the same by one user's programs, or by one application; 0: no limit", 0, 10'000'000},
    {"requests-per-minute-per-session-user", "N", &Settings::requests_per_minute_per_session_user, "by one user in the editor, or with its cookie; 0: no limit", 0, 10'000'000},
    {"request-keep-hours", "N", &Settings::request_keep_hours, "how long an answer is kept for a repeated MS-RequestId", 1, 30 * 24},
    {"workers", "N", &Settings::workers, "threads that answer", 1, 1024},
    {"connections-max", "N", &Settings::connections_max, "connections at a time", 1, 60'000},
    {"connections-per-address-max", "N", &Settings::connections_per_address_max, "the same from one address", 1, 60'000},
    {"database-connections-max", "N", &Settings::database_connections_max, "connections to PostgreSQL", 1, 1000},
    {"legacy-byte-order-mark", "", &Settings::legacy_byte_order_mark, "answers begin with a byte-order mark, which old PowerShell modules cut off unseen"},
    {"legacy-address-answer", "", &Settings::legacy_address_answer, "address validation answers in the form of before May 2021"},
    {"allow-customer-deletion", "", &Settings::allow_customer_deletion, "DELETE of a customer works, as in a sandbox"},
    {"last-write-wins", "", &Settings::last_write_wins, "a PUT without any etag overwrites instead of being refused"},
    {"lenient-json", "", &Settings::lenient_json, "a comma too many at the end of an object or array is read over"},
    {"helpdesk-may-edit-contacts", "", &Settings::helpdesk_may_edit_contacts, "helpdesk agents may change a billing contact's name, email and phone number"},
    {"global-admin-may-switch-permission", "", &Settings::global_admin_may_switch_permission, "global admins too may give and take a customer's permission to buy"},
    {"log-level", "LEVEL", &Settings::log_level, "debug, info, warning or error: what is less is not logged"},
    {"shutdown-wait-seconds", "N", &Settings::shutdown_wait_seconds, "when told to stop, /readyz says no for so long before connections end", 0, 300},
    {"shutdown-deadline-seconds", "N", &Settings::shutdown_deadline_seconds, "then running requests may take so long", 1, 300},
};

constexpr std::string_view level_names[] = {"debug", "info", "warning", "error"};
constexpr std::size_t value_bytes_max = 4096;
constexpr std::size_t values_max = 100;
constexpr int nearness_max = 3;

// "127.0.0.1:8080", "[::1]:8080" and "localhost:8080".
std::optional<ListenAddress> address_of(std::string_view text) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  ListenAddress address;
  std::string_view host = text.substr(0, colon);
  const bool has_brackets = host.starts_with('[') && host.ends_with(']');
  if (has_brackets) host = host.substr(1, host.size() - 2);
  if (host.empty() || (!has_brackets && host.find(':') != std::string_view::npos)) return std::nullopt;
  const std::string_view port = text.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (error != std::errc() || end != port.data() + port.size() || address.port < 0 || address.port > 65535) return std::nullopt;
  address.host = host;
  return address;
}

std::optional<bool> switch_of(std::string_view text) {
  for (const std::string_view word : {"true", "yes", "on", "1"}) {
    if (shared::equal_ignoring_case(text, word)) return true;
  }
  for (const std::string_view word : {"false", "no", "off", "0"}) {
    if (shared::equal_ignoring_case(text, word)) return false;
  }
  return std::nullopt;
}

struct Take {
  const Option& option;
  std::string_view text;
  Settings& settings;

  std::string wants(std::string_view what) const { return std::string(option.name) + " takes " + std::string(what) + "."; }

  std::string operator()(bool Settings::*member) const {
    const auto value = switch_of(text);
    if (!value) return wants("true or false");
    settings.*member = *value;
    return {};
  }
  std::string operator()(int Settings::*member) const {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < option.least || number > option.most) {
      return wants("a number from " + std::to_string(option.least) + " to " + std::to_string(option.most));
    }
    settings.*member = number;
    return {};
  }
  std::string operator()(std::string Settings::*member) const {
    settings.*member = text;
    return {};
  }
  std::string operator()(std::vector<std::string> Settings::*member) const {
    if ((settings.*member).size() >= values_max) return wants("at most " + std::to_string(values_max) + " values");
    (settings.*member).emplace_back(text);
    return {};
  }
  std::string operator()(ListenAddress Settings::*member) const {
    const auto address = address_of(text);
    if (!address) return wants("an address and a port, like 127.0.0.1:8080 or [::1]:8080");
    settings.*member = *address;
    return {};
  }
  std::string operator()(LogLevel Settings::*member) const {
    for (std::size_t i = 0; i < std::size(level_names); ++i) {
      if (level_names[i] != text) continue;
      settings.*member = static_cast<LogLevel>(i);
      return {};
    }
    return wants("debug, info, warning or error");
  }
};

struct Write {
  const Settings& settings;

  std::string operator()(bool Settings::*member) const { return settings.*member ? "true" : "false"; }
  std::string operator()(int Settings::*member) const { return std::to_string(settings.*member); }
  std::string operator()(std::string Settings::*member) const { return settings.*member; }
  std::string operator()(std::vector<std::string> Settings::*member) const {
    std::string text;
    for (const std::string& value : settings.*member) text.append(text.empty() ? "" : ", ").append(value);
    return text;
  }
  std::string operator()(ListenAddress Settings::*member) const {
    const ListenAddress& address = settings.*member;
    if (address.port < 0) return {};
    const bool needs_brackets = address.host.find(':') != std::string::npos;
    return (needs_brackets ? "[" + address.host + "]" : address.host) + ":" + std::to_string(address.port);
  }
  std::string operator()(LogLevel Settings::*member) const { return std::string(level_names[static_cast<std::size_t>(settings.*member)]); }
};

bool has_control_character(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return true;
  }
  return false;
}

}  // namespace

std::span<const Option> options() { return table; }

const Option* option_of(std::string_view name) {
  for (const Option& option : table) {
    if (option.name == name) return &option;
  }
  return nullptr;
}

std::string take_value(const Option& option, std::string_view text, Settings& settings) {
  if (text.size() > value_bytes_max || has_control_character(text) || !shared::is_utf8(text)) {
    return std::string(option.name) + " takes at most " + std::to_string(value_bytes_max) + " bytes of UTF-8 text without control characters.";
  }
  if (text.empty() && !std::holds_alternative<std::string Settings::*>(option.target)) return std::string(option.name) + " needs a value.";
  return std::visit(Take{option, text, settings}, option.target);
}

std::string text_of_value(const Option& option, const Settings& settings) { return std::visit(Write{settings}, option.target); }

const Option* near_option(std::string_view name) {
  const Option* nearest = nullptr;
  int least = nearness_max;
  for (const Option& option : table) {
    const int distance = shared::distance_between(name, option.name, nearness_max);
    if (distance < least) {
      least = distance;
      nearest = &option;
    }
  }
  return nearest;
}

}  // namespace server
