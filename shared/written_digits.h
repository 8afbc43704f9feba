// Code points that stand for plain characters in codes and numbers: full-width letters and digits, digits of every script,
// the many spaces and hyphens. Never applied to names.
#pragma once

namespace shared {

// The ASCII character that `code_point` stands for: a digit, a letter, '-' or ' ', and any other ASCII character for itself
// or its full-width form. '\0' for what stands for none.
char plain_character(char32_t code_point);

}  // namespace shared
