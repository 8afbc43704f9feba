#include "server/postgres_connection.h"

#include <libpq-fe.h>
#include <poll.h>

#include <charconv>
#include <cstring>
#include <vector>

#include "server/log.h"
#include "server/postgres_address.h"

namespace server {
namespace {

using Clock = std::chrono::steady_clock;

// The server ends a statement after 5 s; an answer that has not come some time later is not waited for.
constexpr std::chrono::milliseconds statement_limit_ms{8000};
constexpr std::chrono::milliseconds commit_limit_ms{5000};
constexpr std::size_t statements_max = 500;

// What a session is set to. synchronous_commit is raised where it is off, because an acknowledged write is on disk.
constexpr const char* session_sql =
    "set statement_timeout = 5000; set lock_timeout = 2000; set idle_in_transaction_session_timeout = 10000; "
    "set default_transaction_isolation = 'read committed'; set standard_conforming_strings = on; set client_min_messages = warning; "
    "select set_config('synchronous_commit', case current_setting('synchronous_commit') when 'off' then 'on' else current_setting('synchronous_commit') end, false); "
    "select current_setting('server_encoding')";

// One migration or move at a time in a database, whatever other programs lock there ("KuKo").
constexpr const char* maintenance_sql =
    "begin; set local statement_timeout = 0; set local lock_timeout = 0; set local idle_in_transaction_session_timeout = 0; "
    "select pg_advisory_xact_lock(1265977199)";

std::string_view sqlstate_of(const PGresult* answer) {
  const char* state = answer ? PQresultErrorField(answer, PG_DIAG_SQLSTATE) : nullptr;
  return state ? state : "";
}

// Nothing of the transaction is kept in any of these cases: the server said so before a commit.
PostgresOutcome outcome_of(std::string_view state) {
  if (state == "40001" || state == "40P01") return {StoreFailure::busy, true};
  if (state == "23505") return {StoreFailure::faulty, true};  // Somebody was first: run again, the work finds the other's row.
  if (state == "55P03" || state == "57014") return {StoreFailure::busy, false};
  if (state == "53100") return {StoreFailure::full, false};
  if (state.starts_with("53") || state.starts_with("08") || state.starts_with("57P") || state == "25006") return {StoreFailure::unavailable, false};
  return {StoreFailure::faulty, false};
}

// The server goes away, or takes no more writes: the next transaction needs another connection.
bool ends_connection(std::string_view state) { return state.starts_with("08") || state.starts_with("57P") || state == "25006" || state == "26000" || state == "0A000"; }

constexpr Oid bool_type = 16;
constexpr Oid int8_type = 20;
constexpr Oid int2_type = 21;
constexpr Oid int4_type = 23;
constexpr Oid text_type = 25;
constexpr Oid numeric_type = 1700;

Value value_of(const PGresult* answer, int row, int column) {
  if (PQgetisnull(answer, row, column)) return {};
  const std::string_view text(PQgetvalue(answer, row, column), static_cast<std::size_t>(PQgetlength(answer, row, column)));
  switch (PQftype(answer, column)) {
    case bool_type: return std::int64_t{text == "t"};
    case int2_type:
    case int4_type:
    case int8_type:
    case numeric_type: {  // What sum() gives for 64-bit numbers.
      std::int64_t number = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (error == std::errc() && end == text.data() + text.size()) return number;
      return std::string(text);
    }
    default: return std::string(text);
  }
}

Rows rows_of(const PGresult* answer) {
  Rows result;
  const int rows = PQntuples(answer);
  const int columns = PQnfields(answer);
  result.rows.reserve(static_cast<std::size_t>(rows));
  for (int row = 0; row < rows; ++row) {
    std::vector<Value>& values = result.rows.emplace_back();
    values.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) values.push_back(value_of(answer, row, column));
  }
  PGresult* writable = const_cast<PGresult*>(answer);  // libpq asks for it, and only reads.
  if (!std::string_view(PQcmdStatus(writable)).starts_with("SELECT")) {
    const std::string_view count = PQcmdTuples(writable);
    std::from_chars(count.data(), count.data() + count.size(), result.changed);
  }
  return result;
}

// Parameters in the text form that libpq takes.
struct TextParameters {
  explicit TextParameters(std::span<const Parameter> parameters) {
    texts.reserve(parameters.size());
    for (const Parameter& parameter : parameters) {
      if (const auto* integer = std::get_if<std::int64_t>(&parameter)) {
        texts.push_back(std::to_string(*integer));
      } else if (const auto* text = std::get_if<std::string_view>(&parameter)) {
        texts.emplace_back(*text);
      } else {
        texts.emplace_back();
      }
    }
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      values.push_back(std::holds_alternative<std::monostate>(parameters[i]) ? nullptr : texts[i].c_str());
    }
  }
  int count() const { return static_cast<int>(values.size()); }

  std::vector<std::string> texts;
  std::vector<const char*> values;
};

}  // namespace

std::unique_ptr<PostgresConnection> PostgresConnection::open(const std::string& address, StoreFailure& failure) {
  const std::optional<ConnectionWords> words = connection_words(address);
  failure = StoreFailure::faulty;
  if (!words) return nullptr;
  failure = StoreFailure::unavailable;
  std::vector<const char*> keywords;
  std::vector<const char*> values;
  for (const auto& [keyword, value] : *words) {
    keywords.push_back(keyword.c_str());
    values.push_back(value.c_str());
  }
  keywords.push_back(nullptr);
  values.push_back(nullptr);
  PGconn* handle = PQconnectdbParams(keywords.data(), values.data(), /*expand_dbname=*/1);
  if (!handle) return nullptr;
  std::unique_ptr<PostgresConnection> connection(new PostgresConnection(handle));
  if (PQstatus(handle) != CONNECTION_OK) return nullptr;
  if (const auto trouble = connection->prepare_session()) {
    failure = *trouble;
    return nullptr;
  }
  return connection;
}

PostgresConnection::PostgresConnection(pg_conn* handle) : handle_(handle), answer_limit_(statement_limit_ms) {
  PQsetNoticeReceiver(handle_, note_warning, this);
}

PostgresConnection::~PostgresConnection() { PQfinish(handle_); }

Dialect PostgresConnection::dialect() const { return postgres_dialect; }

// A commit that did not wait for its standby says so by a warning alone.
void PostgresConnection::note_warning(void* self, const pg_result* notice) {
  const char* severity = PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED);
  if (severity && std::strcmp(severity, "WARNING") == 0) static_cast<PostgresConnection*>(self)->has_warned_ = true;
}

std::optional<StoreFailure> PostgresConnection::prepare_session() {
  if (PQsetClientEncoding(handle_, "UTF8") != 0) return StoreFailure::unavailable;
  const Answer answer = run_text(session_sql);
  if (!answer || PQresultStatus(answer.get()) != PGRES_TUPLES_OK) return StoreFailure::unavailable;
  if (std::string_view(PQgetvalue(answer.get(), 0, 0)) != "UTF8") return StoreFailure::faulty;
  return std::nullopt;
}

bool PostgresConnection::is_usable() const { return !is_lost_ && PQstatus(handle_) == CONNECTION_OK && PQtransactionStatus(handle_) == PQTRANS_IDLE; }

void PostgresConnection::lose() {
  is_lost_ = true;
  if (trouble_) return;
  trouble_ = PostgresOutcome{StoreFailure::unavailable, false};
  log(LogLevel::warning, "store_lost");
}

PostgresConnection::Answer PostgresConnection::answer_to(bool is_sent) {
  Answer last(nullptr, PQclear);
  if (!is_sent) {
    lose();
    return last;
  }
  const auto end = answer_limit_ ? std::optional(Clock::now() + *answer_limit_) : std::nullopt;
  for (;;) {
    while (PQisBusy(handle_)) {
      const auto left = end ? std::chrono::duration_cast<std::chrono::milliseconds>(*end - Clock::now()).count() : -1;
      pollfd waiting{PQsocket(handle_), POLLIN, 0};
      const bool is_late = end && left <= 0;
      if (is_late || (::poll(&waiting, 1, static_cast<int>(left)) > 0 && !PQconsumeInput(handle_))) {
        lose();
        return Answer(nullptr, PQclear);
      }
    }
    PGresult* next = PQgetResult(handle_);
    if (!next) break;
    // The first error is the one that counts; of answers the last.
    if (!last || PQresultStatus(last.get()) != PGRES_FATAL_ERROR) last.reset(next);
    else PQclear(next);
  }
  if (PQstatus(handle_) != CONNECTION_OK) lose();
  return last;
}

PostgresConnection::Answer PostgresConnection::run_text(const char* sql) { return answer_to(PQsendQuery(handle_, sql) == 1); }

bool PostgresConnection::is_good(const pg_result* answer) {
  const ExecStatusType status = PQresultStatus(answer);
  if (answer && (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)) return true;
  const std::string_view state = sqlstate_of(answer);
  if (ends_connection(state)) is_lost_ = true;
  if (!trouble_) {
    trouble_ = answer ? outcome_of(state) : PostgresOutcome{StoreFailure::unavailable, false};
    // The server's sentence may hold values of a row: only its code is told.
    log(LogLevel::warning, "store_trouble", {{"sqlstate", state}});
  }
  return false;
}

const std::string* PostgresConnection::statement_for(std::string_view sql, std::span<const Parameter> parameters) {
  if (const auto found = statements_.find(sql); found != statements_.end()) return &found->second;
  if (statements_.size() >= statements_max) {  // Only SQL with values written into it gets here.
    if (!is_good(run_text("deallocate all").get())) return nullptr;
    statements_.clear();
  }
  const std::string text(sql);
  std::vector<Oid> types;
  for (const Parameter& parameter : parameters) {
    types.push_back(std::holds_alternative<std::int64_t>(parameter) ? int8_type : std::holds_alternative<std::string_view>(parameter) ? text_type : Oid{0});
  }
  std::string name = "s" + std::to_string(statements_.size() + 1);
  const Answer prepared = answer_to(PQsendPrepare(handle_, name.c_str(), text.c_str(), static_cast<int>(types.size()), types.data()) == 1);
  if (!is_good(prepared.get())) return nullptr;
  return &statements_.emplace(text, std::move(name)).first->second;
}

shared::Result<Rows, StoreFailure> PostgresConnection::execute(std::string_view sql, std::span<const Parameter> parameters) {
  if (trouble_) return *trouble_->failure;
  if (!are_storable(parameters)) {
    trouble_ = PostgresOutcome{StoreFailure::faulty, false};
    return StoreFailure::faulty;
  }
  const std::string* name = statement_for(sql, parameters);
  if (!name) return *trouble_->failure;
  const TextParameters texts(parameters);
  const Answer answer = answer_to(PQsendQueryPrepared(handle_, name->c_str(), texts.count(), texts.values.data(), nullptr, nullptr, 0) == 1);
  if (!is_good(answer.get())) return *trouble_->failure;
  return rows_of(answer.get());
}

bool PostgresConnection::begin(TransactionKind kind) {
  trouble_.reset();
  answer_limit_ = statement_limit_ms;
  const char* sql = kind == TransactionKind::read ? "begin isolation level repeatable read read only" : "begin";
  if (kind == TransactionKind::maintenance) {
    sql = maintenance_sql;
    answer_limit_.reset();
  }
  return is_good(run_text(sql).get());
}

void PostgresConnection::roll_back() {
  if (is_lost_) return;
  answer_limit_ = statement_limit_ms;
  const Answer answer = run_text("rollback");
  if (!answer || PQresultStatus(answer.get()) != PGRES_COMMAND_OK) is_lost_ = true;
}

PostgresOutcome PostgresConnection::commit() {
  if (answer_limit_) answer_limit_ = commit_limit_ms;
  has_warned_ = false;
  const Answer answer = run_text("commit");
  // Only these say for certain that nothing is kept; whatever else goes wrong leaves it open.
  const std::string_view state = sqlstate_of(answer.get());
  if (state.starts_with("40") || state.starts_with("23")) return outcome_of(state);
  const bool is_done = answer && !is_lost_ && !has_warned_ && PQresultStatus(answer.get()) == PGRES_COMMAND_OK;
  if (is_done) return {std::string_view(PQcmdStatus(answer.get())) == "COMMIT" ? std::nullopt : std::optional(StoreFailure::faulty), false};
  is_lost_ = true;  // Closed rather than used again or cancelled: a cancelled wait would be answered like a success.
  log(LogLevel::error, "store_outcome_unknown", {{"sqlstate", state}});
  return {StoreFailure::unknown, false};
}

PostgresOutcome PostgresConnection::run(const Work& work, TransactionKind kind) {
  if (!begin(kind)) {
    is_lost_ = true;  // Nothing was run: a connection that was idle too long, most often.
    return {trouble_->failure, true};
  }
  const auto ending = work(*this);
  if (trouble_ || !ending) {
    roll_back();
    if (!trouble_) return {ending.failure(), false};
    return {trouble_->failure, trouble_->try_again || (kind == TransactionKind::read && is_lost_)};
  }
  if (kind == TransactionKind::read) {
    roll_back();  // There is nothing to keep.
    return {};
  }
  if (*ending == Ending::undo) {
    roll_back();
    return {StoreFailure::refused, false};
  }
  return commit();
}

}  // namespace server
