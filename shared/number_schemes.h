// One row for each way in which a country writes tax or registration numbers: use, written form and checks. The rows are
// text (number_rows_*.h), one line each, which takes the least room in a WebAssembly program:
//
//   SE t SE>##########01 l0,10 S201 S004      country, use, form, checks
//   SE = SE556123456701|556123-4567           invented examples: tax number | registration number, or one for both
//   GB > XI VAT                               words that may stand in front of a number beside the country's code
//
// Use: t tax, r registration, b both; u tax, accepted with a warning, since authorities give numbers with a wrong check digit;
// a capital for a person's number, which is masked where it is shown.
// Form, as it is stored: # digit, @ letter, ? either, ! digit or the letter that Italy uses for one, & letter of a Mexican
// name; % digit that may be missing at the beginning, $ the same but written as 0; _ a space; - . / stand only in the written
// form, but must be typed behind ^; what stands before > or behind < is written and need not be typed; ~ the next character is
// typed and not written; a leading = keeps the number as it was typed. All others stand for themselves.
// Checks, see number_checks.h, work on the characters that the form matched, with 0 for missing digits.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace shared {

enum class NumberUse : std::uint8_t { tax, registration, both };

struct NumberScheme {
  std::string_view form;
  std::string_view shape;        // What of the form is typed, without separators.
  std::string_view checks;
  NumberUse use = NumberUse::tax;
  bool personal = false;         // A person's number: masked where it is shown.
  bool is_doubtful = false;      // Accepted with a warning.
  std::uint8_t length_min = 0;   // Characters to be typed, without separators.
  std::uint8_t length_max = 0;
  bool has_prefix = false;       // Is written with the country's letters in front.
  bool needs_separator = false;  // Has one that must be typed.
};

struct CountryNumbers {
  std::span<const NumberScheme> schemes;  // Those that are most used first; empty where none is known.
  std::string_view words;                 // Divided by spaces: what may stand in front beside the country's code.
  std::string_view examples;
  bool has_tax = false;
  bool has_registration = false;
  bool writes_prefix = false;             // Its VAT numbers are written with the country's letters.
};

const CountryNumbers& numbers_of(std::string_view country);

// Rows of one country, those that are most used first; empty where none is known.
std::span<const NumberScheme> schemes_of(std::string_view country);

// Whether a row of the country is for this use.
bool has_scheme(std::string_view country, NumberUse use);

// An invented number with right check digits, in the written form; empty where there is none.
std::string_view example_of(std::string_view country, NumberUse use);

// The letters in front of a VAT number where they are not the country's code: EL for GR; else the code.
std::string_view vat_prefix(std::string_view country);

}  // namespace shared
