// Tested by tests/study/coverage_test.cc.
#include "study/coverage/coverage.h"

#include <algorithm>
#include <set>

#include "study/coverage/closing.h"
#include "study/coverage/reach.h"

namespace ipcheck {
namespace {

bool belongs(const Target& target, Measure measure) {
  switch (measure) {
    case Measure::Leaves:
      return target.asked == Asked::State &&
             (target.state == Truth::True || target.state == Truth::False);
    case Measure::States:
      return target.asked == Asked::State;
    case Measure::Branches:
      return target.asked == Asked::Branch || target.asked == Asked::Operand;
    case Measure::Mcdc:
      return target.asked == Asked::Decides;
    case Measure::Thresholds:
      return target.asked == Asked::Threshold;
    case Measure::All:
      return true;
  }
  return false;
}

/// The targets that the passing cases of a group reach.
void add_group(const CaseGroup& group, std::uint32_t index, SchemeCoverage& out) {
  const Reach reach(group.compiled, group.compiled.schemes[index], group.frame, group.batch.rows);
  for (Target& target : out.targets) {
    std::vector<char> hits(group.batch.rows, 0);
    if (target.reached == nullptr) reach.mark(target, hits);
    for (std::uint32_t row = 0; row < group.batch.rows && target.reached == nullptr; ++row)
      if (hits[row] != 0 && group.scheme[row] == index && group.passed[row])
        target.reached = group.cases[row];
  }
  for (std::uint32_t row = 0; row < group.batch.rows; ++row)
    out.cases += group.scheme[row] == index && group.passed[row];
}

SchemeCoverage scheme_coverage(const RuleSet& rules, const std::deque<CaseGroup>& groups,
                               const Policy& policy, const Scheme& scheme) {
  SchemeCoverage out{.policy = &policy, .scheme = &scheme};
  for (const CaseGroup& group : groups) {
    const auto index = group.policy == &policy ? group.index_of(scheme) : std::nullopt;
    if (!index) continue;
    if (out.targets.empty())
      out.targets = targets_of(rules, group.compiled, group.compiled.schemes[*index]);
    add_group(group, *index, out);
  }
  if (out.targets.empty()) {  // no case asks for it
    const SchemeRef ref{&policy, &scheme};
    const Compiled compiled = compile(rules, std::span(&ref, 1), groups.front().as_of, false);
    out.targets = targets_of(rules, compiled, compiled.schemes.front());
  }
  for (Target& target : out.targets)
    if (target.reached != nullptr && target.asked != Asked::Decides) target.impossible = {};
  return out;
}

}  // namespace

std::string_view word(Measure measure) {
  switch (measure) {
    case Measure::Leaves:
      return "leaves";
    case Measure::States:
      return "states";
    case Measure::Branches:
      return "branches";
    case Measure::Mcdc:
      return "mcdc";
    case Measure::Thresholds:
      return "thresholds";
    case Measure::All:
      return "all";
  }
  return {};
}

int Fraction::percent() const {
  return asked == 0 ? 100 : static_cast<int>(covered * 100 / asked);
}

Fraction& Fraction::operator+=(const Fraction& other) {
  covered += other.covered;
  asked += other.asked;
  return *this;
}

/// Both of a leaf's two rows are needed for its MC/DC; they stand next to each other.
Fraction SchemeCoverage::fraction(Measure measure) const {
  Fraction out;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (!belongs(targets[i], measure) || !targets[i].impossible.empty()) continue;
    bool reached = targets[i].reached != nullptr;
    if (measure == Measure::Mcdc) {
      reached = reached && targets[i + 1].reached != nullptr;
      ++i;
    }
    ++out.asked;
    out.covered += reached;
  }
  return out;
}

std::vector<SchemeCoverage> coverage(const RuleSet& rules, const std::deque<CaseFile>& files,
                                     bool search, Diagnostics& diags) {
  const std::deque<CaseGroup> groups = run_case_groups(rules, files, diags);
  std::vector<const Policy*> policies;
  std::set<std::string> names;
  for (const CaseFile& file : files)
    for (const Case& test : file.cases) names.insert(test.name);
  for (const CaseGroup& group : groups)
    if (std::find(policies.begin(), policies.end(), group.policy) == policies.end())
      policies.push_back(group.policy);
  std::vector<SchemeCoverage> out;
  for (const Policy* policy : policies) {
    for (const Scheme& scheme : policy->schemes) {
      out.push_back(scheme_coverage(rules, groups, *policy, scheme));
      out.back().searched = search;
      if (search) search_closing(rules, groups, out.back(), names);
    }
  }
  return out;
}

}  // namespace ipcheck
