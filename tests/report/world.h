#pragma once
// Rules and invented applicants for the tests of reports: load, read, judge in one go.

#include <deque>
#include <string>
#include <vector>

#include "report/verdict/verdicts.h"

namespace ipcheck {

/// A rules folder with everything that its reports point into.
struct ReportWorld {
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  std::deque<std::deque<Tree>> trees;
  std::deque<Batch> batches;

  /// `folder` is relative to the project: `rules`, `tests/report/rules`.
  explicit ReportWorld(const std::string& folder);

  /// Judges the applicants of `record` (YAML, or JSON when `name` says so) as of 2026-06-01 unless
  /// they say otherwise. The version and hashes are fixed, so that output is.
  VerdictReport report(const std::string& record, std::vector<std::string> asked = {},
                       const std::string& name = "record.yaml");
};

}  // namespace ipcheck
