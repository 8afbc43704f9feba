#include "server/configuration.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "server/options.h"
#include "shared/text.h"

extern char** environ;

namespace server {
namespace {

constexpr std::size_t file_bytes_max = 256 * 1024;
constexpr std::string_view variable_prefix = "KUNDKONTO_";

// Variables of the build and the tests, which may be set where a server is started by them.
constexpr std::string_view foreign_variables[] = {"KUNDKONTO_PROJECT", "KUNDKONTO_SOURCES", "KUNDKONTO_BINARY", "KUNDKONTO_TEST_CLUSTER"};

// The option that a name means, or a sentence.
std::string unknown(std::string_view where, std::string_view what, std::string_view name, std::string_view prefix = {}) {
  std::string sentence = std::string(where) + "There is no " + std::string(what) + " " + std::string(prefix) + std::string(name.substr(0, 80)) + ".";
  if (const Option* near = near_option(name)) return sentence + " Did you mean " + std::string(prefix) + std::string(near->name) + "?";
  return sentence + " See kundkonto serve --help.";
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

// Collects values from one place after the other; the first place that says something about an option keeps it.
class Reader {
 public:
  explicit Reader(Configuration& configuration) : configuration_(configuration), is_taken_(options().size()) {
    configuration_.sources.assign(options().size(), "default");
  }

  // Several values of one place add up where the option is a list; otherwise a second value in one place is an error.
  std::string take(const Option& option, std::string_view value, const std::string& place, const std::string& source) {
    const auto index = static_cast<std::size_t>(&option - options().data());
    const bool is_list = std::holds_alternative<std::vector<std::string> Settings::*>(option.target);
    if (is_taken_[index]) {
      if (taken_in_[index] != place) return {};
      if (!is_list) return std::string(option.name) + " is given twice.";
    }
    if (!is_taken_[index]) configuration_.sources[index] = source;
    is_taken_[index] = true;
    taken_in_[index] = place;
    return take_value(option, value, configuration_.settings);
  }

 private:
  Configuration& configuration_;
  std::vector<bool> is_taken_;
  std::vector<std::string> taken_in_ = std::vector<std::string>(options().size());
};

struct Flags {
  std::span<const std::string_view> words;
  std::span<const ExtraFlag> extra;
  std::string config_file;
};

// The value of the flag at `words[i]`: behind "=", or the next word.
std::optional<std::string_view> value_of(const Flags& flags, std::size_t& i) {
  const std::size_t equals = flags.words[i].find('=');
  if (equals != std::string_view::npos) return flags.words[i].substr(equals + 1);
  if (i + 1 == flags.words.size()) return std::nullopt;
  return flags.words[++i];
}

// Flags that are no settings. True: it was one, and `fault` may say what is wrong with it.
bool take_own_flag(Flags& flags, std::size_t& i, std::string_view name, Configuration& configuration, std::string& fault) {
  const auto needs_value = [&fault, name] { fault = std::string(name) + " needs a value behind it."; };
  if (name == "--print-config" || name == "--check-config" || name == "--help" || name == "-h") {
    (name == "--print-config" ? configuration.asks_to_print : name == "--check-config" ? configuration.asks_to_check : configuration.asks_for_help) = true;
    return true;
  }
  if (name == "--config") {
    const auto value = value_of(flags, i);
    if (!value || value->empty()) needs_value();
    else flags.config_file = *value;
    return true;
  }
  for (const ExtraFlag& extra : flags.extra) {
    if (extra.name != name) continue;
    if (extra.is_set) *extra.is_set = true;
    if (!extra.value) return true;
    const auto value = value_of(flags, i);
    if (!value) needs_value();
    else *extra.value = *value;
    return true;
  }
  return false;
}

std::string read_flags(Flags& flags, Reader& reader, Configuration& configuration) {
  bool only_words = false;
  for (std::size_t i = 0; i < flags.words.size(); ++i) {
    const std::string_view word = flags.words[i];
    if (only_words || word == "-" || !word.starts_with('-')) {
      configuration.words.emplace_back(word);
      continue;
    }
    if (word == "--") {
      only_words = true;
      continue;
    }
    const std::string_view name = word.substr(0, word.find('='));
    std::string fault;
    if (take_own_flag(flags, i, name, configuration, fault)) {
      if (!fault.empty()) return fault;
      continue;
    }
    const Option* option = name.starts_with("--") ? option_of(name.substr(2)) : nullptr;
    if (!option) return unknown("", "option", name.substr(std::min<std::size_t>(2, name.size())), "--");
    if (option->is_secret) return std::string(name) + " is a secret, and arguments can be seen by every user of this machine. Set " + "it in a file that only its owner may read, or in the environment.";
    std::optional<std::string_view> value = std::string_view("true");
    if (!option->value.empty() || word.size() > name.size()) value = value_of(flags, i);
    if (!value) return std::string(name) + " needs a value behind it.";
    if (fault = reader.take(*option, *value, "flag", "flag"); !fault.empty()) return "--" + fault;
  }
  return {};
}

std::string variable_of(const Option& option) {
  std::string name(variable_prefix);
  for (const char c : option.name) name.push_back(c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c));
  return name;
}

// A list in one variable or line is divided by commas.
std::string take_list(const Option& option, std::string_view text, const std::string& place, const std::string& source, Reader& reader) {
  if (!std::holds_alternative<std::vector<std::string> Settings::*>(option.target)) return reader.take(option, text, place, source);
  for (;;) {
    const std::size_t comma = text.find(',');
    if (std::string fault = reader.take(option, trimmed(text.substr(0, comma)), place, source); !fault.empty()) return fault;
    if (comma == std::string_view::npos) return {};
    text.remove_prefix(comma + 1);
  }
}

std::string read_environment(std::span<const std::string_view> environment, Reader& reader, std::string& config_file) {
  for (const std::string_view entry : environment) {
    const std::size_t equals = entry.find('=');
    if (!entry.starts_with(variable_prefix) || equals == std::string_view::npos) continue;
    const std::string_view name = entry.substr(0, equals);
    if (std::find(std::begin(foreign_variables), std::end(foreign_variables), name) != std::end(foreign_variables)) continue;
    if (name == "KUNDKONTO_CONFIG") {
      if (config_file.empty()) config_file = entry.substr(equals + 1);
      continue;
    }
    const auto all = options();
    const auto found = std::find_if(all.begin(), all.end(), [name](const Option& option) { return variable_of(option) == name; });
    if (found == all.end()) {
      std::string option_name;
      for (const char c : name.substr(variable_prefix.size())) option_name.push_back(c == '_' ? '-' : shared::ascii_lower(c));
      std::string sentence = "There is no variable " + std::string(name.substr(0, 80)) + ".";
      if (const Option* near = near_option(option_name)) sentence += " Did you mean " + variable_of(*near) + "?";
      return sentence;
    }
    if (std::string fault = take_list(*found, entry.substr(equals + 1), "environment", "environment", reader); !fault.empty()) return std::string(name) + ": " + fault;
  }
  return {};
}

// The whole file; no value with a sentence in `fault`.
std::optional<std::string> text_of_file(const std::string& file, bool& is_private, std::string& fault) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  struct stat state {};
  if (descriptor < 0 || ::fstat(descriptor, &state) != 0 || !S_ISREG(state.st_mode)) {
    fault = file + ": " + (descriptor < 0 ? std::strerror(errno) : "This is no file") + ". Name a file of settings with --config.";
    if (descriptor >= 0) ::close(descriptor);
    return std::nullopt;
  }
  is_private = (state.st_mode & 077) == 0;
  std::string text(file_bytes_max + 1, '\0');
  std::size_t bytes = 0;
  ssize_t got = 0;
  while (bytes < text.size() && (got = ::read(descriptor, text.data() + bytes, text.size() - bytes)) > 0) bytes += static_cast<std::size_t>(got);
  ::close(descriptor);
  text.resize(bytes);
  if (got < 0) fault = file + ": " + std::strerror(errno) + ".";
  if (bytes > file_bytes_max) fault = file + " is longer than a file of settings may be.";
  return fault.empty() ? std::optional(std::move(text)) : std::nullopt;
}

bool holds_secret(const Option& option, std::string_view value) { return option.is_secret || without_password(value) != value; }

// Lines "name = value"; "#" begins a line that is only for people.
std::string read_file(const std::string& file, Reader& reader) {
  std::string fault;
  bool is_private = false;
  const auto text = text_of_file(file, is_private, fault);
  if (!text) return fault;
  std::string_view rest = *text;
  for (int number = 1; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = trimmed(rest.substr(0, end));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.empty() || line.front() == '#') continue;
    const std::string source = file + ":" + std::to_string(number);
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) return source + ": Write name = value, or begin the line with #.";
    const std::string_view name = trimmed(line.substr(0, equals));
    const std::string_view value = trimmed(line.substr(equals + 1));
    const Option* option = option_of(name);
    if (!option) return unknown(source + ": ", "setting", name);
    if (holds_secret(*option, value) && !is_private) return source + ": Only its owner may be allowed to read a file with a secret. Change its mode to 0600.";
    if (fault = take_list(*option, value, file, source, reader); !fault.empty()) return std::string(source).append(": ").append(fault);
  }
  return {};
}

bool is_loopback(std::string_view host) { return host.starts_with("127.") || host == "::1" || host == "localhost"; }

}  // namespace

shared::Result<Configuration, std::string> read_configuration(std::span<const std::string_view> words, std::span<const std::string_view> environment,
                                                              std::span<const ExtraFlag> extra_flags) {
  Configuration configuration;
  Reader reader(configuration);
  Flags flags{words, extra_flags, {}};
  if (std::string fault = read_flags(flags, reader, configuration); !fault.empty()) return fault;
  if (configuration.asks_for_help) return configuration;
  if (std::string fault = read_environment(environment, reader, flags.config_file); !fault.empty()) return fault;
  if (!flags.config_file.empty()) {
    if (std::string fault = read_file(flags.config_file, reader); !fault.empty()) return fault;
  }
  return configuration;
}

std::string fault_of_whole(const Settings& settings) {
  if (settings.data_folder.empty()) return "Say where the data is kept: --data DIR.";
  if (settings.tls_certificate_file.empty() != settings.tls_key_file.empty()) return "HTTPS needs both --tls-certificate and --tls-key.";
  if (settings.listen.port < 0) return "Say where to answer: --listen ADDRESS:PORT.";
  if (!is_loopback(settings.listen.host) && !settings.is_secure()) {
    return "Passwords would cross the network unencrypted. Give --tls-certificate and --tls-key, or listen on 127.0.0.1 behind a proxy that speaks HTTPS and say --behind-proxy.";
  }
  if (settings.admin_listen.port >= 0 && !is_loopback(settings.admin_listen.host)) return "admin-listen answers without encryption and without sign-in. Choose an address of this machine alone, such as 127.0.0.1.";
  if (!settings.trusted_proxies.empty() && !settings.behind_proxy) return "--trusted-proxy says which proxy stands in front. Say --behind-proxy as well.";
  if (settings.session_idle_minutes > settings.session_absolute_minutes) return "session-idle-minutes is more than session-absolute-minutes.";
  if (!settings.oidc_issuer.empty() && settings.oidc_client_id.empty() && settings.oidc_audiences.empty()) return "Sign-in by OpenID Connect needs --oidc-client-id, and tokens of the issuer need --oidc-audience.";
  return {};
}

std::string without_password(std::string_view url) {
  const std::size_t slashes = url.find("://");
  if (slashes == std::string_view::npos) return std::string(url);
  const std::size_t begin = slashes + 3;
  const std::size_t end = url.find_first_of("/?", begin);
  const std::size_t at = url.substr(0, end).rfind('@');
  const std::size_t colon = at == std::string_view::npos ? at : url.substr(0, at).find(':', begin);
  std::string shown(url);
  if (colon != std::string_view::npos && colon < at) shown.replace(colon + 1, at - colon - 1, "***");
  // libpq takes a password as a parameter too.
  for (std::size_t from = shown.find("password="); from != std::string::npos; from = shown.find("password=", from + 9)) {
    shown.replace(from + 9, shown.find('&', from) - (from + 9), "***");
  }
  return shown;
}

std::string print_configuration(const Configuration& configuration) {
  std::string text;
  for (std::size_t i = 0; i < options().size(); ++i) {
    const Option& option = options()[i];
    std::string value = text_of_value(option, configuration.settings);
    value = option.is_secret && !value.empty() ? "***" : without_password(value);
    std::string line = std::string(option.name) + " =" + (value.empty() ? "" : " ") + value;
    if (line.size() < 48) line.resize(48, ' ');
    text.append(line).append("  # ").append(configuration.sources[i]).append("\n");
  }
  return text;
}

std::string options_help() {
  std::string text;
  const Settings defaults;
  for (const Option& option : options()) {
    text.append("  --").append(option.name);
    if (!option.value.empty()) text.append(" ").append(option.value);
    text.append("\n      ").append(option.meaning);
    const std::string value = option.value.empty() ? std::string() : text_of_value(option, defaults);
    if (!value.empty()) text.append(" (").append(value).append(")");
    text.append("\n");
  }
  text.append(
      "  --config FILE\n      lines of \"name = value\" with the names above; # begins a comment\n"
      "  --print-config\n      print every setting without secrets, and where it came from\n"
      "  --check-config\n      say whether the settings can be used, and end\n"
      "\n"
      "Every option is also an environment variable: --log-level is KUNDKONTO_LOG_LEVEL. A flag holds before the environment,\n"
      "the environment before the file.\n");
  return text;
}

std::vector<std::string_view> own_environment() {
  std::vector<std::string_view> entries;
  for (char** entry = environ; entry && *entry; ++entry) entries.emplace_back(*entry);
  return entries;
}

}  // namespace server
