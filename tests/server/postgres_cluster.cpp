#include "tests/server/postgres_cluster.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <pwd.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

namespace tests {
namespace {

[[noreturn]] void give_up(const std::string& sentence) {
  std::fprintf(stderr, "The tests need PostgreSQL 15 or newer: %s\n", sentence.c_str());
  std::exit(2);
}

// The newest version's programs, where Debian puts them.
std::string program(const std::string& name) {
  std::vector<std::string> found;
  std::error_code error;
  for (const auto& version : std::filesystem::directory_iterator("/usr/lib/postgresql", error)) {
    const std::string file = version.path().string() + "/bin/" + name;
    if (::access(file.c_str(), X_OK) == 0) found.push_back(file);
  }
  if (found.empty()) give_up(name + " is not below /usr/lib/postgresql. script/bootstrap --for test installs it.");
  return *std::max_element(found.begin(), found.end());
}

// PostgreSQL refuses to run as root: then the package's own user, or nobody, runs it.
const passwd* runs_as() {
  if (::geteuid() != 0) return nullptr;
  const passwd* user = ::getpwnam("postgres");
  return user ? user : ::getpwnam("nobody");
}

pid_t start_program(std::vector<std::string> words, const std::string& log) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  const int output = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0666);
  ::dup2(output, 1);
  ::dup2(output, 2);
  if (const passwd* user = runs_as(); user && (::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0)) ::_exit(126);
  ::prctl(PR_SET_PDEATHSIG, SIGINT);  // Ends with the tests, however these end.
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

int wait_for(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace

PostgresCluster::PostgresCluster() {
  const std::string log = folder_.path() + "/log";
  std::fclose(std::fopen(log.c_str(), "a"));
  if (const passwd* user = runs_as()) {
    ::chmod(folder_.path().c_str(), 0755);
    if (::chown(folder_.path().c_str(), user->pw_uid, user->pw_gid) != 0 || ::chown(log.c_str(), user->pw_uid, user->pw_gid) != 0) give_up("the scratch folder cannot be given to its user.");
  }
  const pid_t made = start_program({program("initdb"), "-D", folder_.path() + "/data", "-U", "kundkonto", "--auth=trust", "--no-sync", "-E", "UTF8",
                                    "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=sv-SE"}, log);
  if (wait_for(made) != 0) give_up("initdb failed.");
  start();
}

PostgresCluster::~PostgresCluster() {
  if (server_ <= 0) return;
  ::kill(server_, SIGINT);  // Fast: ends the sessions and itself.
  (void)wait_for(server_);
}

void PostgresCluster::start() {
  // What is lost in a power cut does not matter here; everything else does.
  server_ = start_program({program("postgres"), "-D", folder_.path() + "/data", "-k", folder_.path(), "-h", "", "-c", "fsync=off", "-c", "full_page_writes=off",
                           "-c", "max_connections=100", "-c", "shared_buffers=64MB", "-c", "deadlock_timeout=100ms"}, folder_.path() + "/log");
  for (int turn = 0; turn < 600; ++turn) {
    if (PQping(administrator().c_str()) == PQPING_OK) return;
    if (::waitpid(server_, nullptr, WNOHANG) == server_) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  server_ = -1;
  give_up("the server did not start.");
}

void PostgresCluster::kill() {
  // With its processes, which would finish what they do. It is stopped first, so that it starts no more of them.
  ::kill(server_, SIGSTOP);
  std::ifstream children("/proc/" + std::to_string(server_) + "/task/" + std::to_string(server_) + "/children");
  for (pid_t child = 0; children >> child;) ::kill(child, SIGKILL);
  ::kill(server_, SIGKILL);
  (void)wait_for(server_);
  server_ = -1;
}

std::string PostgresCluster::address_of(const std::string& name) const {
  std::string host;
  for (const char c : folder_.path()) host += c == '/' ? std::string("%2F") : std::string(1, c);
  return "postgresql://kundkonto@" + host + "/" + name;
}

std::string PostgresCluster::new_database() {
  const std::string name = "test_" + std::to_string(++databases_);
  run_at(administrator(), "create database " + name);
  return address_of(name);
}

PostgresCluster& postgres_cluster() {
  static PostgresCluster cluster;
  return cluster;
}

std::string run_at(const std::string& address, const std::string& sql) {
  PGconn* connection = PQconnectdb(address.c_str());
  PGresult* answer = PQexec(connection, sql.c_str());
  std::string text;
  if (PQresultStatus(answer) == PGRES_TUPLES_OK && PQntuples(answer) > 0) text = PQgetvalue(answer, 0, 0);
  if (PQresultStatus(answer) == PGRES_FATAL_ERROR) std::fprintf(stderr, "%s\n", PQresultErrorMessage(answer));
  PQclear(answer);
  PQfinish(connection);
  return text;
}

}  // namespace tests
