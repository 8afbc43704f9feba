// Text looked at in words of eight bytes against the same looked at byte by byte.
#include <doctest/doctest.h>

#include <random>
#include <string>

#include "shared/country_set.h"
#include "shared/text.h"

namespace {

using shared::AsciiForm;

AsciiForm form_byte_by_byte(std::string_view text) {
  char before = ' ';
  AsciiForm form = AsciiForm::tidy;
  for (const char c : text) {
    if (c < ' ' || c == 0x7F) return AsciiForm::other;
    if (c == ' ' && before == ' ') form = AsciiForm::loose;
    before = c;
  }
  return !text.empty() && before == ' ' ? AsciiForm::loose : form;
}

TEST_CASE("the form of every short text is that of its bytes") {
  std::mt19937 random(1);
  static constexpr std::string_view alphabet = "aaaaaaaaaaaaaaaaaaaaaaaaAZ@[09~!     \x1F\x7F\x80\xFF\t\n";
  int seen[3] = {};
  for (int round = 0; round < 200'000; ++round) {
    std::string text(random() % 40, 'a');
    const std::size_t changes = random() % 4;
    for (std::size_t i = 0; i < changes && !text.empty(); ++i) text[random() % text.size()] = alphabet[random() % alphabet.size()];
    const AsciiForm form = shared::ascii_form(text);
    ++seen[static_cast<int>(form)];
    REQUIRE_MESSAGE(form == form_byte_by_byte(text), text);
    bool is_ascii = true;
    for (const char c : text) is_ascii = is_ascii && static_cast<unsigned char>(c) < 0x80;
    REQUIRE_MESSAGE(shared::is_ascii(text) == is_ascii, text);
    bool has_capital = false;
    for (const char c : text) has_capital = has_capital || shared::is_ascii_upper(c);
    REQUIRE_MESSAGE(shared::is_small_ascii(text) == (is_ascii && !has_capital), text);
  }
  for (const int count : seen) CHECK(count > 1000);
}

TEST_CASE("words of a table are found, and only whole ones") {
  const shared::WordTable table("one\ntwo 2 zwei\nthree\n");
  CHECK(table.rest_of("one").data() != nullptr);
  CHECK(table.rest_of("one").empty());
  CHECK(table.rest_of("two") == " 2 zwei");
  CHECK(table.rest_of("thre").data() == nullptr);
  CHECK(table.rest_of("three2").data() == nullptr);
  CHECK(table.rest_of("").data() == nullptr);
  CHECK(shared::has_word("en sv nb", "sv"));
  CHECK(shared::has_word("en sv nb", "nb"));
  CHECK_FALSE(shared::has_word("en sv nb", "s"));
  CHECK_FALSE(shared::has_word("en svx nb", "sv"));
  CHECK_FALSE(shared::has_word("en sv nb", "nbx"));
}

TEST_CASE("a set of countries has its own alone") {
  constexpr shared::CountrySet some("AA SE ZZ");
  int found = 0;
  for (char first = 'A'; first <= 'Z'; ++first) {
    for (char second = 'A'; second <= 'Z'; ++second) found += some.has(std::string{first, second}) ? 1 : 0;
  }
  CHECK(found == 3);
  CHECK(some.has("SE"));
  CHECK_FALSE(some.has("se"));
  CHECK_FALSE(some.has("S"));
  CHECK_FALSE(some.has("SEE"));
}

}  // namespace
