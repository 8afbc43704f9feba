// Durable replacements of a billing profile per second: 16 callers at once, whose writes share commits, beside one caller
// at a time, who pays one commit for each. Usage: commit_rate DIR; prints {"grouped":...,"single":...}.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include "server/sample_data.h"
#include "server/store.h"

namespace {

using namespace server;

constexpr int callers = 16;
constexpr int rounds = 3;
constexpr double round_seconds = 1.0;
using Clock = std::chrono::steady_clock;

// One customer's billing profile, written again and again with another first name, so that every write changes something.
bool replace_until(Accounts& accounts, const Principal& principal, const std::string& id, Clock::time_point end, std::atomic<long>& written) {
  auto customer = accounts.read(principal, id);
  if (!customer) return false;
  shared::BillingDocument document{customer->account.billing_profile, customer->billing_etag};
  shared::ProblemList problems;
  for (long turn = 0; Clock::now() < end; ++turn) {
    const std::string name = turn % 2 == 0 ? "Anna" : "Eva";
    document.profile.first_name = name;
    document.profile.default_address.first_name = name;
    const auto saved = accounts.replace_billing(principal, id, document, {}, {"commit_rate", "bench", "", now_ms()}, problems);
    if (!saved) return false;
    if (saved->billing_etag != document.etag) ++written;
    document.etag = saved->billing_etag;
  }
  return true;
}

double rate_of_round(Accounts& accounts, const Principal& principal, const std::vector<std::string>& ids, int caller_count, std::atomic<bool>& failed) {
  std::atomic<long> written{0};
  const auto start = Clock::now();
  const auto end = start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(round_seconds));
  std::vector<std::thread> threads;
  for (int caller = 0; caller < caller_count; ++caller) {
    threads.emplace_back([&, caller] {
      if (!replace_until(accounts, principal, ids[static_cast<std::size_t>(caller)], end, written)) failed = true;
    });
  }
  for (std::thread& thread : threads) thread.join();
  return static_cast<double>(written) / std::chrono::duration<double>(Clock::now() - start).count();
}

double median(std::vector<double> rates) {
  std::sort(rates.begin(), rates.end());
  return rates[rates.size() / 2];
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 2) return 2;
  const std::string folder = arguments[1];
  auto database = open_store(folder);
  if (!database) {
    std::fprintf(stderr, "commit_rate: %s\n", sentence_of(database.failure(), folder).c_str());
    return 1;
  }
  Accounts accounts(**database, secret_setting(**database, "continuation_key"));
  Users users(**database);
  if (const std::string sentence = load_sample_data(**database, accounts, users, folder); !sentence.empty()) {
    std::fprintf(stderr, "commit_rate: %s\n", sentence.c_str());
    return 1;
  }
  Principal principal;
  principal.user = "commit_rate";
  principal.permissions = shared::permissions_of(shared::Role::admin_agent);
  principal.reseller_id = reseller_id(**database, sample_reseller);
  ListRequest request;
  request.query.limit = callers;
  const auto page = accounts.list(principal, std::move(request));
  if (!page || page->items.size() != callers) return 1;
  std::vector<std::string> ids;
  for (const shared::CustomerSummary& row : page->items) ids.push_back(row.id);

  std::atomic<bool> failed{false};
  std::vector<double> grouped;
  std::vector<double> single;
  for (int round = 0; round < rounds; ++round) {
    grouped.push_back(rate_of_round(accounts, principal, ids, callers, failed));
    single.push_back(rate_of_round(accounts, principal, ids, 1, failed));
  }
  if (failed) {
    std::fprintf(stderr, "commit_rate: a write was not stored.\n");
    return 1;
  }
  std::printf("{\"grouped\":%.0f,\"single\":%.0f}\n", median(grouped), median(single));
  return 0;
}
