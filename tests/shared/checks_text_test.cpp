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
  std::string suggestion;  // "*": not looked at.
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
      {"misread twice", ValueKind::company_name, "SE", "MalmÃƒÂ¶ Bryggeri", "misread_encoding", "Malmö Bryggeri"},
      {"misread, with a letter for a byte", ValueKind::company_name, "DE", "Ãœber GmbH", "misread_encoding", "Über GmbH"},
      {"misread, with a control", ValueKind::company_name, "ES", "Ã\u0081ngel SA", "control_character", "Ángel SA"},
      {"a tag", ValueKind::company_name, "SE", "<b>Nordanvik</b> AB", "markup", "Nordanvik AB"},
      {"a full-width tag", ValueKind::company_name, "SE", "＜script＞alert(1)＜/script＞", "markup", ""},
      {"a line break", ValueKind::company_name, "SE", "Nordanvik\nPapper", "control_character", "Nordanvik Papper"},
      {"less than", ValueKind::company_name, "SE", "I <3 Papper", "", ""},
      {"a direction mark", ValueKind::company_name, "IL", "\u200Fתנובה\u200F", "", ""},
  };
  int seen = 0;
  for (const Row& row : rows) {
    if (row.rule[0] != '*') check(row);
    ++seen;
  }
  CHECK(seen == 24);
}

TEST_CASE("names of persons") {
  for (const char* name : {"Anna", "O'Brien", "O’Brien", "Jean-Luc", "van der Berg", "李", "عبد الله", "Nguyễn Thị", "X Æ", "Null", "Test", "Müller-Lüdenscheidt", "J.R.R."}) {
    check({name, ValueKind::person_name, "SE", name, "", ""});
  }
  check({"digits", ValueKind::person_name, "SE", "12345", "person_name_no_letter", "*"});
  check({"email", ValueKind::person_name, "SE", "anna@example.com", "person_name_is_email", "*"});
  check({"underscore", ValueKind::person_name, "SE", "anna_maria", "person_name_character", "anna maria"});
  check({"signs around", ValueKind::person_name, "SE", "*Anna*", "person_name_character", "Anna"});
  check({"a tag", ValueKind::person_name, "SE", "<i>Anna</i>", "markup", "Anna"});
  check({"a joiner between Latin letters", ValueKind::person_name, "SE", "An\u200Cna", "invisible_character", "Anna"});
  check({"marks in a heap", ValueKind::person_name, "SE", "A" + repeated("\u0316", 12), "too_many_marks", "A"});
  check({"web address", ValueKind::person_name, "SE", "https://example.com", "person_name_is_url", "*"});
}

TEST_CASE("email addresses") {
  for (const char* email : {"anna@microsoft.com", "anna@mail.com", "anna@ymail.com", "anna@email.com", "anna@hotmail.co.uk", "anna@live.se", "ANNA@BÜCHER.example", "anna@xn--bcher-kva.example"}) {
    check({email, ValueKind::email, "SE", email, "", ""});
  }
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
      {"near miss by one letter", ValueKind::email, "SE", "anna@hotnail.com", "email_near_miss", "anna@hotmail.com"},
      {"near miss in another country", ValueKind::email, "SE", "anna@outlok.se", "email_near_miss", "anna@outlook.se"},
      {"an ending the provider has not", ValueKind::email, "SE", "anna@gmail.se", "email_near_miss", "anna@gmail.com"},
      {"a slip in the ending", ValueKind::email, "SE", "anna@company.con", "email_near_miss", "anna@company.com"},
      {"comma at the end", ValueKind::email, "SE", "anna@company.se,", "email_domain_format", "anna@company.se"},
      {"comma for a dot", ValueKind::email, "SE", "anna@company,se", "email_domain_format", "anna@company.se"},
      {"no dot", ValueKind::email, "SE", "anna@gmailcom", "email_domain_format", "anna@gmail.com"},
      {"no ending", ValueKind::email, "SE", "anna@hotmail", "email_domain_format", "anna@hotmail.com"},
      {"at sign as 2", ValueKind::email, "SE", "anna2gmail.com", "email_at_sign_missing", "anna@gmail.com"},
      {"at sign in words", ValueKind::email, "SE", "anna (at) company.com", "email_at_sign_missing", "anna@company.com"},
      {"two at signs", ValueKind::email, "SE", "anna@@company.com", "email_character", "anna@company.com"},
      {"full-width at sign", ValueKind::email, "SE", "anna＠company.com", "email_at_sign_form", "anna@company.com"},
      {"full-width domain", ValueKind::email, "SE", "anna@ｃｏｍｐａｎｙ.com", "email_domain_format", "anna@company.com"},
      {"in quotation marks", ValueKind::email, "SE", "\"anna@company.com\"", "email_character", "anna@company.com"},
      {"with a comment", ValueKind::email, "SE", "anna@company.com (Anna)", "email_space", "anna@company.com"},
      {"name without brackets", ValueKind::email, "SE", "Anna anna@company.com", "email_space", "anna@company.com"},
      {"space inside", ValueKind::email, "SE", "anna lind@company.com", "email_space", "annalind@company.com"},
      {"dot before the at sign", ValueKind::email, "SE", "anna.@company.com", "email_dots", "anna@company.com"},
      {"subject behind", ValueKind::email, "SE", "mailto:anna@company.com?subject=hi", "email_mailto", "anna@company.com"},
      {"underscore in the domain", ValueKind::email, "SE", "anna@com_pany.com", "email_domain_format", "anna@com-pany.com"},
      {"an address of a page behind the at sign", ValueKind::email, "SE", "anna@https://company.com/", "email_domain_format", "anna@company.com"},
      {"quoted needlessly", ValueKind::email, "SE", "\"anna\"@company.com", "email_quoted", "anna@company.com"},
      {"quoted", ValueKind::email, "SE", "\"anna lind\"@company.com", "email_quoted", ""},
      {"letters of Cyrillic in the domain", ValueKind::email, "SE", "anna@pаypal.com", "domain_mixed_scripts", "anna@paypal.com"},
      {"beyond ASCII", ValueKind::email, "SE", "åsa@company.com", "email_not_ascii", ""},
      {"an IP address", ValueKind::email, "SE", "anna@[127.0.0.1]", "email_domain_format", ""},
      {"an ending nobody has", ValueKind::email, "SE", "anna@company.xyzzy", "email_top_level_unknown", ""},
      {"64 octets", ValueKind::email, "SE", repeated("a", 64) + "@company.com", "", ""},
      {"65 octets", ValueKind::email, "SE", repeated("a", 65) + "@company.com", "email_too_long", ""},
      {"32 letters of two octets", ValueKind::email, "SE", repeated("å", 32) + "@company.com", "email_not_ascii", ""},
      {"33 letters of two octets", ValueKind::email, "SE", repeated("å", 33) + "@company.com", "email_too_long", ""},
      {"label of 63", ValueKind::email, "SE", "anna@" + repeated("a", 63) + ".com", "", ""},
      {"label of 64", ValueKind::email, "SE", "anna@" + repeated("a", 64) + ".com", "email_too_long", ""},
      {"254 octets", ValueKind::email, "SE", repeated("a", 64) + "@" + repeated("a", 60) + "." + repeated("a", 60) + "." + repeated("a", 60) + ".aa.com", "", ""},
      {"255 octets", ValueKind::email, "SE", repeated("a", 64) + "@" + repeated("a", 60) + "." + repeated("a", 60) + "." + repeated("a", 60) + ".aaa.com", "too_long", ""},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("domain names") {
  for (const char* domain : {"räksmörgås.se", "RÄKSMÖRGÅS.SE", "ｓｋｆ。ｃｏｍ", "пример.рф", "сосо.рф", "нафта.com", "日本語.jp", "トヨタ.jp", "l·l.cat", "نامه‌ای.com", "क्‍ष.com", "שלום.co.il", "عرب1.com", "faß.de",
                             "βόλος.com", "1337.com", "foo--bar.com", "xn--rksmrgs-5wao1o.se", "gov.uk", "www.yt"}) {
    check({domain, ValueKind::domain, "SE", domain, "", ""});
  }
  for (const char* domain : {"skf.com", "example.co.uk", "xn--mller-kva.example", "a-b.se", "3m.com"}) check({domain, ValueKind::domain, "SE", domain, "", ""});
  const Row rows[] = {
      {"address of a page", ValueKind::domain, "SE", "https://www.skf.com/se", "domain_is_url", "skf.com"},
      {"suffix", ValueKind::domain, "GB", "co.uk", "domain_is_suffix", "*"},
      {"one label", ValueKind::domain, "SE", "contoso", "domain_one_label", "*"},
      {"space", ValueKind::domain, "SE", "sk f.com", "domain_format", "*"},
      {"email", ValueKind::domain, "SE", "info@skf.com", "domain_is_email", "skf.com"},
      {"www", ValueKind::domain, "SE", "www.skf.com", "domain_www", "skf.com"},
      {"dot at the end", ValueKind::domain, "SE", "skf.com.", "domain_trailing_dot", "skf.com"},
      {"underscore", ValueKind::domain, "SE", "a_b.com", "domain_format", "a-b.com"},
      {"comma", ValueKind::domain, "SE", "skf,com", "domain_format", "skf.com"},
      {"slip in the ending", ValueKind::domain, "SE", "skf.con", "domain_top_level_unknown", "skf.com"},
      {"no dot", ValueKind::domain, "SE", "skfcom", "domain_one_label", "skf.com"},
      {"any host", ValueKind::domain, "SE", "*.skf.com", "domain_format", "skf.com"},
      {"two dots", ValueKind::domain, "SE", "skf..com", "domain_format", "skf.com"},
      {"hyphen at the edge", ValueKind::domain, "SE", "-skf-.com", "domain_format", "skf.com"},
      {"hyphens at the third place", ValueKind::domain, "SE", "ab--cd.com", "domain_format", ""},
      {"Cyrillic that looks Latin", ValueKind::domain, "SE", "аррӏе.com", "domain_look_alike", "apple.com"},
      {"the same as an A-label", ValueKind::domain, "SE", "xn--80ak6aa92e.com", "domain_look_alike", "apple.com"},
      {"two alphabets", ValueKind::domain, "SE", "pаypal.com", "domain_mixed_scripts", "paypal.com"},
      {"no letters behind the prefix", ValueKind::domain, "SE", "xn--a.com", "domain_format", ""},
      {"a symbol as an A-label", ValueKind::domain, "SE", "xn--n3h.net", "domain_format", ""},
      {"middle dot alone", ValueKind::domain, "SE", "a·b.cat", "domain_format", ""},
      {"a joiner alone", ValueKind::domain, "SE", "نام‌.com", "invisible_character", "نام.com"},
      {"Latin in Hebrew", ValueKind::domain, "SE", "אa.com", "domain_format", ""},
      {"a digit before Hebrew", ValueKind::domain, "SE", "0א.com", "domain_format", ""},
      {"a digit beside a Hebrew label", ValueKind::domain, "SE", "3m.שלום", "domain_format", ""},
      {"two kinds of digits", ValueKind::domain, "SE", "عرب1١.com", "domain_format", ""},
      {"a mark first", ValueKind::domain, "SE", "\u0308a.com", "domain_format", ""},
      {"an IP address", ValueKind::domain, "SE", "192.168.0.1", "domain_format", ""},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("languages and cultures") {
  const Row rows[] = {
      {"language", ValueKind::language, "SE", "sv", "", ""},
      {"upper case", ValueKind::language, "SE", "SV", "", ""},
      {"a name", ValueKind::language, "SE", "english", "language_unknown", "*"},
      {"a culture", ValueKind::language, "SE", "sv-SE", "language_is_culture", "sv"},
      {"with its script", ValueKind::language, "CN", "zh-Hans", "", ""},
      {"with a script that nobody registered", ValueKind::language, "CN", "zh-Hxns", "language_unknown", ""},
      {"with script and region", ValueKind::language, "CN", "zh-Hans-CN", "language_is_culture", "zh"},
      {"of the partner API's list for Portugal", ValueKind::language, "PT", "pt-PT", "", ""},
      {"of the partner API's list for China", ValueKind::language, "CN", "zh-CHS", "", ""},
      {"culture", ValueKind::culture, "SE", "sv-SE", "", ""},
      {"case", ValueKind::culture, "SE", "SV-se", "", ""},
      {"script", ValueKind::culture, "TW", "zh-Hant-TW", "*", "*"},
      {"no such region", ValueKind::culture, "SE", "sv-XX", "culture_unknown", "*"},
      {"no such language", ValueKind::culture, "CZ", "cz-CZ", "culture_unknown", "cs-CZ"},
      {"UK", ValueKind::culture, "GB", "en-UK", "culture_unknown", "en-GB"},
      {"no region", ValueKind::culture, "SE", "sv", "culture_region_missing", "sv-SE"},
      {"no region, in another country", ValueKind::culture, "US", "sv", "culture_region_missing", "sv-SE"},
      {"no region, the country's second language", ValueKind::culture, "FI", "sv", "culture_region_missing", "sv-FI"},
      {"no region, by the country's name", ValueKind::culture, "SE", "fr", "culture_region_missing", "fr-FR"},
      {"underscore", ValueKind::culture, "SE", "sv_SE", "culture_unknown", "sv-SE"},
      {"a program's locale", ValueKind::culture, "SE", "sv_SE.UTF-8", "culture_unknown", "sv-SE"},
      {"a name", ValueKind::culture, "SE", "Swedish", "culture_unknown", "sv-SE"},
      {"a name and a region", ValueKind::culture, "GB", "English (UK)", "culture_unknown", "en-GB"},
      {"a country", ValueKind::culture, "SE", "SE", "culture_region_missing", "*"},
      {"a country that is no language", ValueKind::culture, "JP", "JP", "culture_unknown", "ja-JP"},
      {"three letters", ValueKind::culture, "US", "eng-USA", "culture_unknown", "en-US"},
      {"the language twice", ValueKind::culture, "GB", "en-EN", "culture_unknown", "en-GB"},
      {"Chinese of Windows", ValueKind::culture, "TW", "zh-CHT", "culture_unknown", "zh-TW"},
      {"the language of another country", ValueKind::culture, "SE", "sv-FI", "culture_not_listed", "sv-SE"},
      {"iw", ValueKind::culture, "IL", "iw-IL", "", ""},
      {"Danish by its country", ValueKind::language, "DK", "dk", "language_unknown", "da"},
      {"Greek by its country", ValueKind::language, "GR", "gr", "language_unknown", "el"},
      {"Ukrainian by its country", ValueKind::language, "UA", "ua", "language_unknown", "uk"},
      {"Japanese by its country", ValueKind::language, "JP", "jp", "language_unknown", "ja"},
      {"in Swedish", ValueKind::language, "SE", "Svenska", "language_unknown", "sv"},
      {"in French", ValueKind::language, "FR", "Français", "language_unknown", "fr"},
      {"in Russian", ValueKind::language, "RU", "Русский", "language_unknown", "ru"},
      {"in Japanese", ValueKind::language, "JP", "日本語", "language_unknown", "ja"},
      {"with an underscore", ValueKind::language, "SE", "sv_SE", "language_is_culture", "sv"},
      {"by three letters", ValueKind::language, "SE", "swe", "language_unknown", "sv"},
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
