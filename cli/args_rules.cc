// What the commands of `ipcheck rules` take. Tested by tests/cli/usage.md.
#include <memory>

#include "cli/command_line.h"

namespace ipcheck {
namespace {

constexpr Words kFolder = {"文件夹", "DIR"};

void list(Options& options, RulesListArgs& args) {
  options.format(args.format, {"text", "json"});
}

void show(Options& options, RulesShowArgs& args) {
  options.needed("id", args.id, {"编号", "ID"}, {"编号", "id"});
  options.as_of(args.as_of);
  options.format(args.format, {"text", "json", "markdown"});
}

void lint(Options& options, RulesLintArgs& args) {
  options.texts("path", args.paths, kFolder, {"规则文件夹", "rules folder"});
  options.texts("--only", args.only, {"ID", "ID"}, {"只用这些检查", "these checks only"});
  options.text("--explain", args.explain, {"ID", "ID"}, {"说明一项检查", "explain a check"});
  options.format(args.format, {"text", "json", "github", "sarif"});
}

void test(Options& options, RulesTestArgs& args) {
  options.texts("path", args.paths, kFolder, {"规则文件夹", "rules folder"});
  options.text("--filter", args.filter, {"文字", "TEXT"},
               {"只运行名称含此文字的用例", "cases whose name holds this text"});
  options.format(args.format, {"text", "junit", "json", "github", "sarif"});
}

void coverage(Options& options, RulesCoverageArgs& args) {
  options.texts("path", args.paths, kFolder, {"规则文件夹", "rules folder"});
  options.text("--policy", args.policy, {"编号", "ID"}, {"只看这个政策", "this policy only"});
  options.texts("--fail-under", args.fail_under, {"[项目=]百分数", "[MEASURE=]PERCENT"},
                {"低于此数则退出码为 1", "exit with 1 below this"});
  options.flag("--listing", args.listing, {"逐条标注规则", "the criteria of the files, marked"});
  options.flag("--no-cases", args.no_cases,
               {"不寻找补缺的用例", "do not look for cases that close the gaps"});
  options.format(args.format, {"text", "json", "github", "sarif"});
}

void mutate(Options& options, RulesMutateArgs& args) {
  options.texts("path", args.paths, kFolder, {"规则文件夹", "rules folder"});
  options.text("--policy", args.policy, {"编号", "ID"}, {"只看这个政策", "this policy only"});
  options.text("--filter", args.filter, {"文字", "TEXT"},
               {"只看编号含此文字的变异", "mutants whose id holds this text"});
  options.flag("--list", args.list, {"也列出被发现的变异", "also name those that were killed"});
  options.flag("--no-cases", args.no_cases,
               {"不寻找能发现它们的用例", "do not look for cases that kill survivors"});
  options.format(args.format, {"text", "json", "github", "sarif"});
}

void diff_population(Options& options, RulesDiffArgs& args) {
  options.text("--population", args.population, {"表格", "TABLE"},
               {"用两套规则各判定一遍表中的申请人：谁的结论变了，因为什么",
                "judge the applicants of a table by both: whose verdict changes, and why"});
  options.texts("--by", args.by, {"列", "NAMES"},
                {"按这些列（事实或表头）分别计数", "count by these facts or headers"});
  options.text("--flips", args.flips, {"FILE.csv", "FILE.csv"},
               {"结论有变的行全部写入此文件", "write every row whose verdict changes"});
  options.number("--rows", args.rows, 0, 10'000,
                 {"显示的行数（默认 20）", "rows to show (default 20)"});
  options.number("--jobs", args.jobs, 1, 256,
                 {"线程数（默认为处理器数）", "threads (default: all processors)"});
  options.flag("--show-pii", args.show_pii, {"不遮盖个人信息", "do not mask personal data"});
  options.when("--progress", args.progress,
               {"进度 auto|always|never", "progress auto|always|never"});
  options.table(args.table);
}

void diff(Options& options, RulesDiffArgs& args) {
  options.texts("rules", args.rules, {"旧 新", "OLD NEW"},
                {"规则文件夹、规则文件，或 git 版本（HEAD、v1.2:rules）",
                 "rules folders, rule files, or git revisions (HEAD, v1.2:rules)"});
  options.texts("-s,--scheme", args.schemes, {"方案[=新方案]", "ID[=ID]"},
                {"只比较这些方案（可重复）；旧=新 比较编号不同的两个",
                 "compare these schemes only (repeatable); OLD=NEW where their ids differ"});
  options.as_of(args.as_of, "--as-of", {"判定日（默认今天）", "as-of date (default: today)"});
  options.as_of(args.against, "--against",
                {"新规则的判定日；只给一套规则时比较它的两个日期",
                 "as-of date of the new rules; with one rule set, compare two days of it"});
  options.texts("--fail-on", args.fail_on, {"条件", "WHAT"},
                {"出现时退出状态为 1：looser、stricter、incomparable、unknown、changed、flips>N",
                 "exit status 1 on looser, stricter, incomparable, unknown, changed, flips>N"});
  diff_population(options, args);
  options.format(args.format, {"text", "json", "markdown", "csv"});
}

void prove(Options& options, RulesProveArgs& args) {
  options.text("path", args.path, kFolder, {"规则文件夹", "rules folder"});
  options.schemes(args.schemes, {"只问这些方案", "these schemes only"});
  options.flag("--claims-only", args.claims_only,
               {"只证明规则文件中的断言", "only the claims of the rule files"});
  options.flag("--allow-unknown", args.allow_unknown,
               {"未定的断言不算问题", "a claim that stays unknown is no finding"});
  options.number("--timeout", args.timeout, 1, 600'000,
                 {"每问的毫秒数（默认 5000）", "milliseconds a question (default 5000)"});
  options.number("--jobs", args.jobs, 1, 64, {"线程数", "threads"});
  options.text("--save-test", args.save_test, {"文件", "FILE"},
               {"把反例追加为测试用例", "append counterexamples as cases of a test file"});
  options.as_of(args.as_of, "--as-of",
                {"判定日 YYYY-MM-DD（默认今天）", "as-of date YYYY-MM-DD (default: today)"});
  options.format(args.format, {"text", "json", "markdown", "github", "sarif"});
}

void cite(Options& options, RulesCiteArgs& args) {
  constexpr Words kText = {"[政策=]文件", "[POLICY=]FILE"};
  options.texts("--text", args.texts, kText,
                {"政策的纯文本；按标题认政策", "a policy's plain text, known by its title"});
  options.texts("text", args.more, kText, {"更多文本", "more texts"});
  options.flag(
      "--strict", args.strict,
      {"没有规则引用的约束性语句也算问题", "binding sentences that no rule cites fail too"});
  options.format(args.format, {"text", "json", "github", "sarif"});
}

void lay_out(Options& options, RulesFmtArgs& args) {
  options.texts(
      "path", args.paths, {"路径", "PATH"},
      {"规则文件或文件夹；`-` 为标准输入", "rule files or folders; `-` is standard input"});
  options.flag("--check", args.check,
               {"只列出需要排版的文件及差异", "only show the files that would change and how"});
}

void doc(Options& options, RulesDocArgs& args) {
  options.texts("id", args.ids, {"编号", "ID"},
                {"政策或方案（默认全部）", "policies or schemes (default: all)"});
  options.as_of(args.as_of);
  options.format(args.format, {"markdown", "html"});
}

void write_out(Options& options, RulesExportArgs& args) {
  options.needed("folder", args.folder, kFolder, {"新文件夹", "new folder"});
}

void schema(Options& options, RulesSchemaArgs& args) {
  options.choice(
      "kind", args.kind, {"policy", "vocabulary", "calendar", "test", "record"},
      {"policy|vocabulary|calendar|test|record", "policy|vocabulary|calendar|test|record"});
  options.text("--write", args.folder, kFolder,
               {"把全部写入文件夹", "write all of them to a folder"});
}

}  // namespace

std::vector<CommandRow> rules_commands() {
  return {
      command_row<RulesListArgs, list>("list", {"列出政策与方案", "policies and schemes"}),
      command_row<RulesShowArgs, show>(
          "show", {"查看政策、方案、条件或事实", "a policy, scheme, criterion or fact"}),
      command_row<RulesLintArgs, lint>("lint", {"检查规则文件", "check rule files"}),
      command_row<RulesTestArgs, test>("test",
                                       {"运行规则旁的测试", "run the tests beside the rules"}),
      command_row<RulesCoverageArgs, coverage>(
          "coverage", {"测试走到了规则的哪些地方", "what the tests of the rules reach"}),
      command_row<RulesMutateArgs, mutate>(
          "mutate", {"测试能否发现规则中的小错", "whether the tests notice small faults"}),
      command_row<RulesDiffArgs, diff>("diff",
                                       {"比较两套规则：改了什么，谁受影响",
                                        "compare two rule sets: what changed, and for whom"}),
      command_row<RulesProveArgs, prove>("prove",
                                         {"证明规则的性质", "prove what holds of all applicants"}),
      command_row<RulesCiteArgs, cite>(
          "cite", {"把引用与政策原文核对", "hold citations against the policy's text"}),
      command_row<RulesFmtArgs, lay_out>(
          "fmt", {"规范规则文件的排版", "bring rule files into the canonical layout"}),
      command_row<RulesDocArgs, doc>("doc", {"把政策写成可读的页面（-o 可为文件夹）",
                                             "readable pages about policies (-o may be a folder)"}),
      command_row<RulesExportArgs, write_out>(
          "export", {"把内置规则写入文件夹", "write the built-in rules to a folder"}),
      command_row<RulesSchemaArgs, schema>(
          "schema", {"规则与记录的 JSON Schema", "JSON Schemas of rule and record files"}),
  };
}

}  // namespace ipcheck
