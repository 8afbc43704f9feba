// The rules an account can break, by their stable wire codes. An enumerator is spelled as its code, so that one search
// finds rule, JSON, message and test. The list stands once, in KUNDKONTO_RULES; a new rule also needs its sentence in
// shared/messages/en.json and sv.json.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace shared {

// In order: text of any field, names, email and domain, language, country and address, phone, numbers, identifiers.
#define KUNDKONTO_RULES(RULE)                                                                    \
  RULE(unrecognized)                 /* A newer server named a rule that this build does not know. */ \
  RULE(required)                     /* Nothing was entered. */                                       \
  RULE(text_encoding)                /* Bytes that are no UTF-8. */                                   \
  RULE(control_character)            /* Such as a tab, a line feed or a bell inside. */               \
  RULE(direction_character)          /* Changes the reading direction: U+202A-202E, U+2066-2069. */   \
  RULE(invisible_character)          /* Cannot be seen: zero-width space, fillers, tags. */           \
  RULE(replacement_character)        /* U+FFFD: text was lost on its way here. */                     \
  RULE(unassigned_character)         /* Non-characters and private use. */                            \
  RULE(too_many_marks)               /* More than 8 combining marks in a row. */                      \
  RULE(too_long)                     /* expected: the most characters. */                             \
  RULE(misread_encoding)             /* Warning. UTF-8 that was read as Latin-1. */                   \
  RULE(markup)                       /* A tag of HTML where a name belongs. */                        \
  RULE(company_name_one_character)                                                                    \
  RULE(company_name_only_symbols)                                                                     \
  RULE(company_name_only_abbreviation) /* "Ltd" alone. */                                             \
  RULE(company_name_contains_domain) /* Warning. "acme.com". */                                       \
  RULE(company_name_repeated_character) /* Warning. "999". */                                         \
  RULE(company_name_spaced_characters)  /* Warning. "1 2 3". */                                       \
  RULE(person_name_no_letter)        /* "12345", "---". */                                            \
  RULE(person_name_character)        /* found: a character that no name has. */                       \
  RULE(person_name_is_email)                                                                          \
  RULE(person_name_is_url)                                                                            \
  RULE(email_at_sign_missing)                                                                         \
  RULE(email_several)                /* Two addresses in one field. */                                \
  RULE(email_local_part_missing)                                                                      \
  RULE(email_domain_missing)                                                                          \
  RULE(email_dots)                   /* Two dots in a row, or a dot beside the at sign. */            \
  RULE(email_trailing_dot)                                                                            \
  RULE(email_display_name)           /* Anna <anna@...>. */                                           \
  RULE(email_mailto)                                                                                  \
  RULE(email_space)                                                                                   \
  RULE(email_character)              /* found: a character that an address cannot have. */            \
  RULE(email_at_sign_form)           /* A full-width at sign. */                                      \
  RULE(email_too_long)               /* expected: the most bytes of the part. */                      \
  RULE(email_domain_format)                                                                           \
  RULE(email_top_level_unknown)      /* Warning: the list ages. */                                    \
  RULE(email_near_miss)              /* Warning. "gmial.com". */                                      \
  RULE(email_not_ascii)              /* Warning. Needs a receiver with SMTPUTF8. */                   \
  RULE(email_quoted)                 /* Warning. Legal and never typed on purpose. */                 \
  RULE(email_not_allowed)            /* An address at the platform's own domain. */                   \
  RULE(domain_format)                                                                                 \
  RULE(domain_one_label)             /* "contoso". */                                                 \
  RULE(domain_is_url)                                                                                 \
  RULE(domain_is_email)                                                                               \
  RULE(domain_is_suffix)             /* "co.uk": nobody's own. */                                     \
  RULE(domain_trailing_dot)                                                                           \
  RULE(domain_too_long)                                                                               \
  RULE(domain_www)                   /* Warning. */                                                   \
  RULE(domain_top_level_unknown)     /* Warning: the list ages. */                                    \
  RULE(domain_mixed_scripts)         /* Warning. */                                                   \
  RULE(domain_look_alike)            /* Warning. Cyrillic letters that all look like Latin ones. */   \
  RULE(language_unknown)                                                                              \
  RULE(language_is_culture)          /* "sv-SE" where "sv" belongs. */                                \
  RULE(culture_unknown)                                                                               \
  RULE(culture_region_missing)       /* "sv" where "sv-SE" belongs. */                                \
  RULE(culture_not_listed)           /* Warning. The country's list does not name it. */              \
  RULE(country_unknown)                                                                               \
  RULE(state_unknown)                                                                                 \
  RULE(state_not_used)               /* Warning. */                                                   \
  RULE(city_format)                                                                                   \
  RULE(address_line_format)                                                                           \
  RULE(postal_code_format)           /* Not written as the country writes it. */                      \
  RULE(postal_code_state)            /* expected: the states it lies in. */                           \
  RULE(postal_code_country)          /* expected: the country it belongs to. */                       \
  RULE(postal_code_not_used)         /* Warning. */                                                   \
  RULE(phone_number_format)                                                                           \
  RULE(phone_number_country_code)    /* No country has the calling code. */                           \
  RULE(phone_number_too_short)                                                                        \
  RULE(phone_number_too_long)                                                                         \
  RULE(phone_number_unassigned)                                                                       \
  RULE(possible_number)              /* Warning. The length fits, the range is not known. */          \
  RULE(phone_number_several)                                                                          \
  RULE(phone_number_premium)         /* Warning. */                                                   \
  RULE(phone_number_required)        /* Mandatory in this country. */                                 \
  RULE(registration_number_required) /* Mandatory in this country. */                                 \
  RULE(registration_number_format)                                                                    \
  RULE(registration_number_check_digit)                                                               \
  RULE(registration_number_mismatch) /* Warning. expected: the number inside the tax number. */       \
  RULE(tax_id_format)                                                                                 \
  RULE(tax_id_check_digit)                                                                            \
  RULE(tax_id_country)               /* found: the prefix of another country. */                      \
  RULE(not_checked)                  /* Warning. No scheme of this country is known here. */          \
  RULE(relationship_unknown)                                                                          \
  RULE(identifier_format)            /* Warning. Not a GUID. */

enum class Rule : std::uint8_t {
#define KUNDKONTO_ENUMERATOR(name) name,
  KUNDKONTO_RULES(KUNDKONTO_ENUMERATOR)
#undef KUNDKONTO_ENUMERATOR
};

// What the details of a problem are called on the wire and in the gaps of messages.
enum class DetailKey : std::uint8_t {
  none,
  example,   // A value of the country's own that would be accepted.
  expected,  // What the value should agree with, such as the state a postal code lies in.
  found,     // The part of the value that is wrong, such as a character.
};

#define KUNDKONTO_ENUMERATOR(name) name,
enum class RuleCounter : std::uint8_t { KUNDKONTO_RULES(KUNDKONTO_ENUMERATOR) count };
#undef KUNDKONTO_ENUMERATOR
inline constexpr int rule_count = static_cast<int>(RuleCounter::count);
inline constexpr int detail_key_count = static_cast<int>(DetailKey::found) + 1;

std::string_view code_of(Rule rule);
std::optional<Rule> rule_of_code(std::string_view code);
std::string_view code_of(DetailKey key);
std::optional<DetailKey> detail_key_of_code(std::string_view code);

}  // namespace shared
