#include "client/route.h"

#include "shared/text.h"

namespace client {
namespace {

int hex_value(char c) {
  if (shared::is_ascii_digit(c)) return c - '0';
  char lower = shared::ascii_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decode_component(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
    int low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (low >= 0) {
      result.push_back(static_cast<char>(high * 16 + low));
      i += 2;
    } else {
      result.push_back(text[i] == '+' ? ' ' : text[i]);
    }
  }
  return shared::is_utf8(result) ? result : std::string();
}

std::string parameter(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    std::string_view pair = query.substr(0, query.find('&'));
    query.remove_prefix(pair.size() < query.size() ? pair.size() + 1 : query.size());
    std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && pair.substr(0, equals) == name) {
      return decode_component(pair.substr(equals + 1));
    }
  }
  return {};
}

}  // namespace

std::string encode_component(std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string result;
  for (char c : text) {
    bool plain = shared::is_ascii_letter(c) || shared::is_ascii_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      result.push_back(c);
    } else {
      auto byte = static_cast<unsigned char>(c);
      result += '%';
      result += digits[byte >> 4];
      result += digits[byte & 15];
    }
  }
  return result;
}

Route route_of(std::string_view address) {
  std::string_view path = address.substr(0, address.find_first_of("?#"));
  std::string_view query;
  if (path.size() < address.size() && address[path.size()] == '?') {
    query = address.substr(path.size() + 1);
    query = query.substr(0, query.find('#'));
  }
  while (path.size() > 1 && path.back() == '/') path.remove_suffix(1);
  if (path == "/signin") return {View::sign_in, {}, {}};
  if (path.empty() || path == "/" || path == "/customers") return {View::customers, {}, parameter(query, "q")};
  constexpr std::string_view prefix = "/customers/";
  if (!path.starts_with(prefix)) return {View::unknown, {}, {}};
  path.remove_prefix(prefix.size());
  std::string_view id = path.substr(0, path.find('/'));
  std::string_view rest = path.substr(id.size());
  if (rest.empty()) return {View::account, decode_component(id), {}};
  if (rest == "/edit") return {View::edit, decode_component(id), {}};
  if (rest == "/history") return {View::history, decode_component(id), {}};
  return {View::unknown, {}, {}};
}

std::string address_of(const Route& route) {
  switch (route.view) {
    case View::sign_in: return "/signin";
    case View::account: return "/customers/" + encode_component(route.customer_id);
    case View::edit: return "/customers/" + encode_component(route.customer_id) + "/edit";
    case View::history: return "/customers/" + encode_component(route.customer_id) + "/history";
    case View::customers:
    case View::unknown: break;
  }
  return route.search.empty() ? "/customers" : "/customers?q=" + encode_component(route.search);
}

}  // namespace client
