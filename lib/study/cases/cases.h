#pragma once
// `*.test.yaml` beside the rules: cases read, run, compared. Read by `rules test`; the results are
// printed by report/cases. Source: design 3 "Tests stand beside the rules".

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "judge/explain.h"
#include "policy/load.h"

namespace ipcheck {

/// What a case expects; absent optionals are not looked at, lists are compared as sets.
struct Expectation {
  Outcome outcome = Outcome::Eligible;
  std::vector<std::string> failing, pending, missing;  // left out in the file: empty
  std::optional<std::vector<std::string>> notices, data_notices;
  std::optional<std::vector<std::pair<std::string, TreeRef>>> outputs;  // id -> value; exact set
  std::vector<std::pair<std::string, std::string>> states;  // criterion or group id -> state word
  std::optional<std::string> points, grade;
};

/// One case after bases, changes and sweeps are spelled out.
struct Case {
  std::string name;    // of a sweep's row: `name [full_time_staff: 3]`
  std::string scheme;  // of a loaded policy
  Date as_of;
  std::string base;  // as the case names it; may be empty
  TreeRef record;    // in CaseFile::tree
  Expectation expect;
  Span span;
};

/// A mutant that no case can tell from the rules, and why (`equivalent:` of a test file).
struct Equivalent {
  std::string mutant;  // id
  Text why;
  Span span;
};

/// A test file. Not movable: cases point into its tree.
struct CaseFile {
  std::string name;  // as printed
  SourceId source = kNoSource;
  std::string policy;
  std::optional<Date> as_of;  // of the cases that do not say theirs
  Tree tree;                  // the file's own nodes, then one record a case and base
  std::deque<Tree> parsed;
  std::deque<Case> cases;
  std::vector<std::pair<std::string, TreeRef>> bases;  // with what they take over from others
  std::vector<Equivalent> equivalents;
};

struct Mismatch {
  std::string what;  // verdict, failing, …, `outputs.reply_due`, `state.OCB-6`
  std::string expected, got;
};

struct CaseResult {
  const Case* test = nullptr;
  const CaseFile* file = nullptr;
  std::vector<Mismatch> mismatches;
  Verdict verdict;  // with its tree when it failed
  bool passed() const { return mismatches.empty(); }
};

/// All *.test.yaml below `dir`, sorted by name, or `dir` itself when it is such a file.
/// Errors: diagnostics (`tests-missing`: no such file or folder, or none in it; read_text's).
std::vector<RuleFile> find_case_files(Sources& sources, const std::string& dir, Diagnostics& diags);

/// Reads the cases of a test file. Errors: diagnostics (unknown keys, bases, schemes, criteria,
/// doubled names, an expectation that names no deciding list); such cases are left out.
void load_cases(const RuleSet& rules, const Sources& sources, const RuleFile& file, CaseFile& out,
                Diagnostics& diags);

/// Compares one row of a run with its case: fills the mismatches, and the verdict without its tree.
void compare_case(const Compiled& compiled, const CompiledScheme& scheme, const Batch& batch,
                  const Frame& frame, std::uint32_t row, const Case& test,
                  std::vector<Mismatch>& mismatches, Verdict& verdict);

/// Runs the cases in file order; all of one date share one compilation and one batch.
/// Errors: diagnostics of the records (a fact that no policy knows is an error unless the case
/// expects the notice).
std::vector<CaseResult> run_cases(const RuleSet& rules, const CaseFile& file, Diagnostics& diags);

}  // namespace ipcheck
