#include "server/dates.h"

#include <chrono>
#include <cstdio>

#include "shared/text.h"

namespace server {
namespace {

// Takes numbers and characters off the front of a text; stays failed once something did not fit.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  int number(std::size_t digits_max) {
    int value = 0;
    std::size_t count = 0;
    while (count < digits_max && count < text_.size() && shared::is_ascii_digit(text_[count])) value = value * 10 + (text_[count++] - '0');
    failed_ = failed_ || count == 0;
    text_.remove_prefix(count);
    return value;
  }
  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  void expect(char c) { failed_ = !take(c) || failed_; }
  bool take_word(std::string_view word) {
    if (!shared::equal_ignoring_case(text_.substr(0, word.size()), word)) return false;
    text_.remove_prefix(word.size());
    return true;
  }
  bool is_at_end() const { return text_.empty(); }
  bool has_failed() const { return failed_; }

 private:
  std::string_view text_;
  bool failed_ = false;
};

constexpr int hour_that_is_none = 99;

struct Parts {
  int year = 0;
  int month = 0;
  int day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
  int milliseconds = 0;
};

// Hours, minutes and seconds, and what may stand behind them.
void read_time(Scanner& scanner, Parts& parts) {
  parts.hour = scanner.number(2);
  scanner.expect(':');
  parts.minute = scanner.number(2);
  if (scanner.take(':')) parts.second = scanner.number(2);
  if (scanner.take('.')) {
    for (int unit = 100; unit > 0; unit /= 10) {
      if (!scanner.is_at_end()) parts.milliseconds += unit * scanner.number(1);
      if (scanner.take('Z')) return;
      if (scanner.is_at_end() || scanner.has_failed()) return;
    }
    (void)scanner.number(6);
  }
  if (scanner.take('Z') || scanner.is_at_end()) return;
  scanner.expect(' ');
  const bool is_afternoon = scanner.take_word("PM");
  if (!is_afternoon && !scanner.take_word("AM")) scanner.expect('A');
  const bool is_on_the_clock = parts.hour >= 1 && parts.hour <= 12;
  parts.hour = is_on_the_clock ? parts.hour % 12 + (is_afternoon ? 12 : 0) : hour_that_is_none;
}

}  // namespace

std::string text_of_moment(std::int64_t ms, std::string_view digits_behind) {
  const std::chrono::sys_time<std::chrono::milliseconds> moment{std::chrono::milliseconds(ms)};
  const auto day = std::chrono::floor<std::chrono::days>(moment);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(moment - day);
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03d%.4sZ", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()), static_cast<int>(time.subseconds().count()), std::string(digits_behind).c_str());
  return text;
}

std::optional<Moment> moment_of(std::string_view text) {
  Scanner scanner(text);
  Parts parts;
  const int first = scanner.number(4);
  if (scanner.take('-')) {
    parts.year = first;
    parts.month = scanner.number(2);
    scanner.expect('-');
    parts.day = scanner.number(2);
  } else {
    scanner.expect('/');
    parts.month = first;
    parts.day = scanner.number(2);
    scanner.expect('/');
    parts.year = scanner.number(4);
  }
  Moment moment;
  moment.is_whole_day = scanner.is_at_end();
  if (!moment.is_whole_day) {
    if (!scanner.take('T')) scanner.expect(' ');
    read_time(scanner, parts);
  }
  if (scanner.has_failed() || !scanner.is_at_end()) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(parts.year), std::chrono::month(static_cast<unsigned>(parts.month)),
                                         std::chrono::day(static_cast<unsigned>(parts.day))};
  if (!date.ok() || parts.year < 1970 || parts.hour > 23 || parts.minute > 59 || parts.second > 59) return std::nullopt;
  const auto days = std::chrono::sys_days(date).time_since_epoch().count();
  moment.ms = std::int64_t{days} * day_ms + ((parts.hour * 60 + parts.minute) * 60 + parts.second) * std::int64_t{1000} + parts.milliseconds;
  return moment;
}

}  // namespace server
