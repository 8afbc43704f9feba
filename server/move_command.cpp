// The command that carries a store to another place.
#include <cstdio>

#include "server/configuration.h"
#include "server/move.h"
#include "server/postgres.h"
#include "server/store.h"

namespace server {
namespace {

int fail(int status, const std::string& sentence) {
  std::fprintf(stderr, "kundkonto move: %s\n", sentence.c_str());
  return status;
}

std::string shown(const std::string& place) { return is_postgres_address(place) ? shown_address(place) : place; }

std::string sentence_of(MoveFailure failure, const std::string& from, const std::string& to) {
  switch (failure) {
    case MoveFailure::source: return shown(from) + " could not be read to its end. Nothing was written.";
    case MoveFailure::target: return shown(to) + " could not be written. Nothing is kept there.";
    case MoveFailure::target_not_empty: return shown(to) + " holds data already. Choose an empty folder or database.";
    case MoveFailure::different_tables: return shown(from) + " and " + shown(to) + " do not have the same tables. Open both with this version first.";
    case MoveFailure::not_equal: return "What arrived in " + shown(to) + " is not what was sent. Nothing is kept there.";
  }
  return {};
}

}  // namespace

int run_move_command(std::span<const std::string_view> words) {
  std::string from;
  std::string to;
  const ExtraFlag flags[] = {{"--from", &from, nullptr}, {"--to", &to, nullptr}};
  const auto configuration = read_configuration(words, own_environment(), flags);
  if (!configuration) return fail(2, configuration.failure());
  if (from.empty() || to.empty() || !configuration->words.empty()) return fail(2, "Say from where to where: --from DIR|URL --to DIR|URL.");
  if (from == to) return fail(2, "Both places are the same.");
  const auto source = open_store(from);
  if (!source) return fail(2, sentence_of(source.failure(), from));
  const auto target = open_store(to);
  if (!target) return fail(2, sentence_of(target.failure(), to));
  const auto moved = move_content(**source, **target);
  if (!moved) return fail(1, sentence_of(moved.failure(), from, to));
  std::int64_t rows = 0;
  for (const TableContent& content : *moved) {
    std::printf("%-24s %10lld rows  %s\n", content.table.c_str(), static_cast<long long>(content.rows), content.digest.substr(0, 16).c_str());
    rows += content.rows;
  }
  std::printf("%lld rows of %zu tables are in %s, equal to those in %s, which stay.\n", static_cast<long long>(rows), moved->size(), shown(to).c_str(), shown(from).c_str());
  return 0;
}

}  // namespace server
