// The rows of the contract about values and statements: what is bound comes back, and a failure leaves nothing.
#include <doctest/doctest.h>

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "tests/server/store_contract.h"
#include "tests/server/store_fixture.h"

namespace tests {
namespace {

using namespace server;
using Step = shared::Result<Ending, StoreFailure>;

// One statement in a transaction of its own.
shared::Result<Rows, StoreFailure> run(Database& database, std::string_view sql, std::vector<Parameter> parameters = {}) {
  Rows rows;
  const auto done = database.transaction([&](Connection& connection) -> Step {
    auto found = connection.execute(sql, parameters);
    if (!found) return found.failure();
    rows = std::move(*found);
    return Ending::keep;
  });
  if (!done) return done.failure();
  return rows;
}

void make_table(Database& database) {
  const Dialect dialect = database.dialect();
  const std::string sql = "create table sample (number " + std::string(dialect.serial_type) + ", amount " + std::string(dialect.integer_type) +
                          ", word text) " + std::string(dialect.table_options);
  REQUIRE(run(database, sql));
}

void numbers_of_64_bits_come_back(Database& database) {
  make_table(database);
  const std::int64_t numbers[] = {0, 1, -1, std::int64_t{1} << 31, -(std::int64_t{1} << 40), (std::int64_t{1} << 53) + 1, std::numeric_limits<std::int64_t>::max(),
                                  std::numeric_limits<std::int64_t>::min()};
  int seen = 0;
  for (const std::int64_t number : numbers) {
    INFO(number);
    const auto written = run(database, "insert into sample (amount) values ($1) returning amount", {number});
    REQUIRE(written);
    CHECK(integer_of(written->rows.at(0).at(0)) == number);
    CHECK(written->changed == 1);
    const auto found = run(database, "select count(*), sum(amount) from sample where amount = $1", {number});
    REQUIRE(found);
    CHECK(integer_of(found->rows.at(0).at(0)) == 1);
    CHECK(integer_of(found->rows.at(0).at(1)) == number);
    ++seen;
  }
  CHECK(seen == 8);
}

void texts_come_back_byte_for_byte(Database& database) {
  make_table(database);
  std::string all_signs;
  for (int c = 1; c < 0x80; ++c) all_signs.push_back(static_cast<char>(c));
  const std::string texts[] = {"", " ", "Söner & Döttrar", "'; drop table sample; --", "\\x00 \\ \"quoted\"", "$1", "👩‍👩‍👧 株式会社", "\xEF\xBB\xBFmark", all_signs, std::string(3'000'000, 'x')};
  int seen = 0;
  for (const std::string& text : texts) {
    INFO("text " << seen);
    const auto written = run(database, "insert into sample (word) values ($1) returning word", {std::string_view(text)});
    REQUIRE(written);
    CHECK(std::holds_alternative<std::string>(written->rows.at(0).at(0)));
    CHECK(text_of(written->rows.at(0).at(0)) == text);
    const auto found = run(database, "select length(word) from sample where word = $1", {std::string_view(text)});
    REQUIRE(found);
    CHECK(found->rows.size() == 1);
    ++seen;
  }
  CHECK(seen == 10);
}

void nothing_is_not_an_empty_text(Database& database) {
  make_table(database);
  REQUIRE(run(database, "insert into sample (amount, word) values ($1, $2)", {std::monostate(), std::monostate()}));
  REQUIRE(run(database, "insert into sample (amount, word) values ($1, $2)", {std::int64_t{0}, std::string_view()}));
  CHECK(read_number(database, "select count(*) from sample where word is null and amount is null") == 1);
  CHECK(read_number(database, "select count(*) from sample where word = '' and amount = 0") == 1);
  const auto rows = run(database, "select word, amount from sample order by number");
  REQUIRE(rows);
  CHECK(std::holds_alternative<std::monostate>(rows->rows.at(0).at(0)));
  CHECK(std::holds_alternative<std::monostate>(rows->rows.at(0).at(1)));
}

void parameters_stand_in_any_order(Database& database) {
  make_table(database);
  REQUIRE(run(database, "insert into sample (word, amount) values ($2, $1)", {std::int64_t{7}, std::string_view("seven")}));
  CHECK(read_number(database, "select amount from sample where word = 'seven'") == 7);
  const auto found = run(database, "select word from sample where amount = $2 or (amount > $2 and word <> $1) or word = $1", {std::string_view("seven"), std::int64_t{100}});
  REQUIRE(found);
  CHECK(found->rows.size() == 1);
}

void a_serial_counts_up_and_takes_what_is_given(Database& database) {
  make_table(database);
  std::int64_t last = 0;
  for (int turn = 0; turn < 5; ++turn) {
    const auto written = run(database, "insert into sample (word) values ('x') returning number");
    REQUIRE(written);
    CHECK(integer_of(written->rows.at(0).at(0)) > last);
    last = integer_of(written->rows.at(0).at(0));
  }
  REQUIRE(run(database, "insert into sample (number, word) values ($1, 'given')", {std::int64_t{900}}));
  CHECK(read_number(database, "select number from sample where word = 'given'") == 900);
}

void text_that_cannot_be_kept_is_refused(Database& database) {
  make_table(database);
  using namespace std::string_view_literals;
  const std::string_view texts[] = {"\0"sv, "a\0b"sv, "\xFF"sv, "\xC3"sv, "\xED\xA0\x80"sv, "\xC0\x80"sv};
  int seen = 0;
  for (const std::string_view text : texts) {
    INFO("text " << seen);
    const auto written = run(database, "insert into sample (word) values ($1)", {text});
    REQUIRE_FALSE(written);
    CHECK(written.failure() == StoreFailure::faulty);
    ++seen;
  }
  CHECK(seen == 6);
  CHECK(read_number(database, "select count(*) from sample") == 0);
  CHECK(database.can_write());
}

void text_is_ordered_by_its_bytes(Database& database) {
  REQUIRE(run(database, "insert into reseller (id, name) values ('b', '1'), ('B', '2'), ('ä', '3'), ('a', '4'), ('_', '5'), ('Z', '6'), ('aa', '7'), ('a b', '8')"));
  const auto rows = run(database, "select id from reseller order by id");
  REQUIRE(rows);
  std::vector<std::string> names;
  for (const auto& row : rows->rows) names.push_back(text_of(row.at(0)));
  CHECK(names == std::vector<std::string>{"B", "Z", "_", "a", "a b", "aa", "b", "ä"});
  CHECK(read_number(database, "select count(*) from reseller where id < 'a'") == 3);
}

void a_failed_statement_leaves_nothing(Database& database) {
  make_table(database);
  // The second time even where the work goes on as if nothing had happened.
  for (const bool gives_up : {true, false}) {
    INFO(gives_up);
    const auto done = database.transaction([&](Connection& connection) -> Step {
      const auto first = connection.execute("insert into sample (number, word) values (1, 'first')", {});
      if (!first) return first.failure();
      const auto again = connection.execute("insert into sample (number, word) values (1, 'again')", {});
      CHECK_FALSE(again);
      if (gives_up) return again.failure();
      (void)connection.execute("insert into sample (number, word) values (2, 'after')", {});
      return Ending::keep;
    });
    REQUIRE_FALSE(done);
    CHECK(done.failure() == StoreFailure::faulty);
    CHECK(read_number(database, "select count(*) from sample") == 0);
  }
  CHECK(database.can_write());
  REQUIRE(run(database, "insert into sample (number, word) values (1, 'later')"));
}

void a_second_insert_of_a_key_does_nothing(Database& database) {
  const std::string_view sql = "insert into reseller (id, name) values ($1, $2) on conflict (id) do nothing";
  const auto first = run(database, sql, {std::string_view("key"), std::string_view("first")});
  const auto second = run(database, sql, {std::string_view("key"), std::string_view("second")});
  REQUIRE(first);
  REQUIRE(second);
  CHECK(first->changed == 1);
  CHECK(second->changed == 0);
  CHECK(read_number(database, "select count(*) from reseller where name = 'first'") == 1);
}

void a_read_sees_one_state(Database& database) {
  REQUIRE(run(database, "insert into reseller (id, name) values ('a', '1')"));
  std::int64_t before = -1;
  std::int64_t after = -1;
  const auto done = database.read([&](Connection& connection) -> Step {
    const auto first = connection.execute("select count(*) from reseller", {});
    if (!first) return first.failure();
    before = integer_of(first->rows.at(0).at(0));
    CHECK(run(database, "insert into reseller (id, name) values ('b', '1')"));
    const auto second = connection.execute("select count(*) from reseller", {});
    if (!second) return second.failure();
    after = integer_of(second->rows.at(0).at(0));
    return Ending::keep;
  });
  REQUIRE(done);
  CHECK(before == 1);
  CHECK(after == 1);
  CHECK(read_number(database, "select count(*) from reseller") == 2);
}

void a_read_writes_nothing(Database& database) {
  const auto done = database.read([&](Connection& connection) -> Step {
    const auto written = connection.execute("insert into reseller (id, name) values ('read', 'x')", {});
    if (!written) return written.failure();
    return Ending::keep;
  });
  CHECK_FALSE(done);
  CHECK(read_number(database, "select count(*) from reseller") == 0);
  CHECK(database.can_write());
}

constexpr ContractRow rows[] = {
    {"numbers of 64 bits come back", numbers_of_64_bits_come_back},
    {"texts come back byte for byte", texts_come_back_byte_for_byte},
    {"nothing is not an empty text", nothing_is_not_an_empty_text},
    {"parameters stand in any order", parameters_stand_in_any_order},
    {"a serial counts up and takes what is given", a_serial_counts_up_and_takes_what_is_given},
    {"text that cannot be kept is refused", text_that_cannot_be_kept_is_refused},
    {"text is ordered by its bytes", text_is_ordered_by_its_bytes},
    {"a failed statement leaves nothing", a_failed_statement_leaves_nothing},
    {"a second insert of a key does nothing", a_second_insert_of_a_key_does_nothing},
    {"a read sees one state", a_read_sees_one_state},
    {"a read writes nothing", a_read_writes_nothing},
};

}  // namespace

std::span<const ContractRow> contract_of_values() { return rows; }

}  // namespace tests
