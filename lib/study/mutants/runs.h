#pragma once
// Mutants compiled side by side and run. Private to lib/study.

#include <deque>
#include <set>
#include <span>

#include "study/cases/groups.h"
#include "study/mutants/mutate.h"

namespace ipcheck {

/// Changed copies of a policy as one program. Not movable: the program views the copies.
struct MutantProgram {
  struct Entry {
    MutantResult* result = nullptr;
    std::uint32_t scheme = 0;  // index in Policy::schemes
  };
  std::deque<Policy> copies;
  std::vector<Entry> entries;  // by compiled scheme
  Compiled compiled;

  /// For each of `results` that can touch them, the schemes of `asked` (indices in
  /// Policy::schemes). `original`: the unchanged policy's come first, without a result.
  MutantProgram(const RuleSet& rules, const Policy& policy, std::span<MutantResult* const> results,
                const std::set<std::uint32_t>& asked, Date as_of, bool original);
  MutantProgram(const MutantProgram&) = delete;
  MutantProgram& operator=(const MutantProgram&) = delete;
};

/// A rule set with one mutant of its facts, and what it needs to live.
struct ChangedFacts {
  RuleSet rules;
  std::shared_ptr<void> kept;

  ChangedFacts(const RuleSet& original, const Mutant& mutant);
};

/// Fills `yaml` of survivors as far as a case is found one or two changes away from the cases, or
/// on another day.
void search_killers(const RuleSet& rules, const std::deque<CaseGroup>& groups,
                    std::span<MutantResult* const> survivors, std::set<std::string>& names);

}  // namespace ipcheck
