// The embedded engine: SQLite in one folder, for one process. A write is durable when it is acknowledged (write-ahead log,
// synchronous FULL); one thread owns the write connection and makes the writes of many callers durable together.
#pragma once

#include <memory>
#include <string>

#include "server/database.h"
#include "shared/result.h"

namespace server {

// Opens DIR/kundkonto.db, making folder and file where they are missing. Fails with in_use when another process has it,
// newer_schema when the file is not ours, unavailable when folder or file cannot be used.
shared::Result<std::unique_ptr<Database>, StoreFailure> open_sqlite(const std::string& folder);

// Opens a database file to read it and nothing else, also while a server has it, or a copy of one. Fails with unavailable
// when it cannot be read, newer_schema when it is not ours.
shared::Result<std::unique_ptr<Database>, StoreFailure> open_sqlite_to_read(const std::string& file);

// The same for DIR/kundkonto.db while another process has it.
shared::Result<std::unique_ptr<Database>, StoreFailure> open_sqlite_beside(const std::string& folder);

}  // namespace server
