// The file that --fix writes: under another name until it is whole and on disk, so that a fault leaves nothing half done.
#pragma once

#include <string>
#include <string_view>

#include "client/cli/stream.h"

namespace client::cli {

class Copy {
 public:
  Copy() = default;
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  ~Copy();  // Removes what was not finished.

  // Begins beside `path`. False with a sentence, but for the file's name, in `error()`.
  bool begin(const std::string& path);
  bool write(std::string_view text);

  // Brings all to disk and gives the file its name, in place of one that has it.
  bool finish();

  const std::string& error() const { return error_; }

 private:
  bool fail(const char* what);

  std::string path_;
  std::string unfinished_path_;  // Empty: nothing to remove.
  int descriptor_ = -1;
  std::string error_;
};

}  // namespace client::cli
