// Sweden, Denmark, Norway, Finland, Iceland.
#include "shared/checksums.h"
#include "shared/number_checks.h"

namespace shared {
namespace {

constexpr bool is_day(int day, int month) { return month >= 1 && month <= 12 && day >= 1 && day <= 31; }
constexpr int two_digits(std::string_view text, std::size_t at) { return digit_at(text, at) * 10 + digit_at(text, at + 1); }

}  // namespace

bool no_check(std::string_view) { return true; }

// Skatteverket: Luhn; the third digit is 2 or more, so that it is never a date; the first digit is the kind of company.
// Tax offices write 16 in front.
bool swedish_organization(std::string_view body) {
  if (body.size() == 12) body.remove_prefix(2);
  return luhn(body) && body[2] >= '2' && body[0] != '0' && body[0] != '4';
}

// A sole trader's personal number: YYMMDD, the day plus 60 for a coordination number.
bool swedish_personal(std::string_view body) {
  if (body.size() == 12) body.remove_prefix(2);
  const int day = two_digits(body, 4);
  return luhn(body) && is_day(day > 60 ? day - 60 : day, two_digits(body, 2));
}

bool swedish_vat(std::string_view body) {
  const std::string_view number = body.substr(0, 10);
  return swedish_organization(number) || swedish_personal(number);
}

// Erhvervsstyrelsen, CVR: modulus 11.
bool danish_company(std::string_view body) {
  return body[0] != '0' && weighted_sum<8>(body, {2, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0;
}

// CPR numbers have had no reliable check digit since 2007: the date alone is judged.
bool danish_personal(std::string_view body) { return is_day(two_digits(body, 0), two_digits(body, 2)); }

// Brønnøysundregistrene: modulus 11.
bool norwegian_organization(std::string_view body) { return weighted_sum<9>(body, {3, 2, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0 && body[0] != '0'; }

bool norwegian_personal(std::string_view body) {
  return weighted_sum<10>(body, {3, 7, 6, 1, 8, 9, 4, 5, 2, 1}) % 11 == 0 && weighted_sum<11>(body, {5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0;
}

// PRH, Y-tunnus: modulus 11.
bool finnish_business(std::string_view body) { return weighted_sum<8>(body, {7, 9, 10, 5, 8, 4, 2, 1}) % 11 == 0; }

// DDMMYY, a century sign that was taken out as a separator or is a letter, three digits, a check character.
bool finnish_personal(std::string_view body) {
  constexpr std::string_view characters = "0123456789ABCDEFHJKLMNPRSTUVWXY";
  if (!is_day(two_digits(body, 0), two_digits(body, 2))) return false;
  const bool has_century = body.size() == 11;
  const std::string_view rest = body.substr(has_century ? 7 : 6, 3);
  const int number = remainder_of(body.substr(0, 6), 1'000'000) * 1000 + remainder_of(rest, 1000);
  return characters[static_cast<std::size_t>(number % 31)] == body.back();
}

// Þjóðskrá, kennitala: the day plus 40 for companies; modulus 11 over the first nine digits.
bool icelandic_identity(std::string_view body) {
  const int day = two_digits(body, 0);
  return weighted_sum<9>(body, {3, 2, 7, 6, 5, 4, 3, 2, 1}) % 11 == 0 && is_day(day > 40 ? day - 40 : day, two_digits(body, 2)) &&
         (body[9] == '9' || body[9] == '0' || body[9] == '8');
}

}  // namespace shared
