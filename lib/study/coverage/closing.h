#pragma once
// Cases that would reach what no case reaches. Private to lib/study.

#include <deque>
#include <set>

#include "study/coverage/coverage.h"
#include "study/coverage/neighbours.h"

namespace ipcheck {

/// Fills `scheme.closing`: applicants one or two facts away from those of the cases that reach
/// targets without `reached`, fewest changes first. `names`: of the cases so far, by file.
void search_closing(const RuleSet& rules, const std::deque<CaseGroup>& groups,
                    SchemeCoverage& scheme, std::set<std::string>& names);

/// What a case should expect besides the verdict and its lists.
struct Wanted {
  std::vector<std::uint32_t> states;  // of these criteria
  bool notices = false, outputs = false, score = false;
};
/// What the rules say of a row, as a case expects it: `{verdict: …, failing: […]}`.
std::string expect_text(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
                        const Frame& frame, std::uint32_t row, const Wanted& wanted);

/// `name`, or with a number where it is taken; taken from then on.
std::string fresh_name(const std::string& name, std::set<std::string>& names);

}  // namespace ipcheck
