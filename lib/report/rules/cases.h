#pragma once
// Printing the results of rule tests: as text, for CI, for scripts.

#include <iosfwd>
#include <span>

#include "report/findings/diagnostics.h"
#include "study/cases/cases.h"

namespace ipcheck {

/// What came of the cases beside one rule set.
struct CaseRun {
  const RuleSet* rules = nullptr;
  std::span<const CaseResult> results;
};

/// Each failure with place, what was expected, what came and the reason tree; then the counts.
void render_cases_text(const Sources& sources, std::span<const CaseRun> runs, Lang lang, bool color,
                       std::ostream& out);

/// One testsuite a file, one testcase a case; XML 1.0, nothing that varies between runs.
/// Source: the schema of Jenkins' xunit plugin (junit-10).
void render_cases_junit(const Sources& sources, std::span<const CaseRun> runs, Lang lang,
                        std::ostream& out);

/// `ipcheck/test/1`: counts, then every file with its cases and their mismatches.
void render_cases_json(const Sources& sources, std::span<const CaseRun> runs, std::ostream& out);

/// Each failed case as an error (`case-failed`) at its place, for annotations and SARIF.
void case_diagnostics(std::span<const CaseRun> runs, Diagnostics& diags);

/// What the ids of `case_diagnostics` mean.
std::vector<FindingRule> case_finding_rules();

}  // namespace ipcheck
