// The United States, Australia, Brazil, India, Japan, Korea.
#include "shared/checksums.h"
#include "shared/number_checks.h"

namespace shared {
namespace {

constexpr bool is_employer_prefix(int prefix) {
  // IRS: prefixes that no campus has given.
  constexpr int unused[] = {0, 7, 8, 9, 17, 18, 19, 28, 29, 49, 69, 70, 78, 79, 89, 96, 97};
  for (const int number : unused) {
    if (prefix == number) return false;
  }
  return true;
}

}  // namespace

bool american_employer(std::string_view body) { return is_employer_prefix(remainder_of(body.substr(0, 2), 100)); }

// SSA and IRS: no area 000 or 666; 900 to 999 are taxpayer numbers with a group of 50 and more; no zeros in a part.
bool american_person(std::string_view body) {
  const int area = remainder_of(body.substr(0, 3), 1000);
  const int group = remainder_of(body.substr(3, 2), 100);
  const int serial = remainder_of(body.substr(5), 10000);
  if (area == 0 || area == 666 || group == 0 || serial == 0) return false;
  return area < 900 || (group >= 50 && group != 89 && group != 93);
}

bool american_plain(std::string_view body) { return american_employer(body) || american_person(body); }

bool australian_business(std::string_view body) {
  const int sum = weighted_sum<11>(body, {10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19}) - 10;  // One is taken from the first digit.
  return sum % 89 == 0;
}

bool australian_company(std::string_view body) {
  const int rest = weighted_sum<8>(body, {8, 7, 6, 5, 4, 3, 2, 1}) % 10;
  return (10 - rest) % 10 == digit_at(body, 8);
}

bool australian_tax_file(std::string_view body) {
  if (body.size() == 9) return weighted_sum<9>(body, {1, 4, 3, 7, 5, 8, 6, 9, 10}) % 11 == 0;
  return weighted_sum<8>(body, {10, 7, 8, 4, 6, 3, 5, 1}) % 11 == 0;
}

// Receita Federal, IN 2.229: letters since 2026, each worth its ASCII code less 48; modulus 11 twice.
bool brazilian_company(std::string_view body) {
  const auto check_of = [&body](std::size_t count) {
    int sum = 0;
    int weight = 2;
    for (std::size_t i = count; i > 0; --i) {
      sum += (body[i - 1] - '0') * weight;
      weight = weight == 9 ? 2 : weight + 1;
    }
    const int rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
  };
  return body != "00000000000000" && check_of(12) == digit_at(body, 12) && check_of(13) == digit_at(body, 13);
}

bool brazilian_person(std::string_view body) {
  const auto check_of = [&body](std::size_t count) {
    int sum = 0;
    for (std::size_t i = 0; i < count; ++i) sum += digit_at(body, i) * static_cast<int>(count + 1 - i);
    const int rest = sum * 10 % 11;
    return rest == 10 ? 0 : rest;
  };
  bool all_alike = true;
  for (const char c : body) all_alike = all_alike && c == body[0];
  return !all_alike && check_of(9) == digit_at(body, 9) && check_of(10) == digit_at(body, 10);
}

// The fourth letter says who: a company, a person, a trust and so on.
bool indian_pan(std::string_view body) {
  constexpr std::string_view kinds = "ABCFGHJLPTK";
  return kinds.find(body[3]) != std::string_view::npos && body.substr(5, 4) != "0000";
}

// State, PAN, number of the registration, a letter, and Luhn over 36 characters.
bool indian_gst(std::string_view body) {
  const int state = remainder_of(body.substr(0, 2), 100);
  if (!((state >= 1 && state <= 38) || state == 97 || state == 99) || !indian_pan(body.substr(2, 10)) || body[12] == '0') return false;
  int sum = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const char c = body[body.size() - 1 - i];
    int value = c <= '9' ? c - '0' : c - 'A' + 10;
    if (i % 2 == 1) value *= 2;
    sum += value / 36 + value % 36;
  }
  return sum % 36 == 0;
}

bool japanese_corporate(std::string_view body) {
  int sum = 0;
  for (std::size_t i = 0; i < 12; ++i) sum += digit_at(body, 12 - i) * (i % 2 == 0 ? 1 : 2);
  return 9 - sum % 9 == digit_at(body, 0);
}

bool korean_business(std::string_view body) {
  const int sum = weighted_sum<9>(body, {1, 3, 7, 1, 3, 7, 1, 3, 5}) + digit_at(body, 8) * 5 / 10;
  return (10 - sum % 10) % 10 == digit_at(body, 9);
}

}  // namespace shared
