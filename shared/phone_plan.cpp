#include "shared/phone_plan.h"

#include "shared/country_set.h"
#include "shared/phone_tables.h"

namespace shared {
namespace {

constexpr std::size_t plans_max = 260;
constexpr std::size_t pattern_bytes_max = 120000;

std::string_view take_field(std::string_view& row) {
  const std::size_t end = row.find(';');
  const std::string_view field = row.substr(0, end);
  row.remove_prefix(end == std::string_view::npos ? row.size() : end + 1);
  return field;
}

std::uint32_t lengths_of(std::string_view text) {
  std::uint32_t bits = 0;
  for (const char c : text) bits |= 1u << (is_ascii_digit(c) ? c - '0' : c - 'a' + 10);
  return bits;
}

// Calling codes have one to three digits and none is the beginning of another, so their values differ.
std::size_t value_of_calling_code(std::string_view digits) {
  std::size_t value = 0;
  for (const char c : digits) value = value * 10 + static_cast<std::size_t>(c - '0');
  return value;
}

// All plans, read from their rows once, at the first question.
struct Plans {
  std::array<std::uint8_t, pattern_bytes_max> bytes;
  std::array<PhonePlan, plans_max> plans;
  std::size_t count = 0;
  bool is_complete = true;
  std::array<std::uint16_t, country_codes_max> by_region{};   // Place + 1; 0 for none.
  std::array<std::uint16_t, 1000> by_calling_code{};  // Of the main plan; place + 1, 0 for none.
  std::array<std::uint8_t, 1000> count_of_calling_code{};

  Plans() {
    PatternPool pool(bytes.data(), bytes.size());
    for (int part = 0; part < phone_rows_part_count; ++part) {
      std::string_view rest = phone_rows[part];
      while (!rest.empty() && count < plans_max) {
        const std::size_t end = rest.find('\n');
        read(rest.substr(0, end), plans[count++], pool);
        rest.remove_prefix(end + 1);
      }
      is_complete = is_complete && rest.empty();
    }
    is_complete = is_complete && !pool.is_full();
    for (std::size_t i = count; i-- > 0;) {
      const std::size_t region = place_of_country_code(plans[i].region);
      if (region != country_codes_max) by_region[region] = static_cast<std::uint16_t>(i + 1);
      const std::size_t calling_code = value_of_calling_code(plans[i].calling_code);
      by_calling_code[calling_code] = static_cast<std::uint16_t>(i + 1);
      ++count_of_calling_code[calling_code];
    }
  }

  static void read(std::string_view row, PhonePlan& plan, PatternPool& pool) {
    plan.region = take_field(row);
    plan.calling_code = take_field(row);
    plan.example = take_field(row);
    plan.lengths = lengths_of(take_field(row));
    plan.general = pool.add(take_field(row));
    plan.dial_out = pool.add(take_field(row));
    plan.national_prefix = pool.add(take_field(row));
    plan.transform = take_field(row);
    plan.leading_digits = pool.add(take_field(row));
    plan.former = pool.add(take_field(row));
    for (PhonePlan::Type& type : plan.types) {
      const std::string_view lengths = take_field(row);
      type.lengths = lengths.empty() ? plan.lengths : lengths_of(lengths);
      type.pattern = pool.add(take_field(row));
    }
  }
};

const Plans& all_plans() {
  static const Plans plans;
  return plans;
}

bool has_length(std::uint32_t lengths, std::size_t size) { return size < 32 && ((lengths >> size) & 1) != 0; }

PhoneType type_in(const PhonePlan& plan, std::string_view national) {
  if (!has_length(plan.lengths, national.size()) || !matches_whole(plan.general, national)) return PhoneType::unknown;
  for (int i = 0; i < phone_type_count; ++i) {
    const PhonePlan::Type& type = plan.types[static_cast<std::size_t>(i)];
    if (has_length(type.lengths, national.size()) && matches_whole(type.pattern, national)) return static_cast<PhoneType>(i);
  }
  return PhoneType::unknown;
}

// Writes what `transform` makes of the captures, such as "9$1".
void apply_transform(std::string_view transform, const PatternMatch& match, PhoneDigits& output) {
  for (std::size_t i = 0; i < transform.size(); ++i) {
    if (transform[i] == '$') {
      output.append(match.captures[static_cast<std::size_t>(transform[++i] - '1')]);
    } else {
      output.push_back(transform[i]);
    }
  }
}

// Takes the national prefix off, unless that makes a number of the plan into none.
bool strip_national_prefix(const PhonePlan& plan, std::string_view number, PhoneDigits& output) {
  PatternMatch match;
  if (number.empty() || !matches_beginning(plan.national_prefix, number, match)) return false;
  const bool was_right = matches_whole(plan.general, number);
  const std::size_t last_group = plan.transform.find('$');
  const bool transforms = last_group != std::string_view::npos &&
                          !match.captures[static_cast<std::size_t>(plan.transform[last_group + 1] - '1')].empty();
  output.clear();
  if (transforms) apply_transform(plan.transform, match, output);
  output.append(number.substr(match.size));
  return !was_right || matches_whole(plan.general, output.view());
}

// The longest national prefixes of a number that are calling codes: 1 to 3 digits, none beginning with 0.
const PhonePlan* take_calling_code(std::string_view& digits) {
  if (digits.empty() || digits[0] == '0') return nullptr;
  for (std::size_t size = 1; size <= 3 && size <= digits.size(); ++size) {
    const auto plans = plans_of_calling_code(digits.substr(0, size));
    if (plans.empty()) continue;
    digits.remove_prefix(size);
    return &plans[0];
  }
  return nullptr;
}

// Takes what dials out of the country off; false when the number is not dialled so.
bool take_dial_out(const PhonePlan& home, std::string_view& digits) {
  PatternMatch match;
  if (!matches_beginning(home.dial_out, digits, match)) return false;
  if (match.size < digits.size() && digits[match.size] == '0') return false;
  digits.remove_prefix(match.size);
  return true;
}

// A national number written with its calling code and no plus. What is left may stand in `stripped`.
bool take_own_calling_code(const PhonePlan& home, std::string_view& digits, PhoneDigits& stripped) {
  if (digits.substr(0, home.calling_code.size()) != home.calling_code) return false;
  const std::string_view rest = digits.substr(home.calling_code.size());
  const std::string_view candidate = strip_national_prefix(home, rest, stripped) ? stripped.view() : rest;
  const bool is_better = !matches_whole(home.general, digits) && matches_whole(home.general, candidate);
  if (!is_better && length_of(home, digits) != PhoneLength::too_long) return false;
  digits = candidate;
  return true;
}

}  // namespace

const PhonePlan* find_phone_plan(std::string_view region) {
  const std::size_t index = place_of_country_code(region);
  const Plans& all = all_plans();
  const std::size_t place = index == country_codes_max ? 0 : all.by_region[index];
  return place == 0 ? nullptr : &all.plans[place - 1];
}

std::span<const PhonePlan> plans_of_calling_code(std::string_view calling_code) {
  if (calling_code.empty() || calling_code.size() > 3 || calling_code[0] == '0') return {};
  const Plans& all = all_plans();
  const std::size_t value = value_of_calling_code(calling_code);
  const std::size_t place = all.by_calling_code[value];
  return place == 0 ? std::span<const PhonePlan>() : std::span(&all.plans[place - 1], all.count_of_calling_code[value]);
}

PhoneLength length_of(const PhonePlan& plan, std::string_view national) {
  const std::size_t size = national.size();
  if (has_length(plan.lengths, size)) return PhoneLength::possible;
  if (size >= 32 || (plan.lengths >> size) == 0) return PhoneLength::too_long;
  return (plan.lengths & ((1u << size) - 1)) == 0 ? PhoneLength::too_short : PhoneLength::between;
}

PhoneNumber parse_phone_digits(std::string_view digits, bool is_international, std::string_view region) {
  PhoneNumber number;
  PhoneDigits without_code;
  const PhonePlan* home = region.size() == 2 ? find_phone_plan(region) : nullptr;
  if (is_international || (home && take_dial_out(*home, digits))) {
    if (digits.size() <= 2) {
      number.fault = PhoneNumber::Fault::too_short;
      return number;
    }
    number.plan = take_calling_code(digits);
    if (!number.plan) {
      number.fault = PhoneNumber::Fault::calling_code;
      return number;
    }
  } else if (!home) {
    number.fault = PhoneNumber::Fault::no_country;
    return number;
  } else {
    const bool has_code = take_own_calling_code(*home, digits, without_code);
    number.plan = has_code ? &plans_of_calling_code(home->calling_code)[0] : home;
    // In North America the calling code is the national prefix too.
    number.is_read_nationally = !has_code || home->calling_code == "1";
  }
  PhoneDigits stripped;
  if (digits.size() >= 2 && strip_national_prefix(*number.plan, digits, stripped)) {
    const PhoneLength length = length_of(*number.plan, stripped.view());
    if (length == PhoneLength::possible || length == PhoneLength::too_long) digits = stripped.view();
  }
  number.national.append(digits);
  if (digits.size() < 2) number.fault = PhoneNumber::Fault::too_short;
  if (digits.size() > 17) number.fault = PhoneNumber::Fault::too_long;
  return number;
}

PhoneType type_of(const PhoneNumber& number) {
  if (number.fault != PhoneNumber::Fault::none || !number.plan) return PhoneType::unknown;
  const std::string_view national = number.national.view();
  const auto plans = plans_of_calling_code(number.plan->calling_code);
  if (plans.size() == 1) return type_in(plans[0], national);
  for (const PhonePlan& plan : plans) {
    if (plan.leading_digits) {
      if (matches_beginning(plan.leading_digits, national)) return type_in(plan, national);
      continue;
    }
    const PhoneType type = type_in(plan, national);
    if (type != PhoneType::unknown) return type;
  }
  return PhoneType::unknown;
}

bool is_of_former_range(const PhoneNumber& number) {
  if (number.fault != PhoneNumber::Fault::none || !number.plan) return false;
  for (const PhonePlan& plan : plans_of_calling_code(number.plan->calling_code)) {
    if (matches_whole(plan.former, number.national.view())) return true;
  }
  return false;
}

bool phone_plans_are_complete() { return all_plans().is_complete; }

}  // namespace shared
