#pragma once
// Verdicts as exit statuses and words, for several commands.

#include <optional>
#include <string_view>

#include "cli/exit_status.h"
#include "judge/judge.h"

namespace ipcheck {

/// Design 7: 0 eligible, 1 ineligible, 3 incomplete, 4 needs_review.
ExitStatus status_of(Outcome outcome);
std::optional<Outcome> outcome_of(std::string_view word);

}  // namespace ipcheck
