#include "shared/area_names.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "shared/fold.h"

namespace shared {
namespace {

constexpr std::size_t areas_max = 1500;
constexpr std::size_t names_max = 6000;
constexpr std::size_t bytes_max = 80000;

// As people add and leave them out.
constexpr std::string_view kinds_in_front[] = {"provincede", "provinciadi", "provinciade", "provinceof", "stateof", "cityof", "departamentode", "departamentodel", "regionde", "region", "respublika", "республика", "county", "co", "estadode", "استان", "محافظة", "إمارة", "จังหวัด", "tinh", "thanhpho"};
constexpr std::string_view kinds_behind[] = {"province", "governorate", "state", "county", "district", "prefecture", "region", "territory", "city", "shi", "sheng", "zizhiqu", "oblast", "ken", "fu", "to", "do", "si", "gwangyeoksi", "teukbyeolsi", "parish", "island", "islands", "emirate", "department", "область", "省", "市", "自治区", "県", "府", "都", "縣", "ili", "il"};

// All names of all areas, folded once at the first question.
struct AllNames {
  std::array<char, bytes_max> bytes;
  std::array<AreaName, names_max> names;
  std::array<std::uint16_t, areas_max + 1> first_of_area{};
  std::size_t byte_count = 0;
  std::size_t name_count = 0;
  std::size_t area_count = 0;
  bool is_complete = true;

  AllNames() {
    for (const Country& country : countries()) {
      for (const AdministrativeArea& area : country.areas) add_area(area);
    }
    first_of_area[area_count] = static_cast<std::uint16_t>(name_count);
  }

 private:
  void add_area(const AdministrativeArea& area) {
    if (area_count == areas_max) {
      is_complete = false;
      return;
    }
    first_of_area[area_count++] = static_cast<std::uint16_t>(name_count);
    add(AreaNameUse::code, area.code);
    add(AreaNameUse::name, area.name);
    if (area.latin_name != area.name) add(AreaNameUse::name, area.latin_name);
    for (std::string_view others = area.other_names; !others.empty();) {
      const std::size_t end = std::min(others.find('~'), others.size());
      add(AreaNameUse::other_name, others.substr(0, end));
      others.remove_prefix(std::min(end + 1, others.size()));
    }
  }

  void add(AreaNameUse use, std::string_view text) {
    FoldedText folded;
    fold(text, folded);
    if (folded.empty()) return;
    if (name_count == names_max || byte_count + folded.size() > bytes_max) {
      is_complete = false;
      return;
    }
    std::copy_n(folded.view().data(), folded.size(), bytes.data() + byte_count);
    const std::string_view kept(bytes.data() + byte_count, folded.size());
    byte_count += folded.size();
    names[name_count++] = {use, kept, hash_of_name(kept), without_kind(kept)};
  }
};

const AllNames& all_names() {
  static const AllNames all;
  return all;
}

}  // namespace

std::uint32_t hash_of_name(std::string_view folded) {
  std::uint32_t hash = 2166136261;  // FNV-1a.
  for (const char c : folded) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
  return hash;
}

std::string_view without_kind(std::string_view folded) {
  for (const std::string_view kind : kinds_in_front) {
    if (folded.size() > kind.size() + 2 && folded.starts_with(kind)) return folded.substr(kind.size());
  }
  for (const std::string_view kind : kinds_behind) {
    if (folded.size() > kind.size() + 2 && folded.ends_with(kind)) return folded.substr(0, folded.size() - kind.size());
  }
  return folded;
}

std::span<const AreaName> names_of(const AdministrativeArea& area) {
  const AllNames& all = all_names();
  if (area.place >= all.area_count) return {};
  const std::size_t first = all.first_of_area[area.place];
  return {all.names.data() + first, all.first_of_area[area.place + std::size_t{1}] - first};
}

bool area_names_are_complete() { return all_names().is_complete; }

}  // namespace shared
