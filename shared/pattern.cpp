#include "shared/pattern.h"

#include <cstring>

namespace shared {
namespace {

// Operations; every other byte is a character to match. A choice tries what follows, and on failure what stands `distance`
// bytes further; distances are two bytes, low first.
enum Operation : std::uint8_t {
  matched,
  any_digit,
  digit_set,   // Two bytes of bits.
  letter_set,  // Five bytes of bits: digits, then A to Z.
  choice,
  jump,
  digits,       // n
  digit_range,  // n m
  save,         // Place of a capture: even for its begin, odd for its end.
  separator,    // The character the tidied text has here.
  hidden_separator,
  end_of_text,
};

constexpr std::size_t repeats_max = 20;

int bit_of(char c) {
  if (is_ascii_digit(c)) return c - '0';
  if (is_ascii_upper(c)) return c - 'A' + 10;
  return -1;
}

std::uint64_t bits_at(const std::uint8_t* bytes, std::size_t count) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < count; ++i) bits |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
  return bits;
}

std::size_t distance_at(const std::uint8_t* bytes) { return bytes[0] | static_cast<std::size_t>(bytes[1]) << 8; }

bool is_separator(char c) { return c == ' ' || c == '-'; }

}  // namespace

// Recursive descent that writes as it reads; a repeated item is read again for each repetition.
class PatternCompiler {
 public:
  PatternCompiler(PatternPool& pool, std::string_view text, Separators separators)
      : pool_(pool), text_(text), separators_(separators) {}

  void compile() {
    alternatives();
    put(matched);
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void put(std::uint8_t byte) {
    if (pool_.size_ < pool_.capacity_) {
      pool_.bytes_[pool_.size_++] = byte;
    } else {
      pool_.is_full_ = true;
    }
  }

  void put_bits(std::uint64_t bits, int count) {
    for (int i = 0; i < count; ++i) put(static_cast<std::uint8_t>(bits >> (8 * i)));
  }

  std::size_t put_branch(Operation operation) {
    put(operation);
    put(0);
    put(0);
    return pool_.size_;
  }

  void land_branch(std::size_t branch) {
    if (pool_.is_full_) return;
    const std::size_t distance = pool_.size_ - branch;
    pool_.bytes_[branch - 2] = static_cast<std::uint8_t>(distance);
    pool_.bytes_[branch - 1] = static_cast<std::uint8_t>(distance >> 8);
  }

  // The place behind the alternative that begins at `start`: a '|', a ')' or the end.
  std::size_t end_of_alternative(std::size_t start) const {
    int depth = 0;
    for (std::size_t i = start; i < text_.size(); ++i) {
      const char c = text_[i];
      if (c == '(' || c == '<') ++depth;
      if ((c == ')' || c == '|') && depth == 0) return i;
      if (c == ')') --depth;
    }
    return text_.size();
  }

  void alternatives() {
    std::size_t jumps[128];
    std::size_t jump_count = 0;
    while (true) {
      const std::size_t end = end_of_alternative(at_);
      const bool is_last = end >= text_.size() || text_[end] != '|';
      const std::size_t branch = is_last ? 0 : put_branch(choice);
      while (at_ < end) quantified();
      if (is_last) break;
      if (jump_count < std::size(jumps)) jumps[jump_count++] = put_branch(jump);
      land_branch(branch);
      ++at_;
    }
    for (std::size_t i = 0; i < jump_count; ++i) land_branch(jumps[i]);
  }

  std::size_t number() {
    std::size_t value = 0;
    for (; is_ascii_digit(peek()); ++at_) value = value * 10 + static_cast<std::size_t>(peek() - '0');
    return value;
  }

  std::size_t end_of_atom(std::size_t start) const {
    if (text_[start] == '[') return text_.find(']', start) + 1;
    if (text_[start] != '(' && text_[start] != '<') return start + 1;
    int depth = 0;
    for (std::size_t i = start; i < text_.size(); ++i) {
      if (text_[i] == '(' || text_[i] == '<') ++depth;
      if (text_[i] == ')' && --depth == 0) return i + 1;
    }
    return text_.size();
  }

  void quantified() {
    const std::size_t start = at_;
    const std::size_t atom_end = end_of_atom(start);
    std::size_t from = 1, to = 1;
    at_ = atom_end;
    if (peek() == '?') {
      ++at_;
      from = 0;
    } else if (peek() == '{') {
      ++at_;
      from = to = number();
      if (peek() == ',') {
        ++at_;
        to = number();
      }
      ++at_;
    }
    const std::size_t behind = at_;
    if (text_[start] == 'd' && (from != 1 || to != 1)) {
      put(from == to ? digits : digit_range);
      put(static_cast<std::uint8_t>(from));
      if (from != to) put(static_cast<std::uint8_t>(to));
    } else if (from == 0 && to == 1 && is_separator(text_[start]) && separators_ != Separators::literal) {
      put(separators_ == Separators::shown ? separator : hidden_separator);
      if (separators_ == Separators::shown) put(static_cast<std::uint8_t>(text_[start]));
    } else {
      repeat(start, from, to);
    }
    at_ = behind;
  }

  void repeat(std::size_t start, std::size_t from, std::size_t to) {
    std::size_t branches[repeats_max];
    for (std::size_t i = 0; i < to && i < repeats_max; ++i) {
      branches[i] = i < from ? 0 : put_branch(choice);
      at_ = start;
      atom();
    }
    for (std::size_t i = from; i < to && i < repeats_max; ++i) land_branch(branches[i]);
  }

  void atom() {
    const char c = text_[at_++];
    if (c == '(') {
      alternatives();
      ++at_;
    } else if (c == '<') {
      const std::uint8_t place = capture_count_;
      capture_count_ = static_cast<std::uint8_t>(capture_count_ + 2);
      put(save);
      put(place);
      alternatives();
      ++at_;
      put(save);
      put(static_cast<std::uint8_t>(place + 1));
    } else if (c == '[') {
      set();
    } else if (c == 'd') {
      put(any_digit);
    } else if (c == '$') {
      put(end_of_text);
    } else if (is_separator(c) && separators_ != Separators::literal) {
      put(separator);
      put(static_cast<std::uint8_t>(c));
    } else {
      put(static_cast<std::uint8_t>(c));
    }
  }

  void set() {
    std::uint64_t bits = 0;
    bool has_separator = false;
    for (; peek() != ']'; ++at_) {
      const char first = peek();
      char last = first;
      if (first == 'd') {
        bits |= 0x3FF;
        continue;
      }
      if (at_ + 2 < text_.size() && text_[at_ + 1] == '-' && text_[at_ + 2] != ']') {
        at_ += 2;
        last = peek();
      }
      if (is_separator(first)) has_separator = true;
      for (char c = first; c <= last; ++c) {
        if (bit_of(c) >= 0) bits |= std::uint64_t{1} << bit_of(c);
      }
    }
    ++at_;
    if (has_separator) {
      put(separator);
      put('-');
    } else if (bits < 1024) {
      put(digit_set);
      put_bits(bits, 2);
    } else {
      put(letter_set);
      put_bits(bits, 5);
    }
  }

  PatternPool& pool_;
  std::string_view text_;
  Separators separators_;
  std::size_t at_ = 0;
  std::uint8_t capture_count_ = 0;
};

Pattern PatternPool::add(std::string_view text, Separators separators) {
  if (text.empty()) return nullptr;
  const std::size_t start = size_;
  PatternCompiler(*this, text, separators).compile();
  return is_full_ ? nullptr : bytes_ + start;
}

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
      case digit_set: return take_bit(bits_at(at_ + 1, 2), 2);
      case letter_set: return take_bit(bits_at(at_ + 1, 5), 5);
      case choice:
        remember(at_ + 3 + distance_at(at_ + 1), position_);
        at_ += 3;
        return true;
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
