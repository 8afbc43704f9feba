// Is the process alive, does it take work, which version is it, and its figures.
#include <sys/statvfs.h>

#include <mutex>

#include "server/metrics.h"
#include "server/operations.h"
#include "server/routes.h"
#include "server/store.h"
#include "shared/version.h"

namespace server {
namespace {

constexpr std::uint64_t free_bytes_min = 64ULL * 1024 * 1024;
constexpr std::int64_t probe_valid_ms = 1000;

constexpr std::string_view count_sessions_sql = "select count(*) from session where created_at > $1 and last_seen_at > $2";

// -1 when the store does not answer: figures are given all the same.
std::int64_t count_sessions(Services& services) {
  const Settings& settings = services.settings;
  const std::int64_t at_ms = now_ms();
  std::int64_t count = -1;
  (void)services.database.read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    const Parameter limits[] = {at_ms - std::int64_t{settings.session_absolute_minutes} * 60'000, at_ms - std::int64_t{settings.session_idle_minutes} * 60'000};
    const auto counted = connection.execute(count_sessions_sql, limits);
    if (!counted) return counted.failure();
    count = integer_of(counted->rows.at(0).at(0));
    return Ending::undo;
  });
  return count;
}

bool has_room(const std::string& folder) {
  struct statvfs state {};
  if (folder.empty() || ::statvfs(folder.c_str(), &state) != 0) return true;  // No folder of ours: nothing to run out of.
  return std::uint64_t{state.f_bavail} * state.f_frsize >= free_bytes_min;
}

Response not_ready(std::string_view reason) {
  Response response = json_answer(503, "{\"status\":\"" + std::string(reason) + "\"}");
  response.set("Retry-After", "2");
  return response;
}

}  // namespace

bool store_takes_writes(Database& database) {
  static std::mutex mutex;
  static std::int64_t probed_at_ms = 0;
  static bool took_write = false;
  const std::lock_guard lock(mutex);
  const std::int64_t at_ms = now_ms();
  if (at_ms - probed_at_ms < probe_valid_ms && at_ms >= probed_at_ms) return took_write && database.can_write();
  took_write = database.can_write() && database.transaction([](Connection&) -> shared::Result<Ending, StoreFailure> { return Ending::keep; });
  probed_at_ms = at_ms;
  return took_write;
}

Response tell_alive(Call&) { return json_answer(200, "{\"status\":\"ok\"}"); }

Response tell_ready(Call& call) {
  if (running_state().is_stopping) return not_ready("stopping");
  if (!store_takes_writes(call.services.database)) return not_ready("store_unavailable");
  if (!has_room(call.services.settings.data_folder)) return not_ready("disk_full");
  return json_answer(200, "{\"status\":\"ready\"}");
}

Response tell_version(Call&) { return json_answer(200, "{\"name\":\"kundkonto\",\"rulesVersion\":\"" + std::string(shared::rules_version) + "\"}"); }

Response tell_metrics(Call& call) {
  if (!comes_from_operator(call.request, call.services.settings)) return refusal_answer(Refusal::unknown_address, call.language);
  Response response;
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  response.body = request_metrics().text(count_sessions(call.services), call.services.database.can_write());
  response.set("Cache-Control", "no-store");
  return response;
}

}  // namespace server
