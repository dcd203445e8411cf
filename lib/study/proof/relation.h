#pragma once
// Two rule sets, one scheme: who wins, who loses. Decided by the solver, confirmed by the engine.

#include <optional>
#include <string_view>
#include <vector>

#include "policy/policy.h"
#include "study/world.h"

namespace ipcheck {

/// Of `after` against `before`.
enum class Relation { Equivalent, Stricter, Looser, Incomparable, Unknown };

struct SchemeRelation {
  Relation relation = Relation::Unknown;
  std::optional<World> gained, lost;  // eligible only after, only before; confirmed by the engine
  std::vector<Text> outside;          // what the proof could not cover, named per criterion
  Text why;                           // Unknown: what stood in the way
};

struct ProofLimits {
  unsigned milliseconds = 2000;  // a question; past it the answer is Unknown
};

/// Compares who is eligible. Facts are the same by name; one that a rule set lacks it does not
/// read. A scheme that one of them lacks is Unknown. `after_scheme`: its id in `after`, where that
/// differs (an overlay's). Errors: throws Failure without libz3.
SchemeRelation relate(const RuleSet& before, Date before_on, const RuleSet& after, Date after_on,
                      std::string_view scheme, const ProofLimits& limits,
                      std::string_view after_scheme = {});

}  // namespace ipcheck
