// A file of accounts in pieces of whole records, so that a file larger than memory works and several threads may judge:
// one account a line (NDJSON), a JSON array, one JSON account over several lines, or CSV.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "client/cli/stream.h"
#include "client/cli/table.h"

namespace client::cli {

enum class Form : std::uint8_t {
  lines,     // One JSON account a line.
  array,     // [ account, account ]
  accounts,  // JSON accounts that span lines, one behind the other.
  table,     // CSV; its header is read already.
};

// A sentence on something that cannot be read, and where.
struct Fault {
  std::int64_t line = 0;
  std::string sentence;
  std::size_t elements_before = 0;  // How many accounts of its chunk stand in front.
};

// One JSON account in a chunk.
struct Element {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::int64_t line = 0;
};

struct Chunk {
  std::string bytes;
  std::int64_t line = 1;           // Where `bytes` begin, from 1.
  bool is_judged = true;           // False for what holds no record that can be read; it only takes part in a copy.
  bool is_last = false;            // The file ends here, so its last record needs no line end.
  std::vector<Element> elements;   // Of the forms array and accounts.
  std::vector<Fault> faults;       // In the order of the file.
};

// No record is longer; a longer one is told, passed over and never held whole.
inline constexpr std::size_t record_bytes_max = 1024 * 1024;
inline constexpr std::string_view line_too_long = "the line is longer than a megabyte. Write one account a line.";
inline constexpr std::string_view row_too_long = "the row is longer than a megabyte. Look for a quote that is not closed.";
inline constexpr std::string_view account_too_long = "the account is longer than a megabyte. Look for a text or a bracket that is not closed.";

class ChunkReader {
 public:
  explicit ChunkReader(Source& source) : source_(source) {}

  // Looks at the beginning. False: nothing can be read, and `fault()` says why.
  bool open();

  // The same for lines whatever they hold.
  void open_lines() { form_ = Form::lines; }

  Form form() const { return form_; }
  const Table& table() const { return table_; }
  const Fault& fault() const { return fault_; }

  // The next chunk, whose memory is used again; false at the end, or after a failure of the source.
  bool next(Chunk& chunk);
  bool has_failed() const { return failed_; }

  std::int64_t bytes_read() const { return bytes_read_; }

 private:
  bool fill(std::string& bytes);
  bool refuse(std::string sentence);
  bool open_table();
  std::size_t cut(Chunk& chunk);
  std::size_t cut_table(const std::string& bytes);
  std::size_t cut_elements(Chunk& chunk);
  std::size_t pass_separators(std::string_view bytes, std::size_t position, int& commas) const;
  void judge_separators(Chunk& chunk, int commas, std::int64_t line);
  void pass_over_record(Chunk& chunk);
  void pass_over_element(Chunk& chunk);
  void seek(Chunk& chunk, std::size_t from);
  void release(Chunk& chunk, std::size_t end);

  // What is passed over until reading goes on.
  enum class Seek : std::uint8_t { nothing, line_end, element };

  Source& source_;
  Form form_ = Form::lines;
  Table table_;
  Fault fault_;
  std::string pending_;      // Read and not yet given.
  std::size_t head_ = 0;     // Bytes of `pending_` that stand before the first record.
  std::int64_t line_ = 1;    // Where `pending_` begins.
  std::int64_t bytes_read_ = 0;
  bool ended_ = false;
  bool failed_ = false;
  Seek seek_ = Seek::nothing;
  std::size_t element_column_ = 0;  // Of the account that is passed over: the next one stands no further in.
  bool is_mismatched_ = false;      // The first account's brackets do not match.
  bool is_closed_ = false;          // The array's bracket has been seen.
  bool is_told_closed_ = false;
  bool wants_comma_ = false;        // An account stands in front.
  bool any_comma_ = false;          // What stood in front was passed over, with or without its comma.
  Row row_;
};

}  // namespace client::cli
