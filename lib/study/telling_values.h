#pragma once
// Telling values of some conditions alone. Private to lib/study.

#include "study/world.h"

namespace ipcheck {

/// As `telling_values` of a policy, for these conditions of it: scorecards, notices and what
/// derives other facts are left out.
std::vector<Value> telling_values(const RuleSet& rules, const Policy& policy,
                                  std::span<const Expr* const> conditions, FactId fact, Date as_of);

}  // namespace ipcheck
