#pragma once
// How the facts of a policy are derived.

#include "policy/policy.h"

namespace ipcheck {

/// How a policy derives a fact: those of its own, and of policies that it extends, by its own
/// parameters; those of vocabularies name none, but maybe such facts. No expression: it is not
/// derived.
Derivation derivation_of(const RuleSet& rules, const Policy& policy, FactId fact);

}  // namespace ipcheck
