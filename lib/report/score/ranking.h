#pragma once
// The order of a ranked result, whatever its size: rows beyond the memory limit are sorted in runs
// and merged from an unnamed temporary file.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "report/score/rows.h"

namespace ipcheck {

/// Ranked are rows with points whose verdict is not `ineligible`, by their keys, the greater first;
/// the others follow unranked, by verdict. Equal keys keep the order of the table and share a
/// competition rank (1, 2, 2, 4). Threads: one caller at a time.
class Ranking {
 public:
  /// `folder` takes the temporary file; `top` 0: no cut. Units: `memory` in bytes.
  Ranking(std::string folder, std::uint64_t memory, std::uint64_t top);
  ~Ranking();

  /// Errors: throws Failure when the temporary file cannot be written.
  void add(const ScoredRow& row);
  /// All rows in order, with rank and standing: within the first `top` ranks in, beyond them out; a
  /// group of equals that the cut divides is tied.
  void finish(const std::function<void(const ScoredRow&)>& visit);

 private:
  struct Runs;
  std::unique_ptr<Runs> runs_;
};

}  // namespace ipcheck
