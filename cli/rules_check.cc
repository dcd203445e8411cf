// `ipcheck rules lint` and `ipcheck rules test`: the rules under the given paths, or the ones in
// use.
#include <algorithm>

#include "cli/commands.h"
#include "report/rules/cases.h"
#include "study/cases/cases.h"
#include "study/lint/lint.h"
#include "text/suggest.h"

namespace ipcheck {
namespace {

ExitStatus explain_rule(const std::string& id, Context& context) {
  std::vector<std::string_view> ids;
  for (const LintRule& rule : lint_rules()) {
    ids.push_back(rule.id);
    if (rule.id != id) continue;
    std::ostream& out = *context.out;
    out << rule.id << "\n"
        << rule.summary.in(context.lang) << "\n\n"
        << rule.why.in(context.lang) << "\n";
    out << "\n" << say("不好：", "bad:").in(context.lang) << "\n" << rule.bad << "\n";
    out << say("好：", "good:").in(context.lang) << "\n" << rule.good;
    return ExitStatus::Ok;
  }
  auto near = nearest(id, ids);
  Text message =
      near ? say("没有检查 `{}`，是否想写 `{}`？", "no check `{}`, did you mean `{}`?", id, *near)
           : say("没有检查 `{}`，可用：{}", "no check `{}`, one of {}", id, joined(ids, ", "));
  *context.err << "ipcheck: " << message.in(context.lang) << "\n";
  return ExitStatus::Trouble;
}

/// Lints one rules folder (empty: the rules in use) into `diags`.
void lint_one(const std::string& folder, const RulesLintArgs& args, Context& context,
              Sources& sources, Diagnostics& diags) {
  RuleSet rules;
  Context own = context;
  if (!folder.empty()) own.common.rules = folder;
  open_rules(own, {}, sources, rules, diags);
  if (!diags.has_errors()) lint(rules, sources, args.only, diags);
}

}  // namespace

ExitStatus run_rules_lint(const RulesLintArgs& args, Context& context) {
  if (!args.explain.empty()) return explain_rule(args.explain, context);
  Sources sources;
  Diagnostics diags;
  std::vector<std::string> folders = args.paths.empty() ? std::vector<std::string>{""} : args.paths;
  for (const std::string& folder : folders) lint_one(folder, args, context, sources, diags);
  print_findings(context, sources, diags, args.format, "rules lint", lint_finding_rules());
  Format format = args.format.value_or(format_of_name(context.common.output));
  if (format == Format::Text && diags.all().empty() && !context.common.quiet) {
    *context.out << say("规则没有发现问题", "no findings in the rules").in(context.lang) << "\n";
  }
  if (diags.has_errors()) return ExitStatus::Trouble;
  return diags.warning_count() > 0 ? ExitStatus::Findings : ExitStatus::Ok;
}

namespace {

/// Cases of one folder, run; the rule set must outlive the results.
struct TestRun {
  RuleSet rules;
  std::deque<CaseFile> files;
  std::vector<CaseResult> results;
};

void test_one(const std::string& folder, const RulesTestArgs& args, Context& context,
              Sources& sources, TestRun& run, Diagnostics& diags) {
  Context own = context;
  own.common.rules = folder;
  open_rules(own, {}, sources, run.rules, diags);
  if (diags.has_errors()) return;
  for (const RuleFile& file : find_case_files(sources, folder, diags)) {
    CaseFile& cases = run.files.emplace_back();
    load_cases(run.rules, sources, file, cases, diags);
    std::erase_if(cases.cases,
                  [&](const Case& c) { return c.name.find(args.filter) == std::string::npos; });
    for (CaseResult& result : run_cases(run.rules, cases, diags))
      run.results.push_back(std::move(result));
  }
}

/// Prints results and diagnostics; annotations and SARIF hold both.
void print_results(Context& context, const Sources& sources, std::span<const CaseRun> runs,
                   Format format, const Diagnostics& diags) {
  std::ostream& out = *context.out;
  if (format == Format::Github || format == Format::Sarif) {
    Diagnostics all;
    for (const Diagnostic& diagnostic : diags.all()) all.add(diagnostic);
    case_diagnostics(runs, all);
    return print_findings(context, sources, all, format, "rules test", case_finding_rules());
  }
  if (format == Format::Junit) {
    render_cases_junit(sources, runs, context.lang, out);
  } else if (format == Format::Json) {
    render_cases_json(sources, runs, out);
  } else if (!runs.empty()) {
    render_cases_text(sources, runs, context.lang, context.color, out);
  }
  report(context, sources, diags);
}

}  // namespace

ExitStatus run_rules_test(const RulesTestArgs& args, Context& context) {
  std::vector<std::string> folders = args.paths;
  if (folders.empty() && !context.common.rules.empty()) folders.push_back(context.common.rules);
  if (folders.empty()) {
    *context.err << "ipcheck: "
                 << say("请给出含测试的规则文件夹，如 `ipcheck rules test rules/`",
                        "give a rules folder with tests, such as `ipcheck rules test rules/`")
                        .in(context.lang)
                 << "\n";
    return ExitStatus::Trouble;
  }
  Sources sources;
  Diagnostics diags;
  std::deque<TestRun> tests;
  std::vector<CaseRun> runs;
  bool passed = true;
  for (const std::string& folder : folders) {
    TestRun& run = tests.emplace_back();
    test_one(folder, args, context, sources, run, diags);
    if (run.results.empty()) continue;
    runs.push_back({&run.rules, run.results});
    passed = passed && std::all_of(run.results.begin(), run.results.end(),
                                   [](const CaseResult& r) { return r.passed(); });
  }
  if (runs.empty() && !diags.has_errors()) {
    diags.file_error("no-cases", joined(folders, ", "),
                     args.filter.empty() ? say("没有用例（*.test.yaml）", "no cases (*.test.yaml)")
                                         : say("没有名称含 `{}` 的用例",
                                               "no case has `{}` in its name", args.filter));
  }
  print_results(context, sources, runs, args.format.value_or(format_of_name(context.common.output)),
                diags);
  if (diags.has_errors()) return ExitStatus::Trouble;
  return passed ? ExitStatus::Ok : ExitStatus::Findings;
}

}  // namespace ipcheck
