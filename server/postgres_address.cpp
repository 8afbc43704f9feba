#include "server/postgres_address.h"

#include <libpq-fe.h>

#include <algorithm>
#include <map>
#include <memory>
#include <string_view>

#include "server/postgres.h"

namespace server {
namespace {

// The settings that an address names; no value when it is not an address.
using Settings = std::map<std::string, std::string>;
std::optional<Settings> settings_of(const std::string& address) {
  char* sentence = nullptr;
  const std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption*)> options(PQconninfoParse(address.c_str(), &sentence), PQconninfoFree);
  if (sentence) PQfreemem(sentence);  // It may repeat the password.
  if (!options) return std::nullopt;
  Settings settings;
  for (const PQconninfoOption* option = options.get(); option->keyword; ++option) {
    if (option->val) settings[option->keyword] = option->val;
  }
  return settings;
}

std::string named(const Settings& settings, const char* keyword) {
  const auto found = settings.find(keyword);
  return found == settings.end() ? std::string() : found->second;
}

std::vector<std::string> split(const std::string& list) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= list.size();) {
    const std::size_t to = std::min(list.find(',', from), list.size());
    parts.push_back(list.substr(from, to - from));
    from = to + 1;
  }
  return parts;
}

bool is_this_machine(const std::string& host) { return host.empty() || host.front() == '/' || host == "localhost" || host.starts_with("127.") || host == "::1"; }

}  // namespace

std::optional<ConnectionWords> connection_words(const std::string& address) {
  const auto settings = is_postgres_address(address) ? settings_of(address) : std::nullopt;
  if (!settings) return std::nullopt;
  ConnectionWords words;
  const std::vector<std::string> hosts = split(named(*settings, named(*settings, "host").empty() ? "hostaddr" : "host"));
  if (!std::all_of(hosts.begin(), hosts.end(), is_this_machine)) words.emplace_back("sslmode", "verify-full");
  words.emplace_back("target_session_attrs", "read-write");
  words.emplace_back("connect_timeout", "3");
  words.emplace_back("tcp_user_timeout", "5000");
  words.emplace_back("keepalives_idle", "5");
  words.emplace_back("keepalives_interval", "2");
  words.emplace_back("keepalives_count", "2");
  words.emplace_back("application_name", "kundkonto");
  words.emplace_back("dbname", address);
  return words;
}

bool is_postgres_address(std::string_view address) { return address.starts_with("postgresql://") || address.starts_with("postgres://"); }

std::string shown_address(const std::string& address) {
  const auto settings = settings_of(address);
  if (!settings) return "the address given";
  const std::vector<std::string> hosts = split(named(*settings, "host"));
  const std::vector<std::string> ports = split(named(*settings, "port"));
  std::string shown;
  for (std::size_t i = 0; i < hosts.size(); ++i) {
    const std::string& port = ports[std::min(i, ports.size() - 1)];
    shown += (i ? "," : "") + (hosts[i].empty() ? std::string("localhost") : hosts[i]) + (port.empty() ? "" : ":" + port);
  }
  return "postgresql://" + shown + "/" + named(*settings, "dbname");
}

}  // namespace server
