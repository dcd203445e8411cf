// Tested by tests/study/coverage_test.cc.
#include "study/cases/groups.h"

#include <algorithm>

#include "io/record.h"

namespace ipcheck {
namespace {

CaseGroup& group_of(std::deque<CaseGroup>& groups, const Policy& policy, Date as_of) {
  for (CaseGroup& group : groups)
    if (group.policy == &policy && group.as_of == as_of) return group;
  CaseGroup& group = groups.emplace_back();
  group.policy = &policy;
  group.as_of = as_of;
  return group;
}

void compile_group(const RuleSet& rules, CaseGroup& group) {
  std::vector<std::string> schemes;
  for (const Case* test : group.cases) {
    auto at = std::find(schemes.begin(), schemes.end(), test->scheme);
    group.scheme.push_back(static_cast<std::uint32_t>(at - schemes.begin()));
    if (at == schemes.end()) schemes.push_back(test->scheme);
  }
  group.compiled = compile(rules, schemes, group.as_of, true);
}

void read_group(const RuleSet& rules, CaseGroup& group) {
  std::vector<TreeRef> records;
  for (const Case* test : group.cases) records.push_back(test->record);
  Diagnostics odd;  // `rules test` tells them
  read_records(rules.schema, records, "", group.batch, odd);
  group.readable.assign(group.cases.size(), true);
  for (const DataNotice& notice : group.batch.notices)
    if (notice.id == "invalid_value" || notice.id == "unknown_fact")
      group.readable[notice.row] = false;
}

void run_group(CaseGroup& group, Diagnostics& diags) {
  judge(group.compiled, group.batch, group.frame);
  for (std::uint32_t row = 0; row < group.cases.size(); ++row) {
    std::vector<Mismatch> mismatches;
    Verdict verdict;
    compare_case(group.compiled, group.compiled.schemes[group.scheme[row]], group.batch,
                 group.frame, row, *group.cases[row], mismatches, verdict);
    group.passed.push_back(mismatches.empty());
    if (!mismatches.empty())
      diags
          .warning("failing-case", group.cases[row]->span,
                   say("用例 `{}` 未通过，不计入", "case `{}` fails and does not count",
                       group.cases[row]->name))
          .help(say("运行 `ipcheck rules test`", "run `ipcheck rules test`"));
  }
}

}  // namespace

std::optional<std::uint32_t> CaseGroup::index_of(const Scheme& asked) const {
  for (std::uint32_t i = 0; i < compiled.schemes.size(); ++i)
    if (compiled.schemes[i].scheme == &asked) return i;
  return std::nullopt;
}

std::deque<CaseGroup> run_case_groups(const RuleSet& rules, const std::deque<CaseFile>& files,
                                      Diagnostics& diags) {
  std::deque<CaseGroup> groups;
  for (const CaseFile& file : files) {
    for (const Case& test : file.cases) {
      CaseGroup& group = group_of(groups, *rules.policy_of_scheme(test.scheme), test.as_of);
      group.cases.push_back(&test);
      group.files.push_back(&file);
    }
  }
  for (CaseGroup& group : groups) {
    compile_group(rules, group);
    read_group(rules, group);
    run_group(group, diags);
  }
  return groups;
}

}  // namespace ipcheck
