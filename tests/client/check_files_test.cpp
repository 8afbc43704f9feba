// Files in every form: what is read from them, where broken ones are told, that judging goes on behind, and that neither
// the size of reads nor the number of threads changes an answer.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "check_run.h"
#include "client/cli/chunks.h"
#include "client/cli/progress.h"

namespace {

using tests::Outcome;
using tests::run_check;

// An account that is accepted, and is known again by its id.
std::string account(const std::string& id, const std::string& postal_code = "852 30") {
  return R"({"id":")" + id + R"(","billingProfile":{"companyName":"Nordanvik Papper AB","email":"a@nordanvik.example","culture":"sv-SE","language":"sv",)" +
         R"("defaultAddress":{"country":"SE","city":"Sundsvall","addressLine1":"Storgatan 12","postalCode":")" + postal_code + R"("}}})";
}

const std::string header =
    "id,billingProfile.companyName,billingProfile.email,billingProfile.culture,billingProfile.language,billingProfile.defaultAddress.country,"
    "billingProfile.defaultAddress.city,billingProfile.defaultAddress.addressLine1,billingProfile.defaultAddress.postalCode";

std::string row(const std::string& id, const std::string& line1 = "Storgatan 12") { return id + ",Nordanvik,a@b.example,sv-SE,sv,SE,Sundsvall," + line1 + ",852 30"; }

std::string with_dividers(std::string text, char divider) {
  std::replace(text.begin(), text.end(), ',', divider);
  return text;
}

// "1:a 2:b!" : the line and id of each account, in order, with an exclamation mark where it was refused.
std::string accounts_of(const std::string& json) {
  std::string result;
  for (std::size_t begin = 0; begin < json.size();) {
    const std::size_t end = json.find('\n', begin);
    const std::string line = json.substr(begin, end - begin);
    const std::size_t id = line.find(R"("id":")") + 6;
    if (!result.empty()) result.push_back(' ');
    result += line.substr(8, line.find(',') - 8) + ":" + line.substr(id, line.find('"', id) - id);
    if (line.find(R"("accepted":false)") != std::string::npos) result.push_back('!');
    begin = end + 1;
  }
  return result;
}

// The lines of what was told, such as "3 5".
std::string told_lines(const std::string& errors) {
  std::string result;
  constexpr std::string_view start = "kundkonto-check: -:";
  for (std::size_t begin = errors.find(start); begin != std::string::npos; begin = errors.find(start, begin + 1)) {
    if (errors[begin + start.size()] == ' ') continue;  // On the whole file.
    if (!result.empty()) result.push_back(' ');
    result += errors.substr(begin + start.size(), errors.find(':', begin + start.size()) - begin - start.size());
  }
  return result;
}

// Gives at most `size` bytes at a time.
class Drip : public client::cli::Source {
 public:
  Drip(std::string_view text, std::size_t size) : text_(text), size_(size) {}
  std::ptrdiff_t read(char* to, std::size_t size) override {
    const std::size_t count = std::min({size, size_, text_.size()});
    std::copy_n(text_.data(), count, to);
    text_.remove_prefix(count);
    return static_cast<std::ptrdiff_t>(count);
  }

 private:
  std::string_view text_;
  std::size_t size_;
};

Outcome run_drip(const std::vector<std::string_view>& arguments, std::string_view text, std::size_t size) {
  Drip in(text, size);
  client::cli::TextSink out;
  client::cli::TextSink errors;
  client::cli::Console console{in, out, errors};
  const int status = client::cli::check(arguments, console);
  return {status, out.text(), errors.text()};
}

struct Case {
  const char* name;
  std::string text;
  const char* accounts;  // As accounts_of().
  const char* told;      // As told_lines().
  const char* sentence;  // Part of what is told; empty where nothing is.
};

const std::string bom = "\xEF\xBB\xBF";
const std::string a = account("a"), b = account("b"), c = account("c");
const std::string refused = account("r", "8523");
const std::string long_text(1200 * 1024, 'x');

// A row with one long cell that spans lines.
std::string long_rows() {
  std::string text = header + "\n" + row("a") + "\n" + row("q", "\"open") + "\n";
  for (int i = 0; i < 40000; ++i) text += "no quote on this line, and none on the others\n";
  return text;
}

std::vector<Case> cases() {
  return {
      // One account a line.
      {"nothing", "", "", "", ""},
      {"blank lines only", "\n \r\n\t\n", "", "", ""},
      {"lines", a + "\n" + refused + "\n" + c + "\n", "1:a 2:r! 3:c", "", ""},
      {"no line end at the end", a + "\n" + b, "1:a 2:b", "", ""},
      {"CRLF, blank lines, byte-order mark", bom + "\r\n" + a + "\r\n\r\n" + b + "\r\n", "2:a 4:b", "", ""},
      {"two files in one, each with its mark", bom + a + "\n" + bom + b + "\n", "1:a 2:b", "", ""},
      {"a broken line", a + "\n{\"id\":\n" + c + "\n", "1:a 3:c", "2", "the account is not JSON."},
      {"a broken first line", "{\"id\":\n" + b + "\n", "2:b", "1", "the account is not JSON."},
      {"bytes of another encoding", a + "\n{\"id\":\"\xE5\"}\n" + c + "\n", "1:a 3:c", "2", "the account is not UTF-8."},
      {"a wrong type, a name twice, a text", "{\"id\":1}\n{\"id\":\"x\",\"Id\":\"y\"}\n\"id\"\n" + b + "\n", "4:b", "1 2 3", "id is not text."},
      {"two accounts on a line", a + b + "\n" + c + "\n", "2:c", "1", "the account is not JSON."},
      {"a long line", a + "\n{\"id\":\"" + long_text + "\"}\n" + c + "\n", "1:a 3:c", "2", "the line is longer than a megabyte."},
      {"a long last line", a + "\n" + long_text, "1:a", "2", "the line is longer than a megabyte."},
      // An array.
      {"an empty array", "[]", "", "", ""},
      {"an array on one line", "[" + a + "," + refused + "," + c + "]", "1:a 1:r! 1:c", "", ""},
      {"an array, one account a line", bom + " [\n" + a + ",\n" + refused + "\n,\n" + c + "\n]\n", "2:a 3:r! 5:c", "", ""},
      {"items that are no accounts", "[1,\"x\",null,\n" + b + ",[],{}]", "2:b 2:!", "1 1 1 2", "the account is not an object."},
      {"a broken account, brackets matching", "[\n" + a + ",\n{\"id\" \"b\"},\n" + c + "\n]", "2:a 4:c", "3", "the account is not JSON."},
      {"a brace that is missing", "[\n" + a + ",\n" + b.substr(0, b.size() - 1) + ",\n" + c + "\n]", "2:a 4:c", "3", "the account is not JSON."},
      {"a brace too many", "[\n" + a + ",\n" + b + "},\n" + c + "\n]", "2:a 3:b 4:c", "3", "the account is not JSON."},
      {"a quote that is missing", "[\n" + a + ",\n{\"id\":\"b},\n" + c + "\n]", "2:a 4:c", "3", "the account is not JSON."},
      {"a comma that is missing", "[" + a + "\n" + b + "]", "1:a 2:b", "2", "a comma is missing"},
      {"commas too many", "[," + a + ",,\n" + b + ",\n]", "1:a 2:b", "1 2 3", "a comma"},
      {"no end", "[" + a + ",\n" + b, "1:a 2:b", "2", "the array is not closed."},
      {"cut off", "[" + a + ",\n{\"id\":", "1:a", "2", "the array ends in the middle of an account."},
      {"text behind the end", "[" + a + "]\n" + b + "\n" + c, "1:a 2:b 3:c", "2", "behind the end of the array"},
      {"a long account", "[" + a + ",\n{\"id\":\"" + long_text + "\"},\n" + c + "\n]", "1:a 3:c", "2", "the account is longer than a megabyte."},
      // Accounts over several lines.
      {"accounts over lines", "{\n" + a.substr(1) + "\n{\n" + refused.substr(1) + "\n", "1:a 3:r!", "", ""},
      {"one of them cut off", "{\n" + a.substr(1) + "\n{\n\"id\":", "1:a", "3", "ends in the middle of an account."},
      // CSV.
      {"a header alone", header + "\n", "", "", ""},
      {"a table", header + "\n" + row("a") + "\n" + row("b") + "\n", "2:a 3:b", "", ""},
      {"CRLF and mark", bom + header + "\r\n" + row("a") + "\r\n\r\n" + row("b"), "2:a 4:b", "", ""},
      {"names in any case, in quotes, with spaces", "\"ID\", BILLINGPROFILE.companyname" + header.substr(header.find(",billingProfile.email")) + "\n" + row("a") + "\n", "2:a", "", ""},
      {"semicolons", with_dividers(header + "\n" + row("a") + "\n;;;;;;;;\n" + row("b") + "\n", ';'), "2:a 4:b", "", ""},
      {"tabs", with_dividers(header + "\n" + row("a") + "\n", '\t'), "2:a", "", ""},
      {"a line that names the divider", "sep=;\r\n" + with_dividers(header + "\r\n" + row("a") + "\r\n", ';'), "3:a", "", ""},
      {"quotes, dividers and quotes inside", header + "\n" + row("\"a\"", "\"Box \"\"1\"\", Storgatan 12\"") + "\n" + row("b") + "\n", "2:a 3:b", "", ""},
      {"a line break in quotes", header + "\n" + row("a", "\"Storgatan\n12\"") + "\n" + row("b") + "\n", "2:a! 4:b", "", ""},
      {"a quote inside a plain cell", header + "\n" + row("a", "Storgatan \"12\"") + "\n" + row("b") + "\n", "2:a 3:b", "", ""},
      {"a quote that is not closed", header + "\n" + row("a") + "\n" + row("q", "\"open") + "\n" + row("b") + "\n", "2:a 4:b", "3", "a quote is opened in this row and not closed."},
      {"a quote that is not closed, for a megabyte", long_rows() + row("b") + "\n", "2:a 40004:b", nullptr, "a quote is opened in this row and not closed."},
      {"text behind a quote", header + "\n" + row("a", "\"Storgatan\" 12") + "\n" + row("b") + "\n", "3:b", "2", "a cell goes on behind its closing quote."},
      {"cells too few and too many", header + "\n" + row("a") + ",x\na,b\n" + row("b") + "\n", "4:b", "2 3", "the row has 10 cells, the header 9."},
      {"bytes of another encoding", header + "\n" + row("a", "Storgatan \xE5") + "\n" + row("b") + "\n", "3:b", "2", "the row is not UTF-8."},
      {"a long row", header + "\n" + row("a", long_text) + "\n" + row("b") + "\n", "3:b", "2", "the row is longer than a megabyte."},
      {"columns of others are left alone", "note," + header + ",\nx," + row("a") + ",\n", "2:a", "", ""},
  };
}

}  // namespace

TEST_CASE("every form is read, and judging goes on behind what is broken") {
  int seen = 0;
  for (const Case& item : cases()) {
    CAPTURE(item.name);
    const Outcome outcome = run_check({"--format", "json", "-"}, item.text);
    CHECK(accounts_of(outcome.output) == item.accounts);
    if (item.told) CHECK(told_lines(outcome.errors) == item.told);
    CHECK_MESSAGE(outcome.errors.find(item.sentence) != std::string::npos, outcome.errors.substr(0, 400));
    const bool is_told = !told_lines(outcome.errors).empty();
    const bool is_refused = outcome.output.find("\"accepted\":false") != std::string::npos;
    CHECK(outcome.status == (is_told ? 2 : is_refused ? 1 : 0));
    ++seen;
  }
  CHECK(seen == 46);
}

TEST_CASE("the size of reads and the number of threads change nothing") {
  int seen = 0;
  for (const Case& item : cases()) {
    CAPTURE(item.name);
    const Outcome whole = run_check({"--format", "json", "-"}, item.text);
    for (const std::size_t size : {1, 7, 100, 70000}) {
      // Byte by byte, a megabyte is looked at too often to be tested.
      if (item.text.size() > 10000 && size < 70000) continue;
      CAPTURE(size);
      const Outcome dripped = run_drip({"--format", "json", "-"}, item.text, size);
      CHECK(dripped.output == whole.output);
      CHECK(dripped.errors == whole.errors);
      ++seen;
    }
    const Outcome threaded = run_drip({"--format", "json", "--jobs", "3", "-"}, item.text, item.text.size() > 10000 ? 50000 : 50);
    CHECK(threaded.output == whole.output);
    CHECK(threaded.errors == whole.errors);
  }
  CHECK(seen > 100);
}

TEST_CASE("files that are no text are told by what they are") {
  struct Wrong {
    std::string text;
    const char* sentence;
  };
  const Wrong wrong[] = {{std::string("\xFF\xFEi\0d\0", 6), "the file is UTF-16."}, {std::string("\xFE\xFF\0i\0d", 6), "the file is UTF-16."}, {std::string("{\0\"\0", 4), "no text in UTF-8."},
                         {"PK\x03\x04rest", "a workbook or an archive"},            {"\x1F\x8B\x08rest", "the file is compressed."}};
  for (const Wrong& item : wrong) {
    const Outcome outcome = run_check({"-"}, item.text);
    CHECK(outcome.status == 2);
    CHECK(outcome.errors.starts_with("kundkonto-check: -:1: "));
    CHECK_MESSAGE(outcome.errors.find(item.sentence) != std::string::npos, outcome.errors);
  }
}

TEST_CASE("wrong names of columns: what may be meant") {
  struct Header {
    const char* text;
    const char* sentence;  // Empty: the header is used.
  };
  const Header headers[] = {
      {"billingProfile.companyNam,id", "\"billingProfile.companyNam\", which is no field. Did you mean billingProfile.companyName?"},
      {"id,billingProfile.defaultAdress.postalCode", "Did you mean billingProfile.defaultAddress.postalCode?"},
      {"id,companyProfile.organisationRegistrationNumber", "Did you mean companyProfile.organizationRegistrationNumber?"},
      {"id,postalCode", "Did you mean companyProfile.address.postalCode or billingProfile.defaultAddress.postalCode?"},
      {"id,tax id", "Did you mean billingProfile.taxId?"},
      {"id,billingProfile.colour", "which is no field. Name columns by paths like billingProfile.companyName."},
      {"Name;Ort", "the header names the column \"Name\", which is no field."},
      {"id,billingProfile.email,ID", "the header names the column \"ID\" twice."},
      {",,", "the header names no field."},
      {"\"id,billingProfile.email", "has a quote that is not closed"},
      {"id,Notes,Kundnummer", ""},
  };
  int seen = 0;
  for (const Header& item : headers) {
    CAPTURE(item.text);
    const Outcome outcome = run_check({"-"}, std::string(item.text) + "\n");
    CHECK(outcome.status == (*item.sentence == '\0' ? 0 : 2));
    CHECK_MESSAGE(outcome.errors.find(item.sentence) != std::string::npos, outcome.errors);
    ++seen;
  }
  CHECK(seen == 11);
  CHECK(run_check({"-"}, "id,Notes,Kundnummer\n").errors.find("columns that are no fields are not judged: \"Notes\", \"Kundnummer\"") != std::string::npos);
}

TEST_CASE("the summary counts rules, on standard error, for text only") {
  const Outcome outcome = run_check({"-"}, a + "\n" + refused + "\n{\n" + refused + "\n");
  CHECK_MESSAGE(outcome.errors.find("3 accounts judged, 2 refused, 1 place that cannot be read.\n") != std::string::npos, outcome.errors);
  CHECK_MESSAGE(outcome.errors.find("\n        2  postal_code_format\n") != std::string::npos, outcome.errors);
  CHECK(run_check({"--quiet", "-"}, a + "\n").errors.empty());
  CHECK(run_check({"--format", "json", "-"}, a + "\n").errors.empty());
  CHECK(run_check({"--format", "csv", "-"}, a + "\n").errors.empty());
}

TEST_CASE("answers that grow far beyond their input are written as they come") {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "{}\n";
  const Outcome one = run_check({"--format", "json", "-"}, text);
  const Outcome three = run_check({"--format", "json", "--jobs", "3", "-"}, text);
  CHECK(std::count(one.output.begin(), one.output.end(), '\n') == 20000);
  CHECK(one.output.size() > 10 * client::cli::record_bytes_max);
  CHECK(one.output == three.output);
}

TEST_CASE("the progress names file, share and speed") {
  CHECK(client::cli::progress_line("a.ndjson", 412000000, 1000000000, 500000, 4.0) == "a.ndjson: 412 MB of 1,000 MB (41 %), 125,000 accounts/s");
  CHECK(client::cli::progress_line("-", 2000000, -1, 100, 0.5) == "-: 2 MB, 200 accounts/s");
}

TEST_CASE("ids are written so that the line stays JSON") {
  CHECK(run_check({"--format", "json", "-"}, R"({"id":"a\"\\\n\u0001"})" "\n").output.starts_with(R"({"line":1,"id":"a\"\\\n\u0001",)"));
}

TEST_CASE("damaged files of every form have the same answers however they are read") {
  const std::string rows = header + "\n" + row("a", "\"Storgatan 12, \"\"3\"\"\"") + "\n" + row("b", "\"Stor\ngatan\"") + "\n" + row("c") + "\n";
  const std::string over_lines = "{\n " + a.substr(1, 30) + "\n  " + a.substr(31) + "\n{\n" + b.substr(1) + "\n{\n" + c.substr(1) + "\n";
  const std::string wholes[] = {a + "\n" + b + "\r\n\n" + c + "\n", "[" + a + "," + b + "," + c + "]", "[\n  " + a + ",\n  " + b + ",\n  " + c + "\n]\n", over_lines, rows, with_dividers(rows, ';')};
  const std::string pieces[] = {"\"", "{", "}", "[", "]", ",", ";", "\n", "\n{", "\\", "\xE5", " ", "\"\"", ":", "\r"};
  std::uint64_t state = 88172645463325252U;
  const auto below = [&](std::size_t bound) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return static_cast<std::size_t>(state % bound);
  };
  int seen = 0;
  for (const std::string& whole : wholes) {
    for (int round = 0; round < 150; ++round) {
      std::string text = whole;
      for (std::size_t i = 0; i <= below(3); ++i) {
        const std::size_t place = below(text.size());
        below(2) == 0 ? text.erase(place, 1 + below(3)) : text.insert(place, pieces[below(std::size(pieces))]);
      }
      CAPTURE(text);
      const Outcome wanted = run_check({"--format", "json", "-"}, text);
      for (const std::size_t size : {3, 64}) {
        const Outcome dripped = run_drip({"--format", "json", "-"}, text, size);
        CHECK(dripped.output == wanted.output);
        CHECK(dripped.errors == wanted.errors);
        CHECK(dripped.status == wanted.status);
      }
      ++seen;
    }
  }
  CHECK(seen == 900);
}
