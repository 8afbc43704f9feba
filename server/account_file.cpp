#include "server/account_file.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "shared/field.h"
#include "shared/text.h"

namespace server {
namespace {

constexpr std::size_t piece_bytes = 64 * 1024;
constexpr std::size_t record_bytes_max = 512 * 1024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

bool is_blank(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
}

std::int64_t lines_in(std::string_view text) { return std::count(text.begin(), text.end(), '\n'); }

}  // namespace

AccountFile::~AccountFile() {
  if (file_ && file_ != stdin) std::fclose(file_);
}

bool AccountFile::open(const std::string& path) {
  file_ = path == "-" ? stdin : std::fopen(path.c_str(), "rbe");
  if (!file_) {
    fault_ = std::string(std::strerror(errno)) + ".";
    return false;
  }
  fill();
  if (std::string_view(bytes_).starts_with(byte_order_mark)) used_ = byte_order_mark.size();
  const std::size_t first = bytes_.find_first_not_of(" \t\r\n", used_);
  is_table_ = first != std::string::npos && bytes_[first] != '{';
  if (!is_table_) return true;
  for (;;) {
    const std::string_view text = std::string_view(bytes_).substr(used_);
    const std::size_t end = shared::csv::read_header(text, has_ended_, table_);
    if (!table_.fault.empty()) {
      fault_ = table_.fault;
      return false;
    }
    if (end > 0) {
      next_line_ += lines_in(text.substr(0, end));
      used_ += end;
      return true;
    }
    if (has_ended_ || text.size() > record_bytes_max) {
      fault_ = "The header of the table cannot be read. Name field paths such as billingProfile.companyName.";
      return false;
    }
    fill();
  }
}

// Reads another piece; false at the end.
bool AccountFile::fill() {
  if (has_ended_) return false;
  bytes_.erase(0, used_);
  used_ = 0;
  const std::size_t before = bytes_.size();
  bytes_.resize(before + piece_bytes);
  const std::size_t got = std::fread(bytes_.data() + before, 1, piece_bytes, file_);
  bytes_.resize(before + got);
  has_ended_ = got == 0;
  return got > 0;
}

AccountFile::Read AccountFile::tell(Read kind, std::string sentence) {
  fault_ = std::move(sentence);
  return kind;
}

AccountFile::Read AccountFile::next(shared::Account& account) { return is_table_ ? next_row(account) : next_line(account); }

AccountFile::Read AccountFile::next_line(shared::Account& account) {
  for (;;) {
    std::size_t end = bytes_.find('\n', used_);
    while (end == std::string::npos && fill()) {
      if (bytes_.size() > record_bytes_max) return tell(Read::broken, "the line is too long. Write one account a line.");
      end = bytes_.find('\n', used_);
    }
    if (std::ferror(file_)) return tell(Read::broken, std::string(std::strerror(errno)) + ".");
    const std::size_t stop = end == std::string::npos ? bytes_.size() : end;
    if (stop == used_ && end == std::string::npos) return Read::end;
    const std::string_view line = std::string_view(bytes_).substr(used_, stop - used_);
    used_ = end == std::string::npos ? stop : end + 1;
    line_ = next_line_++;
    if (is_blank(line)) continue;
    if (reader_.read(line, account)) return Read::account;
    const shared::WireError& error = reader_.error();
    return tell(Read::fault, "this is no account: " + std::string(shared::code_of(error.fault)) + (error.path.empty() ? "" : ", " + error.path) + ".");
  }
}

AccountFile::Read AccountFile::next_row(shared::Account& account) {
  for (;;) {
    if (used_ == bytes_.size() && !fill()) return Read::end;
    shared::csv::read_row(bytes_, used_, table_.divider, has_ended_, row_);
    if (row_.is_unfinished && !has_ended_) {
      if (bytes_.size() - used_ > record_bytes_max) return tell(Read::broken, "the row is too long. Look for a quote that is not closed.");
      fill();
      continue;
    }
    const std::string_view row = std::string_view(bytes_).substr(used_, row_.end - used_);
    const std::size_t start = used_;
    line_ = next_line_;
    next_line_ += lines_in(row);
    used_ = row_.end;
    if (row_.end == start) return Read::end;
    if (is_blank(row)) continue;
    if (row_.is_unfinished && row_.in_quotes) return tell(Read::fault, "a quote is not closed.");
    if (row_.has_text_behind_quote) return tell(Read::fault, "a cell goes on behind its closing quote. Double a quote that belongs to the value.");
    if (row_.cells.size() != table_.columns.size()) return tell(Read::fault, "the row has another number of cells than the header.");
    if (!shared::is_utf8(row)) return tell(Read::fault, "the row is not UTF-8.");
    account = {};
    for (std::size_t i = 0; i < row_.cells.size(); ++i) {
      if (const auto field = table_.columns[i]) shared::csv::cell_text(bytes_, row_.cells[i], shared::text_of(account, *field));
    }
    return Read::account;
  }
}

}  // namespace server
