#pragma once
// Which states a criterion can come out in at all, told from its conditions alone. Private to
// lib/study.

#include "judge/judge.h"

namespace ipcheck {

/// A set of truths.
using Truths = std::uint8_t;
constexpr Truths only(Truth t) {
  return static_cast<Truths>(1U << static_cast<unsigned>(t));
}

/// States that no record can give are left out for certain; what is in the set may still be out of
/// reach. Shape: values that cannot be read, and overflow, are not thought of. A fault is Pending.
Truths possible_states(const RuleSet& rules, const Policy& policy, const Criterion& criterion,
                       Date as_of);

}  // namespace ipcheck
