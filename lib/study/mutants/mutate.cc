// Tested by tests/study/mutate_test.cc.
#include "study/mutants/mutate.h"

#include <algorithm>

#include "io/record.h"
#include "study/mutants/runs.h"

namespace ipcheck {
namespace {

constexpr std::size_t kSideBySide = 256;  // mutants of one program

std::set<std::uint32_t> schemes_in(const CaseGroup& group) {
  std::set<std::uint32_t> out;
  for (const CompiledScheme& scheme : group.compiled.schemes)
    out.insert(static_cast<std::uint32_t>(scheme.scheme - group.policy->schemes.data()));
  return out;
}

bool touches(const Mutant& mutant, const std::set<std::uint32_t>& schemes) {
  return std::any_of(mutant.schemes.begin(), mutant.schemes.end(),
                     [&](std::uint32_t s) { return schemes.contains(s); });
}

/// The first passing case of `scheme` that fails now; verdicts are compared before anything else.
const Case* killer(const CaseGroup& group, std::uint32_t scheme, const Compiled& compiled,
                   const CompiledScheme& mutant, const Batch& batch, const Frame& frame,
                   bool data_notices) {
  const CompiledScheme& base = group.compiled.schemes[scheme];
  auto counts = [&](std::uint32_t row) { return group.scheme[row] == scheme && group.passed[row]; };
  for (std::uint32_t row = 0; row < group.cases.size(); ++row) {
    if (counts(row) &&
        outcome(compiled, mutant, frame, row) != outcome(group.compiled, base, group.frame, row))
      return group.cases[row];
  }
  std::vector<Mismatch> mismatches;
  Verdict verdict;
  for (std::uint32_t row = 0; row < group.cases.size(); ++row) {
    if (!counts(row)) continue;
    mismatches.clear();
    compare_case(compiled, mutant, batch, frame, row, *group.cases[row], mismatches, verdict);
    for (const Mismatch& one : mismatches)
      if (data_notices || one.what != "data_notices") return group.cases[row];
  }
  return nullptr;
}

void kill(MutantResult& result, const Case* by) {
  if (by == nullptr || result.killer != nullptr) return;
  result.killer = by;
  result.fate = Fate::Killed;
}

void run_policies(const RuleSet& rules, const CaseGroup& group,
                  std::span<MutantResult* const> results) {
  const MutantProgram program(rules, *group.policy, results, schemes_in(group), group.as_of, false);
  Frame frame;
  judge(program.compiled, group.batch, frame);
  for (std::size_t i = 0; i < program.entries.size(); ++i) {
    const auto& entry = program.entries[i];
    if (entry.result->killer != nullptr) continue;
    const auto scheme = group.index_of(group.policy->schemes[entry.scheme]);
    kill(*entry.result, killer(group, *scheme, program.compiled, program.compiled.schemes[i],
                               group.batch, frame, true));
  }
}

void run_facts(const RuleSet& original, const CaseGroup& group, MutantResult& result) {
  const ChangedFacts changed(original, result.mutant);
  Batch read;
  if (result.mutant.changes_reading) {
    std::vector<TreeRef> records;
    for (const Case* test : group.cases) records.push_back(test->record);
    Diagnostics odd;
    read_records(changed.rules.schema, records, "", read, odd);
  }
  const Batch& batch = result.mutant.changes_reading ? read : group.batch;
  std::vector<SchemeRef> refs;
  for (const CompiledScheme& scheme : group.compiled.schemes)
    refs.push_back({group.policy, scheme.scheme});
  const Compiled compiled = compile(changed.rules, refs, group.as_of, false);
  Frame frame;
  judge(compiled, batch, frame);
  for (std::uint32_t s = 0; s < refs.size() && result.killer == nullptr; ++s)
    kill(result, killer(group, s, compiled, compiled.schemes[s], batch, frame, false));
}

void run_group(const RuleSet& rules, const CaseGroup& group, std::vector<MutantResult>& results) {
  const std::set<std::uint32_t> schemes = schemes_in(group);
  std::vector<MutantResult*> open;
  for (MutantResult& result : results) {
    const bool here = result.mutant.policy == group.policy && touches(result.mutant, schemes);
    if (!here || result.killer != nullptr) continue;
    if (result.mutant.change_facts)
      run_facts(rules, group, result);
    else
      open.push_back(&result);
  }
  for (std::size_t begin = 0; begin < open.size(); begin += kSideBySide)
    run_policies(rules, group,
                 std::span(open).subspan(begin, std::min(kSideBySide, open.size() - begin)));
}

/// What test files say of mutants that no case can tell from the rules.
void read_equivalents(const std::deque<CaseFile>& files, std::vector<MutantResult>& results,
                      Diagnostics& diags) {
  for (const CaseFile& file : files) {
    for (const Equivalent& one : file.equivalents) {
      auto found = std::find_if(results.begin(), results.end(), [&](const MutantResult& r) {
        return r.mutant.policy->id == file.policy && r.mutant.id == one.mutant;
      });
      if (found == results.end()) {
        diags.warning("unknown-mutant", one.span,
                      say("没有变异 `{}`", "there is no mutant `{}`", one.mutant));
        continue;
      }
      found->equivalent = &one;
      if (found->fate == Fate::Survived)
        found->fate = Fate::Equivalent;
      else
        diags.warning("stale-equivalent", one.span,
                      say("变异 `{}` 被用例 `{}` 发现，不是等价变异",
                          "mutant `{}` is no equivalent, case `{}` kills it", one.mutant,
                          found->killer->name));
    }
  }
}

}  // namespace

MutantProgram::MutantProgram(const RuleSet& rules, const Policy& policy,
                             std::span<MutantResult* const> results,
                             const std::set<std::uint32_t>& asked, Date as_of, bool original) {
  std::vector<SchemeRef> refs;
  for (const std::uint32_t scheme : asked) {
    if (!original) break;
    refs.push_back({&policy, &policy.schemes[scheme]});
    entries.push_back({nullptr, scheme});
  }
  for (MutantResult* result : results) {
    if (!result->mutant.change) continue;
    Policy& copy = copies.emplace_back(policy);
    result->mutant.change(copy);
    for (const std::uint32_t scheme : result->mutant.schemes) {
      if (!asked.contains(scheme)) continue;
      refs.push_back({&copy, &copy.schemes[scheme]});
      entries.push_back({result, scheme});
    }
  }
  compiled = compile(rules, refs, as_of, true);
}

ChangedFacts::ChangedFacts(const RuleSet& original, const Mutant& mutant) {
  rules.schema = original.schema;
  rules.calendar = original.calendar;
  rules.derived = original.derived;
  kept = mutant.change_facts(rules);
}

MutationRun mutate(const RuleSet& rules, const Sources& sources, const std::deque<CaseFile>& files,
                   std::string_view filter, bool search, Diagnostics& diags) {
  MutationRun run;
  const std::deque<CaseGroup> groups = run_case_groups(rules, files, diags);
  std::set<const Policy*> seen;
  for (const CaseGroup& group : groups) {
    run.cases +=
        static_cast<std::size_t>(std::count(group.passed.begin(), group.passed.end(), true));
    if (!seen.insert(group.policy).second) continue;
    for (Mutant& mutant : mutants_of(rules, sources, *group.policy)) {
      run.results.emplace_back();
      run.results.back().mutant = std::move(mutant);
    }
  }
  for (const CaseGroup& group : groups) run_group(rules, group, run.results);
  read_equivalents(files, run.results, diags);
  std::erase_if(run.results, [&](const MutantResult& result) {
    return result.mutant.id.find(filter) == std::string::npos;
  });
  std::vector<MutantResult*> survivors;
  std::set<std::string> names;
  for (const CaseFile& file : files)
    for (const Case& test : file.cases) names.insert(test.name);
  for (MutantResult& result : run.results)
    if (result.fate == Fate::Survived) survivors.push_back(&result);
  if (search && !survivors.empty()) search_killers(rules, groups, survivors, names);
  return run;
}

}  // namespace ipcheck
