// Accounts from a file of any size, one after the other: NDJSON, or CSV whose header names field paths.
#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

#include "shared/account.h"
#include "shared/csv.h"
#include "shared/wire.h"

namespace server {

class AccountFile {
 public:
  AccountFile() = default;
  ~AccountFile();
  AccountFile(const AccountFile&) = delete;
  AccountFile& operator=(const AccountFile&) = delete;

  // "-" is standard input. False with a sentence in fault().
  bool open(const std::string& path);

  enum class Read : std::uint8_t {
    account,  // `account` and line() tell of one.
    fault,    // What stands at line() is no account, and fault() says why. Reading may go on.
    end,      // The file ends.
    broken,   // Reading cannot go on; fault() says why.
  };
  Read next(shared::Account& account);

  std::int64_t line() const { return line_; }
  const std::string& fault() const { return fault_; }

 private:
  bool fill();
  Read next_line(shared::Account& account);
  Read next_row(shared::Account& account);
  Read tell(Read kind, std::string sentence);

  std::FILE* file_ = nullptr;
  std::string bytes_;          // Read and not yet used, from `used_` on.
  std::size_t used_ = 0;
  bool has_ended_ = false;
  bool is_table_ = false;
  std::int64_t line_ = 0;      // Of the record that was read last.
  std::int64_t next_line_ = 1;
  std::string fault_;
  shared::csv::Table table_;
  shared::csv::Row row_;
  shared::AccountReader reader_;
};

}  // namespace server
