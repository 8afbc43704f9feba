#include "shared/number_schemes.h"

#include <algorithm>
#include <array>

#include "shared/number_checks.h"

namespace shared {
namespace {

constexpr auto tax = NumberUse::tax;
constexpr auto registration = NumberUse::registration;
constexpr auto both = NumberUse::both;

// Sorted by country.
constexpr NumberScheme schemes[] = {
    {"AT", tax, "U99999999", austrian_vat, "AT#########"},
    {"AT", tax, "999999999", no_check, "##-###/####"},
    {"AT", registration, "FN9A", no_check, ""}, {"AT", registration, "FN99A", no_check, ""}, {"AT", registration, "FN999A", no_check, ""},
    {"AT", registration, "FN9999A", no_check, ""}, {"AT", registration, "FN99999A", no_check, ""}, {"AT", registration, "FN999999A", no_check, ""},
    {"AT", registration, "999999A", no_check, ""}, {"AT", registration, "99999A", no_check, ""},
    {"AU", both, "99999999999", australian_business, "## ### ### ###"},
    {"AU", registration, "999999999", australian_company, "### ### ###"},
    {"AU", tax, "999999999", australian_tax_file, "### ### ###"}, {"AU", tax, "99999999", australian_tax_file, "########"},
    {"BE", tax, "9999999999", belgian_enterprise, "BE##########"}, {"BE", tax, "999999999", belgian_enterprise, "BE0#########"},
    {"BE", registration, "9999999999", belgian_enterprise, "####.###.###"}, {"BE", registration, "999999999", belgian_enterprise, "0###.###.###"},
    {"BR", both, "NNNNNNNNNNNN99", brazilian_company, "##.###.###/####-##"},
    {"BR", tax, "99999999999", brazilian_person, "###.###.###-##", true},
    {"CH", registration, "CHE999999999", swiss_enterprise, "###-###.###.###"},
    {"CH", tax, "CHE999999999", swiss_enterprise, "###-###.###.###"}, {"CH", tax, "CHE999999999MWST", swiss_enterprise, "###-###.###.### ####"},
    {"CH", tax, "CHE999999999TVA", swiss_enterprise, "###-###.###.### ###"}, {"CH", tax, "CHE999999999IVA", swiss_enterprise, "###-###.###.### ###"},
    {"CH", tax, "CHE999999999TPV", swiss_enterprise, "###-###.###.### ###"},
    {"DE", tax, "999999999", german_vat, "DE#########"},
    {"DE", tax, "99999999999", german_identification, "###########", true},
    {"DE", tax, "9999999999", no_check, "##########"},
    {"DE", tax, "99/999/99999", no_check, "############"}, {"DE", tax, "999/999/99999", no_check, "#############"}, {"DE", tax, "999/9999/9999", no_check, "#############"},
    {"DE", tax, "9999999999999", german_tax_13, "#############"},
    {"DK", tax, "99999999", danish_company, "DK########"}, {"DK", registration, "99999999", danish_company, "########"},
    {"DK", tax, "9999999999", danish_personal, "######-####", true},
    {"ES", tax, "A9999999N", spanish_company, "ES#########"}, {"ES", registration, "A9999999N", spanish_company, "#########"},
    {"ES", tax, "99999999A", spanish_person, "ES#########", true}, {"ES", tax, "A9999999A", spanish_person, "ES#########", true},
    {"FI", tax, "99999999", finnish_business, "FI########"}, {"FI", registration, "99999999", finnish_business, "#######-#"},
    {"FI", registration, "999999", no_check, "######"}, {"FI", registration, "99999", no_check, "#####"}, {"FI", registration, "9999", no_check, "####"},
    {"FI", registration, "999", no_check, "###"}, {"FI", tax, "999999999N", finnish_personal, "######-####", true}, {"FI", tax, "999999A999N", finnish_personal, "###########", true},
    {"FR", tax, "NN999999999", french_vat, "FR###########"},
    {"FR", registration, "999999999", french_siren, "### ### ###"}, {"FR", registration, "99999999999999", french_siret, "### ### ### #####"},
    {"FR", tax, "999999999", french_siren, "#########"}, {"FR", tax, "99999999999999", french_siret, "##############"},
    {"FR", tax, "9999999999999", french_fiscal, "#############", true},
    {"GB", tax, "999999999", british_vat, "GB#########"}, {"GB", tax, "999999999999", british_vat, "GB############"},
    {"GB", tax, "GD999", british_government, "GB#####"}, {"GB", tax, "HA999", british_government, "GB#####"},
    {"GB", tax, "9999999999", british_utr, "##########"},
    {"GB", registration, "99999999", no_check, "########"}, {"GB", registration, "AA999999", british_company, "########"}, {"GB", registration, "R9999999", no_check, "########"},
    {"GB", registration, "AA99999A", british_company, "########"},
    {"GR", tax, "999999999", greek_vat, "EL#########"}, {"GR", tax, "99999999", greek_vat, "EL0########"},
    {"GR", registration, "999999999", greek_vat, "#########"}, {"GR", registration, "99999999", greek_vat, "0########"},
    {"GR", registration, "999999999", greek_register, "#########"}, {"GR", registration, "999999999999", greek_register, "############"},
    {"IE", tax, "9999999A", irish_vat, "IE########"}, {"IE", tax, "9999999AA", irish_vat, "IE#########"}, {"IE", tax, "9A99999A", irish_old_vat, "IE########"},
    {"IE", registration, "999999", no_check, "######"}, {"IE", registration, "99999", no_check, "#####"}, {"IE", registration, "9999", no_check, "####"},
    {"IE", registration, "999", no_check, "###"},
    {"IN", tax, "AAAAA9999A", indian_pan, "##########"}, {"IN", tax, "99AAAAA9999ANZN", indian_gst, "###############"},
    {"IN", registration, "A99999AA9999AAA999999", no_check, "#####################"}, {"IN", registration, "AAA9999", no_check, "###-####"},
    {"IN", registration, "AAAAA9999A", indian_pan, "##########"},
    {"IS", both, "9999999999", icelandic_identity, "######-####"}, {"IS", tax, "99999", no_check, "IS#####"}, {"IS", tax, "999999", no_check, "IS######"},
    {"IT", tax, "AAAAAANNANNANNNA", italian_fiscal, "################", true},
    {"IT", tax, "99999999999", italian_vat, "IT###########"}, {"IT", registration, "99999999999", italian_vat, "###########"},
    {"JP", both, "9999999999999", japanese_corporate, "#############"},
    {"KR", both, "9999999999", korean_business, "###-##-#####"},
    {"LU", tax, "99999999", luxembourgian_vat, "LU########"}, {"LU", registration, "A99999", no_check, "######"}, {"LU", registration, "A999999", no_check, "#######"},
    {"LU", registration, "A9999", no_check, "#####"}, {"LU", registration, "A999", no_check, "####"}, {"LU", registration, "99999999", luxembourgian_vat, "########"},
    {"NL", tax, "999999999B99", dutch_vat, "NL############"}, {"NL", tax, "99999999B99", dutch_vat, "NL0###########"}, {"NL", tax, "9999999B99", dutch_vat, "NL00##########"},
    {"NL", tax, "999999999", dutch_citizen, "#########"}, {"NL", tax, "99999999", dutch_citizen, "0########"},
    {"NL", registration, "99999999", no_check, "########"}, {"NL", registration, "999999999", dutch_citizen, "#########"},
    {"NO", tax, "999999999MVA", norwegian_organization, "NO#########MVA"}, {"NO", tax, "999999999", norwegian_organization, "NO#########MVA"},
    {"NO", registration, "999999999", norwegian_organization, "### ### ###"},
    {"NO", tax, "99999999999", norwegian_personal, "###########", true},
    {"PL", tax, "9999999999", polish_nip, "PL##########"},
    {"PL", registration, "9999999999", polish_court, "##########"}, {"PL", registration, "9999999999", polish_nip, "##########"},
    {"PL", registration, "999999999", polish_regon, "#########"}, {"PL", registration, "99999999999999", polish_regon, "##############"},
    {"PT", tax, "999999999", portuguese_nif, "PT#########"}, {"PT", registration, "999999999", portuguese_nif, "#########"},
    {"SE", tax, "999999999901", swedish_vat, "SE##########01"},
    {"SE", both, "9999999999", swedish_organization, "######-####"}, {"SE", both, "9999999999", swedish_personal, "######-####", true},
    {"SE", both, "169999999999", swedish_organization, "######-####"}, {"SE", both, "199999999999", swedish_personal, "########-####", true},
    {"SE", both, "209999999999", swedish_personal, "########-####", true},
    {"US", tax, "99-9999999", american_employer, "##-#######"}, {"US", tax, "999-99-9999", american_person, "###-##-####", true},
    {"US", tax, "999999999", american_plain, "#########"},
    {"US", registration, "99-9999999", american_employer, "##-#######"}, {"US", registration, "999999999", american_employer, "##-#######"},
};

struct Example {
  std::string_view country;
  std::string_view tax;
  std::string_view registration;
};
// Invented, with right check digits.
constexpr Example examples[] = {
    {"AT", "ATU13585627", "FN 122119m"},      {"AU", "83 914 571 673", "004 085 616"}, {"BE", "BE0403019261", "0403.019.261"},
    {"BR", "16.727.230/0001-97", "16.727.230/0001-97"}, {"CH", "CHE-107.787.577 MWST", "CHE-100.155.212"}, {"DE", "DE136695976", "HRB 11223"},
    {"DK", "DK13585628", "13585628"},         {"ES", "ESB86670460", "B86670460"},      {"FI", "FI20774740", "2077474-0"},
    {"FR", "FR40303265045", "303 265 045"},   {"GB", "GB980780684", "01234567"},       {"GR", "EL094259216", "094259216"},
    {"IE", "IE6433435F", "104547"},           {"IN", "27AAPFU0939F1ZV", "L12345MH2001PLC123456"}, {"IS", "450401-3150", "450401-3150"},
    {"IT", "IT00743110157", "00743110157"},   {"JP", "5835678256246", "5835678256246"}, {"KR", "116-82-00276", "116-82-00276"},
    {"LU", "LU15027442", "B12345"},           {"NL", "NL004495445B01", "12345678"},    {"NO", "NO995525828MVA", "995 525 828"},
    {"PL", "PL8567346215", "192598184"},      {"PT", "PT501964843", "501964843"},      {"SE", "SE556036079301", "556036-0793"},
    {"US", "91-1144442", "91-1144442"},
};

constexpr bool sorted_by_country() {
  for (std::size_t i = 1; i < std::size(schemes); ++i) {
    if (schemes[i].country < schemes[i - 1].country) return false;
  }
  return true;
}
static_assert(sorted_by_country(), "schemes_of() searches by halves");

}  // namespace

std::span<const NumberScheme> schemes_of(std::string_view country) {
  const auto before = [](const NumberScheme& scheme, std::string_view code) { return scheme.country < code; };
  const auto* first = std::lower_bound(std::begin(schemes), std::end(schemes), country, before);
  const auto* last = first;
  while (last != std::end(schemes) && last->country == country) ++last;
  return {first, last};
}

std::string_view example_of(std::string_view country, NumberUse use) {
  for (const Example& example : examples) {
    if (example.country == country) return use == NumberUse::registration ? example.registration : example.tax;
  }
  return {};
}

std::string_view vat_prefix(std::string_view country) { return country == "GR" ? std::string_view("EL") : country; }

}  // namespace shared
