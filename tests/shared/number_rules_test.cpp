// Tax and registration numbers: what a table of check digits alone would miss.
#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "shared/checks_numbers.h"
#include "shared/number_schemes.h"
#include "shared/value.h"

using shared::Field;

namespace {

constexpr bool tax = true;
constexpr bool registration = false;

struct Row {
  const char* name;
  bool is_tax;
  const char* country;
  const char* typed;
  const char* written;          // After normalising.
  const char* rule = "";        // Of the first problem; empty: none.
  const char* suggestion = "";
};

void judge(const Row& row, shared::ProblemList& problems) {
  if (row.is_tax) {
    shared::check_tax_id(Field::billing_tax_id, row.typed, row.country, problems);
  } else {
    shared::check_registration_number(Field::company_organization_registration_number, row.typed, row.country, problems);
  }
}

std::string normalized(const Row& row, std::string value) {
  if (row.is_tax) {
    shared::normalize_tax_id(value, row.country);
  } else {
    shared::normalize_registration_number(value, row.country);
  }
  return value;
}

void check(const Row& row) {
  INFO(std::string(row.name) << ": " << std::string(row.country) << " " << std::string(row.typed));
  shared::ProblemList problems;
  judge(row, problems);
  CHECK((problems.empty() ? std::string_view() : code_of(problems.begin()->rule)) == row.rule);
  if (!problems.empty()) CHECK(problems.begin()->suggestion == row.suggestion);
  const std::string once = normalized(row, row.typed);
  CHECK(once == row.written);
  CHECK(normalized(row, once) == once);
}

}  // namespace

TEST_CASE("Swedish numbers") {
  const Row rows[] = {
      {"company", registration, "SE", "556007-3495", "556007-3495"},
      {"without hyphen", registration, "SE", "5560073495", "556007-3495"},
      {"with spaces", registration, "SE", "556007 3495", "556007-3495"},
      {"16 in front is stripped", registration, "SE", "165560073495", "556007-3495"},
      {"16 in front, hyphen", registration, "SE", "16556007-3495", "556007-3495"},
      {"wrong check digit", registration, "SE", "556007-3496", "556007-3496", "registration_number_check_digit"},
      {"third digit 1 is no company and no date", registration, "SE", "551607-3490", "551607-3490", "registration_number_check_digit"},
      {"third digit 0 is no company and no date", registration, "SE", "550099-3496", "550099-3496", "registration_number_check_digit"},
      {"all zeros", registration, "SE", "000000-0000", "000000-0000", "registration_number_check_digit"},
      {"state, region or municipality", registration, "SE", "232100-0131", "232100-0131"},
      {"association", registration, "SE", "802405-0190", "802405-0190"},
      {"sole trader", registration, "SE", "811228-9874", "811228-9874"},
      {"sole trader over a hundred", registration, "SE", "811228+9874", "811228+9874"},
      {"sole trader with century", registration, "SE", "19811228-9874", "19811228-9874"},
      {"sole trader with century, digits", registration, "SE", "198112289874", "19811228-9874"},
      {"coordination number, day plus 60", registration, "SE", "811288-9871", "811288-9871"},
      {"no such month", registration, "SE", "811328-9872", "811328-9872", "registration_number_check_digit"},
      {"VAT number", tax, "SE", "SE556007349501", "SE556007349501"},
      {"VAT number with separators", tax, "SE", "se 556007-3495 01", "SE556007349501"},
      {"VAT number without prefix", tax, "SE", "556007349501", "SE556007349501"},
      {"VAT number of a sole trader", tax, "SE", "SE811228987401", "SE811228987401"},
      {"VAT number not of 01", tax, "SE", "SE556007349502", "SE556007349502", "tax_id_format"},
      {"VAT number, wrong check digit", tax, "SE", "SE556007349601", "SE556007349601", "tax_id_check_digit"},
      {"VAT number without 01", tax, "SE", "SE5560073495", "SE5560073495", "tax_id_format", "SE556007349501"},
      {"letter O for a zero", tax, "SE", "SE55600734950l", "SE55600734950l", "tax_id_format", "SE556007349501"},
      {"letter O for a zero, registration", registration, "SE", "556OO7-3495", "556OO7-3495", "registration_number_format", "556007-3495"},
      {"a person's number is not suggested", registration, "SE", "8I1228-9874", "8I1228-9874", "registration_number_format"},
      {"Danish number", tax, "SE", "DK24256790", "DK24256790", "tax_id_country"},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("prefixes and forms of VAT numbers") {
  const Row rows[] = {
      {"Greece, EL", tax, "GR", "EL094259216", "EL094259216"},
      {"Greece, GR becomes EL", tax, "GR", "gr 094259216", "EL094259216"},
      {"Greece, old form of 8", tax, "GR", "GR 23456780", "EL023456780"},
      {"Great Britain", tax, "GB", "GB 980 7806 84", "GB980780684"},
      {"Northern Ireland keeps XI", tax, "GB", "XI980780684", "XI980780684"},
      {"Great Britain, government", tax, "GB", "GBGD001", "GBGD001"},
      {"Great Britain, government above 499", tax, "GB", "GBGD500", "GBGD500", "tax_id_check_digit"},
      {"Great Britain, health", tax, "GB", "GBHA500", "GBHA500"},
      {"Great Britain, branch", tax, "GB", "GB980780684001", "GB980780684001"},
      {"Switzerland, German", tax, "CH", "che107787577mwst", "CHE-107.787.577 MWST"},
      {"Switzerland, French", tax, "CH", "CHE-107.787.577 TVA", "CHE-107.787.577 TVA"},
      {"Switzerland, Italian", tax, "CH", "CHE-107.787.577 IVA", "CHE-107.787.577 IVA"},
      {"Switzerland, other letters", tax, "CH", "CHE-107.787.577 VAT", "CHE-107.787.577 VAT", "tax_id_format"},
      {"Norway, MVA", tax, "NO", "NO 995 525 828 mva", "NO995525828MVA"},
      {"Norway, MVA is added", tax, "NO", "995525828", "NO995525828MVA"},
      {"France, key of digits", tax, "FR", "FR 40 303 265 045", "FR40303265045"},
      {"France, key of letters", tax, "FR", "FR K7399859412", "FRK7399859412"},
      {"France, no letter O in a key", tax, "FR", "FR4O303265045", "FR4O303265045", "tax_id_check_digit"},
      {"France, lower case", tax, "FR", "fr40303265045", "FR40303265045"},
      {"Spain, letter first", tax, "ES", "ES B-86670460", "ESB86670460"},
      {"Spain, letter first and last", tax, "ES", "ESQ2891006E", "ESQ2891006E"},
      {"Spain, person", tax, "ES", "54362315K", "ES54362315K"},
      {"Spain, foreign person", tax, "ES", "X-2482300W", "ESX2482300W"},
      {"Spain, foreign person, Y", tax, "ES", "Y0000001S", "ESY0000001S"},
      {"Spain, AB take a digit", tax, "ES", "ESB8667046J", "ESB8667046J", "tax_id_check_digit"},
      {"Netherlands, company", tax, "NL", "NL004495445B01", "NL004495445B01"},
      {"Netherlands, zeros left out", tax, "NL", "NL4495445B01", "NL004495445B01"},
      {"Netherlands, sole trader since 2020", tax, "NL", "NL002455799B11", "NL002455799B11"},
      {"Netherlands, sole trader, wrong", tax, "NL", "NL002455799B12", "NL002455799B12", "tax_id_check_digit"},
      {"Netherlands, B00", tax, "NL", "NL004495445B00", "NL004495445B00", "tax_id_check_digit"},
      {"Ireland, new form", tax, "IE", "IE 6433435F", "IE6433435F"},
      {"Ireland, nine characters", tax, "IE", "IE6433435OA", "IE6433435OA"},
      {"Ireland, old form", tax, "IE", "IE8D79739I", "IE8D79739I"},
      {"Ireland, old form, wrong", tax, "IE", "IE8D79738J", "IE8D79738J", "tax_id_check_digit"},
      {"Cyprus, letter last", tax, "CY", "CY-10259033P", "CY10259033P"},
      {"Cyprus, digit last", tax, "CY", "CY102590339", "CY102590339", "tax_id_format"},
      {"Romania, 2 digits", tax, "RO", "RO19", "RO19"},
      {"Romania, 8 digits", tax, "RO", "ro 185 472 90", "RO18547290"},
      {"Romania, 11 digits", tax, "RO", "RO18547290123", "RO18547290123", "tax_id_format"},
      {"Belgium, 0 in front", tax, "BE", "BE0403019261", "BE0403019261"},
      {"Belgium, 0 left out", tax, "BE", "BE 403.019.261", "BE0403019261"},
      {"Belgium, 1 in front", tax, "BE", "BE1000000120", "BE1000000120"},
      {"Belgium, 2 in front", tax, "BE", "BE2000000017", "BE2000000017", "tax_id_check_digit"},
      {"Lithuania, 9", tax, "LT", "LT119511515", "LT119511515"},
      {"Lithuania, 12", tax, "LT", "LT 100001919017", "LT100001919017"},
      {"Lithuania, 10", tax, "LT", "LT1000019190", "LT1000019190", "tax_id_format"},
      {"Czechia, 8", tax, "CZ", "CZ 25123891", "CZ25123891"},
      {"Czechia, 9", tax, "CZ", "CZ640903926", "CZ640903926"},
      {"Czechia, 10, person", tax, "CZ", "CZ7103192745", "CZ7103192745"},
      {"Czechia, 11", tax, "CZ", "CZ71031927455", "CZ71031927455", "tax_id_format"},
      {"Hungary, 8", tax, "HU", "hu-12892312", "HU12892312"},
      {"Hungary, domestic 11", tax, "HU", "10773381244", "10773381-2-44"},
      {"Hungary, domestic, wrong", tax, "HU", "10773382-2-44", "10773382-2-44", "tax_id_check_digit"},
      {"Germany", tax, "DE", "DE 136,695 976", "DE136695976"},
      {"Germany, tax number with the letters of VAT", tax, "DE", "DE1336695976", "DE1336695976", "tax_id_format"},
      {"Germany, tax number of 11 digits", tax, "DE", "18181508155", "18181508155"},
      {"Germany, tax number with slashes", tax, "DE", "181/815/08155", "181/815/08155"},
      {"Germany, person's number, wrong check digit", tax, "DE", "36 574 261 890", "36 574 261 890", "tax_id_check_digit"},
      {"Germany, with slashes", tax, "DE", "DE 136/695/976", "DE136695976"},
      {"Finland", tax, "FI", "FI-2077474-0", "FI20774740"},
      {"Monaco is in France", tax, "MC", "fr53000004605", "FR53000004605"},
      {"Lithuanian register is not known", registration, "LT", "111950581", "111950581", "not_checked"},
      {"word in front", tax, "PL", "NIP: 856-734-62-15", "PL8567346215"},
      {"word and code in front", tax, "GB", "VAT GB 980 7806 84", "GB980780684"},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("other tax and registration numbers") {
  const Row rows[] = {
      {"Brazil", registration, "BR", "16727230000197", "16.727.230/0001-97"},
      {"Brazil, with letters since 2026", registration, "BR", "12abc34501de35", "12.ABC.345/01DE-35"},
      {"Brazil, check digits are no letters", registration, "BR", "12.ABC.345/01DE-3A", "12.ABC.345/01DE-3A", "registration_number_format"},
      {"Brazil, zeros", registration, "BR", "00.000.000/0000-00", "00.000.000/0000-00", "registration_number_check_digit"},
      {"Mexico, company", tax, "MX", "mab9307148t4", "MAB9307148T4"},
      {"Mexico, person", tax, "MX", "GODE 561231 GR8", "GODE561231GR8"},
      {"Mexico, Ñ and &", tax, "MX", "ñ&t130705md6", "Ñ&T130705MD6"},
      {"Mexico, the check digit is wrong in real numbers: a warning", tax, "MX", "VACE-460910-SX6", "VACE460910SX6", "tax_id_check_digit"},
      {"Mexico, no month 13", tax, "MX", "GODE561331GR8", "GODE561331GR8", "tax_id_check_digit"},
      {"Mexico, word that no name makes", tax, "MX", "BUEI591231GH9", "BUEI591231GH9", "tax_id_check_digit"},
      {"India, number of a state contains PAN", tax, "IN", "27aapfu0939f1zv", "27AAPFU0939F1ZV"},
      {"India, no state 39", tax, "IN", "39AAPFU0939F1ZQ", "39AAPFU0939F1ZQ", "tax_id_check_digit"},
      {"India, wrong check character", tax, "IN", "27AAPFU0939F1ZW", "27AAPFU0939F1ZW", "tax_id_check_digit"},
      {"India, PAN", tax, "IN", "ACUPA7085R", "ACUPA7085R"},
      {"India, PAN of no kind", tax, "IN", "ABMXA3211G", "ABMXA3211G", "tax_id_check_digit"},
      {"United States, prefix in use", tax, "US", "91-1144442", "91-1144442"},
      {"United States, prefix that nobody has", tax, "US", "07-1144442", "07-1144442", "tax_id_check_digit"},
      {"United States, person", tax, "US", "536-90-4399", "536-90-4399"},
      {"United States, person of 000", tax, "US", "000-90-4399", "000-90-4399", "tax_id_check_digit"},
      {"United States, digits alone", tax, "US", "911144442", "911144442"},
      {"Canada", tax, "CA", "12302 6635 rc 0001", "123026635RC0001"},
      {"Canada, nine digits", registration, "CA", "123026635", "12302 6635"},
      {"Australia, ABN", registration, "AU", "83914571673", "83 914 571 673"},
      {"Australia, ACN", registration, "AU", "004085616", "004 085 616"},
      {"Japan", registration, "JP", "5-8356-7825-6246", "5835678256246"},
      {"Japan, qualified invoice", tax, "JP", "T5835678256246", "T5835678256246"},
      {"Korea", registration, "KR", "1168200276", "116-82-00276"},
      {"China", registration, "CN", "91110000600037341l", "91110000600037341L"},
      {"China, no letter I", registration, "CN", "9111000060003734IL", "9111000060003734IL", "registration_number_check_digit"},
      {"Russia, company", tax, "RU", "7736050003", "7736050003"},
      {"Russia, person", tax, "RU", "123456789047", "123456789047"},
      {"Russia, register", registration, "RU", "1027700070518", "1027700070518"},
      {"Germany, register", registration, "DE", "Amtsgericht München, HRB 6684", "Amtsgericht München, HRB 6684"},
      {"Germany, no register", registration, "DE", "6684", "6684", "registration_number_format"},
      {"Great Britain, company", registration, "GB", "1026167", "01026167"},
      {"Great Britain, Scotland", registration, "GB", "sc117119", "SC117119"},
      {"Austria, register", registration, "AT", "FN 93363 z", "FN 93363 z"},
      {"Austria, tax office that there is none", tax, "AT", "05-012/3456", "05-012/3456", "tax_id_check_digit"},
      {"Belgium, person", tax, "BE", "85073003328", "85.07.30-033.28"},
      {"Belgium, person born after 1999", tax, "BE", "00012511119", "00.01.25-111.19"},
      {"Belgium, person, wrong", tax, "BE", "85073003329", "85073003329", "tax_id_check_digit"},
      {"Estonia, person", tax, "EE", "37102250382", "37102250382"},
      {"Estonia, person, wrong", tax, "EE", "37102250383", "37102250383", "tax_id_check_digit"},
      {"Finland, person of the 1800s", tax, "FI", "131002+308W", "131002+308W"},
      {"Finland, person of this century", tax, "FI", "131019a3089", "131019A3089"},
      {"Great Britain, person", tax, "GB", "AA 12 34 56 A", "AA123456A"},
      {"Great Britain, person, letters that nobody has", tax, "GB", "DA123456A", "DA123456A", "tax_id_check_digit"},
      {"Hungary, person", tax, "HU", "8071592153", "8071592153"},
      {"Lithuania, person", tax, "LT", "33309240064", "33309240064"},
      {"Poland, person", tax, "PL", "02070803628", "02070803628"},
      {"Poland, person born after 1999", tax, "PL", "02870803622", "02870803622"},
      {"Spain, person, zeros left out", tax, "ES", "54237A", "ES00054237A"},
      {"Italy, person", tax, "IT", "rccmnl83s18d969h", "RCCMNL83S18D969H"},
      {"Italy, person with letters for digits", tax, "IT", "CNTCHR83T41D96VS", "CNTCHR83T41D96VS"},
      {"Italy, no day 76", tax, "IT", "CNTCHR44T76D053D", "CNTCHR44T76D053D", "tax_id_check_digit"},
      {"Netherlands, sole trader of B00", tax, "NL", "NL6171978B00", "NL6171978B00", "tax_id_check_digit"},
      {"Costa Rica, person, parts without zeros", tax, "CR", "1-613-584", "01-0613-0584"},
      {"Costa Rica, person", tax, "CR", "1-0613-0584", "01-0613-0584"},
      {"Costa Rica, company", registration, "CR", "3101999999", "3-101-999999"},
      {"United States, registration with hyphens elsewhere", registration, "US", "123-45-6789", "12-3456789"},
      {"United States, printed on a sample card", tax, "US", "078-05-1120", "078-05-1120", "tax_id_check_digit"},
      {"Casablanca counts from 1", registration, "MA", "333", "333"},
      {"San Marino counts from 1", registration, "SM", "51", "51"},
      {"Romania, register", registration, "RO", "J40/1234/1998", "J40/1234/1998"},
      {"Bulgaria begins with 8, too", tax, "BG", "BG831650349", "BG831650349"},
      {"Belarus in Cyrillic", tax, "BY", "УНП 200988541", "200988541"},
      {"North Macedonia in Cyrillic", tax, "MK", "МК4057009501106", "4057009501106"},
      {"Taiwan, five divides the sum since 2023", registration, "TW", "00501508", "00501508"},
      {"nothing known", tax, "AF", "AB-12", "AB-12", "not_checked"},
      {"nothing known, 4 to 20", tax, "AF", "123456789012345678901", "123456789012345678901", "tax_id_format"},
      {"nothing known, sign", tax, "AF", "AB#12", "AB#12", "tax_id_format"},
      {"only the tax number is known", registration, "ZA", "1925/001431/06", "1925/001431/06", "not_checked"},
  };
  for (const Row& row : rows) check(row);
}

TEST_CASE("a Mexican number with a wrong check digit is a warning, with a wrong date an error") {
  for (const auto& pair : {std::pair("ACE900319JT9", false), std::pair("FNI970829JR9", false), std::pair("LME061322IH5", true), std::pair("LME060822IHB", true)}) {
    INFO(std::string(pair.first));
    shared::ProblemList problems;
    shared::check_tax_id(Field::billing_tax_id, pair.first, "MX", problems);
    CHECK(problems.size() == 1);
    CHECK(problems.has_errors() == pair.second);
  }
}

TEST_CASE("the warning stays when the number was tidied first") {
  shared::ProblemList problems;
  shared::judge_value(shared::ValueKind::tax_id, "MX", "ace 900319 jt9", problems);
  REQUIRE(problems.size() == 1);
  CHECK(problems.begin()->severity == shared::Severity::warning);
}

TEST_CASE("of a person's number reports show the beginning") {
  struct Shown {
    Field field;
    const char* country;
    const char* value;
    const char* shown;
  };
  const Field number = Field::company_organization_registration_number;
  const Shown rows[] = {
      {number, "SE", "811228-9874", "81****-****"},
      {number, "SE", "8112289874", "81********"},
      {number, "SE", "556007-3495", "556007-3495"},
      {Field::billing_tax_id, "SE", "SE811228987401", "SE************"},
      {Field::billing_tax_id, "BR", "390.533.447-05", "39*.***.***-**"},
      {Field::billing_tax_id, "US", "536-90-4399", "53*-**-****"},
      {Field::billing_company_name, "SE", "811228-9874", "811228-9874"},
  };
  for (const Shown& row : rows) CHECK(shared::shown_value(row.field, row.value, row.country) == row.shown);
}

TEST_CASE("a tax number that contains another registration number than the company's is a warning") {
  struct Pair {
    const char* country;
    const char* tax_id;
    const char* registration_number;
    const char* expected;  // Empty: they agree, or there is nothing to compare.
  };
  const Pair pairs[] = {
      {"SE", "SE556007349501", "556007-3495", ""},
      {"SE", "SE556007349501", "556016-0680", "556007-3495"},
      {"SE", "SE811228987401", "556016-0680", "81****-****"},
      {"DK", "DK24256790", "24256790", ""},
      {"DK", "DK24256790", "61056416", "24256790"},
      {"NO", "NO982463718MVA", "982 463 718", ""},
      {"NO", "NO982463718MVA", "985 821 585", "982 463 718"},
      {"FI", "FI01286311", "0128631-1", ""},
      {"FI", "FI01286311", "0111316-2", "0128631-1"},
      {"BE", "BE0466158640", "0466.158.640", ""},
      {"BE", "BE0466158640", "0419.052.173", "0466.158.640"},
      {"FR", "FR22424761419", "424 761 419", ""},
      {"FR", "FR22424761419", "424 761 419 00045", ""},
      {"FR", "FR22424761419", "552 008 443", "424 761 419"},
      {"PT", "PT500077568", "500077568", ""},
      {"PT", "PT500077568", "507104560", "500077568"},
      {"AU", "48 123 123 124", "123 123 124", ""},
      {"AU", "48 123 123 124", "48 123 123 124", ""},
      {"AU", "48 123 123 124", "004 085 616", "123 123 124"},
      {"AU", "83 914 571 673", "004 085 616", ""},  // A trust has no company number inside.
      {"DE", "DE129274202", "HRB 6684", ""},
      {"SE", "", "556016-0680", ""},
      {"SE", "SE556007349501", "", ""},
      {"SE", "SE556007349501", "556016-0681", ""},
  };
  for (const Pair& pair : pairs) {
    INFO(std::string(pair.country) << " " << std::string(pair.tax_id) << " " << std::string(pair.registration_number));
    shared::ProblemList problems;
    shared::check_agreement(Field::billing_tax_id, pair.tax_id, pair.registration_number, pair.country, problems);
    CHECK(problems.size() == (pair.expected[0] == '\0' ? 0 : 1));
    if (problems.empty()) continue;
    CHECK(problems.begin()->rule == shared::Rule::registration_number_mismatch);
    CHECK(problems.begin()->severity == shared::Severity::warning);
    CHECK(problems.begin()->detail(shared::DetailKey::expected) == pair.expected);
  }
}
