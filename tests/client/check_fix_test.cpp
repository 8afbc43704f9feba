// --fix: what is tidied and said, and that all else stays as it stands, byte by byte.
#include <doctest/doctest.h>

#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "check_run.h"

namespace {

using tests::Outcome;

// A folder of its own, removed with what stands in it.
class Folder {
 public:
  Folder() : path_(std::string(std::getenv("TMPDIR") ? std::getenv("TMPDIR") : "/tmp") + "/kundkonto-fix-XXXXXX") { REQUIRE(mkdtemp(path_.data()) != nullptr); }
  ~Folder() {
    for (const char* name : {"in", "out", "again"}) unlink(file(name).c_str());
    rmdir(path_.c_str());
  }
  std::string file(const std::string& name) const { return path_ + "/" + name; }
  void write(const std::string& name, const std::string& text) const { std::ofstream(file(name), std::ios::binary) << text; }
  std::string read(const std::string& name) const {
    std::ifstream input(file(name), std::ios::binary);
    return {std::istreambuf_iterator<char>(input), {}};
  }
  bool has(const std::string& name) const { return access(file(name).c_str(), F_OK) == 0; }

 private:
  std::string path_;
};

Outcome fix(const Folder& folder, const std::string& from, const std::string& to, std::vector<std::string_view> more = {}) {
  const std::string input = folder.file(from);
  const std::string output = folder.file(to);
  std::vector<std::string_view> arguments = {"--fix", output, input};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return tests::run_check(arguments);
}

const std::string bom = "\xEF\xBB\xBF";
const std::string untidy =
    R"({ "id":"a", "Note" : [1, {"x":"  y "}],"billingProfile":{"companyName":"  Nordanvik\u0020 \"Papper\"  AB ","email":"mailto:A@Nordanvik.EXAMPLE","culture":"sv-SE","language":"sv",)"
    R"("defaultAddress":{"postalCode":"85230" ,"country":"se","city":"Sundsvall","addressLine1":"Storgatan 12"}}, "relationshipToPartner":1 })";
const std::string tidied =
    R"({ "id":"a", "Note" : [1, {"x":"  y "}],"billingProfile":{"companyName":"Nordanvik \"Papper\" AB","email":"A@nordanvik.example","culture":"sv-SE","language":"sv",)"
    R"("defaultAddress":{"postalCode":"852 30" ,"country":"SE","city":"Sundsvall","addressLine1":"Storgatan 12"}}, "relationshipToPartner":1 })";

}  // namespace

TEST_CASE("values are tidied where they stand, in every form of file") {
  const std::string head = "note;billingProfile.companyName;billingProfile.email;billingProfile.culture;billingProfile.language;billingProfile.defaultAddress.country;"
                           "billingProfile.defaultAddress.city;billingProfile.defaultAddress.addressLine1;billingProfile.defaultAddress.postalCode\r\n";
  struct Case {
    const char* name;
    std::string before, after;
  };
  const Case cases[] = {
      {"lines", bom + untidy + "\r\n\r\n" + tidied + "\n" + untidy, bom + tidied + "\r\n\r\n" + tidied + "\n" + tidied},
      {"an array", " [\n  " + untidy + " ,\n" + tidied + "]\n\n", " [\n  " + tidied + " ,\n" + tidied + "]\n\n"},
      {"accounts over lines", "{\n" + untidy.substr(1) + "\n{\n" + untidy.substr(1), "{\n" + tidied.substr(1) + "\n{\n" + tidied.substr(1)},
      {"a table", bom + head + "  x \"y\";\" Nordanvik  \"\"P\"\" \";A@B.EXAMPLE;sv-SE;sv;se;Sundsvall; Storgatan 12;\"85230\"\r\n;;;;;;;;\r\n;A; a;b;sv;SE;Solna;B;x",
       bom + head + "  x \"y\";\"Nordanvik \"\"P\"\"\";A@b.example;sv-SE;sv;SE;Sundsvall;Storgatan 12;\"852 30\"\r\n;;;;;;;;\r\n;A;a;b;sv;SE;Solna;B;x"},
      {"what cannot be read stays", untidy + "\n{\"id\": \n" + untidy + "\n", tidied + "\n{\"id\": \n" + tidied + "\n"},
      {"nothing", "", ""},
  };
  int seen = 0;
  for (const Case& item : cases) {
    CAPTURE(item.name);
    for (const char* jobs : {"1", "3"}) {
      const Folder folder;
      folder.write("in", item.before);
      const Outcome outcome = fix(folder, "in", "out", {"--jobs", jobs});
      CHECK(folder.read("out") == item.after);
      // What is fixed stays as it is.
      const Outcome again = fix(folder, "out", "again");
      CHECK(folder.read("again") == item.after);
      CHECK(again.output.find(" → ") == std::string::npos);
      CHECK(again.status == outcome.status);
    }
    ++seen;
  }
  CHECK(seen == 6);
}

TEST_CASE("each change is said, in every format") {
  const Folder folder;
  folder.write("in", untidy + "\n");
  const std::string in = folder.file("in");
  const Outcome text = fix(folder, "in", "out");
  CHECK_MESSAGE(text.output.find(in + R"(:1: billingProfile.companyName: "  Nordanvik  \"Papper\"  AB " → "Nordanvik \"Papper\" AB")" "\n") != std::string::npos, text.output);
  CHECK(text.output.find(in + R"(:1: billingProfile.email: "mailto:A@Nordanvik.EXAMPLE" → "A@nordanvik.example")" "\n") != std::string::npos);
  CHECK(text.output.find(in + R"(:1: billingProfile.defaultAddress.postalCode: "85230" → "852 30")" "\n") != std::string::npos);
  CHECK(text.errors.find("4 values tidied.") != std::string::npos);
  CHECK(text.status == 0);
  const Outcome json = fix(folder, "in", "out", {"--format", "json"});
  CHECK_MESSAGE(json.output.find(R"("changes":[{"field":"billingProfile.companyName","from":"  Nordanvik  \"Papper\"  AB ","to":"Nordanvik \"Papper\" AB"},)") != std::string::npos, json.output);
  CHECK(fix(folder, "in", "out", {"--format", "csv"}).output.find(R"(,billingProfile.defaultAddress.country,tidied,change,"""se"" → ""SE""")") != std::string::npos);
}

TEST_CASE("a copy is whole or not there, and never its own source") {
  const Folder folder;
  folder.write("in", untidy + "\n");
  const Outcome itself = fix(folder, "in", "in");
  CHECK(itself.status == 2);
  CHECK(itself.errors.find("would be overwritten by its copy.") != std::string::npos);
  REQUIRE(symlink(folder.file("in").c_str(), folder.file("again").c_str()) == 0);
  CHECK(fix(folder, "in", "again").status == 2);
  CHECK(folder.read("in") == untidy + "\n");

  const std::string nowhere = folder.file("no-folder") + "/out";
  const std::string in = folder.file("in");
  CHECK(tests::run_check({"--fix", nowhere, in}).errors.find("no-folder/out: cannot be written. There is no such file.") != std::string::npos);

  folder.write("in", "name;city\nA;B\n");  // A header that cannot be used.
  CHECK(fix(folder, "in", "out").status == 2);
  CHECK_FALSE(folder.has("out"));
  CHECK(tests::run_check({"--fix", "copy"}).errors.find("--fix takes one file to read") != std::string::npos);
  CHECK(tests::run_check({"--fix", "copy", "a", "b"}).status == 2);
  CHECK(tests::run_check({"--fix"}).errors.find("--fix takes the name of the file to write") != std::string::npos);
}

TEST_CASE("standard input can be fixed, and what is not safe is left to a person") {
  const Folder folder;
  const std::string out = folder.file("out");
  std::string guessed = tidied;
  guessed.replace(guessed.find("nordanvik.example"), 17, "gmial.com");
  const Outcome outcome = tests::run_check({"--fix", out, "-"}, guessed + "\n");
  CHECK(folder.read("out") == guessed + "\n");
  CHECK(outcome.output.find("[email_near_miss]") != std::string::npos);
}

TEST_CASE("a person's number is masked where it is said, and whole in the copy") {
  const Folder folder;
  folder.write("in", R"({"companyProfile":{"organizationRegistrationNumber":"640823 3234","address":{"country":"SE"}}})");
  for (const char* format : {"text", "json", "csv"}) {
    const Outcome outcome = fix(folder, "in", "out", {"--format", format});
    CHECK_MESSAGE(outcome.output.find("64**** ****") != std::string::npos, outcome.output);
    CHECK(outcome.output.find("3234") == std::string::npos);
    CHECK(folder.read("out").find("\"640823-3234\"") != std::string::npos);
  }
}
