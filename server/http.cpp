#include "server/http.h"

#include "shared/text.h"

namespace server {
namespace {

int hexadecimal_digit(char c) {
  if (shared::is_ascii_digit(c)) return c - '0';
  const char lower = shared::ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

}  // namespace

bool percent_decode(std::string_view text, bool plus_is_space, std::string& decoded) {
  decoded.clear();
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      decoded.push_back(' ');
    } else if (text[i] == '%') {
      const int high = i + 1 < text.size() ? hexadecimal_digit(text[i + 1]) : -1;
      const int low = i + 2 < text.size() ? hexadecimal_digit(text[i + 2]) : -1;
      if (high < 0 || low < 0) return false;
      decoded.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      decoded.push_back(text[i]);
    }
  }
  return true;
}

std::string_view Request::header(std::string_view name) const {
  for (const Header& header : headers) {
    if (shared::equal_ignoring_case(header.name, name)) return header.value;
  }
  return {};
}

int Request::header_count(std::string_view name) const {
  int count = 0;
  for (const Header& header : headers) count += shared::equal_ignoring_case(header.name, name) ? 1 : 0;
  return count;
}

std::optional<std::string> Request::parameter(std::string_view name) const {
  std::string_view rest = query;
  std::string decoded;
  while (!rest.empty()) {
    // Documented samples divide parameters by a second "?".
    const std::size_t end = rest.find_first_of("&?");
    const std::string_view pair = rest.substr(0, end);
    const std::size_t equals = pair.find('=');
    if (percent_decode(pair.substr(0, equals), true, decoded) && shared::equal_ignoring_case(decoded, name)) {
      if (equals == std::string_view::npos) return std::string();
      if (percent_decode(pair.substr(equals + 1), true, decoded)) return decoded;
    }
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return std::nullopt;
}

std::string_view Request::cookie(std::string_view name) const {
  std::string_view rest = header("Cookie");
  while (!rest.empty()) {
    const std::size_t end = rest.find(';');
    const std::string_view pair = trimmed(rest.substr(0, end));
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) return pair.substr(equals + 1);
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return {};
}

}  // namespace server
