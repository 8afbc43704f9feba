// The kept inputs of one target: tests/fuzz/corpus/NAME.txt, one input a line. A backslash and two hexadecimal digits stand
// for a byte that would not be read well: control characters, the backslash, and what is no ASCII.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tests {

std::vector<std::string> packed_inputs(std::string_view target);

}  // namespace tests
