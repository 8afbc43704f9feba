// Judging must not allocate: the editor asks on every key, and the server for every row of an import.
#include <doctest/doctest.h>

#include <cstdlib>
#include <new>
#include <vector>

#include "shared/normalize.h"
#include "shared/validate.h"
#include "shared/wire.h"
#include "tests/shared/corpus.h"

namespace {
std::size_t allocation_count = 0;
}  // namespace

#ifndef __SANITIZE_ADDRESS__  // Its own operators watch over more than ours could.
// Counts what the whole program allocates; kept to the plain forms, which all others call.
void* operator new(std::size_t size) {
  ++allocation_count;
  if (void* memory = std::malloc(size > 0 ? size : 1)) return memory;
  std::abort();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
#endif

TEST_CASE("validate() allocates nothing") {
  std::vector<shared::Account> accounts;
  for (const char* file : {"tests/corpus/accounts.ndjson", "tests/corpus/accounts-broken.ndjson"}) {
    for (const std::string& line : tests::lines_of(file)) {
      auto account = shared::account_from_json(line);
      REQUIRE(account);
      accounts.push_back(*account);                // As it was typed,
      shared::normalize(accounts.back());          // and tidied.
      accounts.push_back(*account);
    }
  }
  REQUIRE(accounts.size() == 2 * 454);
  static shared::ProblemList problems;
  shared::validate(accounts[0], problems);  // Reads the tables.
  const std::size_t before = allocation_count;
  std::size_t problem_count = 0;
  for (const shared::Account& account : accounts) {
    shared::validate(account, problems);
    problem_count += problems.size();
  }
  CHECK(allocation_count == before);
  CHECK(problem_count > 100);
}
