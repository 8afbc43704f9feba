#include "server/backup_command.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <optional>
#include <string>

#include "server/configuration.h"
#include "server/sqlite_copy.h"

namespace server {
namespace {

constexpr const char* store_name = "/kundkonto.db";
constexpr const char* log_names[] = {"", "-wal", "-shm"};

int fail(int status, const std::string& sentence) {
  std::fprintf(stderr, "kundkonto: %s\n", sentence.c_str());
  return status;
}

struct Order {
  std::string file;
  std::string data_folder;
};

// The file and the folder that are meant; no value after a sentence.
std::optional<Order> read_words(std::span<const std::string_view> words, std::string_view command, std::span<const ExtraFlag> extra) {
  const auto configuration = read_configuration(words, own_environment(), extra);
  std::string fault;
  if (!configuration) fault = configuration.failure();
  else if (!configuration->settings.database.empty()) fault = std::string(command) + " is for the store in a data folder. For PostgreSQL use pg_dump and pg_restore.";
  else if (configuration->settings.data_folder.empty()) fault = "Say where the data is kept: --data DIR.";
  else if (configuration->words.size() != 1 || configuration->words[0] == "-") fault = "Name one file: kundkonto " + std::string(command) + " FILE --data DIR.";
  if (!fault.empty()) {
    fail(2, fault);
    return std::nullopt;
  }
  return Order{configuration->words[0], configuration->settings.data_folder};
}

bool exists(const std::string& file) { return ::access(file.c_str(), F_OK) == 0; }

std::string folder_of(const std::string& file) {
  const std::size_t slash = file.rfind('/');
  return slash == std::string::npos ? "." : file.substr(0, slash == 0 ? 1 : slash);
}

bool bring_to_disk(const std::string& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  const bool is_done = descriptor >= 0 && ::fsync(descriptor) == 0;
  if (descriptor >= 0) ::close(descriptor);
  return is_done;
}

// Copies, checks the copy, brings it to disk, and only then gives it its name. Empty, or a sentence.
std::string copy_whole(const std::string& from, const std::string& to) {
  const std::string unfinished = to + ".unfinished";
  ::unlink(unfinished.c_str());
  std::string fault = copy_sqlite(from, unfinished);
  if (fault.empty()) fault = check_sqlite(unfinished);
  if (fault.empty() && (!bring_to_disk(unfinished, O_RDWR) || ::rename(unfinished.c_str(), to.c_str()) != 0 || !bring_to_disk(folder_of(to), O_RDONLY | O_DIRECTORY))) {
    fault = to + " could not be written: " + std::strerror(errno) + ".";
  }
  if (!fault.empty()) ::unlink(unfinished.c_str());
  return fault;
}

// What stands in the folder is kept under another name. Empty, or a sentence.
std::string move_aside(const std::string& store) {
  char stamp[32];
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::strftime(stamp, sizeof stamp, ".replaced-%Y%m%dT%H%M%SZ", &parts);
  for (const char* name : log_names) {
    const std::string from = store + name;
    if (exists(from) && ::rename(from.c_str(), (store + stamp + name).c_str()) != 0) return from + " could not be moved aside: " + std::strerror(errno) + ".";
  }
  return {};
}

// Restores under the lock that a server holds while it runs.
int restore_locked(const Order& order, bool replaces) {
  const std::string store = order.data_folder + store_name;
  if (std::string fault = check_sqlite(order.file); !fault.empty()) return fail(1, fault);
  if (exists(store)) {
    if (!replaces) return fail(1, "There is a store in " + order.data_folder + " already. Choose another folder, or say --replace to move it aside.");
    if (std::string fault = move_aside(store); !fault.empty()) return fail(1, fault);
  }
  if (std::string fault = copy_whole(order.file, store); !fault.empty()) return fail(1, fault);
  std::printf("%s is restored from %s.\n", store.c_str(), order.file.c_str());
  return 0;
}

}  // namespace

int run_backup(std::span<const std::string_view> words) {
  const auto order = read_words(words, "backup", {});
  if (!order) return 2;
  const std::string store = order->data_folder + store_name;
  if (!exists(store)) return fail(1, "There is no store in " + order->data_folder + ".");
  if (exists(order->file)) return fail(1, order->file + " is there already. A backup never overwrites: choose another name.");
  if (std::string fault = copy_whole(store, order->file); !fault.empty()) return fail(1, fault);
  struct stat state {};
  ::stat(order->file.c_str(), &state);
  std::printf("%s: %lld bytes, checked.\n", order->file.c_str(), static_cast<long long>(state.st_size));
  return 0;
}

int run_restore(std::span<const std::string_view> words) {
  bool replaces = false;
  const ExtraFlag extra[] = {{"--replace", nullptr, &replaces}};
  const auto order = read_words(words, "restore", extra);
  if (!order) return 2;
  ::mkdir(order->data_folder.c_str(), 0700);  // Where it is there already, that is fine; where it cannot be made, the lock says so.
  const int lock = ::open((order->data_folder + "/kundkonto.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return fail(1, "The folder " + order->data_folder + " cannot be used: " + std::strerror(errno) + ".");
  const bool is_free = ::flock(lock, LOCK_EX | LOCK_NB) == 0;
  const int status = is_free ? restore_locked(*order, replaces) : fail(1, "A server is using " + order->data_folder + ". Stop it first.");
  ::close(lock);
  return status;
}

}  // namespace server
