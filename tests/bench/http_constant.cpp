// The peer of the HTTP rows of script/bench: cpp-httplib as it comes, answering every GET with a constant of the given
// size. Usage: http_constant PORT BYTES
#define CPPHTTPLIB_LISTEN_BACKLOG 1024
#include <httplib.h>

#include <cstdlib>
#include <string>

int main(int argument_count, char** arguments) {
  if (argument_count != 3) return 2;
  const std::string body(static_cast<std::size_t>(std::atoi(arguments[2])), 'x');
  httplib::Server server;
  server.set_tcp_nodelay(true);
  server.set_keep_alive_max_count(100000);
  server.Get(".*", [&body](const httplib::Request&, httplib::Response& response) {
    response.set_content(body, "application/json; charset=utf-8");
  });
  return server.listen("127.0.0.1", std::atoi(arguments[1])) ? 0 : 1;
}
