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
      command_row<RulesCiteArgs, cite>(
          "cite", {"把引用与政策原文核对", "hold citations against the policy's text"}),
      command_row<RulesFmtArgs, lay_out>(
          "fmt", {"规范规则文件的排版", "bring rule files into the canonical layout"}),
      command_row<RulesExportArgs, write_out>(
          "export", {"把内置规则写入文件夹", "write the built-in rules to a folder"}),
      command_row<RulesSchemaArgs, schema>(
          "schema", {"规则与记录的 JSON Schema", "JSON Schemas of rule and record files"}),
  };
}

}  // namespace ipcheck
