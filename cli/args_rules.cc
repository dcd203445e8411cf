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
  options.format(args.format, {"text", "json", "markdown"});
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
      command_row<RulesProveArgs, prove>("prove",
                                         {"证明规则的性质", "prove what holds of all applicants"}),
      command_row<RulesExportArgs, write_out>(
          "export", {"把内置规则写入文件夹", "write the built-in rules to a folder"}),
      command_row<RulesSchemaArgs, schema>(
          "schema", {"规则与记录的 JSON Schema", "JSON Schemas of rule and record files"}),
  };
}

}  // namespace ipcheck
