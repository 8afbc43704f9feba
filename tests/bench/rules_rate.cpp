// Accounts judged per second by the native rules, one thread: each account is copied into a used one, normalized and
// validated, as a server does with what it has read. Usage: rules_rate FILE.ndjson; prints {"rate":...,"problems":...}.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "shared/judge.h"
#include "shared/wire.h"

namespace {

constexpr int rounds = 5;
constexpr double round_seconds = 0.4;
using Clock = std::chrono::steady_clock;

std::vector<shared::Account> accounts_of(const char* file) {
  std::vector<shared::Account> accounts;
  std::ifstream input(file);
  for (std::string line; std::getline(input, line);) {
    auto account = shared::account_from_json(line);
    if (account) accounts.push_back(*account);
  }
  return accounts;
}

double rate_of_round(const std::vector<shared::Account>& accounts, std::size_t& problem_count) {
  static shared::Account scratch;
  static shared::ProblemList problems;
  const auto start = Clock::now();
  std::size_t judged = 0;
  double seconds = 0;
  while (seconds < round_seconds) {
    for (int i = 0; i < 64; ++i) {
      scratch = accounts[judged++ % accounts.size()];
      shared::judge(scratch, problems);
      problem_count += problems.size();
    }
    seconds = std::chrono::duration<double>(Clock::now() - start).count();
  }
  return static_cast<double>(judged) / seconds;
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 2) return 2;
  const std::vector<shared::Account> accounts = accounts_of(arguments[1]);
  if (accounts.empty()) {
    std::fprintf(stderr, "rules_rate: no account in %s\n", arguments[1]);
    return 2;
  }
  std::size_t problem_count = 0;
  std::vector<double> rates;
  rate_of_round(accounts, problem_count);  // Warms up.
  for (int round = 0; round < rounds; ++round) rates.push_back(rate_of_round(accounts, problem_count));
  std::sort(rates.begin(), rates.end());
  std::printf("{\"rate\":%.0f,\"accounts\":%zu,\"problems\":%zu}\n", rates[rounds / 2], accounts.size(), problem_count);
  return 0;
}
