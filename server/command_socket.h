// Commands to a running server: the embedded store belongs to one process, so what the server's owner orders on the command
// line is carried out by the server, which listens on a socket in its data folder that only its owner may open.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace server {

struct CommandRequest {
  std::vector<std::string> words;  // As on the command line, from the command's own word on.
  std::string input;               // What stands on standard input, such as a password.
};

struct CommandOutcome {
  int status = 0;       // 0 done, 1 not done, 2 wrongly called.
  std::string output;   // For standard output.
  std::string errors;   // For standard error.
};

using CommandRunner = std::function<CommandOutcome(const CommandRequest&)>;

class CommandSocket {
 public:
  // Carries out one command after the other, on a thread of its own. nullptr: the socket cannot be made in `folder`.
  static std::unique_ptr<CommandSocket> listen(const std::string& folder, CommandRunner runner);
  ~CommandSocket();
  CommandSocket(const CommandSocket&) = delete;
  CommandSocket& operator=(const CommandSocket&) = delete;

 private:
  CommandSocket(std::string file, int socket, int stop, CommandRunner runner);
  void serve();
  void serve_one(int connection);

  std::string file_;
  int socket_;
  int stop_;
  CommandRunner runner_;
  std::thread thread_;
};

// Has the server that uses `folder` carry it out; no value: none answers.
std::optional<CommandOutcome> send_command(const std::string& folder, const CommandRequest& request);

}  // namespace server
