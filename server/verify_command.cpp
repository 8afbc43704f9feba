#include "server/verify_command.h"

#include <sys/stat.h>

#include <cstdio>
#include <string>

#include "server/configuration.h"
#include "server/postgres.h"
#include "server/sqlite.h"
#include "server/store.h"
#include "server/verification.h"

namespace server {
namespace {

constexpr std::string_view help =
    "kundkonto verify --data DIR | --database URL | FILE [--head NUMBER:HASH]\n\n"
    "Checks the store, that no row of the activity log was changed, removed, added or moved, and that the accounts hold what\n"
    "the log says. FILE is a backup. --head is what a server wrote to its log as activity_head, or what verify printed\n"
    "before: with it, rows that were cut off at the end, or written anew, are found as well.\n";

int fail(const std::string& sentence) {
  std::fprintf(stderr, "kundkonto verify: %s\n", sentence.c_str());
  return 2;
}

bool is_folder(const std::string& place) {
  struct stat status {};
  return ::stat(place.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

// Nothing is made or changed where nothing is: a wrong folder stays empty.
shared::Result<std::unique_ptr<Database>, StoreFailure> open_to_read(const std::string& place) {
  if (is_postgres_address(place)) return open_postgres(place, 1);
  return open_sqlite_to_read(is_folder(place) ? place + "/kundkonto.db" : place);
}

int tell(const StoreReport& report) {
  for (const std::string& finding : report.findings) std::printf("%s\n", finding.c_str());
  std::printf("%lld customers, %lld rows in the activity log: %s\n", static_cast<long long>(report.customers), static_cast<long long>(report.chain.rows),
              report.findings.empty() ? "nothing is wrong." : "something is wrong.");
  std::printf("head %s\n", text_of(report.chain.head).c_str());
  return report.findings.empty() ? 0 : 1;
}

}  // namespace

int run_verify_command(std::span<const std::string_view> arguments) {
  std::string head_text;
  const ExtraFlag flags[] = {{"--head", &head_text, nullptr}};
  const auto configuration = read_configuration(arguments, own_environment(), flags);
  if (!configuration) return fail(configuration.failure());
  if (configuration->asks_for_help) return std::printf("%s", std::string(help).c_str()) > 0 ? 0 : 2;
  std::optional<ActivityHead> known;
  if (!head_text.empty()) {
    known = activity_head_of(head_text);
    if (!known) return fail("--head is a number, a colon and 64 hexadecimal digits, as a server's log has them.");
  }
  std::string place = configuration->settings.database.empty() ? configuration->settings.data_folder : configuration->settings.database;
  if (configuration->words.size() > 1) return fail("One FILE at a time.");
  if (!configuration->words.empty()) place = configuration->words[0];
  if (place.empty()) return fail("Say what to check: --data DIR, --database URL, or the FILE of a backup.");

  const auto database = open_to_read(place);
  if (!database) return fail(sentence_of(database.failure(), place));
  std::optional<StoreReport> report;
  const auto done = (*database)->read([&](Connection& connection) -> shared::Result<Ending, StoreFailure> {
    auto verified = verify_store(connection, known);
    if (!verified) return verified.failure();
    report = std::move(*verified);
    return Ending::keep;
  });
  if (report) return tell(*report);
  if (!done && done.failure() == StoreFailure::faulty) {
    std::printf("The store cannot be read as a whole: it is damaged, or was written by another version of this program.\n");
    return 1;
  }
  return fail(sentence_of(done ? StoreFailure::unavailable : done.failure(), place));
}

}  // namespace server
