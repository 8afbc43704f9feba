// What a running server keeps in its store beside customers: the reseller, and the key that signs continuation tokens.
#pragma once

#include <memory>
#include <string>

#include "server/database.h"

namespace server {

// Opens the store at `place` and brings its tables up to date: a data folder holds the embedded one, a postgresql:// address
// names a database, to which at most `connections_max` connections are kept.
shared::Result<std::unique_ptr<Database>, StoreFailure> open_store(const std::string& place, std::size_t connections_max = 16);

// A sentence for a person: why the store at `place` could not be opened, and what to do. Tells no password.
std::string sentence_of(StoreFailure failure, const std::string& place);

// The key by this name, made at first use; empty when the store fails.
std::string secret_setting(Database& database, std::string_view name);

// What tells this store from all others: a GUID, made at first use; empty when the store fails.
std::string store_id_of(Database& database);

// The first reseller's id, made with `name` where there is none; empty when the store fails.
std::string reseller_id(Database& database, std::string_view name);

std::int64_t now_ms();  // Milliseconds since 1970 UTC.

}  // namespace server
