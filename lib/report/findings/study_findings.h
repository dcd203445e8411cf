#pragma once
// What coverage, mutants and proofs found, as diagnostics for annotations and SARIF.

#include <span>

#include "report/findings/diagnostics.h"
#include "report/rules/proofs.h"
#include "study/coverage/coverage.h"
#include "study/mutants/mutate.h"

namespace ipcheck {

struct CoverageMiss;

/// What no case reaches, at its place: leaves as warnings, the rest as hints; policies below what
/// was asked as errors. A case that would reach it is the help.
void coverage_diagnostics(const Sources& sources, std::span<const SchemeCoverage> schemes,
                          std::span<const CoverageMiss> under, Diagnostics& diags);
std::vector<FindingRule> coverage_finding_rules();

/// Survivors at their place, as errors, with how the file would read and a case that kills it.
void mutant_diagnostics(const Sources& sources, std::span<const MutantResult> results,
                        Diagnostics& diags);
std::vector<FindingRule> mutant_finding_rules();

/// Refuted claims as errors with their applicant, claims that stay unknown as warnings, what is
/// wrong with a scheme as warnings, verdicts that stay open in vain as hints.
void proof_diagnostics(const RuleSet& rules, const Proofs& proofs, Date as_of, Diagnostics& diags);
std::vector<FindingRule> proof_finding_rules();

}  // namespace ipcheck
