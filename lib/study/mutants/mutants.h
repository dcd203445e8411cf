#pragma once
// Small faults planted into a policy, one at a time: a good test notices each. Made as edits of a
// loaded policy, so that hundreds compile side by side.

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "policy/policy.h"

namespace ipcheck {

/// A text of a file in place of another.
struct Edit {
  Span span;
  std::string text;
};

struct Mutant {
  std::string id;  // OCB-6/check/>=->>; stable while the rules say the same
  const Policy* policy = nullptr;
  Text what;                            // one phrase
  Span span;                            // where it stands
  std::vector<Edit> edits;              // how the file would read; may be empty
  std::function<void(Policy&)> change;  // of a copy of the policy; or, where facts are changed:
  /// … of a copy of schema, calendar and derivations. What it gives must outlive the copy.
  std::function<std::shared_ptr<void>(RuleSet&)> change_facts;
  bool changes_reading = false;        // `change_facts` changes how records are read
  std::vector<std::uint32_t> schemes;  // those that it can touch; index in Policy::schemes
  std::vector<FactId> facts;           // which it reads
};

/// All mutants of a policy, in the order of its file's sections: parameters, facts, criteria,
/// trees, notices, outputs, scorecards. Left out: comparators that the range of the fact makes the
/// same, and what no condition reads.
std::vector<Mutant> mutants_of(const RuleSet& rules, const Sources& sources, const Policy& policy);

}  // namespace ipcheck
