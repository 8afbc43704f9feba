#include "shared/country.h"

#include <algorithm>
#include <array>

#include "shared/area_names.h"
#include "shared/country_set.h"
#include "shared/country_tables.h"
#include "shared/fold.h"

namespace shared {
namespace {

constexpr std::size_t countries_max = 256;
constexpr std::size_t areas_max = 1450;
constexpr std::size_t pattern_bytes_max = 24000;

std::string_view take(std::string_view& text, char divider) {
  const std::size_t end = text.find(divider);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return part;
}

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
};

void read_kinds(std::string_view flags, Country& country) {
  for (const Kind& kind : kinds) {
    if (flags.find(kind.flag) != std::string_view::npos) country.*kind.part = kind.name;
  }
}

void read_country(std::string_view line, Country& country, PatternPool& pool) {
  country.code = take(line, ';');
  country.code_of_three_letters = take(line, ';');
  country.name_english = take(line, ';');
  country.name_swedish = take(line, ';');
  const std::string_view flags = take(line, ';');
  const std::string_view required = take(line, ';');
  country.address_format = take(line, ';');
  country.postal_code_example = take(line, ';');
  country.postal_code_pattern_text = take(line, ';');
  country.postal_code_pattern =
      pool.add(country.postal_code_pattern_text, has(flags, 's') ? Separators::shown : Separators::hidden);
  country.postal_code_prefixes = take(line, ';');
  country.latin_address_format = take(line, ';');
  if (country.latin_address_format.empty()) country.latin_address_format = country.address_format;
  read_kinds(flags, country);
  country.warns_of_postal_code_only = has(flags, 'l');
  country.uses_city = has(country.address_format, "%C");
  country.uses_state = has(country.address_format, "%S");
  country.uses_postal_code = country.postal_code_pattern != nullptr;
  country.requires_city = has(required, 'C');
  country.requires_state = has(required, 'S');
  country.requires_postal_code = has(required, 'Z');
}

void read_area(std::string_view line, AdministrativeArea& area, PatternPool& pool) {
  area.code = take(line, ';');
  area.name = take(line, ';');
  area.latin_name = take(line, ';');
  if (area.latin_name.empty()) area.latin_name = area.name;
  area.postal_code_beginning = pool.add(take(line, ';'));
  area.other_names = take(line, ';');
}

// All countries, read from their rows once, at the first question.
struct Countries {
  std::array<std::uint8_t, pattern_bytes_max> bytes;
  std::array<Country, countries_max> rows;
  std::array<AdministrativeArea, areas_max> areas;
  std::array<std::uint16_t, country_codes_max> by_code{};  // Place + 1; 0 for none.
  std::size_t count = 0;
  bool is_complete = true;

  Countries() {
    PatternPool pool(bytes.data(), bytes.size());
    for (int part = 0; part < country_rows_part_count; ++part) {
      std::string_view rest = country_rows[part];
      while (!rest.empty() && count < countries_max) read_one(rest, pool);
      is_complete = is_complete && rest.empty();
    }
    is_complete = is_complete && !pool.is_full();
    for (std::size_t i = 0; i < count; ++i)
      by_code[place_of_country_code(rows[i].code)] = static_cast<std::uint16_t>(i + 1);
  }

 private:
  void read_one(std::string_view& rest, PatternPool& pool) {
    Country& country = rows[count++];
    read_country(take(rest, '\n'), country, pool);
    const std::size_t first_area = area_count_;
    while (!rest.empty() && rest[0] == '+' && area_count_ < areas_max) {
      areas[area_count_].place = static_cast<std::uint16_t>(area_count_);
      read_area(take(rest, '\n').substr(1), areas[area_count_++], pool);
    }
    country.areas = {&areas[first_area], area_count_ - first_area};
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
