#include <doctest/doctest.h>

#include <string>

#include "shared/pattern.h"

namespace {

struct Compiled {
  std::uint8_t bytes[512];
  shared::PatternPool pool{bytes, sizeof bytes};
  shared::Pattern pattern;
  explicit Compiled(std::string_view text, shared::Separators separators = shared::Separators::literal) : pattern(pool.add(text, separators)) {}
};

}  // namespace

TEST_CASE("patterns take exactly the texts they describe") {
  struct Row {
    const char* name;
    const char* pattern;
    const char* taken;
    const char* not_taken;
  };
  const Row rows[] = {
      {"digits", "d{5}", "12345", "1234"},
      {"class", "[2-57]d", "71", "61"},
      {"letters and digits", "[A-CX]d", "X1", "D1"},
      {"group repeated", "(1d){2}", "1213", "1223"},
      {"alternatives of different length", "(1|12|123)4", "1234", "12344"},
      {"optional tail", "d{5}(d{2})?", "1234567", "123456"},
      {"range that gives back", "d{2,4}99", "1299", "12"},
      {"nested", "1(2(3|4)|5[67])8", "1578", "1588"},
      {"alternatives without a group", "00|0[1-9]d", "012", "01"},
  };
  int seen = 0;
  for (const Row& row : rows) {
    INFO(row.name);
    const Compiled compiled(row.pattern);
    CHECK(shared::matches_whole(compiled.pattern, row.taken));
    CHECK_FALSE(shared::matches_whole(compiled.pattern, row.not_taken));
    ++seen;
  }
  CHECK(seen == 9);
}

TEST_CASE("captures hold what their group took, and nothing from a path that failed") {
  const Compiled compiled("0(<1d)(2)|<3d))?");
  shared::PatternMatch match;
  REQUIRE(shared::matches_beginning(compiled.pattern, "0399", match));
  CHECK(match.size == 3);
  CHECK(match.captures[0].empty());
  CHECK(match.captures[1] == "39");
}

TEST_CASE("codes are tidied while they are matched") {
  struct Row {
    const char* name;
    const char* pattern;
    shared::Separators separators;
    shared::CodeReading reading;
    const char* text;
    const char* tidied;
  };
  const Row rows[] = {
      {"separator added", "d{3} ?d{2}", shared::Separators::shown, shared::CodeReading::strict, "11455", "114 55"},
      {"separator hidden", "[A-Z]{2} ?d{4}", shared::Separators::hidden, shared::CodeReading::strict, "BT 2328", "BT2328"},
      {"hyphen for a space", "d{3} ?d{2}", shared::Separators::shown, shared::CodeReading::strict, "114-55", "114 55"},
      {"spaces anywhere", "d{5}", shared::Separators::hidden, shared::CodeReading::spaced, "1 2345", "12345"},
      {"spaces only where they belong", "d{5}", shared::Separators::hidden, shared::CodeReading::strict, "1 2345", ""},
      {"hyphen where none belongs", "d{5}", shared::Separators::hidden, shared::CodeReading::strict, "1-2345", ""},
      {"optional part", "(d{5})([ -](d{4}))?", shared::Separators::hidden, shared::CodeReading::strict, "12345 6789", "12345-6789"},
  };
  int seen = 0;
  for (const Row& row : rows) {
    INFO(row.name);
    const Compiled compiled(row.pattern, row.separators);
    shared::CodeText output;
    const bool is_taken = shared::matches_code(compiled.pattern, row.text, row.reading, output);
    CHECK((is_taken ? std::string(output.view()) : std::string()) == row.tidied);
    ++seen;
  }
  CHECK(seen == 7);
}

TEST_CASE("look-alikes are mended only where asked for") {
  const Compiled compiled("[A-Z]d[A-Z] ?d[A-Z]d", shared::Separators::shown);
  shared::CodeText output;
  CHECK_FALSE(shared::matches_code(compiled.pattern, "H3A OG4", shared::CodeReading::spaced, output));
  REQUIRE(shared::matches_code(compiled.pattern, "H3A OG4", shared::CodeReading::mended, output));
  CHECK(output.view() == "H3A 0G4");
}

TEST_CASE("a pool without room gives no pattern and says so") {
  std::uint8_t bytes[4];
  shared::PatternPool pool(bytes, sizeof bytes);
  CHECK(pool.add("123456") == nullptr);
  CHECK(pool.is_full());
}
