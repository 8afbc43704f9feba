#include "shared/country.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "shared/area_names.h"
#include "shared/country_set.h"
#include "shared/country_tables.h"
#include "shared/fold.h"

namespace shared {
namespace {

constexpr std::size_t countries_max = 256;
constexpr std::size_t areas_max = 1450;
constexpr std::size_t pattern_bytes_max = 24000;

// The next cell of each column in turn.
template <std::size_t Count>
class Columns {
 public:
  explicit Columns(const std::string_view (&columns)[Count]) { std::copy(std::begin(columns), std::end(columns), rests_.begin()); }

  bool at_end() const { return rests_[0].empty(); }

  std::string_view take() {
    std::string_view& rest = rests_[next_];
    next_ = (next_ + 1) % Count;
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view cell = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return cell;
  }

 private:
  std::array<std::string_view, Count> rests_;
  std::size_t next_ = 0;
};

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool has(std::string_view text, char part) { return text.find(part) != std::string_view::npos; }

// The kinds behind the capitals among the flags; the generator writes them.
struct Kind {
  char flag;
  std::string_view Country::*part;
  std::string_view name;
};
constexpr Kind kinds[] = {
    {'A', &Country::state_kind, "area"},           {'C', &Country::state_kind, "county"},
    {'D', &Country::state_kind, "department"},     {'E', &Country::state_kind, "emirate"},
    {'F', &Country::state_kind, "prefecture"},     {'G', &Country::state_kind, "governorate"},
    {'H', &Country::state_kind, "parish"},         {'I', &Country::state_kind, "island"},
    {'K', &Country::state_kind, "do_si"},          {'N', &Country::state_kind, "district"},
    {'O', &Country::state_kind, "oblast"},         {'P', &Country::state_kind, "province"},
    {'R', &Country::state_kind, "region"},         {'T', &Country::state_kind, "state"},
    {'V', &Country::state_kind, "grevskap"},       {'Z', &Country::postal_code_kind, "zip"},
    {'J', &Country::postal_code_kind, "pin"},      {'X', &Country::postal_code_kind, "eircode"},
    {'Q', &Country::postal_code_kind, "postcode"}, {'W', &Country::city_kind, "post_town"},
    {'U', &Country::city_kind, "suburb"},          {'L', &Country::city_kind, "district"},
    {'B', &Country::district_kind, "neighborhood"}, {'M', &Country::district_kind, "village"},
    {'S', &Country::district_kind, "suburb"},       {'Y', &Country::district_kind, "townland"},
};

void read_kinds(std::string_view flags, Country& country) {
  for (const Kind& kind : kinds) {
    if (flags.find(kind.flag) != std::string_view::npos) country.*kind.part = kind.name;
  }
}

// All countries, read from their columns once, at the first question.
struct Countries {
  std::array<std::uint8_t, pattern_bytes_max> bytes;
  std::array<Country, countries_max> rows;
  std::array<AdministrativeArea, areas_max> areas;
  std::array<std::array<char, 3>, countries_max> codes_of_three_letters;
  std::array<std::uint16_t, country_codes_max> by_code{};  // Place + 1; 0 for none.
  std::size_t count = 0;
  bool is_complete = true;

  Countries() {
    PatternPool pool(bytes.data(), bytes.size());
    Columns countries(country_columns);
    Columns columns_of_areas(area_columns);
    while (!countries.at_end() && count < countries_max) {
      Country& country = rows[count];
      const std::size_t area_count = read_country(countries, country, pool);
      country.areas = {areas.data() + area_count_, area_count};
      while (area_count_ < areas_max && country.areas.data() + area_count != areas.data() + area_count_) read_area(columns_of_areas, pool);
      by_code[place_of_country_code(country.code)] = static_cast<std::uint16_t>(++count);
    }
    is_complete = countries.at_end() && columns_of_areas.at_end() && !pool.is_full();
  }

 private:
  // Gives how many areas it has.
  std::size_t read_country(Columns<std::size(country_columns)>& cells, Country& country, PatternPool& pool) {
    country.code = cells.take();
    country.code_of_three_letters = three_letters(country.code, cells.take());
    country.name_english = cells.take();
    country.name_swedish = cells.take();
    const std::string_view flags = cells.take();
    const std::string_view required = cells.take();
    country.address_format = cells.take();
    country.postal_code_example = cells.take();
    country.postal_code_pattern_text = cells.take();
    country.postal_code_pattern = pool.add(country.postal_code_pattern_text, has(flags, 's') ? Separators::shown : Separators::hidden);
    country.postal_code_prefixes = cells.take();
    country.latin_address_format = cells.take();
    if (country.latin_address_format.empty()) country.latin_address_format = country.address_format;
    read_kinds(flags, country);
    country.warns_of_postal_code_only = has(flags, 'l');
    country.uses_city = has(country.address_format, "%C");
    country.uses_state = has(country.address_format, "%S");
    country.uses_postal_code = country.postal_code_pattern != nullptr;
    country.requires_city = has(required, 'C');
    country.requires_state = has(required, 'S');
    country.requires_postal_code = has(required, 'Z');
    std::size_t area_count = 0;
    for (const char digit : cells.take()) area_count = area_count * 10 + static_cast<std::size_t>(digit - '0');
    return area_count;
  }

  // "A" behind "US", "w" inside "SE".
  std::string_view three_letters(std::string_view two, std::string_view more) {
    if (more.size() != 1) return more;
    std::array<char, 3>& code = codes_of_three_letters[count];
    const bool is_inside = is_ascii_lower(more[0]);
    code = {two[0], is_inside ? ascii_upper(more[0]) : two[1], is_inside ? two[1] : more[0]};
    return {code.data(), code.size()};
  }

  void read_area(Columns<std::size(area_columns)>& cells, PatternPool& pool) {
    AdministrativeArea& area = areas[area_count_];
    area.place = static_cast<std::uint16_t>(area_count_++);
    area.code = cells.take();
    area.name = cells.take();
    area.latin_name = cells.take();
    if (area.latin_name.empty()) area.latin_name = area.name;
    area.postal_code_beginning = pool.add(cells.take());
    area.other_names = cells.take();
  }

  std::size_t area_count_ = 0;
};

// AC and TA stand at the end: postal codes, but no accounts.
constexpr std::size_t no_account_count = 2;

const Countries& all_countries() {
  static const Countries all;
  return all;
}

// The one area whose name is the same but for its kind; nullptr when two are.
const AdministrativeArea* find_without_kind(const Country& country, std::string_view folded) {
  const std::string_view core = without_kind(folded);
  const AdministrativeArea* found = nullptr;
  for (const AdministrativeArea& area : country.areas) {
    const auto is_same = [&](const AreaName& name) {
      return name.use == AreaNameUse::name &&
             (name.without_kind == core || name.without_kind == folded || name.folded == core);
    };
    const std::span<const AreaName> names = names_of(area);
    if (std::none_of(names.begin(), names.end(), is_same)) continue;
    if (found) return nullptr;
    found = &area;
  }
  return found;
}

// Codes come before names: "CO" is Colorado's, not a county's.
const AdministrativeArea* find_folded(const Country& country, std::string_view folded) {
  const AdministrativeArea* named = nullptr;
  const std::uint32_t hash = hash_of_name(folded);
  for (const AdministrativeArea& area : country.areas) {
    for (const AreaName& name : names_of(area)) {
      if (name.hash != hash || name.folded != folded) continue;
      if (name.use == AreaNameUse::code) return &area;
      if (!named) named = &area;
    }
  }
  return named;
}

}  // namespace

const Country* find_postal_country(std::string_view code) {
  const std::size_t index = place_of_country_code(code);
  const Countries& all = all_countries();
  const std::size_t place = index == country_codes_max ? 0 : all.by_code[index];
  return place == 0 ? nullptr : &all.rows[place - 1];
}

const Country* find_country(std::string_view code) {
  const Country* country = find_postal_country(code);
  const std::span<const Country> accounts = countries();
  return country && country < accounts.data() + accounts.size() ? country : nullptr;
}

std::span<const Country> countries() {
  const Countries& all = all_countries();
  return {all.rows.data(), all.count - no_account_count};
}

std::string_view name_of(const Country& country, Language language) {
  return language == Language::swedish ? country.name_swedish : country.name_english;
}

const AdministrativeArea* find_area(const Country& country, std::string_view code) {
  for (const AdministrativeArea& area : country.areas) {
    if (area.code == code) return &area;
  }
  return nullptr;
}

const AdministrativeArea* find_area_by_name(const Country& country, std::string_view text) {
  if (text.empty() || country.areas.empty()) return nullptr;
  if (const AdministrativeArea* area = find_area(country, text)) return area;
  FoldedText folded;
  // The whole code of ISO 3166-2, "US-CA", is as good as its second half.
  if (text.size() > 3 && text[2] == '-' && equal_ignoring_case(text.substr(0, 2), country.code)) text.remove_prefix(3);
  fold(text, folded);
  if (folded.empty()) return nullptr;
  if (const AdministrativeArea* area = find_folded(country, folded.view())) return area;
  return find_without_kind(country, folded.view());
}

bool country_rows_are_complete() { return all_countries().is_complete; }

}  // namespace shared
