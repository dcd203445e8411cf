#pragma once
// What the cases reach, as text, JSON and a marked-up listing of the criteria.

#include <iosfwd>
#include <span>

#include "study/coverage/coverage.h"

namespace ipcheck {

/// How much a policy must reach, and whether it does.
struct CoverageGate {
  std::string policy;  // empty: each
  Measure measure = Measure::Leaves;
  int percent = 0;
};
struct CoverageMiss {
  const Policy* policy = nullptr;
  Measure measure = Measure::Leaves;
  Fraction got;
  int wanted = 0;
};
/// The gates that some policy does not reach, by policy.
std::vector<CoverageMiss> misses(std::span<const SchemeCoverage> schemes,
                                 std::span<const CoverageGate> gates);

struct CoverageView {
  const Sources& sources;
  Lang lang = Lang::Zh;
  bool color = false;
  int width = 100;
};
/// A line a scheme, what is not reached, what nobody can reach, cases ready to paste.
void render_coverage(const CoverageView& view, std::span<const SchemeCoverage> schemes,
                     std::span<const CoverageMiss> misses, std::ostream& out);
/// The criteria as they stand in their files, with marks.
void render_coverage_listing(const CoverageView& view, std::span<const SchemeCoverage> schemes,
                             std::ostream& out);
/// `ipcheck/coverage/1`.
void render_coverage_json(const CoverageView& view, std::span<const SchemeCoverage> schemes,
                          std::span<const CoverageMiss> misses, std::ostream& out);

}  // namespace ipcheck
