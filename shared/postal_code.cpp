#include "shared/postal_code.h"

#include <algorithm>

#include "shared/country_set.h"
#include "shared/written_digits.h"

namespace shared {
namespace {

constexpr char32_t postal_mark = 0x3012;

std::string_view without_separators_in_front(std::string_view text) {
  while (!text.empty() && (text[0] == ' ' || text[0] == '-')) text.remove_prefix(1);
  return text;
}

// Spaces in the wrong place are passed over where the tidied code has none: "12 345" is 12345, "1234 5" is not 123 45.
bool matches_country(const Country& country, std::string_view plain, CodeReading reading, CodeText& output) {
  if (reading != CodeReading::spaced) return matches_code(country.postal_code_pattern, plain, reading, output);
  if (matches_code(country.postal_code_pattern, plain, CodeReading::strict, output)) return true;
  return matches_code(country.postal_code_pattern, plain, reading, output) &&
         output.view().find_first_of(" -") == std::string_view::npos;
}

bool tidy_behind(std::string_view prefix, const Country& country, std::string_view plain, CodeReading reading, CodeText& output) {
  return plain.starts_with(prefix) && matches_country(country, without_separators_in_front(plain.substr(prefix.size())), reading, output);
}

bool tidy_behind_prefix(const Country& country, std::string_view plain, CodeReading reading, CodeText& output) {
  if (tidy_behind(country.code, country, plain, reading, output)) return true;
  for (std::string_view rest = country.postal_code_prefixes; !rest.empty();) {
    const std::size_t end = std::min(rest.find('~'), rest.size());
    if (tidy_behind(rest.substr(0, end), country, plain, reading, output)) return true;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return false;
}

// With the letters in front that all codes of the country begin with: its own, and CP in El Salvador.
bool read_behind_letters(const Country& country, std::string_view plain, CodeReading reading, CodeText& output) {
  const std::string_view example = country.postal_code_example;
  if (example.substr(0, 2) != country.code && example.substr(0, 2) != "CP") return false;
  CodeText whole;
  whole.append(example.substr(0, example.find_first_of("0123456789"))).append(plain);
  return matches_country(country, whole.view(), reading, output);
}

bool read_code(const Country& country, std::string_view plain, CodeReading reading, CodeText& output) {
  if (!country.postal_code_pattern || plain.empty()) return false;
  if (matches_country(country, plain, reading, output)) return true;
  if (tidy_behind_prefix(country, plain, reading, output)) return true;
  // The prefix of Latvia and El Salvador is a part of the code that many leave out.
  if ((country.code != "LV" && country.code != "SV") || plain.size() != 4) return false;
  return read_behind_letters(country, plain, reading, output);
}

struct Neighbour {
  std::string_view country;
  std::string_view beginning;
  std::string_view true_country;
};
// Codes of one system that lie in another country than they look. The first row that fits counts.
constexpr Neighbour neighbours[] = {
    {"AU", "2899", "NF"},   {"AU", "6798", "CX"},  {"AU", "6799", "CC"},  {"CH", "9485", "LI"}, {"CH", "9486", "LI"},
    {"CH", "9487", "LI"},   {"CH", "9488", "LI"},  {"CH", "9489", "LI"},  {"CH", "949", "LI"},  {"CN", "999077", "HK"},
    {"CN", "999078", "MO"}, {"CZ", "0", "SK"},     {"CZ", "8", "SK"},     {"CZ", "9", "SK"},    {"DK", "39", "GL"},
    {"FI", "22", "AX"},     {"FR", "97133", "BL"}, {"FR", "97150", "MF"}, {"FR", "971", "GP"},  {"FR", "972", "MQ"},
    {"FR", "973", "GF"},    {"FR", "974", "RE"},   {"FR", "975", "PM"},   {"FR", "976", "YT"},  {"FR", "980", "MC"},
    {"FR", "986", "WF"},    {"FR", "987", "PF"},   {"FR", "988", "NC"},   {"GB", "GY", "GG"},   {"GB", "IM", "IM"},
    {"GB", "JE", "JE"},     {"IT", "00120", "VA"}, {"IT", "4789", "SM"},  {"NO", "8099", "SJ"}, {"NO", "917", "SJ"},
    {"KR", "962", "US"},    {"KR", "963", "US"},   {"SK", "1", "CZ"},     {"SK", "2", "CZ"},    {"SK", "3", "CZ"},
    {"SK", "4", "CZ"},      {"SK", "5", "CZ"},     {"SK", "6", "CZ"},     {"SK", "7", "CZ"},
};

// Whose system of codes a country shares. JP stands here for the mail of American forces there.
constexpr std::string_view systems[] = {
    "AS-US", "AX-FI", "BL-FR", "CC-AU", "CX-AU", "FM-US", "FO-DK", "GF-FR", "GG-GB", "GI-GB", "GL-DK", "GP-FR",
    "GU-US", "IM-GB", "JE-GB", "JP-US", "LI-CH", "MC-FR", "MF-FR", "MH-US", "MP-US", "MQ-FR", "NC-FR", "NF-AU",
    "PF-FR", "PM-FR", "PR-US", "PW-US", "RE-FR", "SJ-NO", "SM-IT", "UM-US", "VA-IT", "VI-US", "WF-FR", "YT-FR",
};

bool is_only_zeros(std::string_view code) { return code.find_first_not_of("0- ") == std::string_view::npos; }

// Where the codes of a country's areas are known, a code that is suggested lies in one of them.
bool lies_in_some_area(const Country& country, std::string_view postal_code) {
  bool has_known = false;
  for (const AdministrativeArea& area : country.areas) {
    if (!area.postal_code_beginning) continue;
    if (lies_in(area, postal_code)) return true;
    has_known = true;
  }
  return !has_known;
}

}  // namespace

bool write_plain_code(std::string_view text, CodeText& output) {
  if (ascii_form(text) == AsciiForm::tidy) {
    for (const char c : text) output.push_back(ascii_upper(c));
    return !output.is_cut();
  }
  for (std::size_t position = 0; position < text.size();) {
    const char32_t code_point = next_code_point(text, position);
    if (code_point == postal_mark) continue;
    const char c = plain_character(code_point);
    if (c == '\0') return false;
    if (c != ' ' || !output.empty()) output.push_back(ascii_upper(c));
  }
  while (!output.empty() && output[output.size() - 1] == ' ') output.pop_back();
  return !output.is_cut();
}

bool is_filler(std::string_view text) {
  for (const std::string_view filler : {"999077", "999078", "N/A", "NA", "NONE", "-", "--", ".", "X", "XXXXX"}) {
    if (equal_ignoring_case(text, filler)) return true;
  }
  for (const char c : text) {
    if (c != '0' && c != '-' && c != ' ') return false;
  }
  return !text.empty();
}

bool tidy_postal_code(const Country& country, std::string_view plain, CodeText& output) {
  // Zeros alone are what people type who do not know.
  return read_code(country, plain, CodeReading::spaced, output) && !is_only_zeros(output.view());
}

bool mend_postal_code(const Country& country, const AdministrativeArea* area, std::string_view plain,
                      CodeText& output) {
  if (read_code(country, plain, CodeReading::mended, output))
    return !is_only_zeros(output.view()) && (area ? lies_in(*area, output.view()) : lies_in_some_area(country, output.view()));
  if (is_ascii_digit(plain.empty() ? '-' : plain[0]) &&
      read_behind_letters(country, plain, CodeReading::strict, output))
    return true;
  if (!area || !area->postal_code_beginning) return false;
  CodeText longer;
  longer.append("0").append(plain);
  return tidy_postal_code(country, longer.view(), output) && lies_in(*area, output.view());
}

bool lies_in(const AdministrativeArea& area, std::string_view postal_code) {
  return !area.postal_code_beginning || matches_beginning(area.postal_code_beginning, postal_code);
}

std::string_view true_country_of(std::string_view country, std::string_view postal_code) {
  static constexpr CountrySet with_neighbours("AU CH CN CZ DK FI FR GB IT NO KR SK");
  if (!with_neighbours.has(country)) return {};
  for (const Neighbour& row : neighbours) {
    if (row.country == country && postal_code.substr(0, row.beginning.size()) == row.beginning) return row.true_country;
  }
  return {};
}

std::string_view other_country_of(std::string_view country, std::string_view plain) {
  for (const std::string_view row : systems) {
    if (row.substr(0, 2) != country) continue;
    if (country == "JP" && (plain < "962" || plain >= "967")) return {};
    const Country* owner = find_country(row.substr(3));
    CodeText tidied;
    if (!owner || !tidy_postal_code(*owner, plain, tidied)) return {};
    const std::string_view other = true_country_of(owner->code, tidied.view());
    return other.empty() ? owner->code : other;
  }
  return {};
}

}  // namespace shared
