// Files of accounts, read piece by piece so that a file larger than memory works: one account a line (NDJSON), a JSON array,
// or CSV whose header names field paths.
#pragma once

#include <cstdint>
#include <istream>
#include <string>
#include <vector>

#include "shared/account.h"
#include "shared/result.h"
#include "shared/wire.h"

namespace client::cli {

struct Record {
  std::int64_t line = 0;  // Where the record begins, from 1.
  shared::Account account;
  std::string fault;      // A sentence when the record cannot be read; empty when it can.
};

class Input {
 public:
  static constexpr std::size_t record_bytes_max = 1024 * 1024;

  explicit Input(std::istream& stream);

  // The next record; false at the end. A record that cannot be read has a fault and reading ends.
  bool next(Record& record);

 private:
  enum class Form { lines, array, csv };

  bool next_line(Record& record);
  bool next_in_array(Record& record);
  bool next_in_csv(Record& record);
  bool read_csv_row(std::vector<std::string>& cells);
  int get();   // One byte, counting lines; -1 at the end.
  int peek() { return stream_.peek(); }
  void read_account(const std::string& json, Record& record);

  std::istream& stream_;
  Form form_ = Form::lines;
  std::int64_t line_ = 1;
  bool ended_ = false;
  char divider_ = ',';
  std::vector<shared::Field> columns_;
  std::string csv_fault_;
};

}  // namespace client::cli
