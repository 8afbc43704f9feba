#include "shared/number_checks_special.h"

#include <array>

#include "shared/checksums.h"
#include "shared/number_form.h"
#include "shared/text.h"

namespace shared {
namespace {

// France: two characters of key before the SIREN; digits, or letters without I and O since the digits ran short.
bool french_vat(std::string_view body) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
  const std::string_view siren = body.substr(2);
  // Monaco's numbers lie in a block of their own, 000, without a SIREN's check digit.
  if (!siren.starts_with("000") && !luhn(siren)) return false;
  const std::size_t first = alphabet.find(body[0]);
  const std::size_t second = alphabet.find(body[1]);
  if (first == std::string_view::npos || second == std::string_view::npos) return false;
  if (first < 10 && second < 10) return (remainder_of(siren, 97) * 3 + 12) % 97 == static_cast<int>(first * 10 + second);
  const int key = static_cast<int>(first < 10 ? first * 24 + second : first * 34 + second) - (first < 10 ? 10 : 100);
  return (remainder_of(siren, 11) + 1 + key / 11) % 11 == key % 11;
}

// INSEE: Luhn; the establishments of La Poste have a sum of digits that five divides.
bool french_establishment(std::string_view body) {
  if (body.starts_with("356000000") && body != "35600000000048") {
    int sum = 0;
    for (const char c : body) sum += c - '0';
    return sum % 5 == 0;
  }
  return luhn(body) && luhn(body.substr(0, 9)) && !body.starts_with("000000000");
}

// Germany, the identification number of a person: among its first ten digits one comes two or three times, the others at
// most once.
bool german_repetition(std::string_view body) {
  std::array<int, 10> counts{};
  for (std::size_t i = 0; i < 10; ++i) counts[static_cast<std::size_t>(digit_at(body, i))] += 1;
  int repeated = 0;
  for (const int count : counts) {
    if (count > 3) return false;
    repeated += count > 1 ? 1 : 0;
  }
  return repeated == 1;
}

// Turkey's tax office: each digit with its place added, doubled as often as places follow, modulo 9.
bool turkish_tax(std::string_view body) {
  int sum = 0;
  for (int i = 0; i < 9; ++i) {
    const int shifted = (digit_at(body, static_cast<std::size_t>(i)) + 9 - i) % 10;
    const int product = (shifted << (9 - i)) % 9;
    sum += shifted != 0 && product == 0 ? 9 : product;
  }
  return (10 - sum % 10) % 10 == digit_at(body, 9);
}

// Belarus: a person's number begins with a letter of the region and one that counts by its place.
bool belarusian_person(std::string_view body) {
  constexpr std::string_view seconds = "ABCEHKMOPT";
  constexpr int weights[] = {29, 23, 19, 17, 13, 7, 5, 3};
  const std::size_t second = seconds.find(body[1]);
  constexpr std::string_view firsts = "1234567ABCEHKM";
  if (firsts.find(body[0]) == std::string_view::npos || second == std::string_view::npos) return false;
  int sum = base_36_value(body[0]) * weights[0] + static_cast<int>(second) * weights[1];
  for (std::size_t i = 2; i < 8; ++i) sum += digit_at(body, i) * weights[i];
  return sum % 11 == digit_at(body, 8);
}

// Albania: the letter is a decade since 1900, a digit the year, two the month with a multiple of 12 added, two the day.
bool albanian_date(std::string_view body) {
  const int month = digit_at(body, 2) * 10 + digit_at(body, 3);
  const int year = (body[0] - 'A') * 10 + digit_at(body, 1);
  return month > 0 && is_day_of_month(digit_at(body, 4) * 10 + digit_at(body, 5), (month - 1) % 12 + 1, year);
}

// Italy: two characters of the year, a letter for the month, two of the day, with 40 added for women. Where two persons
// would have the same code, letters stand for digits.
bool italian_date(std::string_view body) {
  constexpr std::string_view months = "ABCDEHLMPRST";
  constexpr std::string_view letters = "LMNPQRSTUV";
  const auto digit = [&](std::size_t place) {
    const char c = body[place];
    return is_ascii_digit(c) ? c - '0' : static_cast<int>(letters.find(c));
  };
  const std::size_t month = months.find(body[8]);
  if (month == std::string_view::npos) return false;
  const int day = digit(9) * 10 + digit(10);
  return is_day_of_month(day > 40 ? day - 40 : day, static_cast<int>(month) + 1, digit(6) * 10 + digit(7));
}

// Mexico, SAT: the names' letters must not form a word; modulus 11 over an alphabet of its own. Older offices knew neither
// & nor Ñ. Ten characters are a person's number without the two that tell namesakes apart and the check.
bool mexican_check(std::string_view body, std::string_view alphabet) {
  int sum = 0;
  for (std::size_t i = 0; i + 1 < body.size(); ++i) {
    const std::size_t value = alphabet.find(body[i]);
    if (value == std::string_view::npos) return false;
    sum += static_cast<int>(value * (body.size() - i));
  }
  // A company's number is one character shorter, a space in front.
  if (body.size() == 12) sum += static_cast<int>(alphabet.find(' ') * 13);
  return "0A987654321"[sum % 11] == body.back();
}

bool mexican_form(std::string_view body) {
  constexpr std::string_view words =
      "BUEI BUEY CACA CACO CAGA CAGO CAKA CAKO COGE COJA COJE COJI COJO CULO FETO GUEY JOTO KACA KACO KAGA KAGO KAKA KOGE KOJO KULO MAME "
      "MAMO MEAR MEAS MEON MION MOCO MULA PEDA PEDO PENE PUTA PUTO QULO RATA RUIN";
  if (body.size() != 12 && has_word(words, body.substr(0, 4))) return false;
  if (body.size() == 10) return true;
  const std::string_view end = body.substr(body.size() - 3);
  return end[0] != '0' && end[0] <= 'V' && end[1] != '0' && end[2] <= 'A';
}

bool mexican_tax(std::string_view body) {
  if (!mexican_form(body)) return false;
  if (body.size() == 10) return true;
  return mexican_check(body, "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ \\") || mexican_check(body, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ ");
}

}  // namespace

bool is_day_of_month(int day, int month, int year) {
  constexpr int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || day > days[month - 1]) return false;
  return month != 2 || day < 29 || year % 4 == 0;
}

bool passes_special(char name, std::string_view body) {
  switch (name) {
    case 'F': return french_vat(body);
    case 'P': return french_establishment(body);
    case 'D': return german_repetition(body);
    case 'T': return turkish_tax(body);
    case 'Y': return belarusian_person(body);
    case 'L': return albanian_date(body);
    case 'C': return italian_date(body);
    case 'M': return mexican_tax(body);
    case 'N': return mexican_form(body);
    default: return false;
  }
}

}  // namespace shared
