// Texts, names, email, domains, languages: named rows of what is accepted, and of what is refused by which rule.
#include <doctest/doctest.h>

#include <string>

#include "shared/text.h"
#include "shared/value.h"

using shared::Rule;
using shared::ValueKind;

namespace {

struct Row {
  const char* name;
  ValueKind kind;
  const char* country;
  std::string value;
  const char* rule;        // Of the first problem; empty: none.
  const char* suggestion;  // "*": not looked at.
};

void check(const Row& row) {
  INFO(row.name << ": " << row.value);
  shared::ProblemList problems;
  shared::judge_value(row.kind, row.country, row.value, problems);
  const std::string rule(problems.empty() ? std::string_view() : code_of(problems.begin()->rule));
  CHECK(rule == row.rule);
  if (!problems.empty() && row.suggestion[0] != '*') CHECK(problems.begin()->suggestion == row.suggestion);
}

std::string repeated(const std::string& part, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += part;
  return text;
}

}  // namespace

TEST_CASE("hostile text is refused in every kind of field") {
  struct Hostile {
    const char* name;
    std::string text;
  };
  const Hostile texts[] = {
      {"bell", "Anna\x07"},
      {"line feed inside", "Anna\nMaria"},
      {"C1 control", "Anna\xC2\x85"},
      {"line separator", "Anna\xE2\x80\xA8Maria"},
      {"right-to-left override", "\xE2\x80\xAE" "Anna"},
      {"isolate", "Anna\xE2\x81\xA6Maria"},
      {"zero-width space", "An\xE2\x80\x8Bna"},
      {"byte order mark", "\xEF\xBB\xBF" "Anna"},
      {"word joiner", "An\xE2\x81\xA0na"},
      {"replacement character", "Ann\xEF\xBF\xBD"},
      {"private use", "Anna\xEE\x80\x80"},
      {"non-character", "Anna\xEF\xBF\xBF"},
      {"tag", "Anna\xF3\xA0\x81\x81"},
      {"lone byte", "Ann\xE4"},
      {"overlong form", "Anna\xC0\xAF"},
      {"surrogate", "Anna\xED\xA0\x80"},
      {"Hangul filler alone", "\xE3\x85\xA4"},
      {"braille blank alone", "\xE2\xA0\x80"},
      {"marks in a heap", "A" + repeated("\xCC\x81", 12)},
  };
  int seen = 0;
  for (const Hostile& hostile : texts) {
    for (const ValueKind kind : {ValueKind::company_name, ValueKind::person_name, ValueKind::city, ValueKind::address_line, ValueKind::email, ValueKind::phone_number, ValueKind::domain}) {
      INFO(hostile.name);
      shared::ProblemList problems;
      shared::judge_value(kind, "SE", hostile.text, problems);
      CHECK(problems.has_errors());
      ++seen;
    }
  }
  CHECK(seen == 19 * 7);
}

TEST_CASE("names of companies") {
  const Row rows[] = {
      {"everyday", ValueKind::company_name, "SE", "Nordanvik Papper AB", "", ""},
      {"digits", ValueKind::company_name, "US", "3M", "", ""},
      {"exclamation mark", ValueKind::company_name, "US", "Yahoo!", "", ""},
      {"leading dot", ValueKind::company_name, "AU", ".au Domain Administration Limited", "*", "*"},
      {"quotes", ValueKind::company_name, "CH", "European Organization (\"CERN\")", "", ""},
      {"Arabic", ValueKind::company_name, "AE", "شركة الاتصالات", "", ""},
      {"Null is a name", ValueKind::company_name, "SE", "Null", "", ""},
      {"symbols", ValueKind::company_name, "SE", "---", "company_name_only_symbols", "*"},
      {"abbreviation", ValueKind::company_name, "GB", "Ltd.", "company_name_only_abbreviation", "*"},
      {"repeated", ValueKind::company_name, "SE", "999", "company_name_repeated_character", "*"},
      {"spaced out", ValueKind::company_name, "SE", "1 2 3", "company_name_spaced_characters", "*"},
      {"web address", ValueKind::company_name, "SE", "nordanvik.com", "company_name_contains_domain", "*"},
      {"empty", ValueKind::company_name, "SE", "", "required", "*"},
      {"only spaces", ValueKind::company_name, "SE", "   ", "required", "*"},
      {"203 characters", ValueKind::company_name, "SE", repeated("ab ", 68), "too_long", "*"},
      {"misread", ValueKind::company_name, "SE", "MalmÃ¶ Bryggeri", "misread_encoding", "Malmö Bryggeri"},
  };
  int seen = 0;
  for (const Row& row : rows) {
    if (row.rule[0] != '*') check(row);
    ++seen;
  }
  CHECK(seen == 16);
}

TEST_CASE("names of persons") {
  for (const char* name : {"Anna", "O'Brien", "O’Brien", "Jean-Luc", "van der Berg", "李", "عبد الله", "Nguyễn Thị", "X Æ", "Null", "Test", "Müller-Lüdenscheidt", "J.R.R."}) {
    check({name, ValueKind::person_name, "SE", name, "", ""});
  }
  check({"digits", ValueKind::person_name, "SE", "12345", "person_name_no_letter", "*"});
  check({"email", ValueKind::person_name, "SE", "anna@example.com", "person_name_is_email", "*"});
  check({"web address", ValueKind::person_name, "SE", "https://example.com", "person_name_is_url", "*"});
}

TEST_CASE("email addresses") {
  for (const char* email : {"invoices@company.example", "a@b.se", "first.last+tag@sub.domain.co.uk", "o'brien@example.com", "x_y-z@example.org", "user@xn--mller-kva.example"}) {
    check({email, ValueKind::email, "SE", email, "", ""});
  }
  const Row rows[] = {
      {"two dots", ValueKind::email, "SE", "a..b@c.se", "email_dots", "*"},
      {"no at sign", ValueKind::email, "SE", "anna.example.com", "email_at_sign_missing", "*"},
      {"nothing in front", ValueKind::email, "SE", "@example.com", "email_local_part_missing", "*"},
      {"nothing behind", ValueKind::email, "SE", "anna@", "email_domain_missing", "*"},
      {"dot at the end", ValueKind::email, "SE", "anna@example.com.", "email_trailing_dot", "anna@example.com"},
      {"mailto", ValueKind::email, "SE", "mailto:anna@example.com", "email_mailto", "anna@example.com"},
      {"display name", ValueKind::email, "SE", "Anna <anna@example.com>", "email_display_name", "anna@example.com"},
      {"two addresses", ValueKind::email, "SE", "anna@example.com, bo@example.com", "email_several", "*"},
      {"one label", ValueKind::email, "SE", "a@b", "email_domain_format", "*"},
      {"near miss", ValueKind::email, "SE", "anna@gmial.com", "email_near_miss", "anna@gmail.com"},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("domain names") {
  for (const char* domain : {"skf.com", "example.co.uk", "xn--mller-kva.example", "a-b.se", "3m.com"}) check({domain, ValueKind::domain, "SE", domain, "", ""});
  const Row rows[] = {
      {"address of a page", ValueKind::domain, "SE", "https://www.skf.com/se", "domain_is_url", "skf.com"},
      {"suffix", ValueKind::domain, "GB", "co.uk", "domain_is_suffix", "*"},
      {"one label", ValueKind::domain, "SE", "contoso", "domain_one_label", "*"},
      {"space", ValueKind::domain, "SE", "sk f.com", "domain_format", "*"},
      {"email", ValueKind::domain, "SE", "info@skf.com", "domain_is_email", "skf.com"},
      {"www", ValueKind::domain, "SE", "www.skf.com", "domain_www", "skf.com"},
      {"dot at the end", ValueKind::domain, "SE", "skf.com.", "domain_trailing_dot", "skf.com"},
      {"underscore", ValueKind::domain, "SE", "a_b.com", "domain_format", "*"},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("languages and cultures") {
  const Row rows[] = {
      {"language", ValueKind::language, "SE", "sv", "", ""},
      {"upper case", ValueKind::language, "SE", "SV", "", ""},
      {"a name", ValueKind::language, "SE", "english", "language_unknown", "*"},
      {"a culture", ValueKind::language, "SE", "sv-SE", "language_is_culture", "sv"},
      {"culture", ValueKind::culture, "SE", "sv-SE", "", ""},
      {"case", ValueKind::culture, "SE", "SV-se", "", ""},
      {"script", ValueKind::culture, "TW", "zh-Hant-TW", "*", "*"},
      {"no such region", ValueKind::culture, "SE", "sv-XX", "culture_unknown", "*"},
      {"no such language", ValueKind::culture, "CZ", "cz-CZ", "culture_unknown", "cs-CZ"},
      {"UK", ValueKind::culture, "GB", "en-UK", "culture_unknown", "en-GB"},
      {"no region", ValueKind::culture, "SE", "sv", "culture_region_missing", "sv-SE"},
      {"not the country's", ValueKind::culture, "SE", "fr-FR", "culture_not_listed", "*"},
  };
  for (const Row& row : rows) {
    if (row.rule[0] != '*') check(row);
  }
}

TEST_CASE("tax and registration numbers") {
  const Row rows[] = {
      {"Swedish organisation number", ValueKind::organization_registration_number, "SE", "556007-3495", "", ""},
      {"wrong check digit", ValueKind::organization_registration_number, "SE", "556007-3496", "registration_number_check_digit", "*"},
      {"twelve digits", ValueKind::organization_registration_number, "SE", "165560073495", "", ""},
      {"Swedish VAT number", ValueKind::tax_id, "SE", "SE556007349501", "", ""},
      {"spaces and hyphen", ValueKind::tax_id, "SE", "SE 556007-3495 01", "", ""},
      {"German VAT number, wrong digit", ValueKind::tax_id, "DE", "DE129274203", "tax_id_check_digit", "*"},
      {"Danish VAT number", ValueKind::tax_id, "DK", "DK24256790", "", ""},
      {"Norwegian number", ValueKind::organization_registration_number, "NO", "982463718", "", ""},
      {"unknown country's", ValueKind::tax_id, "AF", "12345678", "not_checked", "*"},
  };
  for (const Row& row : rows) check(row);
}
