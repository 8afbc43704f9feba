// JSON read in place, beside the usual library: the same verdict and the same values on the corpus, on the traps of the
// format and on damaged documents.
#include <doctest/doctest.h>

#include <cstdint>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "corpus.h"
#include "shared/json_reader.h"
#include "shared/text.h"
#include "shared/wire.h"

using shared::JsonReader;

namespace {

// What stands in a document, in order: one line for each bracket, name and value, so that two readers can be compared.
void walk(JsonReader& reader, std::string& trace) {
  std::string_view name;
  std::uint32_t hash = 0;
  std::string text;
  bool boolean = false;
  switch (reader.kind()) {
    case JsonReader::Kind::object:
      trace += "{\n";
      reader.enter_object();
      while (reader.next_member(name, hash)) {
        trace.append("key ").append(name).append("\n");
        CHECK(hash == JsonReader::hash_of(name));
        walk(reader, trace);
      }
      trace += "}\n";
      return;
    case JsonReader::Kind::array:
      trace += "[\n";
      reader.enter_array();
      while (reader.next_item()) walk(reader, trace);
      trace += "]\n";
      return;
    case JsonReader::Kind::text:
      if (reader.read_text(text)) trace.append("text ").append(text).append("\n");
      return;
    case JsonReader::Kind::boolean:
      if (reader.read_boolean(boolean)) trace.append(boolean ? "true\n" : "false\n");
      return;
    case JsonReader::Kind::number: trace += "number\n"; break;
    case JsonReader::Kind::null: trace += "null\n"; break;
    case JsonReader::Kind::nothing: break;
  }
  reader.skip();
}

std::string fault_name(JsonReader::Fault fault) {
  constexpr const char* names[] = {"none", "not_utf8", "not_json", "too_deep", "duplicate_key"};
  return names[static_cast<int>(fault)];
}

// The verdict, then all that was read where it is good.
std::string ours(const std::string& text) {
  static JsonReader reader;  // Used again, so that nothing of an earlier document may linger.
  std::string trace;
  reader.begin(text);
  walk(reader, trace);
  reader.finish();
  return reader.has_failed() ? fault_name(reader.fault()) : trace;
}

// The same by the library, with the limits that ours has.
struct Peer {
  using json = nlohmann::json;
  using number_integer_t = json::number_integer_t;
  using number_unsigned_t = json::number_unsigned_t;
  using number_float_t = json::number_float_t;
  using string_t = json::string_t;
  using binary_t = json::binary_t;

  bool add(std::string_view line) { return trace.append(line).append("\n"), true; }
  bool null() { return add("null"); }
  bool boolean(bool value) { return add(value ? "true" : "false"); }
  bool number_integer(number_integer_t) { return add("number"); }
  bool number_unsigned(number_unsigned_t) { return add("number"); }
  bool number_float(number_float_t, const string_t&) { return add("number"); }
  bool string(string_t& value) { return add("text " + value); }
  bool binary(binary_t&) { return false; }
  bool start_object(std::size_t) { return open("{"); }
  bool start_array(std::size_t) { return open("["); }
  bool end_object() { return names.pop_back(), add("}"); }
  bool end_array() { return names.pop_back(), add("]"); }
  bool key(string_t& name) {
    for (const std::string& earlier : names.back()) {
      if (shared::equal_ignoring_case(earlier, name)) return fault = JsonReader::Fault::duplicate_key, false;
    }
    names.back().push_back(name);
    return add("key " + name);
  }
  bool open(std::string_view bracket) {
    if (names.size() >= shared::json_depth_max) return fault = JsonReader::Fault::too_deep, false;
    names.emplace_back();
    return add(bracket);
  }
  template <typename Exception>
  bool parse_error(std::size_t, const std::string&, const Exception& exception) {
    is_large_number = exception.id == 406;
    return false;
  }

  std::string trace;
  std::vector<std::vector<std::string>> names;
  JsonReader::Fault fault = JsonReader::Fault::not_json;
  bool is_large_number = false;  // Only the library refuses a number that no double holds.
};

std::string theirs(const std::string& text, bool& is_comparable) {
  is_comparable = true;
  if (!shared::is_utf8(text)) return "not_utf8";
  if (text.find('\0') != std::string::npos) return "not_json";
  Peer peer;
  const bool is_read = nlohmann::json::sax_parse(text, &peer);
  is_comparable = !peer.is_large_number;
  return is_read ? peer.trace : fault_name(peer.fault);
}

// The same numbers in every run and on every machine.
class Numbers {
 public:
  std::size_t below(std::size_t bound) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<std::size_t>(state_ % bound);
  }

 private:
  std::uint64_t state_ = 88172645463325252U;
};

// Changes a byte, cuts some, or adds a piece, most often where the structure is.
void damage(std::string& text, Numbers& numbers) {
  static const std::string pieces[] = {"\"",     "{",      "}",         "[",     "]",    ",",        ":",      "null",        "1",          "-0",  "01",  "1e5", "1.", "true",
                                       "\\",     "\\u00e5", "\\ud83d\\ude00", "\\ud800", "\xFF", "\xC3\xA5", "\xF0\x9F\x98\x80", std::string(1, '\0'), "\x1F", " ", "\t", "{}", "[[]]", "\"id\":\"x\",",
                                       "\"ID\":2,", "\"\\u0069d\":3,", "-",         "0.5",   "E+1",  "\\/",      "\\\"",   "\"\":0,"};
  std::size_t position = numbers.below(text.size() + 1);
  if (numbers.below(3) > 0) position = std::min(text.size(), text.find_first_of("{}[],:\"", position));
  switch (numbers.below(4)) {
    case 0: text.erase(position, 1 + numbers.below(4)); break;
    case 1: text.resize(position); break;
    case 2:
      if (position < text.size()) text[position] = static_cast<char>(numbers.below(256));
      break;
    default: text.insert(position, pieces[numbers.below(std::size(pieces))]);
  }
}

}  // namespace

TEST_CASE("traps of the format: the library's verdict") {
  const std::string traps[] = {"", " ", "null", "[]", "{}", "[ ]", "{ }", "[1,]", "[,1]", "{,}", "{\"a\":1,}", "{\"a\"}", "{\"a\":}", "{a:1}", "{'a':1}", "[1 2]", "[1}", "{]", "[", "{", "]",
                               "[0]", "[00]", "[-]", "[-0]", "[+1]", "[.5]", "[1.]", "[1.5]", "[1e]", "[1e+]", "[1E-2]", "[0x1]", "[NaN]", "[tru]", "[truex]", "[nul]", "[\"\\x\"]", "[\"\\u12\"]",
                               "[\"\\u123g\"]", "[\"\\uD800\"]", "[\"\\uDC00\"]", "[\"\\uD800\\uD800\"]", "[\"\\uD834\\uDD1E\"]", "[\"\\u0000\"]", "[\"\t\"]", "[\"\x7F\"]", "[\"\xE2\x80\xA8\"]",
                               "[\"\xED\xA0\x80\"]", "[\"\xF4\x90\x80\x80\"]", "\xC3\xA5", "[\"a\"", "[\"a", "[\"\\", "[1] x", "[1]\n", "/**/[]", "[1]//", "{\"a\":1,\"A\":2}", "{\"a\":{\"a\":1}}",
                               "{\"\\u0061\":1,\"a\":2}", "{\"\":1,\"\":2}", "{\"\xC3\xA5\":1,\"\xC3\x85\":2}", "[123456789012345678901234567890]", "\"text\"", "-5", "{\"a\\\"b\":\"c\\\\\"}"};
  int seen = 0;
  for (const std::string& trap : traps) {
    CAPTURE(trap);
    bool is_comparable = false;
    const std::string wanted = theirs(trap, is_comparable);
    CHECK(is_comparable);
    CHECK(ours(trap) == wanted);
    ++seen;
  }
  CHECK(seen == 67);
}

TEST_CASE("whole and damaged accounts: the library's verdict and values") {
  Numbers numbers;
  int good = 0;
  int bad = 0;
  for (const char* file : {"tests/corpus/accounts.ndjson", "tests/corpus/accounts-broken.ndjson"}) {
    for (const std::string& line : tests::lines_of(file)) {
      for (int round = 0; round < 20; ++round) {
        std::string text = line;
        for (std::size_t i = 0; i < static_cast<std::size_t>(round); i += 5) damage(text, numbers);
        bool is_comparable = false;
        const std::string wanted = theirs(text, is_comparable);
        if (!is_comparable) continue;
        CAPTURE(text);
        CHECK(ours(text) == wanted);
        wanted.size() > 20 ? ++good : ++bad;
      }
    }
  }
  CHECK(good > 1000);
  CHECK(bad > 5000);
}

TEST_CASE("an object of many members is read in bounded time, and its doubles are found") {
  std::string text = "{";
  constexpr int count = 20000;
  for (int i = 0; i < count; ++i) text += "\"name" + std::to_string(i) + "\":{\"name\":1},";
  JsonReader reader;
  for (const auto& [last, fault] : {std::pair{"\"other\":0}", JsonReader::Fault::none}, std::pair{"\"NAME7\":0}", JsonReader::Fault::duplicate_key},
                                    std::pair{"\"Name19999\":0}", JsonReader::Fault::duplicate_key}}) {
    const std::string whole = text + last;
    reader.begin(whole);
    reader.skip();
    reader.finish();
    CHECK(fault_name(reader.fault()) == fault_name(fault));
  }
}

TEST_CASE("an account is read into used memory, and its values are found in the text") {
  shared::AccountReader reader;
  shared::Account account;
  shared::FieldSpans spans;
  int seen = 0;
  for (const std::string& line : tests::lines_of("tests/corpus/accounts.ndjson")) {
    const std::string text = seen % 2 == 0 ? line : "\xEF\xBB\xBF" + line;
    REQUIRE(reader.read(text, account, &spans));
    const auto alone = shared::account_from_json(text);
    REQUIRE(static_cast<bool>(alone));
    CHECK(account == *alone);
    for (const shared::Field field : shared::all_fields()) {
      const auto [begin, end] = spans[static_cast<std::size_t>(field)];
      const std::string& value = text_of(account, field);
      CHECK((end == 0) == value.empty());
      if (end > 0) CHECK(nlohmann::json::parse(text.substr(begin, end - begin)).get<std::string>() == value);
    }
    ++seen;
  }
  CHECK(seen == 394);
  CHECK_FALSE(reader.read("{\"id\":1}", account));
  CHECK(reader.error().path == "id");
  CHECK(account == shared::Account());
}

TEST_CASE("of several members of a wrong type the first field is told, in any order of the document") {
  for (const char* text : {R"({"billingProfile":{"defaultAddress":1,"email":2},"companyProfile":{"address":[],"domain":{"a":1}}})",
                           R"({"companyProfile":{"domain":0,"address":"x"},"billingProfile":5})"}) {
    const auto account = shared::account_from_json(text);
    REQUIRE_FALSE(static_cast<bool>(account));
    CHECK(account.failure().path == "companyProfile.domain");
    CHECK(account.failure().fault == shared::WireFault::not_text);
  }
}
