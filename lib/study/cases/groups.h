#pragma once
// The cases of a policy as batches that have run: what coverage, mutants and searches look at.

#include <deque>
#include <span>
#include <vector>

#include "study/cases/cases.h"

namespace ipcheck {

/// All cases of one policy that are judged on one day. Not movable: frames view the batch.
struct CaseGroup {
  const Policy* policy = nullptr;
  Date as_of;
  std::vector<const Case*> cases;      // by row
  std::vector<const CaseFile*> files;  // by row
  std::vector<std::uint32_t> scheme;   // by row: index in `compiled.schemes`
  std::vector<bool> passed;            // by row
  std::vector<bool> readable;          // by row: every value given could be read
  Compiled compiled;                   // the schemes that its cases ask for
  Batch batch;
  Frame frame;

  /// Index in `compiled.schemes`, or nothing.
  std::optional<std::uint32_t> index_of(const Scheme& scheme) const;
};

/// Reads, compiles and runs. Shape: by policy as they first occur in `files`, then by date.
/// Errors: diagnostics as run_cases, one for a case that fails (`failing-case`, a warning).
std::deque<CaseGroup> run_case_groups(const RuleSet& rules, const std::deque<CaseFile>& files,
                                      Diagnostics& diags);

}  // namespace ipcheck
