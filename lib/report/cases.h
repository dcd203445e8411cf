#pragma once
// Printing the results of rule tests: as text, and as JUnit XML for CI.

#include <iosfwd>
#include <span>

#include "study/cases.h"

namespace ipcheck {

/// Each failure with place, what was expected, what came and the reason tree; then the counts.
void render_cases_text(const RuleSet& rules, const Sources& sources,
                       std::span<const CaseResult> results, Lang lang, bool color,
                       std::ostream& out);

/// One testsuite a file, one testcase a case; XML 1.0, nothing that varies between runs.
/// Source: the schema of Jenkins' xunit plugin (junit-10).
void render_cases_junit(const RuleSet& rules, const Sources& sources,
                        std::span<const CaseResult> results, Lang lang, std::ostream& out);

}  // namespace ipcheck
