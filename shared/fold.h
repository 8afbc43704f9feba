// Names as people type them: compared without case, accents, spaces and punctuation. "St. Kitts", "ST KITTS" and "st kitts"
// are one, as are "Île-de-France" and "Ile de France". Arabic and other scripts without case are compared as they stand.
#pragma once

#include <string_view>

#include "shared/text.h"

namespace shared {

using FoldedText = FixedText<128>;

void fold(std::string_view text, FoldedText& output);

bool equal_folded(std::string_view left, std::string_view right);

// How many letters must be changed, added, dropped or swapped to make one folded text of the other; `most` + 1 when more.
int distance_between(std::string_view left, std::string_view right, int most);

}  // namespace shared
