// The sentences and labels of rules and fields, in every language: the one catalogue for browser, command line and API.
// Source: shared/messages/en.json, sv.json; the rows are generated from them and committed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/field.h"
#include "shared/problem.h"

namespace shared {

enum class Language : std::uint8_t { english, swedish };
inline constexpr int language_count = 2;

// "en", "sv".
std::string_view code_of(Language language);

// From a culture or language tag such as "sv-SE", in any case; English for all others.
Language language_of_tag(std::string_view tag);

// The sentence for a problem: what to do, then why, with the country's label and example. `country` is the ISO code of the
// address that the field belongs to, or empty.
std::string sentence(const Problem& problem, std::string_view country, Language language);

// The field's label in the country's own terms ("ZIP code" in US). Empty country: the general term.
std::string_view label(Field field, std::string_view country, Language language);

}  // namespace shared
