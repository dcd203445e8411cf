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
  options.format(args.format, {"text", "json"});
}

void mutate(Options& options, RulesMutateArgs& args) {
  options.texts("path", args.paths, kFolder, {"规则文件夹", "rules folder"});
  options.text("--policy", args.policy, {"编号", "ID"}, {"只看这个政策", "this policy only"});
  options.text("--filter", args.filter, {"文字", "TEXT"},
               {"只看编号含此文字的变异", "mutants whose id holds this text"});
  options.flag("--list", args.list, {"也列出被发现的变异", "also name those that were killed"});
  options.flag("--no-cases", args.no_cases,
               {"不寻找能发现它们的用例", "do not look for cases that kill survivors"});
  options.format(args.format, {"text", "json"});
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
      command_row<RulesExportArgs, write_out>(
          "export", {"把内置规则写入文件夹", "write the built-in rules to a folder"}),
      command_row<RulesSchemaArgs, schema>(
          "schema", {"规则与记录的 JSON Schema", "JSON Schemas of rule and record files"}),
  };
}

}  // namespace ipcheck
