#include "shared/pattern.h"

#include <iterator>

#include "shared/pattern_code.h"

namespace shared {

using namespace pattern_code;

namespace {

constexpr std::size_t repeats_max = 20;

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
    const bool is_hyphen = has_separator && text_[at_ - 2] == '[' && peek() == ']';
    ++at_;
    if (is_hyphen) {
      put('-');
    } else if (has_separator) {
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

}  // namespace shared
