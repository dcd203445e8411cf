#pragma once
// The pieces of text output, one .cc each. Private to lib/report.

#include <iosfwd>

#include "report/layout.h"
#include "report/verdict/lines.h"
#include "report/verdict/verdicts.h"

namespace ipcheck {

Tone tone_of(Outcome outcome);
Tone tone_of(Truth state);

/// `--explain`: every criterion with its mark, values, requirement, reading, clause.
void print_tree(const RuleSet& rules, const Verdict& verdict, const TextStyle& style,
                std::ostream& out);

/// All schemes of an applicant by verdict, one line each, eligible first.
void print_survey(const RuleSet& rules, const ApplicantReport& applicant, const TextStyle& style,
                  std::ostream& out);

/// Lines of a section as aligned columns: id, title, details, clause.
void print_lines(const std::vector<Line>& lines, int indent, const TextStyle& style,
                 std::ostream& out);

}  // namespace ipcheck
