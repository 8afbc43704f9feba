// Judges a chunk of a file: reads its accounts, tidies and validates them, and collects what is to be printed. Each thread
// has its own.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "client/cli/chunks.h"
#include "client/cli/options.h"
#include "client/cli/report.h"
#include "shared/account.h"
#include "shared/problem.h"
#include "shared/wire.h"

namespace client::cli {

// What a chunk gives.
struct Answer {
  std::string output;
  std::string errors;
  std::string copy;  // The chunk with its values tidied; for --fix only.
  Tally tally;

  // The memory of the texts is used again.
  void clear_texts() {
    output.clear();
    errors.clear();
    copy.clear();
  }
  std::size_t bytes() const { return output.size() + errors.size() + copy.size(); }
};

class Judge {
 public:
  // `table` names the columns where `form` is a table. `spill` is called with an answer that has grown beyond
  // `answer_bytes_max`, to write and empty its texts.
  Judge(const Options& options, std::string_view file, Form form, const Table& table, std::function<void(Answer&)> spill)
      : options_(options), file_(file), form_(form), table_(table), spill_(std::move(spill)) {}

  static constexpr std::size_t answer_bytes_max = 1024UL * 1024;

  void judge(const Chunk& chunk, Answer& answer);

 private:
  void judge_lines(const Chunk& chunk, Answer& answer);
  void tell_faults(const Chunk& chunk, std::size_t element, std::size_t& told, Answer& answer);
  void judge_rows(const Chunk& chunk, Answer& answer);
  bool read_cells(std::string_view bytes, std::size_t start, std::int64_t line, Answer& answer);
  void judge_json(std::string_view bytes, std::size_t begin, std::size_t end, std::int64_t line, Answer& answer);
  void judge_account(std::string_view bytes, std::int64_t line, Answer& answer);
  void apply_safe_suggestions();
  void collect_changes(std::string_view bytes, Answer& answer);
  void fault(std::int64_t line, std::string_view sentence, Answer& answer);

  const Options& options_;
  std::string_view file_;
  Form form_;
  const Table& table_;
  std::function<void(Answer&)> spill_;
  shared::AccountReader reader_;
  shared::Account account_;
  shared::Account before_;     // As it was written; for --fix only.
  shared::FieldSpans spans_;   // Where its values stand in the chunk.
  shared::ProblemList problems_;
  std::vector<Change> changes_;
  Row row_;
  std::size_t copied_ = 0;     // Bytes of the chunk that are in the copy.
};

}  // namespace client::cli
