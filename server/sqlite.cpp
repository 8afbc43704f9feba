#include "server/sqlite.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>

#include "server/group_writer.h"
#include "server/log.h"
#include "server/reader_pool.h"
#include "server/sqlite_connection.h"

namespace server {
namespace {

// "KuKo": tells our files from those of other programs.
constexpr std::int64_t application_id = 0x4B754B6F;

constexpr Dialect sqlite_dialect{Engine::sqlite, "integer", "strict", "integer primary key", ""};

constexpr std::string_view common_settings[] = {
    "pragma busy_timeout = 5000",
    "pragma foreign_keys = on",
    "pragma temp_store = memory",
    "pragma trusted_schema = off",
    "pragma mmap_size = 0",
    "pragma wal_autocheckpoint = 0",  // The writer alone moves the log into the file.
};
constexpr std::string_view writer_settings[] = {
    "pragma journal_mode = wal",
    "pragma synchronous = full",
    "pragma cache_size = -65536",
    "pragma journal_size_limit = 67108864",
};
constexpr std::string_view reader_settings[] = {"pragma query_only = on"};

template <std::size_t Count>
bool run_all(SqliteConnection& connection, const std::string_view (&statements)[Count]) {
  for (std::string_view sql : statements) {
    if (!connection.run(sql)) return false;
  }
  return true;
}

int count_wal_pages(void* pages, sqlite3*, const char*, int count) {
  *static_cast<int*>(pages) = count;
  return SQLITE_OK;
}

// Short enough to need no memory.
std::string parameter_name(std::size_t number) { return "$" + std::to_string(number); }

// Keeps the folder to one process: two servers on one file would each trust their own caches and ids.
class FolderLock {
 public:
  static shared::Result<FolderLock, StoreFailure> take(const std::string& folder) {
    const int descriptor = ::open((folder + "/kundkonto.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) return StoreFailure::unavailable;
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
      ::close(descriptor);
      return StoreFailure::in_use;
    }
    return FolderLock(descriptor);
  }
  FolderLock(FolderLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}
  FolderLock& operator=(FolderLock&&) = delete;
  ~FolderLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_;
};

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(FolderLock lock, const std::string& file, std::unique_ptr<SqliteConnection> writer)
      : lock_(std::move(lock)), readers_(file), writer_(std::move(writer)) {}

  shared::Result<Done, StoreFailure> transaction(const Work& work) override { return writer_.run(work); }
  shared::Result<Done, StoreFailure> read(const Work& work) override { return readers_.run(work); }
  bool can_write() const override { return writer_.can_write(); }
  Dialect dialect() const override { return sqlite_dialect; }

 private:
  FolderLock lock_;
  ReaderPool readers_;
  GroupWriter writer_;
};

// Reads a file that somebody else may be writing.
class SqliteReader final : public Database {
 public:
  explicit SqliteReader(const std::string& file) : readers_(file) {}

  shared::Result<Done, StoreFailure> transaction(const Work&) override { return StoreFailure::in_use; }
  shared::Result<Done, StoreFailure> read(const Work& work) override { return readers_.run(work); }
  bool can_write() const override { return false; }
  Dialect dialect() const override { return sqlite_dialect; }

 private:
  ReaderPool readers_;
};

// Made before SQLite opens it, so that only its owner may read it; its log and index get the same mode.
bool make_private_file(const std::string& file) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  return descriptor >= 0 && ::close(descriptor) == 0;
}

enum class Owner : std::uint8_t { nobody, ours, foreign };

Owner owner_of(SqliteConnection& connection) {
  const auto id = connection.execute("pragma application_id", {});
  const auto tables = connection.execute("select count(*) from sqlite_schema", {});
  if (!id || !tables || id->rows.empty() || tables->rows.empty()) return Owner::foreign;
  if (integer_of(id->rows[0][0]) == application_id) return Owner::ours;
  return integer_of(tables->rows[0][0]) == 0 ? Owner::nobody : Owner::foreign;
}

// A new file gets our id.
bool mark_as_ours(SqliteConnection& connection) {
  char sql[64];
  std::snprintf(sql, sizeof sql, "pragma application_id = %lld", static_cast<long long>(application_id));
  return static_cast<bool>(connection.run(sql));
}

}  // namespace

std::unique_ptr<SqliteConnection> SqliteConnection::open(const std::string& file, bool for_writing) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  if (sqlite3_open_v2(file.c_str(), &handle, flags, nullptr) != SQLITE_OK) {
    sqlite3_close(handle);
    return nullptr;
  }
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(handle));
  if (!run_all(*connection, common_settings)) return nullptr;
  if (for_writing ? !run_all(*connection, writer_settings) : !run_all(*connection, reader_settings)) return nullptr;
  // Behind the settings: that of wal_autocheckpoint takes the hook away.
  sqlite3_wal_hook(handle, count_wal_pages, &connection->wal_pages_);
  return connection;
}

SqliteConnection::SqliteConnection(sqlite3* handle) : handle_(handle) {}

SqliteConnection::~SqliteConnection() {
  for (auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close(handle_);
}

sqlite3_stmt* SqliteConnection::statement_for(std::string_view sql) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return found->second;
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK || !statement) {
    log(LogLevel::error, "sql_not_prepared", {{"code", code}});
    return nullptr;
  }
  statements_.emplace(sqlite3_sql(statement), statement);
  return statement;
}

StoreFailure SqliteConnection::failure_of(int code) const {
  switch (code & 0xFF) {
    case SQLITE_FULL: return StoreFailure::full;
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return StoreFailure::busy;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_NOMEM: return StoreFailure::unavailable;
    case SQLITE_IOERR: return StoreFailure::unknown;
    default: return StoreFailure::faulty;
  }
}

StoreFailure SqliteConnection::fail(StoreFailure failure) {
  if (!failure_) failure_ = failure;
  return failure;
}

shared::Result<Rows, StoreFailure> SqliteConnection::execute(std::string_view sql, std::span<const Parameter> parameters) {
  sqlite3_stmt* statement = are_storable(parameters) ? statement_for(sql) : nullptr;
  if (!statement) return fail(StoreFailure::faulty);
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    // By name: SQLite numbers $2 by its first appearance, not by its digits.
    const int index = sqlite3_bind_parameter_index(statement, parameter_name(i + 1).c_str());
    if (index == 0) continue;
    if (const auto* integer = std::get_if<std::int64_t>(&parameters[i])) {
      sqlite3_bind_int64(statement, index, *integer);
    } else if (const auto* text = std::get_if<std::string_view>(&parameters[i])) {
      // An empty view may point nowhere, which would bind null.
      sqlite3_bind_text(statement, index, text->empty() ? "" : text->data(), static_cast<int>(text->size()), SQLITE_STATIC);
    } else {
      sqlite3_bind_null(statement, index);
    }
  }
  Rows result;
  const int columns = sqlite3_column_count(statement);
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    std::vector<Value>& row = result.rows.emplace_back();
    row.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) {
      switch (sqlite3_column_type(statement, column)) {
        case SQLITE_INTEGER: row.emplace_back(static_cast<std::int64_t>(sqlite3_column_int64(statement, column))); break;
        case SQLITE_NULL: row.emplace_back(); break;
        default:
          row.emplace_back(std::string(reinterpret_cast<const char*>(sqlite3_column_text(statement, column)),
                                       static_cast<std::size_t>(sqlite3_column_bytes(statement, column))));
      }
    }
  }
  result.changed = sqlite3_changes64(handle_);
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  if (code != SQLITE_DONE) return fail(failure_of(code));
  return result;
}

shared::Result<Done, StoreFailure> SqliteConnection::run(std::string_view sql) {
  const std::string text(sql);
  const int code = sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return failure_of(code);
  return Done{};
}

Dialect SqliteConnection::dialect() const { return sqlite_dialect; }

bool SqliteConnection::in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }

void SqliteConnection::checkpoint(bool truncate) {
  // A checkpoint that cannot finish (a reader holds old pages) is tried again after a later commit.
  sqlite3_wal_checkpoint_v2(handle_, nullptr, truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

shared::Result<std::unique_ptr<Database>, StoreFailure> open_sqlite(const std::string& folder) {
  ::mkdir(folder.c_str(), 0700);  // Where it is there already, that is fine; where it cannot be made, the lock says so.
  auto lock = FolderLock::take(folder);
  if (!lock) return lock.failure();
  const std::string file = folder + "/kundkonto.db";
  if (!make_private_file(file)) return StoreFailure::unavailable;
  Owner owner = Owner::foreign;
  {
    // Only read: another program's file is left as it is, down to its journal's mode.
    const auto reader = SqliteConnection::open(file, /*for_writing=*/false);
    if (reader) owner = owner_of(*reader);
  }
  if (owner == Owner::foreign) return StoreFailure::newer_schema;
  auto writer = SqliteConnection::open(file, /*for_writing=*/true);
  if (!writer) return StoreFailure::unavailable;
  if (owner == Owner::nobody && !mark_as_ours(*writer)) return StoreFailure::unavailable;
  return std::unique_ptr<Database>(std::make_unique<SqliteDatabase>(std::move(*lock), file, std::move(writer)));
}

shared::Result<std::unique_ptr<Database>, StoreFailure> open_sqlite_to_read(const std::string& file) {
  if (::access(file.c_str(), R_OK) != 0) return StoreFailure::unavailable;
  {
    const auto reader = SqliteConnection::open(file, /*for_writing=*/false);
    if (!reader) return StoreFailure::unavailable;
    if (owner_of(*reader) != Owner::ours) return StoreFailure::newer_schema;
  }
  return std::unique_ptr<Database>(std::make_unique<SqliteReader>(file));
}

shared::Result<std::unique_ptr<Database>, StoreFailure> open_sqlite_beside(const std::string& folder) { return open_sqlite_to_read(folder + "/kundkonto.db"); }

}  // namespace server
