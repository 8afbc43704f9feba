// The engine for several servers: one PostgreSQL 15 database, reached by libpq. A write is acknowledged when the database
// says so without a warning; what happens when it does not is told apart as "not done" and "unknown".
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "server/database.h"
#include "shared/result.h"

namespace server {

// "postgresql://..." or "postgres://...".
bool is_postgres_address(std::string_view address);

// The address as a person and a log may see it: hosts, ports and the database's name, without user, password and settings.
std::string shown_address(const std::string& address);

// Opens the database at `address`, a connection URI of libpq; several hosts may be named, the one that takes writes is used.
// Where the URI does not say sslmode and the host is not this machine, the server's certificate is checked (verify-full).
// Fails with unavailable when nobody answers, faulty when the address is not one or the database does not keep UTF-8.
shared::Result<std::unique_ptr<Database>, StoreFailure> open_postgres(const std::string& address, std::size_t connections_max);

}  // namespace server
