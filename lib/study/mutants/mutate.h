#pragma once
// Which planted faults the cases notice, and cases that would notice the others.

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "study/cases/cases.h"
#include "study/mutants/mutants.h"

namespace ipcheck {

/// Killed: a case that passes with the rules as they are fails with the mutant.
enum class Fate : std::uint8_t { Killed, Survived, Equivalent };

struct MutantResult {
  Mutant mutant;
  Fate fate = Fate::Survived;
  const Case* killer = nullptr;            // the first case that notices
  const Equivalent* equivalent = nullptr;  // why none can, as a test file says
  const CaseFile* file = nullptr;          // where `yaml` belongs
  std::string yaml;                        // a case that would kill a survivor; may be empty
};

struct MutationRun {
  std::vector<MutantResult> results;  // by policy, then as mutants_of
  std::size_t cases = 0;              // passing ones
};

/// Mutants of every policy that `files` test; those whose id holds `filter`. A survivor's case is
/// searched for when `search`.
/// Errors: run_case_groups', and of `equivalent:` entries: `stale-equivalent` (a case kills the
/// mutant), `unknown-mutant` (there is none of that id), warnings.
MutationRun mutate(const RuleSet& rules, const Sources& sources, const std::deque<CaseFile>& files,
                   std::string_view filter, bool search, Diagnostics& diags);

}  // namespace ipcheck
