// The seam between what is stored and the engine that stores it. All SQL text stands above it, once, and is understood by
// SQLite and PostgreSQL alike ($1 parameters, "on conflict", "returning"); a driver only runs it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/result.h"

namespace server {

// Why the store did not do what was asked.
enum class StoreFailure : std::uint8_t {
  refused,       // The work itself asked to be undone. Nothing was written.
  busy,          // Too much is waiting. Nothing was written.
  full,          // The disk is full. Nothing was written; reading goes on.
  unavailable,   // The store does not answer, or stopped writing after a fault. Nothing was written.
  unknown,       // A fault came while the write was being made durable: it may be kept or lost.
  newer_schema,  // The data was written by a newer version of this program.
  in_use,        // Another process holds the data folder.
  faulty,        // A statement was wrong or the file is damaged: a bug or a broken disk.
};
std::string_view code_of(StoreFailure failure);

// A value bound to a parameter: null, integer or text. Texts must outlive the call.
using Parameter = std::variant<std::monostate, std::int64_t, std::string_view>;

// Every engine keeps text as UTF-8 without NUL bytes. A statement with another text is refused as faulty.
bool are_storable(std::span<const Parameter> parameters);

// A value read back.
using Value = std::variant<std::monostate, std::int64_t, std::string>;
std::int64_t integer_of(const Value& value);      // 0 for null and text.
const std::string& text_of(const Value& value);   // Empty for null and integers.

struct Rows {
  std::vector<std::vector<Value>> rows;
  std::int64_t changed = 0;  // Rows that an insert, update or delete touched.
};

enum class Engine : std::uint8_t { sqlite, postgres };

// Words in which the engines differ. All but `row_lock` stand in table definitions, as {integer}, {options} and {serial}.
struct Dialect {
  Engine engine = Engine::sqlite;
  std::string_view integer_type;   // 64 bits.
  std::string_view table_options;  // Behind the closing bracket of a table.
  std::string_view serial_type;    // A key that the engine counts up itself, where an insert leaves it out.
  std::string_view row_lock;       // Behind a select whose rows are changed next: nobody else changes them until the end.
};

class Connection {
 public:
  virtual ~Connection() = default;
  // Runs one statement; `$1` is the first of `parameters`. The statement is prepared once per connection and kept. After a
  // failure the work is over: it returns that failure, and whatever it wrote is undone.
  virtual shared::Result<Rows, StoreFailure> execute(std::string_view sql, std::span<const Parameter> parameters) = 0;
  virtual Dialect dialect() const = 0;
};

// What the work wants done with what it wrote.
enum class Ending : std::uint8_t { keep, undo };
using Work = std::function<shared::Result<Ending, StoreFailure>(Connection&)>;

struct Done {};

class Database {
 public:
  virtual ~Database() = default;

  // Runs `work` as one transaction: everything it wrote is durable when this returns Done, or nothing is kept. The work may
  // run on another thread and shares the cost of making durable with others; where two transactions collide it is run
  // again from its beginning. Called from any thread.
  virtual shared::Result<Done, StoreFailure> transaction(const Work& work) = 0;

  // Runs `work` on one consistent state without writing; it may be run again. Called from any thread.
  virtual shared::Result<Done, StoreFailure> read(const Work& work) = 0;

  // Like `transaction`, for work that changes tables or takes long: no limit of time, and one at a time on all servers
  // of this store.
  virtual shared::Result<Done, StoreFailure> maintain(const Work& work) { return transaction(work); }

  virtual bool can_write() const = 0;  // For readiness.
  virtual Dialect dialect() const = 0;
};

}  // namespace server
