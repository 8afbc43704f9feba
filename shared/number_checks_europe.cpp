// Germany, France, Great Britain, the Netherlands, and others of Europe.
#include "shared/checksums.h"
#include "shared/number_checks.h"

namespace shared {

// BZSt: ISO/IEC 7064 MOD 11,10.
bool german_vat(std::string_view body) { return body[0] != '0' && mod_11_10(body); }

// The identification number of a person: as above, and among its first ten digits one comes two or three times, the
// others at most once.
bool german_identification(std::string_view body) {
  std::array<int, 10> counts{};
  for (std::size_t i = 0; i < 10; ++i) counts[static_cast<std::size_t>(digit_at(body, i))] += 1;
  int repeated = 0;
  for (const int count : counts) {
    if (count > 3) return false;
    repeated += count > 1 ? 1 : 0;
  }
  return body[0] != '0' && repeated == 1 && mod_11_10(body);
}

// The tax number in the form for all of Germany: the state in front, a zero at the fifth place.
bool german_tax_13(std::string_view body) {
  const int state = remainder_of(body.substr(0, 2), 100);
  const bool known = state == 10 || state == 11 || (state >= 21 && state <= 28) || (state >= 30 && state <= 32) || state == 40 || state == 41 || body[0] == '5' || body[0] == '9';
  return known && body[4] == '0';
}

bool french_siren(std::string_view body) { return body != "000000000" && luhn(body); }

// INSEE: Luhn; the establishments of La Poste have a sum of digits that five divides.
bool french_siret(std::string_view body) {
  if (body.starts_with("356000000") && body != "35600000000048") {
    int sum = 0;
    for (const char c : body) sum += c - '0';
    return sum % 5 == 0;
  }
  return luhn(body) && luhn(body.substr(0, 9));
}

// Two characters of key before the SIREN: digits, or letters without I and O since the digits ran short.
bool french_vat(std::string_view body) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  const std::string_view siren = body.substr(2);
  // Monaco's numbers lie in a block of their own, 000, without a SIREN's check digit.
  if (!siren.starts_with("000") && !french_siren(siren)) return false;
  const bool first_is_digit = body[0] <= '9';
  const bool second_is_digit = body[1] <= '9';
  if (first_is_digit && second_is_digit) {
    const int rest = (remainder_of(siren, 97) * 100 + 12) % 97;
    return rest == remainder_of(body.substr(0, 2), 100);
  }
  const std::size_t first = alphabet.find(body[0]);
  const std::size_t second = alphabet.find(body[1]);
  if (first == std::string_view::npos || second == std::string_view::npos) return false;
  const int key = first_is_digit ? static_cast<int>(first * 24 + second) - 10 : static_cast<int>(first * 34 + second) - 100;
  return (remainder_of(siren, 11) + 1 + key / 11) % 11 == key % 11;
}

// A person's tax reference: the first ten digits modulo 511 are the last three.
bool french_fiscal(std::string_view body) {
  return body[0] <= '3' && remainder_of(body.substr(0, 10), 511) == remainder_of(body.substr(10), 1000);
}

// HMRC: weights 8 to 2; modulus 97, or the newer one with 55 added.
bool british_vat(std::string_view body) {
  const int sum = weighted_sum<7>(body, {8, 7, 6, 5, 4, 3, 2}) + remainder_of(body.substr(7, 2), 100);
  return remainder_of(body.substr(0, 7), 10'000'000) > 0 && (sum % 97 == 0 || (sum + 55) % 97 == 0);
}

// Government departments GD000 to GD499, health authorities HA500 to HA999.
bool british_government(std::string_view body) { return body[0] == 'G' ? body[2] <= '4' : body[2] >= '5'; }

bool british_utr(std::string_view body) {
  constexpr std::string_view checks = "21987654321";
  const int sum = weighted_sum<9>(body.substr(1), {6, 7, 8, 9, 10, 5, 4, 3, 2});
  return checks[static_cast<std::size_t>(sum % 11)] == body[0];
}

// Companies House: two letters tell the register; there is no check digit.
bool british_company(std::string_view body) {
  constexpr std::string_view registers = " SC NI OC SO NC FC SF NF LP SL NL IP SP NP RC SR NR CE CS PC GE GS ES IC SI NO GN ";
  const char word[] = {' ', body[0], body[1], ' '};
  return registers.find(std::string_view(word, sizeof word)) != std::string_view::npos;
}

// BSN and RSIN: the eleven test.
bool dutch_citizen(std::string_view body) {
  const int leading = static_cast<int>(9 - body.size());
  int sum = 0;
  for (std::size_t i = 0; i + 1 < body.size(); ++i) sum += digit_at(body, i) * (9 - leading - static_cast<int>(i));
  return (sum - digit_at(body, body.size() - 1)) % 11 == 0 && remainder_of(body, 1'000'000'007) > 0;
}

// Companies carry their RSIN; sole traders since 2020 a number of their own, ISO/IEC 7064 MOD 97-10 with NL in front.
bool dutch_vat(std::string_view body) {
  const std::size_t letter = body.find('B');
  const std::string_view suffix = body.substr(letter + 1);
  if (suffix == "00") return false;
  if (dutch_citizen(body.substr(0, letter))) return true;
  constexpr int netherlands = 2321;  // N is 23, L is 21.
  int rest = netherlands % 97;
  for (const char c : body) rest = (c == 'B' ? rest * 100 + 11 : rest * 10 + (c - '0')) % 97;
  return letter == 9 && rest == 1;
}

bool austrian_vat(std::string_view body) {
  int sum = 4;
  for (std::size_t i = 0; i < 7; ++i) {
    const int digit = digit_at(body, i + 1);
    sum += i % 2 == 0 ? digit : (digit > 4 ? digit * 2 - 9 : digit * 2);
  }
  return (10 - sum % 10) % 10 == digit_at(body, 8);
}

bool swiss_enterprise(std::string_view body) {
  const std::string_view digits = body.substr(3);
  const int check = (11 - weighted_sum<8>(digits, {5, 4, 3, 2, 7, 6, 5, 4}) % 11) % 11;
  return check == digit_at(digits, 8);
}

// Revenue: weights 8 to 2, a second letter counts nine times; modulus 23 is the first letter.
bool irish_vat(std::string_view body) {
  constexpr std::string_view letters = "WABCDEFGHIJKLMNOPQRSTUV";
  int sum = weighted_sum<7>(body, {8, 7, 6, 5, 4, 3, 2});
  if (body.size() == 9) {
    // W and T mark a spouse's and a trust's number and count nothing.
    if (body[8] >= 'A' && body[8] <= 'I') sum += 9 * (body[8] - 'A' + 1);
    else if (body[8] != 'W' && body[8] != 'T') return false;
  }
  return letters[static_cast<std::size_t>(sum % 23)] == body[7];
}

bool irish_old_vat(std::string_view body) {
  constexpr std::string_view letters = "WABCDEFGHIJKLMNOPQRSTUV";
  const int sum = weighted_sum<5>(body.substr(2), {7, 6, 5, 4, 3}) + digit_at(body, 0) * 2;
  return letters[static_cast<std::size_t>(sum % 23)] == body[7];
}

bool belgian_enterprise(std::string_view body) {
  const std::size_t last = body.size() - 2;
  const int check = remainder_of(body.substr(last), 100);
  return 97 - remainder_of(body.substr(0, last), 97) == check;
}

// A letter for the kind of company, seven digits, a check digit or letter; some kinds take only one of the two.
bool spanish_company(std::string_view body) {
  constexpr std::string_view letters = "JABCDEFGHI";
  int sum = 0;
  for (std::size_t i = 1; i <= 7; ++i) {
    const int digit = digit_at(body, i);
    sum += i % 2 == 1 ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  const int check = (10 - sum % 10) % 10;
  const bool as_letter = body[8] == letters[static_cast<std::size_t>(check)];
  const bool as_digit = body[8] == static_cast<char>('0' + check);
  constexpr std::string_view only_letter = "PQRSNW";
  constexpr std::string_view only_digit = "ABEH";
  constexpr std::string_view either = "CDFGJUV";
  if (only_letter.find(body[0]) != std::string_view::npos) return as_letter;
  if (only_digit.find(body[0]) != std::string_view::npos) return as_digit;
  return either.find(body[0]) != std::string_view::npos && (as_letter || as_digit);
}

// DNI and NIE: modulus 23 is the letter; X, Y and Z in front stand for 0, 1 and 2.
bool spanish_person(std::string_view body) {
  constexpr std::string_view letters = "TRWAGMYFPDXBNJZSQVHLCKE";
  int rest = 0;
  for (const char c : body.substr(0, 8)) rest = (rest * 10 + (c >= 'X' ? c - 'X' : c - '0')) % 23;
  return letters[static_cast<std::size_t>(rest)] == body[8];
}

bool italian_vat(std::string_view body) { return body != "00000000000" && luhn(body); }

// A person's code: characters at odd places are worth what this table says, those at even places their own number;
// modulus 26 is the last letter.
bool italian_fiscal(std::string_view body) {
  constexpr int odd_worth[] = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
  int sum = 0;
  for (std::size_t i = 0; i < 15; ++i) {
    const int number = body[i] <= '9' ? body[i] - '0' : body[i] - 'A';
    sum += i % 2 == 0 ? odd_worth[number] : number;
  }
  return 'A' + sum % 26 == body[15];
}

bool greek_vat(std::string_view body) {
  int sum = 0;
  for (std::size_t i = 0; i + 1 < body.size(); ++i) sum = (sum + digit_at(body, i)) * 2 % 11;
  return sum % 10 == digit_at(body, body.size() - 1) && remainder_of(body, 1'000'000'007) > 0;
}

// The general commercial register gives numbers that end in three zeros.
bool greek_register(std::string_view body) { return body.ends_with("000"); }

bool polish_nip(std::string_view body) {
  return weighted_sum<9>(body, {6, 5, 7, 2, 3, 4, 5, 6, 7}) % 11 == digit_at(body, 9) && body != "0000000000";
}

bool polish_regon(std::string_view body) {
  if (weighted_sum<8>(body, {8, 9, 2, 3, 4, 5, 6, 7}) % 11 % 10 != digit_at(body, 8)) return false;
  return body.size() == 9 || weighted_sum<13>(body, {2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8}) % 11 % 10 == digit_at(body, 13);
}

// The court register counts on from 0000000001.
bool polish_court(std::string_view body) { return body.starts_with("000") && body != "0000000000"; }

bool portuguese_nif(std::string_view body) {
  const int rest = weighted_sum<8>(body, {9, 8, 7, 6, 5, 4, 3, 2}) % 11;
  return body[0] != '0' && digit_at(body, 8) == (rest < 2 ? 0 : 11 - rest);
}

bool luxembourgian_vat(std::string_view body) { return remainder_of(body.substr(0, 6), 89) == remainder_of(body.substr(6), 100); }

}  // namespace shared
