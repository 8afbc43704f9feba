#include "shared/unicode.h"

#include <algorithm>
#include <vector>

#include "shared/text.h"
#include "shared/unicode_tables.h"

namespace shared {
namespace {

constexpr unsigned letter_bit = 1;
constexpr unsigned mark_bit = 2;
constexpr unsigned digit_bit = 4;
constexpr unsigned domain_bit = 8;

// The last entry that begins at or before `key`, or nullptr.
const std::uint32_t* run_of(const std::uint32_t* starts, int count, std::uint32_t key) {
  const std::uint32_t* after = std::upper_bound(starts, starts + count, key);
  return after == starts ? nullptr : after - 1;
}

unsigned class_of(char32_t code_point) {
  if (code_point < 0x80) {
    const char c = static_cast<char>(code_point);
    if (is_ascii_digit(c)) return digit_bit | domain_bit;
    return is_ascii_lower(c) ? letter_bit | domain_bit : is_ascii_upper(c) ? letter_bit : 0;
  }
  const std::uint32_t* run = run_of(class_starts, class_start_count, (static_cast<std::uint32_t>(code_point) << 4) | 15);
  return run ? *run & 15 : 0;
}

unsigned rank_of(char32_t code_point) {
  if (code_point < 0x300) return 0;
  const std::uint32_t* run = run_of(mark_rank_starts, mark_rank_start_count, (static_cast<std::uint32_t>(code_point) << 8) | 255);
  return run ? *run & 255 : 0;
}

constexpr char32_t hangul_first = 0xAC00, lead_first = 0x1100, vowel_first = 0x1161, tail_first = 0x11A7;
constexpr char32_t lead_count = 19, vowel_count = 21, tail_count = 28;

bool within(char32_t value, char32_t first, char32_t count) { return value >= first && value < first + count; }

// The composition of two code points, 0 when they have none.
char32_t composed(char32_t first, char32_t second) {
  if (within(first, lead_first, lead_count) && within(second, vowel_first, vowel_count)) {
    return hangul_first + ((first - lead_first) * vowel_count + (second - vowel_first)) * tail_count;
  }
  if (within(first, hangul_first, lead_count * vowel_count * tail_count) && (first - hangul_first) % tail_count == 0 && within(second, tail_first + 1, tail_count - 1)) {
    return first + (second - tail_first);
  }
  const auto before = [&](const Composition& row, int) { return row.first != first ? row.first < first : row.second < second; };
  const Composition* row = std::lower_bound(compositions, compositions + composition_count, 0, before);
  if (row != compositions + composition_count && row->first == first && row->second == second) return row->composed;
  for (int i = 0; i < wide_composition_count; ++i) {
    if (wide_compositions[i].first == first && wide_compositions[i].second == second) return wide_compositions[i].composed;
  }
  return 0;
}

const Singleton* singleton_of(char32_t code_point) {
  const auto before = [](const Singleton& row, char32_t wanted) { return row.from < wanted; };
  const Singleton* row = std::lower_bound(singletons, singletons + singleton_count, code_point, before);
  return row != singletons + singleton_count && row->from == code_point ? row : nullptr;
}

// Appends what `code_point` consists of.
void decompose(char32_t code_point, std::vector<char32_t>& output) {
  if (const Singleton* row = singleton_of(code_point)) {
    for (const std::uint32_t part : row->to) {
      if (part != 0) decompose(part, output);
    }
    return;
  }
  for (int i = 0; i < composition_count; ++i) {
    if (compositions[i].composed != code_point) continue;
    decompose(compositions[i].first, output);
    output.push_back(compositions[i].second);
    return;
  }
  for (int i = 0; i < wide_composition_count; ++i) {
    if (wide_compositions[i].composed != code_point) continue;
    decompose(wide_compositions[i].first, output);
    output.push_back(wide_compositions[i].second);
    return;
  }
  output.push_back(code_point);
}

// Whether composing may change a text that holds `code_point`.
bool may_change(char32_t code_point) {
  if (code_point < 0x300) return false;
  return (class_of(code_point) & mark_bit) != 0 || within(code_point, 0x1160, 0xA0) || singleton_of(code_point) != nullptr;
}

bool may_change(std::string_view text) {
  for (std::size_t position = 0; position < text.size();) {
    if (may_change(next_code_point(text, position))) return true;
  }
  return false;
}

}  // namespace

bool is_letter(char32_t code_point) { return (class_of(code_point) & letter_bit) != 0; }
bool is_combining_mark(char32_t code_point) { return code_point >= 0x300 && (class_of(code_point) & mark_bit) != 0; }
bool is_decimal_digit(char32_t code_point) { return (class_of(code_point) & digit_bit) != 0; }
bool is_domain_letter(char32_t code_point) { return (class_of(code_point) & domain_bit) != 0; }

int digit_value(char32_t code_point) {
  if (code_point < 0x80) return is_ascii_digit(static_cast<char>(code_point)) ? static_cast<int>(code_point - '0') : -1;
  // Digits stand in runs of ten that begin with 0; the mathematical ones follow each other from U+1D7CE.
  if (within(code_point, 0x1D7CE, 50)) return static_cast<int>((code_point - 0x1D7CE) % 10);
  const std::uint32_t* run = run_of(class_starts, class_start_count, (static_cast<std::uint32_t>(code_point) << 4) | 15);
  if (!run || (*run & digit_bit) == 0) return -1;
  return static_cast<int>((code_point - (*run >> 4)) % 10);
}

void compose(std::string& text) {
  if (!may_change(text)) return;
  std::vector<char32_t> parts;
  for (std::size_t position = 0; position < text.size();) {
    const char32_t c = next_code_point(text, position);
    if (c == invalid_code_point) return;
    decompose(c, parts);
  }
  // Marks are put in their canonical order, each behind the letter it belongs to.
  for (std::size_t start = 0; start < parts.size();) {
    std::size_t end = start + 1;
    if (rank_of(parts[start]) != 0) {
      while (end < parts.size() && rank_of(parts[end]) != 0) ++end;
      std::stable_sort(parts.begin() + static_cast<std::ptrdiff_t>(start), parts.begin() + static_cast<std::ptrdiff_t>(end),
                       [](char32_t left, char32_t right) { return rank_of(left) < rank_of(right); });
    }
    start = end;
  }
  std::vector<char32_t> result;
  std::size_t starter = 0;
  bool has_starter = false;
  unsigned last_rank = 0;
  for (const char32_t c : parts) {
    const unsigned rank = rank_of(c);
    // A mark is blocked from its letter by one between them of the same or a higher rank.
    const bool is_adjacent = has_starter && (result.size() == starter + 1 || (last_rank != 0 && last_rank < rank));
    const char32_t whole = is_adjacent ? composed(result[starter], c) : 0;
    if (whole != 0) {
      result[starter] = whole;
      continue;
    }
    if (rank == 0) {
      starter = result.size();
      has_starter = true;
    }
    last_rank = rank;
    result.push_back(c);
  }
  text.clear();
  for (const char32_t c : result) append_code_point(text, c);
}

}  // namespace shared
