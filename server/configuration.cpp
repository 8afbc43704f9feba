#include "server/configuration.h"

#include <charconv>

namespace server {
namespace {

bool is_loopback(std::string_view address) { return address.starts_with("127.") || address == "::1" || address == "localhost"; }

// "127.0.0.1:8080"; false when there is no port.
bool split_address(std::string_view text, Configuration& configuration) {
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view port = text.substr(colon + 1);
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), configuration.port);
  if (error != std::errc() || end != port.data() + port.size() || configuration.port < 0 || configuration.port > 65535) return false;
  configuration.address = text.substr(0, colon);
  return true;
}

}  // namespace

shared::Result<Configuration, std::string> configuration_of(std::span<const std::string_view> flags) {
  Configuration configuration;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    const std::string_view flag = flags[i];
    if (flag == "--sample-data") {
      configuration.sample_data = true;
      continue;
    }
    if (flag == "--behind-proxy") {
      configuration.behind_proxy = true;
      continue;
    }
    if (flag != "--data" && flag != "--listen" && flag != "--web") return "serve does not know '" + std::string(flag) + "'. See kundkonto --help.";
    if (i + 1 == flags.size()) return std::string(flag) + " needs a value behind it.";
    const std::string_view value = flags[++i];
    if (flag == "--data") configuration.data_folder = value;
    if (flag == "--web") configuration.web_folder = value;
    if (flag == "--listen" && !split_address(value, configuration)) return std::string("--listen needs an address and a port, like 127.0.0.1:8080.");
  }
  if (configuration.data_folder.empty()) return std::string("Say where the data is kept: --data DIR.");
  if (!is_loopback(configuration.address) && !configuration.behind_proxy) {
    return std::string("Passwords would cross the network unencrypted. Listen on 127.0.0.1 behind a proxy that speaks HTTPS, and say --behind-proxy.");
  }
  return configuration;
}

}  // namespace server
