#include "server/tables.h"

#include <algorithm>
#include <utility>

namespace server {
namespace {

// The same five questions in each engine's words. $1 is the name of a table.
struct Catalogue {
  std::string_view tables;
  std::string_view columns;
  std::string_view key;
  std::string_view serial;
  std::string_view references;  // Pairs: a table, and one that it refers to.
};

constexpr Catalogue sqlite_catalogue{
    "select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite!_%' escape '!' order by name",
    "select name from pragma_table_info($1) order by name",
    "select name from pragma_table_info($1) where pk > 0 order by pk",
    "select name from pragma_table_info($1) where false",  // Goes on behind the highest by itself.
    "select tables.name, referred.\"table\" from pragma_table_list as tables, pragma_foreign_key_list(tables.name) as referred where tables.schema = 'main'",
};
constexpr Catalogue postgres_catalogue{
    "select table_name::text from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE' order by table_name::text collate \"C\"",
    "select column_name::text from information_schema.columns where table_schema = current_schema() and table_name = $1 order by column_name::text collate \"C\"",
    "select key.column_name::text from information_schema.table_constraints as made join information_schema.key_column_usage as key "
    "on key.constraint_schema = made.constraint_schema and key.constraint_name = made.constraint_name and key.table_name = made.table_name "
    "where made.table_schema = current_schema() and made.table_name = $1 and made.constraint_type = 'PRIMARY KEY' order by key.ordinal_position",
    "select column_name::text from information_schema.columns where table_schema = current_schema() and table_name = $1 and is_identity = 'YES'",
    "select referring.relname::text, referred.relname::text from pg_constraint join pg_class as referring on referring.oid = conrelid "
    "join pg_class as referred on referred.oid = confrelid where contype = 'f' and connamespace = current_schema()::regnamespace",
};

shared::Result<std::vector<std::string>, StoreFailure> read_names(Connection& connection, std::string_view sql, std::span<const Parameter> parameters) {
  const auto found = connection.execute(sql, parameters);
  if (!found) return found.failure();
  std::vector<std::string> names;
  for (const std::vector<Value>& row : found->rows) names.push_back(text_of(row.at(0)));
  return names;
}

using Reference = std::pair<std::string, std::string>;

// Takes, turn by turn, the tables that refer to none of those that are left.
std::vector<Table> in_order(std::vector<Table> tables, const std::vector<Reference>& references) {
  std::vector<Table> ordered;
  while (!tables.empty()) {
    const auto is_left = [&tables](const std::string& name) { return std::any_of(tables.begin(), tables.end(), [&name](const Table& table) { return table.name == name; }); };
    const auto waits = [&](const Table& table) {
      return std::any_of(references.begin(), references.end(), [&](const Reference& reference) {
        return reference.first == table.name && reference.second != table.name && is_left(reference.second);
      });
    };
    auto next = std::find_if_not(tables.begin(), tables.end(), waits);
    if (next == tables.end()) next = tables.begin();  // A circle: the engine will say so.
    ordered.push_back(std::move(*next));
    tables.erase(next);
  }
  return ordered;
}

}  // namespace

shared::Result<std::vector<Table>, StoreFailure> read_tables(Connection& connection) {
  const Catalogue& catalogue = connection.dialect().engine == Engine::sqlite ? sqlite_catalogue : postgres_catalogue;
  const auto names = read_names(connection, catalogue.tables, {});
  if (!names) return names.failure();
  std::vector<Table> tables;
  for (const std::string& name : *names) {
    const Parameter parameters[] = {std::string_view(name)};
    auto columns = read_names(connection, catalogue.columns, parameters);
    auto key = columns ? read_names(connection, catalogue.key, parameters) : columns;
    const auto serial = key ? read_names(connection, catalogue.serial, parameters) : key;
    if (!serial) return serial.failure();
    if (key->empty()) return StoreFailure::faulty;
    tables.push_back({name, std::move(*columns), std::move(*key), serial->empty() ? std::string() : serial->front()});
  }
  const auto referring = connection.execute(catalogue.references, {});
  if (!referring) return referring.failure();
  std::vector<Reference> references;
  for (const std::vector<Value>& row : referring->rows) references.emplace_back(text_of(row.at(0)), text_of(row.at(1)));
  return in_order(std::move(tables), references);
}

}  // namespace server
