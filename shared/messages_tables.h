// The rows of the message catalogue, generated from shared/messages/*.json and read by messages.cpp alone.
#pragma once

#include <string_view>

#include "shared/messages.h"

namespace shared {

// A sentence has gaps, {example} {expected} {found} {suggestion}, {label} {a_label} {state}, and parts in brackets: "[A|B]" is A where all
// gaps of A are filled, else B, and "[A]" is A or nothing. A part may hold a bracket of its own. {if_warning} is a space in the
// sentence of a warning and not filled in that of an error.
struct SentenceRow {
  std::string_view rule;  // The code of a Rule.
  std::string_view texts[language_count];
};

struct LabelRow {
  std::string_view name;     // The last part of a field's path.
  std::string_view variant;  // Empty: the general term.
  std::string_view labels[language_count];  // As above a form's field: "Postal code".
  std::string_view nouns[language_count];   // As within a sentence: "the postal code".
};

extern const SentenceRow sentence_rows[];
extern const int sentence_row_count;
extern const LabelRow label_rows[];
extern const int label_row_count;

}  // namespace shared
