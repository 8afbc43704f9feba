// What is fuzzed: each target takes any bytes and proves the promises that the rules make about them. A broken promise ends
// the program with a sentence, as a sanitizer does.
//
//   wire      JSON as it comes from anybody, given to every reader
//   account   a whole account: fields divided by 0x1E, each a byte that names it and its text
//   email …   one field of `kundkonto-check --values`: two bytes that choose the country, then the value
#pragma once

#include <span>
#include <string_view>

namespace tests {

struct FuzzTarget {
  std::string_view name;
  void (*run)(std::string_view bytes);
};

std::span<const FuzzTarget> fuzz_targets();
const FuzzTarget* find_fuzz_target(std::string_view name);  // nullptr when there is none.

void fuzz_wire(std::string_view bytes);
void fuzz_account(std::string_view bytes);

// The input divides fields; no text of an account holds it but a hostile one.
inline constexpr char fuzz_field_divider = '\x1E';

}  // namespace tests
