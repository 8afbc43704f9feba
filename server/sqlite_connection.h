// One connection to SQLite with its prepared statements. Used by one thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "server/database.h"

struct sqlite3;
struct sqlite3_stmt;

namespace server {

class SqliteConnection final : public Connection {
 public:
  // nullptr when the file cannot be opened.
  static std::unique_ptr<SqliteConnection> open(const std::string& file, bool for_writing);
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  shared::Result<Rows, StoreFailure> execute(std::string_view sql, std::span<const Parameter> parameters) override;
  Dialect dialect() const override;

  // A statement without parameters and rows.
  shared::Result<Done, StoreFailure> run(std::string_view sql);

  // Whether a statement failed since this was last asked: what one work does after a failure is not kept.
  std::optional<StoreFailure> take_failure() { return std::exchange(failure_, std::nullopt); }

  bool in_transaction() const;
  int wal_pages() const { return wal_pages_; }  // In the write-ahead log after the last commit.
  void checkpoint(bool truncate);

 private:
  explicit SqliteConnection(sqlite3* handle);
  sqlite3_stmt* statement_for(std::string_view sql);
  StoreFailure failure_of(int code) const;
  StoreFailure fail(StoreFailure failure);

  sqlite3* handle_;
  std::unordered_map<std::string_view, sqlite3_stmt*> statements_;  // Keys view the SQL that SQLite itself keeps.
  std::optional<StoreFailure> failure_;
  int wal_pages_ = 0;
};

}  // namespace server
