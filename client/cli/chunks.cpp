#include "client/cli/chunks.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

namespace client::cli {
namespace {

constexpr std::size_t read_bytes = 256UL * 1024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

constexpr bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::int64_t lines_in(std::string_view text) {
  std::int64_t lines = 0;
  for (std::size_t end = text.find('\n'); end != std::string_view::npos; end = text.find('\n', end + 1)) ++lines;
  return lines;
}

// How many of the next eight bytes neither end a text nor escape. A borrow can only mark bytes above one that is marked
// rightly.
std::size_t bytes_within_text(const char* bytes) {
  static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");
  constexpr std::uint64_t ones = 0x0101010101010101U;
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const auto zero_bytes = [](std::uint64_t bits) { return (bits - ones) & ~bits; };
  const std::uint64_t marked = (zero_bytes(word ^ (ones * '"')) | zero_bytes(word ^ (ones * '\\')) | zero_bytes(word ^ (ones * '\n'))) & (ones * 0x80);
  return static_cast<std::size_t>(std::countr_zero(marked)) / 8;
}

// Behind the quote that closes the text of a JSON document that begins at `position`; a line end closes it too, since
// none may stand in a text. npos when neither comes.
std::size_t end_of_text(std::string_view bytes, std::size_t position) {
  for (std::size_t i = position + 1; i < bytes.size(); ++i) {
    while (bytes.size() - i >= 8) {
      const std::size_t within = bytes_within_text(bytes.data() + i);
      i += within;
      if (within < 8) break;
    }
    if (i == bytes.size()) break;
    const char c = bytes[i];
    if (c == '"') return i + 1;
    if (c == '\n') return i;
    if (c == '\\') ++i;
  }
  return std::string_view::npos;
}

enum class Extent : std::uint8_t { whole, unfinished, mismatched };

// Where the JSON value that begins at `end` ends. Its brackets are counted; what stands between is not judged here.
Extent find_end(std::string_view bytes, std::size_t& end) {
  if (bytes[end] != '{' && bytes[end] != '[') {
    end = std::min(bytes.find_first_of(",]\n", end + 1), bytes.size());
    return end < bytes.size() ? Extent::whole : Extent::unfinished;
  }
  std::int64_t braces = 0;
  std::int64_t brackets = 0;
  for (std::size_t i = end; i < bytes.size();) {
    const char c = bytes[i++];
    if (c == '"') {
      i = end_of_text(bytes, i - 1);
      if (i == std::string_view::npos) return Extent::unfinished;
      continue;
    }
    braces += (c == '{' ? 1 : 0) - (c == '}' ? 1 : 0);
    brackets += (c == '[' ? 1 : 0) - (c == ']' ? 1 : 0);
    if (braces < 0 || brackets < 0) return Extent::mismatched;
    if (braces == 0 && brackets == 0 && (c == '}' || c == ']')) {
      end = i;
      return Extent::whole;
    }
  }
  return Extent::unfinished;
}

// The beginning of the next line that begins an account, no further in than `column`; npos when there is none.
std::size_t next_account_line(std::string_view bytes, std::size_t from, std::size_t column) {
  for (std::size_t line = bytes.find('\n', from); line != std::string_view::npos; line = bytes.find('\n', line)) {
    ++line;
    const std::size_t brace = bytes.find_first_not_of(" \t,", line);
    if (brace != std::string_view::npos && bytes[brace] == '{' && brace - line <= column) return line;
  }
  return std::string_view::npos;
}

}  // namespace

// One read, so that what a pipe has given is judged without waiting for more.
bool ChunkReader::fill(std::string& bytes) {
  const std::size_t size = bytes.size();
  bytes.resize(size + read_bytes);
  const std::ptrdiff_t count = source_.read(bytes.data() + size, read_bytes);
  bytes.resize(size + static_cast<std::size_t>(std::max<std::ptrdiff_t>(count, 0)));
  if (count > 0) bytes_read_ += count;
  ended_ = count == 0;
  failed_ = count < 0;
  return count > 0;
}

bool ChunkReader::refuse(std::string sentence) {
  fault_ = {1, std::move(sentence), 0};
  return false;
}

bool ChunkReader::open() {
  while (pending_.size() < 4 && fill(pending_)) {
  }
  const std::string_view start(pending_);
  if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) return refuse("the file is UTF-16. Save it as UTF-8, in a spreadsheet as \"CSV UTF-8\".");
  if (start.starts_with("PK\x03\x04")) return refuse("the file is a workbook or an archive. Save it as CSV, in a spreadsheet as \"CSV UTF-8\".");
  if (start.starts_with("\x1F\x8B")) return refuse("the file is compressed. Unpack it first, as with gzip -dc FILE | kundkonto-check -.");
  if (start.substr(0, 4).find('\0') != std::string_view::npos) return refuse("the file is no text in UTF-8. Save it as UTF-8.");
  head_ = start.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  std::size_t first = head_;
  for (;;) {
    while (first < pending_.size() && is_blank(pending_[first])) ++first;
    if (first < pending_.size() || first > record_bytes_max || !fill(pending_)) break;
  }
  const char c = first < pending_.size() ? pending_[first] : '{';
  if (c == '[') {
    form_ = Form::array;
    head_ = first + 1;
  } else if (c != '{') {
    return open_table();
  } else if (first < pending_.size()) {
    // A first line with nothing but the brace: accounts that span lines.
    std::size_t behind = first + 1;
    for (;;) {
      while (behind < pending_.size() && is_blank(pending_[behind]) && pending_[behind] != '\n') ++behind;
      if (behind < pending_.size() || behind > record_bytes_max || !fill(pending_)) break;
    }
    if (behind < pending_.size() && pending_[behind] == '\n') form_ = Form::accounts;
  }
  return !failed_;
}

bool ChunkReader::open_table() {
  form_ = Form::table;
  for (;;) {
    const std::size_t end = read_header(std::string_view(pending_).substr(head_), ended_, table_);
    if (end > 0) {
      head_ += end;
      break;
    }
    if (pending_.size() > record_bytes_max) return refuse("the header is longer than a megabyte. Name the columns in the first line.");
    if (!fill(pending_) && failed_) return false;
  }
  return table_.fault.empty() || refuse(table_.fault);
}

bool ChunkReader::next(Chunk& chunk) {
  chunk.bytes.clear();
  chunk.bytes.swap(pending_);
  chunk.line = line_;
  chunk.is_judged = true;
  chunk.elements.clear();
  chunk.faults.clear();
  if (head_ > 0) {
    chunk.is_judged = false;
    release(chunk, std::exchange(head_, 0));
    return true;
  }
  // What is there already is given before more is waited for, since a pipe may be silent for long.
  for (bool wants_more = chunk.bytes.empty() || seek_ != Seek::nothing;; wants_more = true) {
    if (wants_more && !ended_ && !fill(chunk.bytes) && failed_) return false;
    if (seek_ != Seek::nothing) {
      seek(chunk, 0);
      return !chunk.bytes.empty() || !ended_;
    }
    const std::size_t end = cut(chunk);
    if (end > 0) {
      release(chunk, end);
      return true;
    }
    if (ended_ && chunk.bytes.empty()) break;
    if (!ended_ && !is_mismatched_ && chunk.bytes.size() <= record_bytes_max) continue;
    form_ == Form::array || form_ == Form::accounts ? pass_over_element(chunk) : pass_over_record(chunk);
    return true;
  }
  if (form_ != Form::array || is_closed_) return false;
  is_closed_ = true;
  chunk.is_judged = false;
  chunk.faults.push_back({line_, "the array is not closed. End it with ].", 0});
  return true;
}

// The bytes behind `end` are for the next chunk.
void ChunkReader::release(Chunk& chunk, std::size_t end) {
  pending_.assign(chunk.bytes, end);
  chunk.bytes.resize(end);
  chunk.is_last = ended_ && pending_.empty();
  line_ += lines_in(chunk.bytes);
}

// How many bytes hold whole records.
std::size_t ChunkReader::cut(Chunk& chunk) {
  if (form_ == Form::array || form_ == Form::accounts) return cut_elements(chunk);
  row_.in_quotes = false;
  if (form_ == Form::table && chunk.bytes.find('"') != std::string::npos) return cut_table(chunk.bytes);
  return ended_ ? chunk.bytes.size() : chunk.bytes.rfind('\n') + 1;
}

std::size_t ChunkReader::cut_table(const std::string& bytes) {
  std::size_t end = 0;
  while (end < bytes.size()) {
    read_row(bytes, end, table_.divider, ended_, row_);
    if (row_.is_unfinished) break;
    end = row_.end;
  }
  return end;
}

void ChunkReader::pass_over_record(Chunk& chunk) {
  std::string_view sentence = form_ == Form::table ? row_too_long : line_too_long;
  if (form_ == Form::table && row_.in_quotes) sentence = "a quote is opened in this row and not closed. Close it, or double a quote that belongs to the value.";
  chunk.faults.push_back({line_, std::string(sentence), 0});
  seek_ = Seek::line_end;
  seek(chunk, 0);
}

// The account at the beginning has no end that can be found.
void ChunkReader::pass_over_element(Chunk& chunk) {
  const std::string_view bytes(chunk.bytes);
  int commas = 0;
  const std::size_t begin = pass_separators(bytes, 0, commas);
  const std::string_view between = bytes.substr(0, begin);
  const std::size_t line_end = between.rfind('\n');
  element_column_ = line_end == std::string_view::npos ? record_bytes_max : begin - line_end - 1;
  std::string_view sentence = account_too_long;
  if (is_mismatched_) {
    sentence = "the account is not JSON. Look for a missing quote, comma or bracket.";
  } else if (ended_) {
    sentence = form_ == Form::array ? "the array ends in the middle of an account. Close it with } and ]." : "the file ends in the middle of an account. Close it with }.";
    is_closed_ = true;
  }
  chunk.elements.clear();
  chunk.faults.assign(1, Fault{line_ + lines_in(between), std::string(sentence), 0});
  any_comma_ = true;
  seek_ = Seek::element;
  seek(chunk, begin);  // The line on which the account itself begins does not count.
}

// Passes over what cannot be read, up to where reading can go on; that is sought behind `from`.
void ChunkReader::seek(Chunk& chunk, std::size_t from) {
  chunk.is_judged = false;
  const std::string_view bytes(chunk.bytes);
  std::size_t end = bytes.size();
  if (seek_ == Seek::line_end) {
    const std::size_t line_end = bytes.find('\n', from);
    if (line_end != std::string_view::npos) {
      end = line_end + 1;
      seek_ = Seek::nothing;
    }
  } else if (const std::size_t line = next_account_line(bytes, from, element_column_); line != std::string_view::npos) {
    end = line;
    seek_ = Seek::nothing;
  } else if (const std::size_t last = bytes.rfind('\n'); last != std::string_view::npos && !ended_) {
    // A last line that has only begun may still begin an account.
    constexpr std::size_t undecided_max = 4096;
    const bool is_undecided = bytes.find_first_not_of(" \t,", last + 1) == std::string_view::npos && bytes.size() - last < undecided_max;
    if (is_undecided) end = last;
  }
  release(chunk, end);
}

// Behind blanks and, in an array, commas: where the next account begins.
std::size_t ChunkReader::pass_separators(std::string_view bytes, std::size_t position, int& commas) const {
  for (; position < bytes.size(); ++position) {
    if (is_blank(bytes[position])) continue;
    if (bytes[position] != ',' || form_ != Form::array) break;
    commas += 1;
  }
  return position;
}

// What stands between two accounts, when the second is found whole.
void ChunkReader::judge_separators(Chunk& chunk, int commas, std::int64_t line) {
  const int wanted = wants_comma_ ? 1 : 0;
  const bool may_be_any = form_ != Form::array || std::exchange(any_comma_, false) || is_told_closed_;
  wants_comma_ = true;
  if (form_ == Form::array && is_closed_ && !is_told_closed_) {
    is_told_closed_ = true;
    chunk.faults.push_back({line, "this stands behind the end of the array. Remove the ] in front of it, or write one account a line.", chunk.elements.size()});
  } else if (!may_be_any && commas != wanted) {
    chunk.faults.push_back({line, commas < wanted ? "a comma is missing in front of this account." : "a comma too many stands in front of this account.", chunk.elements.size()});
  }
}

std::size_t ChunkReader::cut_elements(Chunk& chunk) {
  const std::string_view bytes(chunk.bytes);
  chunk.elements.clear();
  chunk.faults.clear();
  is_mismatched_ = false;
  std::int64_t line = line_;
  for (std::size_t end = 0;;) {
    int commas = 0;
    const std::size_t begin = pass_separators(bytes, end, commas);
    if (begin == bytes.size()) return ended_ || commas == 0 ? begin : end;
    const std::int64_t element_line = line + lines_in(bytes.substr(end, begin - end));
    std::size_t element_end = begin;
    if (bytes[begin] == ']' && form_ == Form::array) {
      if (commas > 0 && !any_comma_) chunk.faults.push_back({element_line, "a comma stands in front of the ]. Leave it out.", chunk.elements.size()});
      is_closed_ = true;
      element_end = begin + 1;
    } else {
      const Extent extent = find_end(bytes, element_end);
      if (extent != Extent::whole) {
        is_mismatched_ = extent == Extent::mismatched;
        return end;
      }
      if (bytes[begin] == '{') {
        judge_separators(chunk, commas, element_line);
      } else {
        any_comma_ = true;  // What is no account is told as that.
      }
      chunk.elements.push_back({begin, element_end, element_line});
    }
    line = element_line + lines_in(bytes.substr(begin, element_end - begin));
    end = element_end;
  }
}

}  // namespace client::cli
