// Punycode (RFC 3492): how labels of a domain beyond ASCII are written in ASCII, behind "xn--".
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "shared/text.h"

namespace shared {

inline constexpr std::size_t label_bytes_max = 63;

// The A-label of `label` ("xn--..." where it is not ASCII), in lower case where it is ASCII. Empty when it does not fit in a label.
FixedText<label_bytes_max> a_label(std::string_view label);

// The code points of what follows "xn--"; false when it encodes none.
bool decode_punycode(std::string_view encoded, std::array<char32_t, label_bytes_max>& points, std::size_t& count);

}  // namespace shared
