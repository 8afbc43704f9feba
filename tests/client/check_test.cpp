// The offline command without a process: the three forms of files, the three forms of answers, and its exit status.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "check_run.h"
#include "shared/version.h"

namespace {

using tests::Outcome;

Outcome check(const std::vector<std::string_view>& arguments, const std::string& input = {}) { return tests::run_check(arguments, input); }

const std::string good =
    R"({"id":"7d9f0c1e-4a55-4b0e-9a37-0f3b8f2c6a10","billingProfile":{"companyName":"Nordanvik Papper AB","email":"a@nordanvik.example",)"
    R"("culture":"sv-SE","language":"sv","defaultAddress":{"country":"SE","city":"Sundsvall","addressLine1":"Storgatan 12","postalCode":"85230"}}})";

std::string with_postal_code(const std::string& code) {
  std::string account = good;
  return account.replace(account.find("85230"), 5, code);
}

}  // namespace

TEST_CASE("one account a line: status, line numbers, and one answer each") {
  const Outcome fine = check({"-"}, good + "\n\n" + good + "\n");
  CHECK(fine.status == 0);
  CHECK(fine.output.empty());

  const Outcome refused = check({"-"}, good + "\n" + with_postal_code("8523") + "\n");
  CHECK(refused.status == 1);
  CHECK(refused.output.starts_with("-:2: billingProfile.defaultAddress.postalCode: "));
  CHECK(refused.output.ends_with(" [postal_code_format]\n"));

  const Outcome json = check({"--format", "json", "-"}, good + "\n" + with_postal_code("8523"));
  CHECK(json.output.starts_with(R"({"line":1,"id":"7d9f0c1e-4a55-4b0e-9a37-0f3b8f2c6a10","accepted":true,"problems":[]})"));
  CHECK(json.output.find("\n{\"line\":2,") != std::string::npos);
  CHECK(json.output.find(R"("accepted":false,"problems":[{"field":"billingProfile.defaultAddress.postalCode","rule":"postal_code_format","severity":"error")") !=
        std::string::npos);
}

TEST_CASE("an array and a table give the verdict of the lines") {
  const Outcome array = check({"--format", "json", "-"}, "[\n" + good + ",\n" + with_postal_code("8523") + "\n]\n");
  CHECK(array.status == 1);
  CHECK(array.output.find("{\"line\":2,") != std::string::npos);
  CHECK(array.output.find("{\"line\":3,") != std::string::npos);

  const std::string table =
      "billingProfile.companyName,billingProfile.email,billingProfile.culture,billingProfile.language,billingProfile.defaultAddress.country,"
      "billingProfile.defaultAddress.city,billingProfile.defaultAddress.addressLine1,billingProfile.defaultAddress.postalCode\r\n"
      "\"Papper, Nordanvik \"\"AB\"\"\",a@b.example,sv-SE,sv,SE,Sundsvall,\"Storgatan\r\n12\",852 30\r\n"
      "Nordanvik,a@b.example,sv-SE,sv,SE,Sundsvall,Storgatan 12,852\r\n";
  const Outcome csv = check({"--format", "csv", "-"}, table);
  CHECK(csv.status == 1);
  CHECK(csv.output.find(",billingProfile.defaultAddress.addressLine1,control_character,error,") != std::string::npos);
  CHECK(csv.output.find("\"-\",4,\"\",billingProfile.defaultAddress.postalCode,postal_code_format,error,") != std::string::npos);
}

TEST_CASE("sentences come in the language that is asked for") {
  const Outcome swedish = check({"--language", "sv", "-"}, with_postal_code(""));
  CHECK(swedish.output.find("Ange ") != std::string::npos);
  CHECK(check({"--language", "de", "-"}).status == 2);
}

TEST_CASE("what cannot be used is said with its file and line") {
  struct Case {
    const char* name;
    std::vector<std::string_view> arguments;
    std::string input;
    const char* sentence;
  };
  const Case cases[] = {
      {"no file named", {}, "", "Name a file"},
      {"no such file", {"no-such-file.ndjson"}, "", "no-such-file.ndjson: cannot be read."},
      {"no such option", {"--fast", "-"}, "", "There is no option --fast."},
      {"a format that is none", {"--format", "xml", "-"}, "", "--format takes"},
      {"a broken line", {"-"}, good + "\n{\"id\":\n", "-:2: the account is not JSON."},
      {"a number for text", {"-"}, R"({"billingProfile":{"email":1}})", "-:1: billingProfile.email is not text."},
      {"a name twice", {"-"}, R"({"id":"a","id":"b"})", "-:1: id stands twice."},
      {"an array cut off", {"-"}, "[" + good + ",{\"id\":", "the array ends in the middle"},
      {"a column that is no field", {"-"}, "name,city\nA,B\n", "-:1: the header names the column \"name\""},
      {"a row with too few cells", {"-"}, "id,billingProfile.email\nA\n", "-:2: the row has 1 cells, the header 2."},
      {"a value of no field", {"--values", "-"}, "colour\tSE\tred\n", "-:1: \"colour\" is no field"},
  };
  int seen = 0;
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const Outcome outcome = check(c.arguments, c.input);
    CHECK(outcome.status == 2);
    CHECK(outcome.errors.starts_with("kundkonto-check: "));
    CHECK_MESSAGE(outcome.errors.find(c.sentence) != std::string::npos, outcome.errors);
    ++seen;
  }
  CHECK(seen == 11);
}

TEST_CASE("single values keep their columns, and get two") {
  const Outcome outcome = check({"--values", "-"}, "postalCode\tSE\t114 55\taccepted\tby hand\ncity\t\tA\\nB\npersonName\tSE\t\n");
  CHECK(outcome.status == 1);
  CHECK(outcome.output ==
        "postalCode\tSE\t114 55\taccepted\tby hand\taccepted\t\n"
        "city\t\tA\\nB\trefused\tcontrol_character\n"
        "personName\tSE\t\trefused\trequired\n");
}

TEST_CASE("the version is that of the rules") {
  const Outcome outcome = check({"--version"});
  CHECK(outcome.status == 0);
  CHECK(outcome.output.find(shared::rules_version) != std::string::npos);
}

TEST_CASE("options are a table: help names each of them, and slips are told") {
  const Outcome help = check({"--help"});
  CHECK(help.status == 0);
  for (const char* option : {"--format text|json|csv", "--language en|sv", "--values", "--version", "--help"}) CHECK_MESSAGE(help.output.find(option) != std::string::npos, option);
  CHECK(check({"-h"}).output == help.output);
  CHECK(check({"--format=json", "-"}, good).output.starts_with("{\"line\":1,"));
  CHECK(check({"--fromat", "json", "-"}).errors == "kundkonto-check: There is no option --fromat. Did you mean --format?\n");
  CHECK(check({"--values", "--version", "-"}).errors == "kundkonto-check: --version goes with no other task. Leave one of the two out.\n");
  CHECK(check({"--version=2"}).status == 2);
  CHECK(check({"--explain", "--language", "sv"}).output == check({"--language", "sv", "--explain"}).output);
  CHECK(check({"--", "--help"}).errors.find("--help: cannot be read.") != std::string::npos);
}
