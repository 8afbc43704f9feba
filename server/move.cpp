#include "server/move.h"

#include <algorithm>
#include <functional>
#include <optional>

#include "server/secrets.h"
#include "server/tables.h"

namespace server {
namespace {

constexpr std::size_t rows_in_page = 500;
constexpr std::size_t rows_in_insert = 20;
// Made by the migrations, and equal where both stores are up to date.
constexpr std::string_view table_of_steps = "schema_step";
// A store makes some of these for itself before it holds anything.
constexpr std::string_view table_of_settings = "setting";

using Row = std::vector<Value>;
using TakePage = std::function<std::optional<StoreFailure>(const Table&, const std::vector<Row>&)>;

std::string quoted(const std::string& name) { return "\"" + name + "\""; }

std::string list_of(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + quoted(name);
  return list;
}

// "($1, $2)" for two values from the first on.
std::string places(std::size_t first, std::size_t count) {
  std::string list = "(";
  for (std::size_t i = 0; i < count; ++i) list += (i ? ", $" : "$") + std::to_string(first + i);
  return list + ")";
}

Parameter parameter_of(const Value& value) {
  if (const auto* integer = std::get_if<std::int64_t>(&value)) return *integer;
  if (const auto* text = std::get_if<std::string>(&value)) return std::string_view(*text);
  return std::monostate();
}

// Each value with its kind and length, so that no two rows look alike.
void append_value(std::string& bytes, const Value& value) {
  const Parameter parameter = parameter_of(value);
  if (const auto* integer = std::get_if<std::int64_t>(&parameter)) {
    bytes += "i" + std::to_string(*integer) + ";";
  } else if (const auto* text = std::get_if<std::string_view>(&parameter)) {
    bytes += "t" + std::to_string(text->size()) + ":";
    bytes += *text;
  } else {
    bytes += "n;";
  }
}

std::vector<std::size_t> places_of_key(const Table& table) {
  std::vector<std::size_t> places;
  for (const std::string& column : table.key) places.push_back(static_cast<std::size_t>(std::find(table.columns.begin(), table.columns.end(), column) - table.columns.begin()));
  return places;
}

// Reads a table page by page in the order of its key; `take` may be empty.
shared::Result<TableContent, StoreFailure> read_table(Connection& connection, const Table& table, const TakePage& take) {
  TableContent content{table.name, 0, {}};
  const std::string select = "select " + list_of(table.columns) + " from " + quoted(table.name);
  const std::string order = " order by " + list_of(table.key) + " limit " + std::to_string(rows_in_page);
  const std::string first_page = select + order;
  const std::string next_page = select + " where (" + list_of(table.key) + ") > " + places(1, table.key.size()) + order;
  const std::vector<std::size_t> key = places_of_key(table);
  std::vector<Row> page;
  for (;;) {
    std::vector<Parameter> after;
    if (!page.empty()) {
      for (const std::size_t place : key) after.push_back(parameter_of(page.back()[place]));
    }
    auto found = connection.execute(page.empty() ? first_page : next_page, after);
    if (!found) return found.failure();
    if (found->rows.empty()) return content;
    page = std::move(found->rows);
    std::string bytes = content.digest;
    for (const Row& row : page) {
      for (const Value& value : row) append_value(bytes, value);
    }
    content.digest = sha256_hex(bytes);
    content.rows += static_cast<std::int64_t>(page.size());
    if (take) {
      if (const auto failure = take(table, page)) return *failure;
    }
    if (page.size() < rows_in_page) return content;
  }
}

shared::Result<std::vector<TableContent>, StoreFailure> read_all(Connection& connection, const std::vector<Table>& tables, const TakePage& take) {
  std::vector<TableContent> contents;
  for (const Table& table : tables) {
    auto content = read_table(connection, table, take);
    if (!content) return content.failure();
    contents.push_back(std::move(*content));
  }
  return contents;
}

std::optional<StoreFailure> insert_rows(Connection& connection, const Table& table, const std::vector<Row>& rows) {
  for (std::size_t from = 0; from < rows.size();) {
    const std::size_t count = rows.size() - from >= rows_in_insert ? rows_in_insert : 1;
    std::string sql = "insert into " + quoted(table.name) + " (" + list_of(table.columns) + ") values ";
    std::vector<Parameter> parameters;
    for (std::size_t i = from; i < from + count; ++i) {
      sql += (i > from ? ", " : "") + places(parameters.size() + 1, table.columns.size());
      for (const Value& value : rows[i]) parameters.push_back(parameter_of(value));
    }
    const auto written = connection.execute(sql, parameters);
    if (!written) return written.failure();
    from += count;
  }
  return std::nullopt;
}

// Where the engine counts keys up itself, it goes on behind the highest.
std::optional<StoreFailure> go_on_counting(Connection& connection, const Table& table) {
  if (table.serial.empty()) return std::nullopt;
  const auto told = connection.execute("select setval(pg_get_serial_sequence('" + quoted(table.name) + "', '" + table.serial + "'), coalesce(max(" + quoted(table.serial) +
                                           "), 0) + 1, false) from " + quoted(table.name), {});
  return told ? std::nullopt : std::optional(told.failure());
}

shared::Result<std::vector<Table>, StoreFailure> tables_to_carry(Connection& connection) {
  auto tables = read_tables(connection);
  if (tables) std::erase_if(*tables, [](const Table& table) { return table.name == table_of_steps; });
  return tables;
}

bool are_same(const std::vector<Table>& left, const std::vector<Table>& right) {
  return left.size() == right.size() && std::all_of(left.begin(), left.end(), [&right](const Table& table) {
    return std::any_of(right.begin(), right.end(), [&table](const Table& other) { return other.name == table.name && other.columns == table.columns && other.key == table.key; });
  });
}

// One carrying, from an open read to the end of an open transaction.
class Carrying {
 public:
  explicit Carrying(Connection& source) : source_(source) {}

  std::optional<MoveFailure> run(Connection& target) {
    const auto here = tables_to_carry(source_);
    if (!here) return MoveFailure::source;
    const auto there = tables_to_carry(target);
    if (!there) return MoveFailure::target;
    if (!are_same(*here, *there)) return MoveFailure::different_tables;
    if (const auto failure = clear(target, *there)) return failure;
    // In the target's order: it is the one that refuses what refers to nothing.
    std::optional<StoreFailure> not_written;
    const auto sent = read_all(source_, *there, [&](const Table& table, const std::vector<Row>& rows) { return not_written = insert_rows(target, table, rows); });
    if (!sent) return not_written ? MoveFailure::target : MoveFailure::source;
    for (const Table& table : *there) {
      if (go_on_counting(target, table)) return MoveFailure::target;
    }
    const auto arrived = read_all(target, *there, {});
    if (!arrived) return MoveFailure::target;
    if (*arrived != *sent) return MoveFailure::not_equal;
    contents_ = *sent;
    return std::nullopt;
  }

  const std::vector<TableContent>& contents() const { return contents_; }

 private:
  static std::optional<MoveFailure> clear(Connection& target, const std::vector<Table>& tables) {
    for (const Table& table : tables) {
      if (table.name == table_of_settings) continue;
      const auto found = target.execute("select 1 from " + quoted(table.name) + " limit 1", {});
      if (!found) return MoveFailure::target;
      if (!found->rows.empty()) return MoveFailure::target_not_empty;
    }
    return target.execute("delete from setting", {}) ? std::nullopt : std::optional(MoveFailure::target);
  }

  Connection& source_;
  std::vector<TableContent> contents_;
};

}  // namespace

shared::Result<std::vector<TableContent>, StoreFailure> read_content(Database& database) {
  std::vector<TableContent> contents;
  const auto done = database.read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto tables = tables_to_carry(connection);
    if (!tables) return tables.failure();
    auto read = read_all(connection, *tables, {});
    if (!read) return read.failure();
    contents = std::move(*read);
    return Ending::keep;
  });
  if (!done) return done.failure();
  return contents;
}

shared::Result<std::vector<TableContent>, MoveFailure> move_content(Database& source, Database& target) {
  std::optional<MoveFailure> failure;
  std::vector<TableContent> contents;
  const auto read = source.read([&](Connection& from) -> shared::Result<Ending, StoreFailure> {
    failure.reset();
    const auto written = target.maintain([&](Connection& to) -> shared::Result<Ending, StoreFailure> {
      Carrying carrying(from);
      failure = carrying.run(to);
      contents = carrying.contents();
      return failure ? Ending::undo : Ending::keep;
    });
    if (!written && !failure) failure = MoveFailure::target;
    return Ending::keep;
  });
  if (failure) return *failure;
  if (!read) return MoveFailure::source;
  return contents;
}

}  // namespace server
