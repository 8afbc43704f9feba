#include "shared/number_schemes.h"

#include <array>

#include "shared/number_rows_europe.h"
#include "shared/number_rows_world.h"
#include "shared/text.h"

namespace shared {
namespace {

constexpr std::size_t rows_max = 360;
constexpr std::size_t countries_max = 110;
constexpr std::size_t letters = 26;

struct CountryRows {
  std::uint16_t first = 0;
  std::uint16_t count = 0;
  bool has_tax = false;
  bool has_registration = false;
  std::string_view examples;
  std::string_view words;
};

// The rows of the text, found once: a country is then one step away.
class Index {
 public:
  Index() {
    for (std::string_view text : {number_rows_of_europe, number_rows_of_the_world}) {
      while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end > 0) add_line(text.substr(0, end));
        text.remove_prefix(end + 1);
      }
    }
  }

  const CountryRows& rows_of(std::string_view country) const {
    if (country.size() != 2 || !is_ascii_upper(country[0]) || !is_ascii_upper(country[1])) return countries_[0];
    return countries_[places_[place_of(country)]];
  }
  std::span<const NumberScheme> schemes_of(const CountryRows& rows) const { return {schemes_.data() + rows.first, rows.count}; }

 private:
  static std::size_t place_of(std::string_view country) {
    return static_cast<std::size_t>(country[0] - 'A') * letters + static_cast<std::size_t>(country[1] - 'A');
  }

  void add_line(std::string_view line) {
    std::uint8_t& place = places_[place_of(line)];
    if (place == 0) {
      place = static_cast<std::uint8_t>(++country_count_);
      countries_[place].first = static_cast<std::uint16_t>(scheme_count_);
    }
    CountryRows& rows = countries_[place];
    const char kind = line[3];
    const std::string_view rest = line.substr(5);
    if (kind == '=') {
      rows.examples = rest;
    } else if (kind == '>') {
      rows.words = rest;
    } else {
      add_scheme(rows, kind, rest);
    }
  }

  void add_scheme(CountryRows& rows, char kind, std::string_view rest) {
    NumberScheme& scheme = schemes_[scheme_count_++];
    const std::size_t space = rest.find(' ');
    scheme.form = rest.substr(0, space);
    if (space != std::string_view::npos) scheme.checks = rest.substr(space + 1);
    scheme.personal = is_ascii_upper(kind);
    const char use = ascii_lower(kind);
    scheme.is_doubtful = use == 'u';
    scheme.use = use == 't' || use == 'u' ? NumberUse::tax : use == 'r' ? NumberUse::registration : NumberUse::both;
    rows.has_tax |= scheme.use != NumberUse::registration;
    rows.has_registration |= scheme.use != NumberUse::tax;
    rows.count += 1;
    measure(scheme);
  }

  static void measure(NumberScheme& scheme) {
    const std::size_t prefix = scheme.form.find('>');
    for (std::size_t i = prefix == std::string_view::npos ? 0 : prefix + 1; i < scheme.form.size(); ++i) {
      const char c = scheme.form[i];
      if (c == '<') break;
      if (c == '=' || c == '^' || c == '~' || c == '_' || c == '-' || c == '.' || c == '/') continue;
      scheme.length_max += 1;
      if (c != '%' && c != '$') scheme.length_min += 1;
    }
  }

  std::array<NumberScheme, rows_max> schemes_;
  std::array<CountryRows, countries_max> countries_;  // The first is empty.
  std::array<std::uint8_t, letters * letters> places_{};
  std::size_t scheme_count_ = 0;
  std::size_t country_count_ = 0;
};

const Index& index() {
  static const Index all;
  return all;
}

}  // namespace

std::span<const NumberScheme> schemes_of(std::string_view country) { return index().schemes_of(index().rows_of(country)); }

bool has_scheme(std::string_view country, NumberUse use) {
  const CountryRows& rows = index().rows_of(country);
  return use == NumberUse::registration ? rows.has_registration : rows.has_tax;
}

std::string_view example_of(std::string_view country, NumberUse use) {
  const std::string_view examples = index().rows_of(country).examples;
  const std::size_t bar = examples.find('|');
  if (bar == std::string_view::npos) return has_scheme(country, use) ? examples : std::string_view();
  return use == NumberUse::registration ? examples.substr(bar + 1) : examples.substr(0, bar);
}

std::string_view number_words_of(std::string_view country) { return index().rows_of(country).words; }

std::string_view vat_prefix(std::string_view country) {
  if (country == "GR") return "EL";
  return country == "MC" ? std::string_view("FR") : country;
}

}  // namespace shared
