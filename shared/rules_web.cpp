// The rules as WebAssembly for JavaScript: text in, text out. Used by the comparison of the three doors and by script/bench.
#include <emscripten.h>

#include <string>
#include <vector>

#include "shared/judge.h"
#include "shared/wire.h"

namespace {

std::string answer;
std::vector<shared::Account> accounts;
shared::ProblemList problems;

}  // namespace

extern "C" {

// The verdict on one account, as POST /v1/validations/account answers it; the text lives until the next call. An account
// that cannot be read gives {"fault":...}.
EMSCRIPTEN_KEEPALIVE const char* rules_judge(const char* json, int bytes) {
  auto account = shared::account_from_json({json, static_cast<std::size_t>(bytes)});
  if (!account) {
    answer = "{\"fault\":\"" + std::string(shared::code_of(account.failure().fault)) + "\"}";
    return answer.c_str();
  }
  shared::judge(*account, problems);
  answer = shared::verdict_to_json(*account, problems);
  return answer.c_str();
}

// Keeps an account to be judged by rules_judge_kept(); how many are kept.
EMSCRIPTEN_KEEPALIVE int rules_keep(const char* json, int bytes) {
  if (bytes == 0) accounts.clear();
  auto account = shared::account_from_json({json, static_cast<std::size_t>(bytes)});
  if (account) accounts.push_back(*account);
  return static_cast<int>(accounts.size());
}

// Judges the kept accounts in turn, `count` in all; the number of problems.
EMSCRIPTEN_KEEPALIVE int rules_judge_kept(int count) {
  static shared::Account scratch;
  int found = 0;
  for (int i = 0; i < count; ++i) {
    scratch = accounts[static_cast<std::size_t>(i) % accounts.size()];
    shared::judge(scratch, problems);
    found += static_cast<int>(problems.size());
  }
  return found;
}

}
