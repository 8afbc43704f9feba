#include "shared/unicode.h"

#include <algorithm>
#include <vector>

#include "shared/text.h"
#include "shared/text_state.h"
#include "shared/unicode_data.h"

namespace shared {
namespace {

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
  return unicode_data().composed(first, second);
}

// Appends what `code_point` consists of.
void decompose(char32_t code_point, std::vector<char32_t>& output) {
  if (const Singleton* row = unicode_data().singleton_of(code_point)) {
    for (const char32_t part : row->to) {
      if (part != 0) decompose(part, output);
    }
  } else if (const Composition* pair = unicode_data().decomposition_of(code_point)) {
    decompose(pair->first, output);
    output.push_back(pair->second);
  } else {
    output.push_back(code_point);
  }
}

// The place of a mark among those behind one letter; 0 for all that stay where they are.
unsigned rank_of(char32_t code_point) { return code_point < 0x300 ? 0 : unicode_data().rank_of(code_point); }

bool may_change(std::string_view text) {
  const ClassTable& classes = class_table();
  for (std::size_t position = 0; position < text.size();) {
    const char32_t c = next_code_point(text, position);
    if (c >= 0x300 && (classes.of(c) & recomposed_class) != 0) return true;
  }
  return false;
}

unsigned ascii_class(char c) {
  if (is_ascii_digit(c)) return digit_class | domain_class;
  return is_ascii_lower(c) ? letter_class | domain_class : is_ascii_upper(c) ? letter_class : 0;
}

// Letters of Latin-1 begin here. The signs before them may be the tail of a misread letter: "Ã¶".
constexpr char32_t first_latin_1_letter = 0xC0;

// The fillers of Hangul are letters that cannot be seen.
constexpr std::array<char32_t, 4> fillers = {0x115F, 0x1160, 0x3164, 0xFFA0};
bool is_filler(char32_t c) { return std::find(fillers.begin(), fillers.end(), c) != fillers.end(); }

// The class of each code point in order.
class ClassReader {
 public:
  unsigned next() {
    while (run_ < runs_.size() && runs_[run_].first <= at_) ++run_;
    while (singleton_ < singletons_.size() && singletons_[singleton_].from < at_) ++singleton_;
    unsigned bits = run_ == 0 ? 0 : runs_[run_ - 1].value;
    if (at_ < 0x80) bits = ascii_class(static_cast<char>(at_));
    const bool is_singleton = singleton_ < singletons_.size() && singletons_[singleton_].from == at_;
    const bool is_recomposed = at_ >= 0x300 && ((bits & mark_class) != 0 || within(at_, 0x1160, 0xA0) || is_singleton);
    if (is_recomposed) bits |= recomposed_class;
    if ((bits & letter_class) != 0 && at_ >= first_latin_1_letter && !is_recomposed && !is_filler(at_) && !is_windows_letter(at_)) bits |= calm_class;
    ++at_;
    return bits;
  }

  // Whether the next `count` code points are of the class of the one before them.
  bool goes_on(unsigned count) const {
    const bool starts_run = run_ < runs_.size() && runs_[run_].first < at_ + count;
    const bool has_singleton = singleton_ < singletons_.size() && singletons_[singleton_].from < at_ + count;
    const bool has_filler = within(fillers[2], at_, count) || within(fillers[3], at_, count);
    return at_ >= 0x1200 && !starts_run && !has_singleton && !has_filler;
  }
  void skip(unsigned count) { at_ += count; }

 private:
  std::span<const CodePointRun> runs_ = unicode_data().class_runs();
  std::span<const Singleton> singletons_ = unicode_data().singletons();
  char32_t at_ = 0;
  std::size_t run_ = 0;  // The code point lies in the run before this one.
  std::size_t singleton_ = 0;
};

// Puts marks in the order of their ranks, and leaves those of one rank as they are. There are few ranks: a round for each takes
// less room in programs than a stable sort, and no text makes it slow.
void order_marks(std::vector<char32_t>& parts, std::size_t start, std::size_t end) {
  bool is_ordered = true;
  for (std::size_t i = start + 1; i < end; ++i) is_ordered = is_ordered && rank_of(parts[i - 1]) <= rank_of(parts[i]);
  if (is_ordered) return;
  const std::vector<char32_t> marks(parts.begin() + static_cast<std::ptrdiff_t>(start), parts.begin() + static_cast<std::ptrdiff_t>(end));
  for (unsigned rank = 1; start < end; ++rank) {
    for (const char32_t mark : marks) {
      if (rank_of(mark) == rank) parts[start++] = mark;
    }
  }
}

}  // namespace

ClassTable::ClassTable() {
  std::size_t blocks = 0;
  ClassReader reader;
  unsigned last = 0xFF;
  std::uint16_t uniform_block = 0;  // Where `last` stands for a whole block; used behind the first such block only.
  bool has_uniform_block = false;
  for (std::uint16_t& block : block_of_) {
    if (has_uniform_block && reader.goes_on(block_size)) {
      block = uniform_block;
      reader.skip(block_size);
      continue;
    }
    std::uint8_t* classes = classes_.data() + blocks * block_size;
    for (unsigned i = 0; i < block_size; ++i) classes[i] = static_cast<std::uint8_t>(last = reader.next());
    // The same block as one before is not kept twice.
    std::size_t same = 0;
    while (same < blocks && !std::equal(classes, classes + block_size, classes_.data() + same * block_size)) ++same;
    block = static_cast<std::uint16_t>(same);
    has_uniform_block = std::all_of(classes, classes + block_size, [&](std::uint8_t bits) { return bits == last; });
    uniform_block = block;
    if (same == blocks && blocks + 1 < blocks_max) ++blocks;
  }
  is_complete_ = blocks + 1 < blocks_max;
}

const ClassTable& class_table() {
  static const ClassTable table;
  return table;
}

int digit_value(char32_t code_point) {
  if (code_point < 0x80) return is_ascii_digit(static_cast<char>(code_point)) ? static_cast<int>(code_point - '0') : -1;
  // Digits stand in runs of ten that begin with 0; the mathematical ones follow each other from U+1D7CE.
  if (within(code_point, 0x1D7CE, 50)) return static_cast<int>((code_point - 0x1D7CE) % 10);
  if ((class_of(code_point) & digit_class) == 0) return -1;
  return static_cast<int>((code_point - unicode_data().class_run_of(code_point).first) % 10);
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
      order_marks(parts, start, end);
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
