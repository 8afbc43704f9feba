// Moments as text, in UTC and without a locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace server {

inline constexpr std::int64_t day_ms = 86'400'000;

// "2026-11-24T09:30:00.123Z"; with `digits_behind` of at most four digits behind the milliseconds: "...00.1230042Z".
std::string text_of_moment(std::int64_t ms, std::string_view digits_behind = {});

struct Moment {
  std::int64_t ms = 0;
  bool is_whole_day = false;  // A date alone: its first moment.
};

// A date that an API client sends: "2023-09-01", the same with "T09:30:00.1234567Z" or " 09:30:00" behind it, "9/1/2023",
// "9/1/2023 4:05:06 PM" or "09/01/2023 16:05:06", all in UTC. Years 1970 to 9999.
std::optional<Moment> moment_of(std::string_view text);

}  // namespace server
