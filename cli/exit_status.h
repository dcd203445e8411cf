#pragma once

namespace ipcheck {

/// Answer apart from failure (design 7).
enum class ExitStatus : int {
  Ok = 0,
  Findings = 1,
  Trouble = 2,
  Incomplete = 3,
  NeedsReview = 4,
  Interrupted = 130
};

}  // namespace ipcheck
