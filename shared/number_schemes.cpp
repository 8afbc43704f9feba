#include "shared/number_schemes.h"

#include <array>

#include "shared/number_rows_europe.h"
#include "shared/number_rows_world.h"
#include "shared/text.h"

namespace shared {
namespace {

constexpr std::size_t rows_max = 360;
constexpr std::size_t countries_max = 110;
constexpr std::size_t shape_bytes_max = 5000;
constexpr std::size_t letters = 26;

// The rows of the text, found once: a country is then one step away. All zeros before, so that a program need not hold it.
class Index {
 public:
  void fill() {
    for (std::string_view text : {number_rows_of_europe, number_rows_of_the_world}) {
      while (!text.empty()) {
        const std::size_t end = text.find('\n');
        if (end > 0) add_line(text.substr(0, end));
        text.remove_prefix(end + 1);
      }
    }
  }

  const CountryNumbers& numbers_of(std::string_view country) const {
    if (country.size() != 2 || !is_ascii_upper(country[0]) || !is_ascii_upper(country[1])) return countries_[0];
    return countries_[places_[place_of(country)]];
  }

 private:
  static std::size_t place_of(std::string_view country) {
    return static_cast<std::size_t>(country[0] - 'A') * letters + static_cast<std::size_t>(country[1] - 'A');
  }

  void add_line(std::string_view line) {
    std::uint8_t& place = places_[place_of(line)];
    if (place == 0) {
      place = static_cast<std::uint8_t>(++country_count_);
      countries_[place].schemes = std::span<const NumberScheme>(schemes_.data() + scheme_count_, std::size_t{0});
    }
    CountryNumbers& numbers = countries_[place];
    const char kind = line[3];
    const std::string_view rest = line.substr(5);
    if (kind == '=') {
      numbers.examples = rest;
    } else if (kind == '>') {
      numbers.words = rest;
    } else {
      add_scheme(numbers, kind, rest);
    }
  }

  void add_scheme(CountryNumbers& numbers, char kind, std::string_view rest) {
    NumberScheme& scheme = schemes_[scheme_count_++];
    const std::size_t space = rest.find(' ');
    scheme.form = rest.substr(0, space);
    if (space != std::string_view::npos) scheme.checks = rest.substr(space + 1);
    scheme.personal = is_ascii_upper(kind);
    const char use = ascii_lower(kind);
    scheme.is_doubtful = use == 'u';
    scheme.use = use == 't' || use == 'u' ? NumberUse::tax : use == 'r' ? NumberUse::registration : NumberUse::both;
    add_shape(scheme);
    numbers.has_tax |= scheme.use != NumberUse::registration;
    numbers.has_registration |= scheme.use != NumberUse::tax;
    numbers.writes_prefix |= scheme.has_prefix;
    numbers.schemes = std::span<const NumberScheme>(numbers.schemes.data(), numbers.schemes.size() + 1);
  }

  void add_shape(NumberScheme& scheme) {
    const std::size_t prefix = scheme.form.find('>');
    scheme.has_prefix = prefix != std::string_view::npos;
    const std::size_t begin = shape_size_;
    for (std::size_t i = scheme.has_prefix ? prefix + 1 : 0; i < scheme.form.size(); ++i) {
      const char c = scheme.form[i];
      if (c == '<') break;
      scheme.needs_separator |= c == '^';
      if (c == '=' || c == '^' || c == '~' || c == '_' || c == '-' || c == '.' || c == '/') continue;
      shapes_[shape_size_++] = c;
      scheme.length_min += c == '%' || c == '$' ? 0 : 1;
    }
    scheme.shape = {shapes_.data() + begin, shape_size_ - begin};
    scheme.length_max = static_cast<std::uint8_t>(scheme.shape.size());
  }

  std::array<NumberScheme, rows_max> schemes_{};
  std::array<CountryNumbers, countries_max> countries_{};  // The first is empty.
  std::array<std::uint8_t, letters * letters> places_{};
  std::array<char, shape_bytes_max> shapes_{};
  std::size_t scheme_count_ = 0;
  std::size_t country_count_ = 0;
  std::size_t shape_size_ = 0;
};

}  // namespace

const CountryNumbers& numbers_of(std::string_view country) {
  static constinit Index all;
  static const bool is_filled = (all.fill(), true);
  (void)is_filled;
  return all.numbers_of(country);
}

std::span<const NumberScheme> schemes_of(std::string_view country) { return numbers_of(country).schemes; }

bool has_scheme(std::string_view country, NumberUse use) {
  const CountryNumbers& numbers = numbers_of(country);
  return use == NumberUse::registration ? numbers.has_registration : numbers.has_tax;
}

std::string_view example_of(std::string_view country, NumberUse use) {
  const std::string_view examples = numbers_of(country).examples;
  const std::size_t bar = examples.find('|');
  if (bar == std::string_view::npos) return has_scheme(country, use) ? examples : std::string_view();
  return use == NumberUse::registration ? examples.substr(bar + 1) : examples.substr(0, bar);
}

std::string_view vat_prefix(std::string_view country) {
  if (country == "GR") return "EL";
  return country == "MC" ? std::string_view("FR") : country;
}

}  // namespace shared
