// What `kundkonto serve` is told by its flags.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "shared/result.h"

namespace server {

struct Configuration {
  std::string data_folder;
  std::string address = "127.0.0.1";
  int port = 8080;
  std::string web_folder = "build/web/bundle";
  bool sample_data = false;
  bool behind_proxy = false;
};

inline constexpr std::string_view usage =
    "kundkonto serve --data DIR [--listen ADDRESS:PORT] [--web DIR] [--sample-data] [--behind-proxy]\n"
    "kundkonto user add|list|disable|password --data DIR [--user NAME] [--display-name TEXT] [--role ROLE]\n"
    "kundkonto --version\n";

// The configuration, or a sentence about the flag that is wrong.
shared::Result<Configuration, std::string> configuration_of(std::span<const std::string_view> flags);

}  // namespace server
