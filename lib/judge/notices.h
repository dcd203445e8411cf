#pragma once
// Notices of a verdict: those that rules declare, and those that the engine owes whatever the rules
// say. Private to lib/judge.

#include "judge/explain.h"

namespace ipcheck {

/// Draft, expired, not yet in force; declared ones that hold; no_value_at_date,
/// calendar_out_of_range, fault; form_blank.
std::vector<VerdictNotice> notices_of(const Compiled& compiled, const CompiledScheme& scheme,
                                      const Batch& batch, const Frame& frame, std::uint32_t row);

}  // namespace ipcheck
