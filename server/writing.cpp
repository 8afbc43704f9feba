#include "server/writing.h"

#include <atomic>
#include <map>
#include <mutex>

#include "server/activity_chain.h"
#include "server/log.h"
#include "server/figures.h"
#include "server/replay.h"
#include "server/trail.h"

namespace server {
namespace {

constexpr std::int64_t prune_every_ms = 60'000;
constexpr std::int64_t log_head_every_ms = 3'600'000;
constexpr std::size_t resellers_noted_max = 10'000;

bool is_kept(const Response& response) { return response.status < 500 && response.status != 429; }

// Runs the handler. A refusal takes back what the handler wrote, and nothing else of the transaction.
shared::Result<Ending, StoreFailure> run_handler(const Route& route, Call& call, Connection& connection, Response& response) {
  const auto begun = connection.execute("savepoint handler", {});
  if (!begun) return begun.failure();
  call.connection = &connection;
  response = route.handler(call);
  call.connection = nullptr;
  if (!is_kept(response)) return Ending::undo;
  if (response.status >= 300) {
    const auto undone = connection.execute("rollback to savepoint handler", {});
    if (!undone) return undone.failure();
    const auto noted = note_refusal(route, call, connection, response);
    if (!noted) return noted.failure();
  }
  const auto released = connection.execute("release savepoint handler", {});
  if (!released) return released.failure();
  return Ending::keep;
}

// Whether something that is done once in `every_ms` is due for this name; then it counts as done.
class Calendar {
 public:
  explicit Calendar(std::int64_t every_ms) : every_ms_(every_ms) {}
  bool is_due(std::string_view name, std::int64_t now_ms) {
    const std::lock_guard lock(mutex_);
    if (done_at_ms_.size() >= resellers_noted_max) done_at_ms_.clear();
    const auto [place, is_new] = done_at_ms_.try_emplace(std::string(name), now_ms);
    if (is_new || now_ms - place->second < every_ms_) return false;
    place->second = now_ms;
    return true;
  }

 private:
  const std::int64_t every_ms_;
  std::mutex mutex_;
  std::map<std::string, std::int64_t> done_at_ms_;
};

}  // namespace

Response serve_write(const Route& route, Call& call) {
  const auto key = request_key_of(call.request, call.principal);
  Response response;
  const auto done = call.services.database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    if (key) {
      auto answered = claim_request(connection, *key, call.at_ms);
      if (!answered) return answered.failure();
      if (*answered) {
        response = std::move(**answered);
        figures().answers_replayed.add();
        return Ending::undo;
      }
    }
    const auto ending = run_handler(route, call, connection, response);
    if (!ending || *ending == Ending::undo || !key) return ending;
    const auto kept = keep_answer(connection, *key, response, call.at_ms);
    if (!kept) return kept.failure();
    return Ending::keep;
  });
  if (!done && done.failure() != StoreFailure::refused) response = refusal_answer(refusal_of(failure_of(done.failure())), call.language);
  keep_house(call.services, call.principal.reseller_id, call.at_ms);
  return response;
}

void note_refused_caller(const Route& route, Call& call, const Response& response) {
  (void)call.services.database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto noted = note_refusal(route, call, connection, response);
    if (!noted) return noted.failure();
    return Ending::keep;
  });
}

void keep_house(Services& services, std::string_view reseller, std::int64_t now_ms) {
  static Calendar prunings(prune_every_ms);
  static Calendar heads(log_head_every_ms);
  if (prunings.is_due(reseller, now_ms)) {
    const std::int64_t keep_ms = std::int64_t{services.settings.request_keep_hours} * 3'600'000;
    bool is_more = true;
    while (is_more) {
      const auto pruned = services.database.transaction([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
        const auto more = prune_answers(connection, reseller, keep_ms, now_ms);
        if (!more) return more.failure();
        is_more = *more;
        return Ending::keep;
      });
      if (!pruned) break;
    }
  }
  if (heads.is_due("", now_ms)) log_activity_head(services.database);
}

void log_activity_head(Database& database) {
  (void)database.read([](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const auto head = read_activity_head(connection);
    if (!head) return head.failure();
    log(LogLevel::info, "activity_head", {{"head", text_of(*head)}});
    return Ending::keep;
  });
}

}  // namespace server
