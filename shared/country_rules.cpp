#include "shared/country_rules.h"

#include <algorithm>

#include "shared/checks_address.h"
#include "shared/checks_language.h"
#include "shared/checks_numbers.h"
#include "shared/number_schemes.h"
#include "shared/phone_plan.h"
#include "shared/text.h"

namespace shared {
namespace {

// What was recorded and does not follow from our tables. Languages and states are divided by spaces.
struct Recorded {
  std::string_view country;
  std::string_view languages;
  std::string_view states_left_out;
  std::string_view postal_code_regex;
  std::string_view tax_id_format;
  std::string_view tax_id_sample;
  std::string_view vat_id_regex;
  std::string_view phone_number_regex;
  bool is_tax_id_supported;
  bool is_tax_id_optional;
};
constexpr Recorded recordings[] = {
    {"US", "en es", "AA AE AP AS FM GU MH MP PR PW UM VI", R"(^\d{5}(-\d{4})?$)", "", "", "",
     R"(^(1[ \-\/\.]?)?(\((\d{3})\)|(\d{3}))[ \-\/\.]?(\d{3})[ \-\/\.]?(\d{4})$)", true, true},
    {"CN", "zh-CHS en", "HK MO TW", "^[0-9]{6,6}$", "", "", "", "", false, false},
    {"DE", "en de", "", "^[0-9]{5,5}$", "DE#########", "", R"(^DE[\d]{9,9}$)", "", false, true},
    {"GB", "en", "", "^([gG][iI][rR][ ]?0[aA]{2,2}|[a-zA-Z]([0-9][0-9a-zA-Z]?|[a-zA-Z][0-9][0-9a-zA-Z]?)[ ]?[0-9][a-zA-Z]{2,2})$", "GB#########", "",
     R"(^GB(([\d]{3,3}[\d]{4,4}[\d]{2,2}([\d]{3,3})?)|((GD|HA)[\d]{3,3}))$)", "", false, true},
    {"PT", "en pt-PT", "", R"(^\d{4}(-\d{3})?$)", "PT#########", "PT980152267", R"(^PT[\d]{9,9}$)", "", false, false},
};

// Members of the European Union: the law wants their letters in front of a VAT number (Directive 2006/112/EC, article 215).
constexpr std::string_view union_members = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";

const Recorded* recorded_of(std::string_view country) {
  for (const Recorded& recorded : recordings) {
    if (recorded.country == country) return &recorded;
  }
  return nullptr;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

std::vector<std::string_view> languages_of(const std::vector<std::string_view>& cultures) {
  std::vector<std::string_view> languages;
  for (const std::string_view culture : cultures) {
    const std::string_view language = culture.substr(0, culture.find('-'));
    if (std::find(languages.begin(), languages.end(), language) == languages.end()) languages.push_back(language);
  }
  return languages;
}

std::vector<std::string_view> states_of(const Country& country, std::string_view left_out) {
  std::vector<std::string_view> states;
  for (const AdministrativeArea& area : country.areas) {
    if (!has_word(left_out, area.code)) states.push_back(area.code);
  }
  std::sort(states.begin(), states.end());
  return states;
}

void append_both_cases(std::string& regex, char c) {
  regex.push_back(c);
  if (is_ascii_upper(c)) regex.push_back(ascii_lower(c));
}

// A class of the short form, "[dA-HW]", whose first character is at `position`; moves behind its bracket.
void append_class(std::string& regex, std::string_view pattern, std::size_t& position) {
  regex.push_back('[');
  std::string lower;
  for (; pattern[position] != ']'; ++position) {
    const char c = pattern[position];
    if (c == 'd') {
      regex.append("\\d");
      continue;
    }
    regex.push_back(c);
    if (is_ascii_upper(c)) lower.push_back(ascii_lower(c));
    if (c == '-' && is_ascii_upper(pattern[position - 1])) lower.push_back(c);
  }
  ++position;
  regex.append(lower);
  regex.push_back(']');
}

// The short form of pattern.h as a regular expression. Separators may be left out, letters may be small.
std::string regex_of_pattern(std::string_view pattern) {
  std::string regex;
  for (std::size_t i = 0; i < pattern.size();) {
    const char c = pattern[i++];
    const bool is_separator = c == ' ' || c == '-' || (c == '[' && pattern[i] == ' ');
    if (c == 'd') {
      regex.append("\\d");
    } else if (is_separator && c == '[') {
      regex.append("[ \\-]");  // HTML's syntax wants the hyphen escaped.
      i = pattern.find(']', i) + 1;
    } else if (c == '[') {
      append_class(regex, pattern, i);
    } else if (c == '<') {
      regex.push_back('(');
    } else if (is_ascii_upper(c)) {
      regex.push_back('[');
      append_both_cases(regex, c);
      regex.push_back(']');
    } else {
      regex.push_back(c);
    }
    if (!is_separator) continue;
    regex.push_back('?');
    if (i < pattern.size() && pattern[i] == '?') ++i;
  }
  return regex.find('|') == std::string::npos ? "^" + regex + "$" : "^(" + regex + ")$";
}

constexpr char digit_sign = '#';
constexpr char letter_sign = '@';
constexpr char either_sign = '?';
constexpr char optional_digit_sign = '%';

// The sign for one character of a scheme's form.
char sign_of(char c) {
  switch (c) {
    case '$': return digit_sign;
    case '!': return either_sign;
    case '&': return letter_sign;
    case '_': return ' ';
    default: return c;
  }
}

// How numbers of a scheme are written: "SE##########01".
struct Format {
  std::string text;
  bool is_free = false;  // Kept as it is typed: in either case, spaces between letters and digits.
};

Format format_of(const NumberScheme& scheme) {
  Format format;
  const std::string_view form = scheme.form;
  format.is_free = form.front() == '=';
  for (std::size_t i = format.is_free ? 1 : 0; i < form.size(); ++i) {
    const char c = form[i];
    if (c == '~') ++i;  // Typed, not written.
    if (c != '~' && c != '^' && c != '<' && c != '>') format.text.push_back(sign_of(c));
  }
  return format;
}

// The same for a person: a digit that may be missing is a digit.
std::string text_for_people(const Format& format) {
  std::string text = format.text;
  std::replace(text.begin(), text.end(), optional_digit_sign, digit_sign);
  return text;
}

bool is_digit_sign(char sign) { return sign == digit_sign || sign == optional_digit_sign || is_ascii_digit(sign); }
bool is_letter_sign(char sign) { return sign == letter_sign || is_ascii_upper(sign); }

bool covers(char sign, char other) {
  if (sign == optional_digit_sign) return is_digit_sign(other);
  if (sign == digit_sign) return is_digit_sign(other) && other != optional_digit_sign;
  if (sign == letter_sign) return is_letter_sign(other);
  return sign == other || (sign == either_sign && (is_digit_sign(other) || is_letter_sign(other)));
}

// Whether all that is written as `other` is also written as `format`.
bool covers(const Format& format, const Format& other) {
  if (other.is_free && !format.is_free) return false;
  return std::equal(format.text.begin(), format.text.end(), other.text.begin(), other.text.end(), [](char a, char b) { return covers(a, b); });
}

std::string_view regex_of_sign(char sign, bool is_free) {
  switch (sign) {
    case digit_sign: return "\\d";
    case letter_sign: return is_free ? "[A-Za-z]" : "[A-Z]";
    case either_sign: return is_free ? "[0-9A-Za-z]" : "[0-9A-Z]";
    case ' ': return " ?";
    case '-': return "-?";
    case '.': return "\\.?";
    case '/': return is_free ? "/" : "/?";  // What is kept as it is typed is told apart by it.
    case '+': return "\\+";
    case '*': return "\\*";
    default: return {};
  }
}

void append_format(std::string& regex, const Format& format) {
  const std::string_view text = format.text;
  for (std::size_t i = 0; i < text.size();) {
    const char sign = text[i];
    if (format.is_free && i > 0 && is_digit_sign(text[i - 1]) != is_digit_sign(sign)) regex.append(" ?");
    std::size_t count = 1;
    while (i + count < text.size() && text[i + count] == sign) ++count;
    if (sign == optional_digit_sign) {
      regex.append("\\d{0,").append(std::to_string(count)).append("}");
      i += count;
      continue;
    }
    const std::string_view one = regex_of_sign(sign, format.is_free);
    if (one.empty() && format.is_free && is_ascii_upper(sign)) {
      regex.push_back('[');
      append_both_cases(regex, sign);
      regex.push_back(']');
      count = 1;
    } else if (one.empty()) {
      regex.append(text.substr(i, count));
    } else {
      regex.append(one);
      if (count > 1 && one.back() != '?') regex.append("{").append(std::to_string(count)).append("}");
    }
    i += count;
  }
}

std::string regex_of_formats(const std::vector<Format>& formats) {
  if (formats.empty()) return {};
  std::string alternatives;
  for (const Format& format : formats) {
    if (!alternatives.empty()) alternatives.push_back('|');
    append_format(alternatives, format);
  }
  return formats.size() == 1 ? "^" + alternatives + "$" : "^(" + alternatives + ")$";
}

// How the country's numbers are written, each way once, those that are most used first. With `prefix`: those that begin
// with it.
std::vector<Format> formats_of(std::string_view country, NumberUse use, std::string_view prefix = {}) {
  std::vector<Format> formats;
  for (const NumberScheme& scheme : schemes_of(country)) {
    if (scheme.use != use && scheme.use != NumberUse::both) continue;
    Format format = format_of(scheme);
    if (format.text.compare(0, prefix.size(), prefix) != 0) continue;
    const bool is_known = std::any_of(formats.begin(), formats.end(), [&](const Format& known) { return covers(known, format); });
    if (!is_known) formats.push_back(std::move(format));
  }
  return formats;
}

void derive_tax_members(CountryRules& rules) {
  const std::string_view country = rules.iso2_code;
  if (has_word(union_members, country)) {
    const auto formats = formats_of(country, NumberUse::tax, vat_prefix(country));
    rules.is_vat_id_supported = !formats.empty();
    if (!formats.empty()) rules.tax_id_format = text_for_people(formats.front());
    rules.vat_id_regex = regex_of_formats(formats);
  } else {
    const auto formats = formats_of(country, NumberUse::tax);
    rules.is_tax_id_supported = !formats.empty();
    if (!formats.empty()) rules.tax_id_format = text_for_people(formats.front());
  }
  if (!rules.tax_id_format.empty()) rules.tax_id_sample = example_of(country, NumberUse::tax);
}

void set_recorded_members(CountryRules& rules, const Recorded& recorded) {
  rules.supported_languages = words_of(recorded.languages);
  rules.postal_code_regex = recorded.postal_code_regex;
  rules.is_vat_id_supported = !recorded.vat_id_regex.empty();
  rules.tax_id_format = recorded.tax_id_format;
  rules.tax_id_sample = recorded.tax_id_sample;
  rules.vat_id_regex = recorded.vat_id_regex;
  rules.phone_number_regex = recorded.phone_number_regex;
  rules.is_tax_id_supported = recorded.is_tax_id_supported;
  rules.is_tax_id_optional = recorded.is_tax_id_optional;
}

}  // namespace

CountryRules country_rules(const Country& country) {
  CountryRules rules;
  const Recorded* recorded = recorded_of(country.code);
  rules.iso2_code = country.code;
  rules.supported_cultures = words_of(cultures_of(country.code));
  rules.default_culture = usual_culture(country.code);
  rules.is_state_required = country.requires_state;
  rules.supported_states = states_of(country, recorded ? recorded->states_left_out : std::string_view());
  rules.is_postal_code_required = country.requires_postal_code;
  rules.is_city_required = country.requires_city;
  if (recorded) {
    set_recorded_members(rules, *recorded);
  } else {
    rules.supported_languages = languages_of(rules.supported_cultures);
    if (country.postal_code_pattern && !country.warns_of_postal_code_only) rules.postal_code_regex = regex_of_pattern(country.postal_code_pattern_text);
    derive_tax_members(rules);
  }
  if (const PhonePlan* plan = find_phone_plan(country.code)) rules.country_calling_codes.push_back(plan->calling_code);
  rules.registration_number_regex = regex_of_formats(formats_of(country.code, NumberUse::registration));
  rules.registration_number_sample = example_of(country.code, NumberUse::registration);
  rules.is_registration_number_required = requires_registration_number(country.code);
  rules.is_phone_number_required = rules.is_registration_number_required;
  return rules;
}

const Country* find_country_of_any_case(std::string_view code) {
  if (code.size() != 2) return nullptr;
  const char upper[] = {ascii_upper(code[0]), ascii_upper(code[1])};
  return find_country({upper, 2});
}

const Country* near_country(std::string_view text) {
  std::string value(text);
  normalize_country(value);
  if (const Country* country = find_country(value)) return country;
  ProblemList problems;
  check_country(Field::billing_address_country, value, problems);
  return problems.empty() ? nullptr : find_country(problems.begin()->suggestion);
}

}  // namespace shared
