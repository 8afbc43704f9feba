// libFuzzer's entry. The environment variable KUNDKONTO_FUZZ names the target of tests/fuzz/targets.h.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/fuzz/targets.h"

namespace {

const tests::FuzzTarget* target = nullptr;

}  // namespace

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  const char* name = std::getenv("KUNDKONTO_FUZZ");
  target = tests::find_fuzz_target(name ? name : "");
  if (target) return 0;
  std::fputs("KUNDKONTO_FUZZ must name one of:", stderr);
  for (const tests::FuzzTarget& known : tests::fuzz_targets()) std::fprintf(stderr, " %.*s", static_cast<int>(known.name.size()), known.name.data());
  std::fputs("\n", stderr);
  std::exit(2);
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  target->run({reinterpret_cast<const char*>(bytes), size});
  return 0;
}
