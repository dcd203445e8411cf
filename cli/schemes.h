#pragma once
// What several commands say of schemes and verdicts: unknown ids, exit statuses.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cli/exit_status.h"
#include "judge/judge.h"
#include "policy/policy.h"

namespace ipcheck {

/// Names the schemes that cannot be judged, with the nearest right id, as faults of `file`; false
/// when none of `ids` can.
bool check_schemes(const RuleSet& rules, std::span<const std::string> ids, const std::string& file,
                   Diagnostics& diags);

/// Design 7: 0 eligible, 1 ineligible, 3 incomplete, 4 needs_review.
ExitStatus status_of(Outcome outcome);
std::optional<Outcome> outcome_of(std::string_view word);

}  // namespace ipcheck
