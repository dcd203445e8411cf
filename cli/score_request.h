#pragma once
// What the arguments of `score` ask for, put together.

#include <cstdint>
#include <string>

#include "cli/commands.h"
#include "io/table.h"
#include "report/score/scoring.h"

namespace ipcheck {

/// What is read of the table: the facts of the schemes, the columns to keep.
TableRequest score_request(const ScoreArgs& args, const Compiled& compiled, const ScoreTask& task,
                           std::uint64_t memory);

/// Bytes that ranking, folding and comparing may take. Errors: a diagnostic.
std::uint64_t memory_for(const ScoreArgs& args, std::uint64_t otherwise, Diagnostics& diags);

/// What only makes sense together. Errors: diagnostics.
void check_score_args(const ScoreArgs& args, const Compiled& compiled, Format format,
                      const std::string& output, Diagnostics& diags);

}  // namespace ipcheck
