// Text without a locale: UTF-8 read code point by code point, ASCII case, and a buffer on the stack.
// Nothing here allocates but what appends to a std::string.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace shared {

inline constexpr char32_t invalid_code_point = 0xFFFFFFFF;

// next_code_point() of a byte that is not ASCII.
char32_t next_wide_code_point(std::string_view text, std::size_t& position);

// The code point at `position`, which moves behind it. Overlong forms, surrogates, values above U+10FFFF and cut
// sequences give invalid_code_point and move by one byte. Expects position < text.size().
inline char32_t next_code_point(std::string_view text, std::size_t& position) {
  const auto first = static_cast<unsigned char>(text[position]);
  if (first < 0x80) {
    ++position;
    return first;
  }
  return next_wide_code_point(text, position);
}

// The bytes of `text` from `position` as a word, the first one lowest; places behind the end hold `filler`.
inline std::uint64_t word_at(std::string_view text, std::size_t position, char filler) {
  static_assert(std::endian::native == std::endian::little, "neighbours in memory are neighbours in a word");
  std::uint64_t word = 0;
  const std::size_t rest = text.size() - position;
  if (rest >= 8) {
    std::memcpy(&word, text.data() + position, 8);
    return word;
  }
  const std::uint64_t behind = (0x0101010101010101 * static_cast<unsigned char>(filler)) << (8 * rest);
  if (text.size() >= 8) {  // The last eight bytes at once, without those that were seen before.
    std::memcpy(&word, text.data() + text.size() - 8, 8);
    return behind | (word >> (64 - 8 * rest));
  }
  const char* bytes = text.data() + position;
  if (rest >= 4) {  // Two halves, which may overlap.
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    std::memcpy(&low, bytes, 4);
    std::memcpy(&high, bytes + rest - 4, 4);
    return behind | low | static_cast<std::uint64_t>(high) << (8 * (rest - 4));
  }
  // One to three bytes: the first, the one in the middle and the last, which may be the same.
  const auto at = [&](std::size_t i) { return static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i); };
  return behind | at(0) | at(rest / 2) | at(rest - 1);
}

// How much of a text needs no second look. Most text of an account is tidy.
enum class AsciiForm : std::uint8_t {
  tidy,    // ASCII without control characters, no space at an edge, no two spaces in a row.
  loose,   // ASCII without control characters.
  other,   // Anything else.
};

// Looks at eight bytes at a time. Empty text is tidy.
inline AsciiForm ascii_form(std::string_view text) {
  constexpr std::uint64_t each = 0x0101010101010101;
  constexpr std::uint64_t top = each * 0x80;
  std::uint64_t unusual = 0;
  std::uint64_t doubled = 0;
  std::uint64_t space_before = 0x80;  // The edge counts as a space.
  const auto look = [&](std::uint64_t bytes) {
    // The top bit of a byte shows one of 0x80 and above, one that borrows below the space, or 0x7F carried up. What runs over
    // into the next byte comes from a byte that is unusual itself.
    unusual |= bytes | (bytes - each * 0x20) | (bytes + each);
    const std::uint64_t spaces = ~((bytes ^ (each * 0x20)) + each * 0x7F) & top;
    doubled |= spaces & ((spaces << 8) | space_before);
    space_before = spaces >> 56;
  };
  std::size_t position = 0;
  for (; position + 8 <= text.size(); position += 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, text.data() + position, 8);
    look(bytes);
  }
  if (position < text.size()) look(word_at(text, position, 'x'));
  if ((unusual & top) != 0) return AsciiForm::other;
  const bool is_tidy = doubled == 0 && (text.empty() || text.back() != ' ');
  return is_tidy ? AsciiForm::tidy : AsciiForm::loose;
}

bool is_utf8(std::string_view text);
std::size_t count_code_points(std::string_view text);  // A wrong byte counts as one.

// Appends `code_point` as UTF-8 to anything with push_back(char).
template <typename Output>
void append_code_point(Output& output, char32_t code_point) {
  const auto tail = [&](int shift) { output.push_back(static_cast<char>(0x80 | ((code_point >> shift) & 0x3F))); };
  if (code_point < 0x80) {
    output.push_back(static_cast<char>(code_point));
  } else if (code_point < 0x800) {
    output.push_back(static_cast<char>(0xC0 | (code_point >> 6)));
    tail(0);
  } else if (code_point < 0x10000) {
    output.push_back(static_cast<char>(0xE0 | (code_point >> 12)));
    tail(6);
    tail(0);
  } else {
    output.push_back(static_cast<char>(0xF0 | (code_point >> 18)));
    tail(12);
    tail(6);
    tail(0);
  }
}

constexpr bool is_ascii_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_ascii_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_ascii_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_ascii_letter(char c) { return is_ascii_upper(c) || is_ascii_lower(c); }
constexpr char ascii_lower(char c) { return is_ascii_upper(c) ? static_cast<char>(c + 32) : c; }
constexpr char ascii_upper(char c) { return is_ascii_lower(c) ? static_cast<char>(c - 32) : c; }

inline bool is_ascii(std::string_view text) {
  std::uint64_t seen = 0;
  for (std::size_t position = 0; position < text.size(); position += 8) seen |= word_at(text, position, 'x');
  return (seen & 0x8080808080808080) == 0;
}

// Whether `text` is ASCII without a capital.
inline bool is_small_ascii(std::string_view text) {
  constexpr std::uint64_t each = 0x0101010101010101;
  std::uint64_t seen = 0;
  for (std::size_t position = 0; position < text.size(); position += 8) {
    const std::uint64_t bytes = word_at(text, position, 'x');
    const std::uint64_t low = bytes & (each * 0x7F);
    // The top bit of a byte shows what is at least 'A' and not above 'Z'.
    seen |= bytes | ((low + each * (0x80 - 'A')) & ~(low + each * (0x7F - 'Z')));
  }
  return (seen & (each * 0x80)) == 0;
}

bool equal_ignoring_case(std::string_view left, std::string_view right);  // ASCII case only.
bool is_all_digits(std::string_view text);                                // False for empty text.

// In `lines`, sorted by first word and each ended by a line feed: what stands behind `word` on its line. Empty data
// (nullptr) when no line begins with it; empty text when nothing follows.
std::string_view rest_of_line(std::string_view lines, std::string_view word);

// The same for a table that is asked often: a hash of its first words is made once. At most `lines_max` lines, whose
// order does not matter.
class WordTable {
 public:
  static constexpr std::size_t lines_max = 1600;

  explicit WordTable(std::string_view lines);
  std::string_view rest_of(std::string_view word) const;

 private:
  static constexpr std::size_t places = 4096;  // A power of two, so that a hash is cut by a mask.
  static std::size_t place_of(std::string_view word);

  std::string_view lines_;
  std::array<std::uint32_t, places> starts_{};  // Where a line begins, + 1; 0 for none. The next free place takes a clash.
};

// Whether `word` is one of the words of `text`, which are divided by single spaces.
bool has_word(std::string_view text, std::string_view word);

// Text of at most `Capacity` bytes on the stack. What does not fit is left out and `is_cut()` says so.
template <std::size_t Capacity>
class FixedText {
 public:
  void push_back(char c) {
    if (size_ < Capacity) {
      bytes_[size_++] = c;
    } else {
      cut_ = true;
    }
  }
  FixedText& append(std::string_view text) {
    const std::size_t count = text.size() < Capacity - size_ ? text.size() : Capacity - size_;
    if (count > 0) std::memcpy(bytes_.data() + size_, text.data(), count);
    size_ += count;
    cut_ = cut_ || count < text.size();
    return *this;
  }
  void pop_back() { --size_; }
  void clear() { size_ = 0; cut_ = false; }
  std::string_view view() const { return {bytes_.data(), size_}; }
  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  bool is_cut() const { return cut_; }
  char& operator[](std::size_t index) { return bytes_[index]; }
  char operator[](std::size_t index) const { return bytes_[index]; }

 private:
  std::array<char, Capacity> bytes_;
  std::size_t size_ = 0;
  bool cut_ = false;
};

}  // namespace shared
