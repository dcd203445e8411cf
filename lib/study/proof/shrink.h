#pragma once
// A found applicant made as plain as it can be while it still shows what it was found for. Private
// to lib/study.

#include <functional>

#include "study/world.h"

namespace ipcheck {

/// Whether a changed applicant still shows it; the engine is asked.
using Shows = std::function<bool(const World&)>;
/// Values worth trying in place of a fact's, plainest first; none: it stays as it is.
using Plainer = std::function<std::vector<Value>(const std::string& fact)>;

/// The telling values of a policy's facts.
Plainer telling_ones(const RuleSet& rules, const Policy& policy, Date as_of);

/// Leaves out facts, one after another.
World simplest(World world, const Shows& shows);
/// Leaves out facts, keeps the fewest items of collections, and takes the first plainer value of
/// each fact that shows it too, until nothing changes.
World plainest(World world, const Shows& shows, const Plainer& plainer);

}  // namespace ipcheck
