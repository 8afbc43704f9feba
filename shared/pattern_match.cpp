#include "shared/pattern.h"

#include "shared/pattern_code.h"

namespace shared {

using namespace pattern_code;

namespace {

constexpr std::size_t pending_max = 64;

// Runs a pattern over digits, with places to come back to.
class Run {
 public:
  Run(Pattern pattern, std::string_view text) : at_(pattern), text_(text) {}

  // True when the pattern is through; the text may go on.
  bool find() {
    while (*at_ != matched) {
      if (!step() && !come_back()) return false;
    }
    return true;
  }

  // True when the pattern is through and the text as well.
  bool find_whole() {
    while (true) {
      if (!find()) return false;
      if (position_ == text_.size()) return true;
      if (!come_back()) return false;
    }
  }

  std::size_t position() const { return position_; }
  std::string_view capture(std::size_t index) const {
    const std::uint8_t begin = places_[2 * index];
    const std::uint8_t end = places_[2 * index + 1];
    return begin == unset || end == unset ? std::string_view() : text_.substr(begin, end - begin);
  }

 private:
  static constexpr std::uint8_t unset = 0xFF;
  using Places = std::array<std::uint8_t, 2 * pattern_captures_max>;
  struct Pending {
    Pattern at;
    std::size_t position;
    Places places;
  };

  void remember(Pattern at, std::size_t position) {
    if (pending_count_ < pending_max) pending_[pending_count_++] = {at, position, places_};
  }

  bool come_back() {
    if (pending_count_ == 0) return false;
    const Pending& pending = pending_[--pending_count_];
    at_ = pending.at;
    position_ = pending.position;
    places_ = pending.places;
    return true;
  }

  std::size_t digits_here(std::size_t most) const {
    std::size_t count = 0;
    while (count < most && position_ + count < text_.size() && is_ascii_digit(text_[position_ + count])) ++count;
    return count;
  }

  bool take_bit(std::uint64_t bits, std::size_t bytes) {
    if (position_ == text_.size()) return false;
    const int bit = bit_of(text_[position_]);
    if (bit < 0 || ((bits >> bit) & 1) == 0) return false;
    ++position_;
    at_ += 1 + bytes;
    return true;
  }

  bool is_digit_of(Pattern set) const {
    const auto digit = static_cast<unsigned>(text_[position_] - '0');
    return digit < 10 && ((bits_at(set, 2) >> digit) & 1) != 0;
  }

  // Whether what stands at `at` cannot take the next character: an alternative that need not be tried.
  bool fails_at_once(Pattern at) const {
    if (position_ == text_.size()) return *at == digit_set;
    return *at == digit_set ? !is_digit_of(at + 1) : *at > end_of_text && static_cast<std::uint8_t>(text_[position_]) != *at;
  }

  bool take_digits(std::size_t from, std::size_t to, std::size_t bytes) {
    const std::size_t count = digits_here(to);
    if (count < from) return false;
    for (std::size_t shorter = from; shorter < count; ++shorter) remember(at_ + 1 + bytes, position_ + shorter);
    position_ += count;
    at_ += 1 + bytes;
    return true;
  }

  bool step() {
    switch (*at_) {
      case any_digit: return take_bit(0x3FF, 0);
      case digit_set:
        if (position_ == text_.size() || !is_digit_of(at_ + 1)) return false;
        ++position_;
        at_ += 3;
        return true;
      case letter_set: return take_bit(bits_at(at_ + 1, 5), 5);
      case choice: {
        const Pattern other = at_ + 3 + distance_at(at_ + 1);
        at_ += 3;
        if (fails_at_once(at_)) {
          at_ = other;
        } else {
          remember(other, position_);
        }
        return true;
      }
      case jump:
        at_ += 3 + distance_at(at_ + 1);
        return true;
      case digits: return take_digits(at_[1], at_[1], 1);
      case digit_range: return take_digits(at_[1], at_[2], 2);
      case save:
        if (at_[1] < places_.size()) places_[at_[1]] = static_cast<std::uint8_t>(position_);
        at_ += 2;
        return true;
      case end_of_text:
        ++at_;
        return position_ == text_.size();
      default:
        if (position_ == text_.size() || static_cast<std::uint8_t>(text_[position_]) != *at_) return false;
        ++position_;
        ++at_;
        return true;
    }
  }

  Pattern at_;
  std::string_view text_;
  std::size_t position_ = 0;
  Places places_ = {unset, unset, unset, unset, unset, unset};
  std::size_t pending_count_ = 0;
  Pending pending_[pending_max];
};

// What a hand or a scan mistakes for each other; '\0' when nothing.
char look_alike(char c) {
  static constexpr std::string_view left = "O0I1L1S5B8Z2G6Q0D0";
  for (std::size_t i = 0; i + 1 < left.size(); i += 2) {
    if (left[i] == c) return left[i + 1];
  }
  switch (c) {
    case '0': return 'O';
    case '1': return 'I';
    case '5': return 'S';
    case '8': return 'B';
    case '2': return 'Z';
    default: return '\0';
  }
}

// The same for codes: separators are written, and what the reading allows is passed over or mended.
class CodeRun {
 public:
  CodeRun(Pattern pattern, std::string_view text, CodeReading reading, CodeText& output)
      : at_(pattern), text_(text), reading_(reading), output_(output) {}

  bool find() {
    output_.clear();
    while (true) {
      if (*at_ == matched) {
        if (position_ == text_.size() && !output_.is_cut()) return true;
      } else if (step()) {
        continue;
      }
      if (!come_back()) return false;
    }
  }

 private:
  struct Pending {
    Pattern at;
    std::size_t position;
    std::size_t output_size;
  };

  void skip(bool with_hyphen) {
    while (position_ < text_.size() && (text_[position_] == ' ' || (with_hyphen && text_[position_] == '-'))) ++position_;
  }

  void remember(Pattern at) {
    if (pending_count_ < pending_max) pending_[pending_count_++] = {at, position_, output_.size()};
  }

  bool come_back() {
    if (pending_count_ == 0) return false;
    const Pending& pending = pending_[--pending_count_];
    at_ = pending.at;
    position_ = pending.position;
    while (output_.size() > pending.output_size) output_.pop_back();
    return true;
  }

  static bool holds(std::uint64_t bits, char c) { return bit_of(c) >= 0 && ((bits >> bit_of(c)) & 1) != 0; }

  bool take(std::uint64_t bits) {
    if (reading_ != CodeReading::strict) skip(false);
    if (position_ == text_.size()) return false;
    char c = text_[position_];
    if (!holds(bits, c)) {
      c = reading_ == CodeReading::mended ? look_alike(c) : '\0';
      if (c == '\0' || !holds(bits, c)) return false;
    }
    ++position_;
    output_.push_back(c);
    return true;
  }

  bool advance(bool is_taken, std::size_t bytes) {
    at_ += bytes;
    return is_taken;
  }

  bool take_range(std::size_t from, std::size_t to) {
    const Pattern behind = at_ + (*at_ == digits ? 2 : 3);
    for (std::size_t count = 0; count < to; ++count) {
      if (count >= from) remember(behind);
      if (!take(0x3FF)) {
        if (count < from) return false;
        --pending_count_;
        break;
      }
    }
    at_ = behind;
    return true;
  }

  bool step() {
    switch (*at_) {
      case any_digit: return advance(take(0x3FF), 1);
      case digit_set: return advance(take(bits_at(at_ + 1, 2)), 3);
      case letter_set: return advance(take(bits_at(at_ + 1, 5)), 6);
      case choice:
        remember(at_ + 3 + distance_at(at_ + 1));
        return advance(true, 3);
      case jump: return advance(true, 3 + distance_at(at_ + 1));
      case digits: return take_range(at_[1], at_[1]);
      case digit_range: return take_range(at_[1], at_[2]);
      case separator:
        output_.push_back(static_cast<char>(at_[1]));
        skip(true);
        return advance(true, 2);
      case hidden_separator:
        skip(true);
        return advance(true, 1);
      case '-':
        if (position_ == text_.size() || text_[position_] != '-') return false;
        ++position_;
        output_.push_back('-');
        return advance(true, 1);
      default: {
        const int bit = bit_of(static_cast<char>(*at_));
        return advance(bit >= 0 && take(std::uint64_t{1} << bit), 1);
      }
    }
  }

  Pattern at_;
  std::string_view text_;
  CodeReading reading_;
  CodeText& output_;
  std::size_t position_ = 0;
  std::size_t pending_count_ = 0;
  Pending pending_[pending_max];
};

}  // namespace

bool matches_whole(Pattern pattern, std::string_view text) { return pattern && Run(pattern, text).find_whole(); }

bool matches_beginning(Pattern pattern, std::string_view text, PatternMatch& match) {
  if (!pattern) return false;
  Run run(pattern, text);
  if (!run.find()) return false;
  match.size = run.position();
  for (std::size_t i = 0; i < pattern_captures_max; ++i) match.captures[i] = run.capture(i);
  return true;
}

bool matches_beginning(Pattern pattern, std::string_view text) { return pattern && Run(pattern, text).find(); }

bool matches_code(Pattern pattern, std::string_view text, CodeReading reading, CodeText& output) {
  return pattern && CodeRun(pattern, text, reading, output).find();
}

}  // namespace shared
