// Numbering plans by calling code: which country a number belongs to, and whether it can be somebody's.
// The verdicts are those of libphonenumber: same metadata, same steps.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "shared/pattern.h"
#include "shared/text.h"

namespace shared {

enum class PhoneType : std::uint8_t {
  fixed_line, mobile, toll_free, premium_rate, personal, voicemail, universal_access, pager, voice_over_ip, shared_cost, unknown,
};
inline constexpr int phone_type_count = static_cast<int>(PhoneType::unknown);

struct PhonePlan {
  std::string_view region;        // ISO 3166-1 alpha-2, or "001" for a calling code without country.
  std::string_view calling_code;  // Digits.
  std::string_view example;       // "+46 8 12 34 56"; empty for "001".
  std::string_view transform;     // What a captured national prefix becomes: "9$1".
  Pattern general = nullptr;
  Pattern dial_out = nullptr;
  Pattern national_prefix = nullptr;
  Pattern leading_digits = nullptr;
  Pattern former = nullptr;   // Ranges that were withdrawn a short while ago.
  std::uint32_t lengths = 0;  // Bit n: n digits.
  struct Type {
    Pattern pattern = nullptr;
    std::uint32_t lengths = 0;
  };
  std::array<Type, phone_type_count> types;
};

// nullptr when the region has no numbers of its own.
const PhonePlan* find_phone_plan(std::string_view region);

// The plans of a calling code, the main one first; empty when no country has it.
std::span<const PhonePlan> plans_of_calling_code(std::string_view calling_code);

using PhoneDigits = FixedText<40>;

// Which digits a number has within its country, and whose plan it was read by.
struct PhoneNumber {
  enum class Fault : std::uint8_t { none, calling_code, too_short, too_long, no_country };
  Fault fault = Fault::none;
  const PhonePlan* plan = nullptr;  // The main plan of its calling code.
  PhoneDigits national;             // Without calling code and national prefix.
  bool is_read_nationally = false;  // Without calling code.
};

// `digits`: all digits as dialled; `is_international`: behind a plus. `region`: where it is dialled from, or empty.
PhoneNumber parse_phone_digits(std::string_view digits, bool is_international, std::string_view region);

// The type of a number in the plan it belongs to; unknown when no plan of its calling code has it.
PhoneType type_of(const PhoneNumber& number);

// Whether one of the data's sources still lists a range that the newer one has dropped.
bool is_of_former_range(const PhoneNumber& number);

enum class PhoneLength : std::uint8_t { possible, too_short, too_long, between };
PhoneLength length_of(const PhonePlan& plan, std::string_view national);

// For tests: whether every pattern had room.
bool phone_plans_are_complete();

}  // namespace shared
