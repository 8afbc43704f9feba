// The names of administrative areas as they are compared: folded once, with and without the word for their kind.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "shared/country.h"

namespace shared {

enum class AreaNameUse : std::uint8_t { code, name, other_name };

struct AreaName {
  AreaNameUse use;
  std::string_view folded;        // As fold() writes it.
  std::uint32_t hash;             // hash_of_name(folded), so that most are told apart by a number.
  std::string_view without_kind;  // The same without "State of", "-do", "län"; the whole where it has none.
};

std::uint32_t hash_of_name(std::string_view folded);

// Its code, then its own and its Latin name, then the others.
std::span<const AreaName> names_of(const AdministrativeArea& area);

// Takes the word for the kind of area off a folded name, in front or behind, where something is left.
std::string_view without_kind(std::string_view folded);

// For tests: whether every name had room.
bool area_names_are_complete();

}  // namespace shared
