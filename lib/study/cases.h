#pragma once
// `*.test.yaml` beside the rules: cases read, run, compared. Source: design 3 "Tests stand beside
// the rules".

#include <string>
#include <vector>

#include "judge/explain.h"
#include "policy/load.h"

namespace ipcheck {

/// One case after bases, changes and sweeps are spelled out.
struct Case {
  std::string name;
  std::string scheme;
  Date as_of;
  TreeRef base_layers;                                  // unused when there is none
  std::vector<std::pair<std::string, TreeRef>> values;  // key -> value; later wins; a Null removes
  Span span;
  TreeRef expect;  // `expect:` map, or the sweep's row
  bool swept = false;
};

/// What a case expects; absent optionals are not looked at.
struct Expectation {
  Outcome outcome = Outcome::Eligible;
  std::optional<std::vector<std::string>> failing, pending, missing, notices, data_notices;
  std::vector<std::pair<std::string, std::string>> outputs;  // id -> text of the value
  std::vector<std::pair<std::string, std::string>>
      states;  // criterion or group id -> met | not_met | …
  std::optional<std::string> points, grade;
};

struct Mismatch {
  std::string what;  // verdict, failing, …
  std::string expected, got;
};

struct CaseResult {
  const Case* test = nullptr;
  std::string file;
  std::vector<Mismatch> mismatches;
  Verdict verdict;  // with its tree when it failed
  bool passed() const { return mismatches.empty(); }
};

/// A test file; trees and cases live as long as it.
struct CaseFile {
  std::string name;  // relative to the rules root
  SourceId source = kNoSource;
  std::string policy;
  std::deque<Case> cases;
};

/// Reads the cases of a test file. Errors: diagnostics (unknown keys, bases, schemes, criteria,
/// doubled names, an expectation that names no deciding list).
void load_cases(const RuleSet& rules, const Sources& sources, TreeRef root, CaseFile& out,
                Diagnostics& diags);

/// Runs cases; equal (scheme, as_of) share one compilation and all cases of one run as one batch.
std::vector<CaseResult> run_cases(const RuleSet& rules, const Sources& sources,
                                  const CaseFile& file, Diagnostics& diags);

}  // namespace ipcheck
