#include "server/sqlite_copy.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include <chrono>
#include <memory>
#include <string_view>
#include <thread>

namespace server {
namespace {

constexpr int pages_at_a_time = 256;
constexpr int busy_ms = 5000;
constexpr int application_id = 0x4B754B6F;  // As sqlite.cpp writes it.

using Handle = std::unique_ptr<sqlite3, int (*)(sqlite3*)>;

// An empty handle where the file cannot be opened.
Handle open(const std::string& file, int flags) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &handle, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  Handle opened(handle, sqlite3_close);
  if (code != SQLITE_OK) opened.reset();
  if (opened) sqlite3_busy_timeout(handle, busy_ms);
  return opened;
}

bool run(sqlite3* handle, const char* sql) { return sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK; }

// The first value of the first row, as text.
std::string first_value(sqlite3* handle, const char* sql) {
  sqlite3_stmt* statement = nullptr;
  std::string value;
  if (sqlite3_prepare_v2(handle, sql, -1, &statement, nullptr) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW) {
    const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
    value = text ? text : "";
  }
  sqlite3_finalize(statement);
  return value;
}

bool copy_pages(sqlite3* from, sqlite3* to) {
  sqlite3_backup* backup = sqlite3_backup_init(to, "main", from, "main");
  if (!backup) return false;
  int code = SQLITE_OK;
  while (code == SQLITE_OK || code == SQLITE_BUSY || code == SQLITE_LOCKED) {
    code = sqlite3_backup_step(backup, pages_at_a_time);
    if (code == SQLITE_BUSY || code == SQLITE_LOCKED) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  sqlite3_backup_finish(backup);
  return code == SQLITE_DONE;
}

}  // namespace

std::string copy_sqlite(const std::string& from, const std::string& to) {
  // Made first, so that only its owner may ever read it.
  const int descriptor = ::open(to.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return "The copy " + to + " cannot be made: it is there already, or the folder cannot be written.";
  ::close(descriptor);
  const Handle source = open(from, SQLITE_OPEN_READWRITE);
  if (!source) return "The store " + from + " cannot be read.";
  const Handle target = open(to, SQLITE_OPEN_READWRITE);
  // One read transaction for the whole copy: what others write meanwhile is not in it, and does not begin it anew.
  if (!target || !run(source.get(), "begin; select count(*) from sqlite_schema")) return "The store " + from + " cannot be read.";
  if (!copy_pages(source.get(), target.get())) return "The copy " + to + " could not be finished. Is the disk full?";
  run(source.get(), "commit");
  // Without its log: the copy is one file.
  if (!run(target.get(), "pragma journal_mode = delete")) return "The copy " + to + " could not be finished. Is the disk full?";
  return {};
}

std::string check_sqlite(const std::string& file) {
  const Handle handle = open(file, SQLITE_OPEN_READONLY);
  if (!handle || first_value(handle.get(), "pragma application_id") != std::to_string(application_id)) return file + " is no store of Kundkonto.";
  if (first_value(handle.get(), "pragma integrity_check") != "ok") return file + " is damaged: its pages do not fit together.";
  if (!first_value(handle.get(), "pragma foreign_key_check").empty()) return file + " is damaged: rows refer to others that are missing.";
  return {};
}

}  // namespace server
