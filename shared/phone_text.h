// Phone numbers as people write them: labels, brackets, extensions, keypad words, digits of every script.
#pragma once

#include <cstdint>
#include <string_view>

#include "shared/phone_plan.h"
#include "shared/text.h"

namespace shared {

using PlainPhoneText = FixedText<96>;

// Plain ASCII for what was typed; false when a character stands for none, or when the text is too long for a number.
bool write_plain_phone_text(std::string_view text, PlainPhoneText& output);

// A number as it stands on paper: its digits, and before which of them something divides them. The views point into the
// plain text it was read from, which must outlive it.
struct WrittenNumber {
  bool is_readable = false;
  bool has_plus = false;
  PhoneDigits digits;
  std::uint64_t gaps = 0;  // Bit n: a separator stands before digit n.
  std::string_view text;   // Without label and extension.
  std::string_view extension;
};

WrittenNumber read_written_number(std::string_view plain);

// The same for digits alone, such as a part of a text.
WrittenNumber read_written_digits(std::string_view text);

// "+46 8 465 004 12 ext. 21": the number in international form, divided as it was written.
void write_international(const WrittenNumber& written, const PhoneNumber& number, PlainPhoneText& output);

// "08-465 004 12 ext. 21": as it was written, with plain digits for keypad letters.
void write_as_typed(const WrittenNumber& written, PlainPhoneText& output);

std::size_t count_digits(std::string_view text);

}  // namespace shared
