#include <doctest/doctest.h>

#include <string>

#include "tests/fuzz/packed.h"
#include "tests/fuzz/targets.h"

// A broken promise ends the program, so that script/test counts a failure.
TEST_CASE("the kept inputs of every fuzz target break no promise") {
  std::size_t targets = 0;
  for (const tests::FuzzTarget& target : tests::fuzz_targets()) {
    const std::vector<std::string> inputs = tests::packed_inputs(target.name);
    INFO(std::string(target.name));
    CHECK(inputs.size() >= 10);
    for (const std::string& input : inputs) target.run(input);
    ++targets;
  }
  CHECK(targets == 17);
}

TEST_CASE("what once broke a promise breaks none") {
  std::size_t seen = 0;
  for (const std::string& finding : tests::packed_inputs("findings")) {
    const std::size_t space = finding.find(' ');
    const tests::FuzzTarget* target = tests::find_fuzz_target(finding.substr(0, space));
    REQUIRE(target);
    target->run(finding.substr(space + 1));
    ++seen;
  }
  CHECK(seen >= 5);
}
