#include "shared/number_checks.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "shared/checksums.h"
#include "shared/number_checks_special.h"
#include "shared/text.h"

namespace shared {
namespace {

enum class Outcome : std::uint8_t { wrong, right, right_and_skip_next };

Outcome outcome_of(bool is_right) { return is_right ? Outcome::right : Outcome::wrong; }

// Reads the arguments of one step.
class Arguments {
 public:
  explicit Arguments(std::string_view text) : text_(text) {}

  bool empty() const { return text_.empty(); }
  std::string_view rest() const { return text_; }

  int number() {
    int value = 0;
    while (!text_.empty() && is_ascii_digit(text_.front())) {
      value = value * 10 + (text_.front() - '0');
      text_.remove_prefix(1);
    }
    return value;
  }
  std::size_t place() {
    const char c = next();
    return static_cast<std::size_t>(c <= '9' ? c - '0' : c - 'a' + 10);
  }
  char next() {
    if (text_.empty()) return '\0';
    const char c = text_.front();
    text_.remove_prefix(1);
    return c;
  }
  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  std::string_view up_to(char c) {
    std::size_t end = 0;
    while (end < text_.size() && text_[end] != c) ++end;
    const std::string_view part = text_.substr(0, end);
    text_.remove_prefix(std::min(end + 1, text_.size()));
    return part;
  }

 private:
  std::string_view text_;
};

std::string_view range_of(std::string_view body, Arguments& arguments) {
  const auto first = static_cast<std::size_t>(arguments.number());
  arguments.take(',');
  const auto count = static_cast<std::size_t>(arguments.number());
  arguments.take(':');
  return body.substr(first, count);
}

constexpr std::int16_t no_value = -1;
using Values = std::array<std::int16_t, 128>;

constexpr std::size_t index_of(char c) { return static_cast<unsigned char>(c); }

// What characters are worth: by their place in the alphabet.
constexpr Values values_of(std::string_view alphabet) {
  Values values{};
  values.fill(no_value);
  for (std::size_t i = 0; i < alphabet.size(); ++i) values[index_of(alphabet[i])] = static_cast<std::int16_t>(i);
  return values;
}
constexpr Values base_36 = values_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
constexpr Values brazilian = values_of("0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ");  // The code in ASCII less 48.
constexpr Values chinese = values_of("0123456789ABCDEFGHJKLMNPQRTUWXY");
constexpr Values singaporean = values_of("ABCDEFGHJKLMNPQRSTUVWX0123456789");
constexpr Values weight_values = values_of("0123456789abcdefghijklmnopqrstuvwxyz");

const Values& values_named(char alphabet) { return alphabet == 'b' ? brazilian : alphabet == 'k' ? chinese : alphabet == 'y' ? singaporean : base_36; }

constexpr int invalid_sum = -1;

int weighted_sum(std::string_view weights, std::string_view body, const Values& values, int base) {
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const char weight = weights[i];
    if (weight == '0') continue;
    const int value = values[index_of(body[i])];
    if (value == no_value) return invalid_sum;
    if (is_ascii_upper(weight)) {
      const int product = value * (weight - 'A' + 1);
      sum += product < base ? product : product / base + product % base;
    } else {
      sum += value * weight_values[index_of(weight)];
    }
  }
  return sum;
}

Outcome weighted(const Values& values, Arguments arguments, std::string_view body) {
  const std::string_view weights = arguments.up_to(':');
  const std::string_view map = arguments.up_to('@');
  const std::size_t place = arguments.empty() ? weights.size() : static_cast<std::size_t>(arguments.number());
  const int modulus = static_cast<int>(map.size());
  const int sum = weighted_sum(weights, body, values, modulus);
  if (sum == invalid_sum || modulus == 0) return Outcome::wrong;
  const char wanted = map[static_cast<std::size_t>(sum % modulus)];
  if (wanted == '?') return Outcome::right;
  return wanted == body[place] ? Outcome::right_and_skip_next : Outcome::wrong;
}

bool has_rest(int rest, Arguments& arguments) {
  do {
    if (arguments.number() == rest) return true;
  } while (arguments.take(','));
  return false;
}

bool sum_has_rest(Arguments arguments, std::string_view body) {
  const int sum = weighted_sum(arguments.up_to(':'), body, base_36, 10);
  const int modulus = arguments.number();
  arguments.take('=');
  return has_rest(sum % modulus, arguments);
}

bool number_names_last(std::string_view map, std::string_view body) {
  int rest = 0;
  for (const char c : body.substr(0, body.size() - 1)) {
    if (is_ascii_digit(c)) rest = (rest * 10 + (c - '0')) % static_cast<int>(map.size());
  }
  return map[static_cast<std::size_t>(rest)] == body.back();
}

bool number_has_rest(Arguments arguments, std::string_view body) {
  const std::string_view part = range_of(body, arguments);
  const int modulus = arguments.number();
  arguments.take('=');
  return remainder_of(part, modulus) == arguments.number();
}

bool rest_follows(Arguments arguments, std::string_view body) {
  const std::string_view part = range_of(body, arguments);
  const int modulus = arguments.number();
  if (modulus == 0) return false;
  int rest = remainder_of(part, modulus);
  const bool has_two = arguments.take('+');
  if (has_two) {
    // Belgians who were born after 1999.
    int two = 2;
    for (std::size_t i = 0; i < part.size(); ++i) two = two * 10 % modulus;
    rest = (rest + two) % modulus;
  }
  const std::string_view check = body.substr(static_cast<std::size_t>(part.data() - body.data()) + part.size());
  return remainder_of(check, 10'000) == (has_two || arguments.take('-') ? modulus - rest : rest);
}

bool is_in_ranges(Arguments arguments, std::string_view body) {
  const int value = remainder_of(range_of(body, arguments), 1'000'000'000);
  do {
    const int first = arguments.number();
    const int last = arguments.take('-') ? arguments.number() : first;
    if (value >= first && value <= last) return true;
  } while (arguments.take(','));
  return false;
}

bool is_part_of_list(Arguments arguments, std::string_view body) {
  const std::string_view part = range_of(body, arguments);
  const std::string_view list = arguments.rest();
  for (std::size_t i = 0; i < list.size(); i += part.size()) {
    if (list.substr(i, part.size()) == part) return true;
  }
  return false;
}

bool is_date(Arguments arguments, std::string_view body) {
  const std::size_t place = arguments.place();
  const bool day_first = arguments.next() == 'd';
  const auto two = [&](std::size_t at) { return digit_at(body, place + at) * 10 + digit_at(body, place + at + 1); };
  int day = two(day_first ? 0 : 4);
  int month = two(2);
  const int year = two(day_first ? 4 : 0);
  while (!arguments.empty()) {
    const char shift = arguments.next();
    if (shift == 'M') {
      month -= month > 20 ? (month - 1) / 20 * 20 : 0;
    } else if (shift == 'W') {
      month -= month > 70 ? 70 : month > 50 ? 50 : month > 20 ? 20 : 0;
    } else if (const int added = (shift - '0') * 10; day > added) {
      day -= added;
    }
  }
  return is_day_of_month(day, month, year);
}

bool is_one_character(std::string_view body) { return body.find_first_not_of(body.front()) == std::string_view::npos; }

bool is_only_zeros(std::string_view body) {
  for (const char c : body) {
    if (c != '0' && is_ascii_digit(c)) return false;
  }
  return true;
}

// Agenzia delle Entrate and the Cypriot tax department: modulus 26 is the last letter.
bool odd_places_table(std::string_view body) {
  constexpr int odd_worth[] = {1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};
  int sum = 0;
  for (std::size_t i = 0; i + 1 < body.size(); ++i) {
    const int value = body[i] <= '9' ? body[i] - '0' : body[i] - 'A';
    sum += i % 2 == 0 ? odd_worth[value] : value;
  }
  return 'A' + sum % 26 == body.back();
}

Outcome step(std::string_view text, std::string_view body) {
  const char kind = text.front();
  Arguments arguments(text.substr(1));
  switch (kind) {
    case 'w':
    case 'b':
    case 'k':
    case 'y': return outcome_of(weighted(values_named(kind), arguments, body) != Outcome::wrong);
    case 'W': return weighted(base_36, arguments, body);
    case 'r': return outcome_of(sum_has_rest(arguments, body));
    case 'v': return outcome_of(number_names_last(text.substr(2), body));
    case 'n': return outcome_of(number_has_rest(arguments, body));
    case 'q': return outcome_of(rest_follows(arguments, body));
    case 'i': return outcome_of(mod_11_10(body));
    case 'l': return outcome_of(luhn(arguments.empty() ? body : range_of(body, arguments)));
    case 's':
    case 'S': {
      const std::size_t place = arguments.place();
      return outcome_of((arguments.rest().find(body[place]) != std::string_view::npos) == (kind == 's'));
    }
    case 'g': return outcome_of(is_in_ranges(arguments, body));
    case 'p':
    case 'P': return outcome_of(is_part_of_list(arguments, body) == (kind == 'p'));
    case 't': return outcome_of(is_date(arguments, body));
    case 'z': return outcome_of(!is_only_zeros(body));
    case 'u': return outcome_of(!is_one_character(body));
    case 'o': return outcome_of(odd_places_table(body));
    default: return outcome_of(passes_special(arguments.next(), body));
  }
}

}  // namespace

bool passes_checks(std::string_view checks, std::string_view body) {
  bool skip = false;
  while (!checks.empty()) {
    const std::size_t end = checks.find(' ');
    if (!skip) {
      const Outcome outcome = step(checks.substr(0, end), body);
      if (outcome == Outcome::wrong) return false;
      skip = outcome == Outcome::right_and_skip_next;
    } else {
      skip = false;
    }
    checks.remove_prefix(end == std::string_view::npos ? checks.size() : end + 1);
  }
  return true;
}

}  // namespace shared
