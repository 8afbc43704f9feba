// Judges one file on several threads: whoever is free reads the next chunk and judges it; answers are written in the order
// of the file. Memory is bounded by the number of chunks under way, whatever the file and the answers weigh.
#pragma once

#include <functional>
#include <string>

#include "client/cli/chunks.h"
#include "client/cli/judge.h"
#include "client/cli/options.h"
#include "client/cli/report.h"

namespace client::cli {

// Writes the texts of an answer; false when nothing more can be written. Called by one thread at a time, in the order of
// the file; `bytes_read` says how far reading has come.
using WriteAnswer = std::function<bool(const Answer& answer, std::int64_t bytes_read)>;

// False when writing ended early. A failure of the source stands in `reader`.
bool judge_file(ChunkReader& reader, const Options& options, const std::string& file, const WriteAnswer& write, Tally& tally);

}  // namespace client::cli
