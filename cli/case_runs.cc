#include "cli/case_runs.h"

#include <algorithm>

#include "text/suggest.h"

namespace ipcheck {
namespace {

void check_policy(const std::string& policy, const std::deque<RulesWithCases>& opened,
                  Diagnostics& diags) {
  std::vector<std::string_view> known;
  for (const RulesWithCases& one : opened)
    for (const Policy& p : one.rules.policies) known.push_back(p.id);
  if (std::find(known.begin(), known.end(), policy) != known.end()) return;
  Diagnostic& diag =
      diags.error("unknown-policy", {}, say("没有政策 `{}`", "unknown policy `{}`", policy));
  if (const auto near = nearest(policy, known))
    diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
}

}  // namespace

void open_cases(const std::vector<std::string>& paths, const std::string& policy,
                const Context& context, Sources& sources, std::deque<RulesWithCases>& out,
                Diagnostics& diags) {
  std::vector<std::string> folders = paths;
  if (folders.empty() && !context.common.rules.empty()) folders.push_back(context.common.rules);
  if (folders.empty()) {
    diags.error("no-folder", {}, say("未给出规则文件夹", "no rules folder is given"))
        .help(say("给出含测试的规则文件夹，如 `rules/`",
                  "give a rules folder with tests, such as `rules/`"));
    return;
  }
  std::size_t cases = 0;
  for (const std::string& folder : folders) {
    RulesWithCases& one = out.emplace_back();
    Context own = context;
    own.common.rules = folder;
    open_rules(own, {}, sources, one.rules, diags);
    if (diags.has_errors()) continue;
    for (const RuleFile& file : find_case_files(sources, folder, diags)) {
      CaseFile& read = one.files.emplace_back();
      load_cases(one.rules, sources, file, read, diags);
      if (!policy.empty() && read.policy != policy) one.files.pop_back();
    }
    for (const CaseFile& file : one.files) cases += file.cases.size();
  }
  if (!policy.empty() && !diags.has_errors()) check_policy(policy, out, diags);
  if (cases == 0 && !diags.has_errors())
    diags.file_error("no-cases", joined(folders, ", "),
                     say("没有用例（*.test.yaml）", "no cases (*.test.yaml)"));
}

}  // namespace ipcheck
