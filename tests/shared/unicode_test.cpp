// Composition (NFC), classes of code points, and Punycode, by rows whose answers are published.
#include <doctest/doctest.h>

#include <string>

#include "shared/punycode.h"
#include "shared/text.h"
#include "shared/unicode.h"
#include "shared/unicode_data.h"

TEST_CASE("the tables of Unicode had room") {
  CHECK(shared::unicode_data().is_complete());
  CHECK(shared::class_table().is_complete());
}

TEST_CASE("text is composed, and what is composed stays so") {
  struct Case {
    const char* name;
    std::string text;
    std::string composed;
  };
  const Case cases[] = {
      {"plain text", "Malmö", "Malmö"},
      {"a ring behind its letter", "A\xCC\x8Angstro\xCC\x88m", "Ångström"},
      {"the sign of the unit", "\xE2\x84\xAB", "Å"},
      {"two marks in the wrong order", "o\xCC\x82\xCC\xA3", "\xE1\xBB\x99"},
      {"two marks in the right order", "o\xCC\xA3\xCC\x82", "\xE1\xBB\x99"},
      {"a mark blocked by one of its class", "a\xCC\x8D\xCC\x81", "a\xCC\x8D\xCC\x81"},
      {"no letter in front", "\xCC\x81" "a", "\xCC\x81" "a"},
      {"Hangul from its parts", "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한"},
      {"Hangul with a tail that follows", "하\xE1\x86\xAB", "한"},
      {"kana with its voice mark", "か\xE3\x82\x99", "が"},
      {"an excluded composition falls apart", "\xE0\xA5\x98", "\xE0\xA4\x95\xE0\xA4\xBC"},
      {"beyond U+FFFF", "\xF0\x91\x82\x99\xF0\x91\x82\xBA", "\xF0\x91\x82\x9A"},
      {"full-width letters are left", "\xEF\xBC\xA1", "\xEF\xBC\xA1"},
      {"a variant of an ideograph in a name is left", "\xEF\xA8\x99", "\xEF\xA8\x99"},
  };
  int seen = 0;
  for (const Case& c : cases) {
    CAPTURE(c.name);
    std::string text = c.text;
    shared::compose(text);
    CHECK(text == c.composed);
    shared::compose(text);
    CHECK(text == c.composed);
    ++seen;
  }
  CHECK(seen == 14);
}

TEST_CASE("classes of code points") {
  CHECK(shared::is_letter(U'é'));
  CHECK(shared::is_letter(U'漢'));
  CHECK_FALSE(shared::is_letter(U'5'));
  CHECK_FALSE(shared::is_letter(0x1F600));
  CHECK(shared::is_combining_mark(0x301));
  CHECK_FALSE(shared::is_combining_mark(U'e'));
  CHECK(shared::digit_value(U'7') == 7);
  CHECK(shared::digit_value(0x0663) == 3);   // Arabic-Indic.
  CHECK(shared::digit_value(0xFF19) == 9);   // Full width.
  CHECK(shared::digit_value(0x1D7DA) == 2);  // The second run of mathematical digits.
  CHECK(shared::digit_value(U'x') == -1);
}

TEST_CASE("UTF-8 is read as it is defined") {
  for (const char* text : {"a", "å", "€", "\xF0\x9F\x98\x80", "\xF4\x8F\xBF\xBF"}) CHECK(shared::is_utf8(text));
  for (const char* text : {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xE2\x82", "a\xC3"}) {
    CHECK_FALSE(shared::is_utf8(text));
  }
}

namespace {

std::string decoded(std::string_view encoded) {
  std::array<char32_t, shared::label_bytes_max> points;
  std::size_t count = 0;
  if (!shared::decode_punycode(encoded, points, count)) return "none";
  std::string text;
  for (std::size_t i = 0; i < count; ++i) shared::append_code_point(text, points[i]);
  return text;
}

}  // namespace

TEST_CASE("labels are written in ASCII") {
  struct Case {
    const char* label;
    const char* ascii;
  };
  const Case cases[] = {
      {"skf", "skf"},           {"SKF", "skf"},           {"räksmörgås", "xn--rksmrgs-5wao1o"}, {"bücher", "xn--bcher-kva"},
      {"münchen", "xn--mnchen-3ya"}, {"例え", "xn--r8jz45g"}, {"испытание", "xn--80akhbyknj4f"},
  };
  int seen = 0;
  for (const Case& c : cases) {
    CAPTURE(c.label);
    CHECK(shared::a_label(c.label).view() == c.ascii);
    const std::string_view ascii = c.ascii;
    if (ascii.starts_with("xn--")) CHECK(decoded(ascii.substr(4)) == c.label);
    ++seen;
  }
  CHECK(seen == 7);
  CHECK(shared::a_label(std::string(64, 'a')).empty());
  for (const char* wrong : {"", "abc-", "99999999", "a b"}) CHECK(decoded(wrong) == "none");
}
