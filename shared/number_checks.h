// The checks that rows of number_schemes.cpp name. `body` is the number without country prefix and separators, matched by
// the row's shape.
#pragma once

#include <string_view>

namespace shared {

bool no_check(std::string_view body);

bool swedish_organization(std::string_view body);
bool swedish_personal(std::string_view body);
bool swedish_vat(std::string_view body);
bool danish_company(std::string_view body);
bool danish_personal(std::string_view body);
bool norwegian_organization(std::string_view body);
bool norwegian_personal(std::string_view body);
bool finnish_business(std::string_view body);
bool finnish_personal(std::string_view body);
bool german_vat(std::string_view body);
bool german_identification(std::string_view body);
bool german_tax_13(std::string_view body);
bool french_siren(std::string_view body);
bool french_siret(std::string_view body);
bool french_vat(std::string_view body);
bool french_fiscal(std::string_view body);
bool british_vat(std::string_view body);
bool british_government(std::string_view body);
bool british_utr(std::string_view body);
bool british_company(std::string_view body);
bool dutch_citizen(std::string_view body);
bool dutch_vat(std::string_view body);
bool american_employer(std::string_view body);
bool american_person(std::string_view body);
bool american_plain(std::string_view body);

bool austrian_vat(std::string_view body);
bool swiss_enterprise(std::string_view body);
bool irish_vat(std::string_view body);
bool irish_old_vat(std::string_view body);
bool belgian_enterprise(std::string_view body);
bool spanish_company(std::string_view body);
bool spanish_person(std::string_view body);
bool italian_vat(std::string_view body);
bool italian_fiscal(std::string_view body);
bool greek_vat(std::string_view body);
bool greek_register(std::string_view body);
bool polish_nip(std::string_view body);
bool polish_regon(std::string_view body);
bool polish_court(std::string_view body);
bool indian_pan(std::string_view body);
bool indian_gst(std::string_view body);
bool icelandic_identity(std::string_view body);
bool australian_business(std::string_view body);
bool australian_company(std::string_view body);
bool australian_tax_file(std::string_view body);
bool brazilian_company(std::string_view body);
bool brazilian_person(std::string_view body);
bool japanese_corporate(std::string_view body);
bool korean_business(std::string_view body);
bool portuguese_nif(std::string_view body);
bool luxembourgian_vat(std::string_view body);

}  // namespace shared
