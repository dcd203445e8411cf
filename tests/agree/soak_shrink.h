#pragma once
// From a rule set and applicants that show a fault to the smallest ones that still do.

#include <functional>

#include "agree/soak_compare.h"

namespace ipcheck::soak {

struct Case {
  RuleText rules;
  std::vector<Given> records;
  Date as_of;
};

/// Whether a case still shows the fault.
using Fails = std::function<bool(const Case&)>;

struct ShrinkLimits {
  std::size_t tries = 20'000;
  double seconds = 120;
};

/// Drops applicants, schemes, groups, criteria, facts and their keys, takes parts of conditions for
/// the whole, makes values plain, as long as `fails` says so. Shape: `fails(whole)` holds.
Case shrink(Case whole, const Fails& fails, const ShrinkLimits& limits = {});

/// Writes `rules.yaml` and `record.yaml` into a new folder.
void write_case(const std::string& folder, const Case& smallest);

}  // namespace ipcheck::soak
