// The addresses of the editor's views: "/customers?q=sol", "/customers/3f6b.../edit". Everything a bookmark must hold.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace client {

enum class View : std::uint8_t { sign_in, customers, account, edit, history, unknown };

struct Route {
  View view = View::customers;
  std::string customer_id;  // account, edit, history
  std::string search;       // customers

  bool operator==(const Route&) const = default;
  bool has_customer() const { return view == View::account || view == View::edit || view == View::history; }
};

// "/" is the customer list.
Route route_of(std::string_view address);
std::string address_of(const Route& route);

// For a part of a path or query: everything but letters, digits and -._~ as %XX.
std::string encode_component(std::string_view text);

}  // namespace client
