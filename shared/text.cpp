#include "shared/text.h"

#include <algorithm>

namespace shared {

char32_t next_wide_code_point(std::string_view text, std::size_t& position) {
  const auto byte = [&](std::size_t offset) { return static_cast<unsigned char>(text[position + offset]); };
  const unsigned char first = byte(0);
  const std::size_t rest = text.size() - position;
  // The two common shapes first: letters of Latin, Greek, Cyrillic, Arabic; then those of the East.
  if (first >= 0xC2 && first < 0xE0 && rest >= 2 && (byte(1) & 0xC0) == 0x80) {
    const char32_t code_point = (first & 0x1Fu) << 6 | (byte(1) & 0x3Fu);
    position += 2;
    return code_point;
  }
  if (first > 0xE0 && first < 0xED && rest >= 3 && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80) {
    const char32_t code_point = (first & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
    position += 3;
    return code_point;
  }
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() - position < length) {
    ++position;
    return invalid_code_point;
  }
  char32_t code_point = first & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) {
      ++position;
      return invalid_code_point;
    }
    code_point = (code_point << 6) | (byte(i) & 0x3Fu);
  }
  const bool overlong = (length == 3 && code_point < 0x800) || (length == 4 && code_point < 0x10000);
  if (overlong || code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
    ++position;
    return invalid_code_point;
  }
  position += length;
  return code_point;
}

bool is_utf8(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    if (next_code_point(text, position) == invalid_code_point) return false;
  }
  return true;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t position = 0; position < text.size(); ++count) next_code_point(text, position);
  return count;
}

bool equal_ignoring_case(std::string_view left, std::string_view right) {
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (ascii_lower(left[i]) != ascii_lower(right[i])) return false;
  }
  return true;
}

bool is_all_digits(std::string_view text) {
  for (const char c : text) {
    if (!is_ascii_digit(c)) return false;
  }
  return !text.empty();
}

std::string_view rest_of_line(std::string_view lines, std::string_view word) {
  std::size_t low = 0;
  std::size_t high = lines.size();
  while (low < high) {
    std::size_t start = low + (high - low) / 2;
    while (start > low && lines[start - 1] != '\n') --start;
    const std::size_t end = lines.find('\n', start);
    const std::string_view line = lines.substr(start, end - start);
    const std::string_view first = line.substr(0, line.find(' '));
    if (first == word) return line.substr(first.size());
    if (first < word) {
      low = end + 1;
    } else {
      high = start;
    }
  }
  return {};
}

std::size_t WordTable::place_of(std::string_view word) {
  std::uint32_t hash = 2166136261;  // FNV-1a.
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619;
  return (hash ^ (hash >> 15)) & (places - 1);
}

WordTable::WordTable(std::string_view lines) : lines_(lines) {
  std::size_t count = 0;
  for (std::size_t start = 0; start < lines.size() && count < lines_max; ++count) {
    const std::size_t end = lines.find('\n', start);
    const std::string_view line = lines.substr(start, end - start);
    std::size_t place = place_of(line.substr(0, line.find(' ')));
    while (starts_[place] != 0) place = (place + 1) & (places - 1);
    starts_[place] = static_cast<std::uint32_t>(start + 1);
    start = end + 1;
  }
}

std::string_view WordTable::rest_of(std::string_view word) const {
  for (std::size_t place = place_of(word); starts_[place] != 0; place = (place + 1) & (places - 1)) {
    const std::string_view line = lines_.substr(starts_[place] - std::size_t{1});
    if (line.size() <= word.size() || line.substr(0, word.size()) != word) continue;
    if (line[word.size()] == '\n') return line.substr(word.size(), 0);
    if (line[word.size()] == ' ') return line.substr(word.size(), line.find('\n') - word.size());
  }
  return {};
}

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || text[at - 1] == ' ') && (end == text.size() || text[end] == ' ')) return true;
  }
  return false;
}

}  // namespace shared
