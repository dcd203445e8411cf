// What the commands on applicants take. Tested by tests/cli/usage.md.
#include <memory>

#include "cli/command_line.h"

namespace ipcheck {
namespace {

constexpr Words kFile = {"文件", "FILE"};
constexpr Words kNames = {"列", "NAMES"};

void eligibility(Options& options, EligibilityArgs& args) {
  options.needed("file", args.files, {"文件…", "FILE…"},
                 {"申请人记录：YAML、JSON、NDJSON，`-` 为标准输入",
                  "records: YAML, JSON, NDJSON; `-` is stdin"});
  options.schemes(args.schemes, {"只判定这些方案（可重复）；省略则逐一初查",
                                 "judge these schemes only (repeatable); default: survey all"});
  options.as_of(args.as_of);
  options.format(args.format, {"text", "json", "ndjson", "markdown", "html"});
  options.flag(
      "--explain", args.explain,
      {"列出全部条件、所见值与解读", "show every criterion, the values seen and the readings"});
  options.flag("--show-pii", args.show_pii, {"不遮盖个人信息", "do not mask personal data"});
}

void score_rows(Options& options, ScoreArgs& args) {
  options.list("--columns", args.columns, kNames,
               {"结果的列及次序，用逗号分隔，如 row,name,verdict",
                "columns of the result in order, comma separated, as row,name,verdict"});
  options.list("--keep", args.keep, kNames,
               {"原样带入的输入列，用逗号分隔；all 为全部",
                "input columns to carry through, comma separated; `all`"});
  options.choices("--only", args.only, {"eligible", "ineligible", "incomplete", "needs_review"},
                  {"只写出这些结论的行", "only rows with these verdicts"});
  options.flag("--rank", args.rank,
               {"按评分表排名（同分同名次）", "rank by the scorecard (equals share a rank)"});
  options.number("--top", args.top, 1, std::numeric_limits<std::uint64_t>::max(),
                 {"取前 N 名，标出入选、并列、未入选", "who is within the first N: in, tied, out"});
  options.flag("--long", args.one_below,
               {"多个方案时每个方案一行（默认并列为列）",
                "several schemes: a row for each (default: side by side)"});
  options.flag("--show-pii", args.show_pii, {"不遮盖个人信息", "do not mask personal data"});
}

void score_files(Options& options, ScoreArgs& args) {
  options.text("--rejects", args.rejects, kFile,
               {"未读入的行写入此文件（默认在结果旁）",
                "rows that are no applicants go here (default: beside the output)"});
  options.text(
      "--report", args.report, {"FILE.html", "FILE.html"},
      {"另写一份网页报告（自成一体，可打印）", "also write a report page (self-contained)"});
  options.flag("--panel", args.panel,
               {"写出评审表（CSV 或 XLSX）：仍待判断的事项各为空白列，附条款和材料",
                "write the panel's sheet (CSV, XLSX): open decisions as blank columns"});
  options.text("--decisions", args.decisions, kFile,
               {"带入填好的评审表：按信用代码，否则按行号",
                "take the decisions of a filled sheet, by credit code, else by row"});
  options.text("--compare", args.compare, kFile,
               {"与以前的结果（CSV、NDJSON）比较，加一列 change",
                "compare with an earlier result (CSV, NDJSON): a column `change`"});
  options.text("--memory", args.memory, {"大小", "SIZE"},
               {"排名、归并、比较可用的内存，如 512M（默认四分之一）",
                "memory for ranking, folding, comparing, as 512M (default: a quarter)"});
  options.choices(
      "--fail-on", args.fail_on, {"ineligible", "incomplete", "needs_review", "rejected"},
      {"出现这些结论或未读入的行时，退出状态不为 0", "exit status other than 0 when these occur"});
  options.number("--jobs", args.jobs, 1, 256,
                 {"线程数（默认为处理器数）", "threads (default: all processors)"});
  options.flag("--no-bom", args.no_bom,
               {"CSV 开头不加 BOM（Excel 靠它识别 UTF-8）",
                "no BOM at the head of CSV (Excel tells UTF-8 by it)"});
  options.when("--progress", args.progress,
               {"进度 auto|always|never", "progress auto|always|never"});
}

void score(Options& options, ScoreArgs& args) {
  options.needed("table", args.file, {"表格", "TABLE"},
                 {"表格：CSV、XLSX、NDJSON、JSON（可为 .gz、.zst），`-` 为标准输入",
                  "table: CSV, XLSX, NDJSON, JSON (also .gz, .zst); `-` is stdin"});
  options.schemes(args.schemes,
                  {"判定的方案（可重复）；不给则指出与表头最相近的几个",
                   "schemes to judge (repeatable); without it those that fit best are named"});
  options.as_of(args.as_of);
  options.format(args.format, {"csv", "ndjson", "xlsx", "markdown"});
  score_rows(options, args);
  score_files(options, args);
  options.table(args.table);
}

void inspect(Options& options, InspectArgs& args) {
  options.needed(
      "file", args.file, kFile,
      {"表格（CSV、XLSX、NDJSON，可为 .gz、.zst）或记录（YAML、JSON）；`-` 为标准输入",
       "table (CSV, XLSX, NDJSON; also .gz, .zst) or record (YAML, JSON); `-` is stdin"});
  options.table(args.table);
  options.text("--write-map", args.write_map, kFile,
               {"把列对照表的草稿写入文件，改好后用 --map 读取",
                "write a draft of the column map, to be mended and read by --map"});
  options.number("--rows", args.rows, 0, std::numeric_limits<std::uint32_t>::max(),
                 {"显示表格的前 N 行（默认 3，JSON 为 20）",
                  "show the first N rows of a table (default: 3, JSON 20)"});
  options.format(args.format, {"text", "json"});
}

void blank_form(Options& options, TemplateArgs& args) {
  options.needed("scheme", args.schemes, {"方案…", "ID…"},
                 {"方案，可以给出几个", "schemes, one or several"});
  options.number("--rows", args.rows, 1, 100'000,
                 {"带下拉和校验的行数，1 至 100000（默认 200）",
                  "rows with drop-downs and checks, 1 to 100000 (default 200)"});
  options.as_of(args.as_of);
  options.format(args.format, {"xlsx", "csv", "yaml"});
}

void workdays(Options& options, WorkdaysArgs& args) {
  options.needed("date", args.date, {"YYYY-MM-DD", "YYYY-MM-DD"}, {"日期", "date"});
  options.text("offset", args.offset, {"+N", "+N"}, {"+N 或 -N 个工作日", "+N or -N working days"});
  options.format(args.format, {"text", "json"});
}

void eval(Options& options, EvalArgs& args) {
  options.text("expression", args.expression, {"条件", "EXPR"}, {"CEL 条件", "CEL condition"});
  options.text("--with", args.with, kFile, {"变量文件（YAML）", "variables (YAML)"});
  options.text("--each", args.each, kFile,
               {"逐行试算 {expr, bindings}（JSONL，`-` 为标准输入）",
                "evaluate {expr, bindings} lines (JSONL, `-` is stdin)"});
  options.flag("-i,--interactive", args.interactive,
               {"逐条试算：各部分的值、补全、记录中的事实",
                "line by line: the value of each part, completion, facts of a record"});
  options.text("--scheme", args.scheme, {"方案", "SCHEME"},
               {"使用该方案所属政策的参数与条件（配合 -i）",
                "with the parameters and criteria of its policy (with -i)"});
  options.as_of(args.as_of);
  options.format(args.format, {"text", "json"});
}

}  // namespace

std::vector<CommandRow> judging_commands() {
  return {
      command_row<EligibilityArgs, eligibility>(
          "eligibility", {"判定申请人是否符合条件，并说明理由",
                          "decide whether applicants qualify, with reasons"}),
      command_row<ScoreArgs, score>(
          "score", {"批量判定表格中的申请人：逐行结论、评分、理由",
                    "judge a table of applicants: a verdict, score and reasons a row"}),
      command_row<InspectArgs, inspect>(
          "inspect", {"查看表格或记录如何被读取：表头、事实、类型、提示",
                      "how a table or record was read: headers, facts, types, notices"}),
      command_row<TemplateArgs, blank_form>(
          "template",
          {"生成空白申报表（XLSX、CSV 或 YAML）", "the blank form of schemes (XLSX, CSV or YAML)"}),
      command_row<WorkdaysArgs, workdays>("workdays",
                                          {"工作日推算：某日是否工作日，或其后第 N 个工作日",
                                           "working days: is it one, or the N-th after it"}),
      command_row<EvalArgs, eval>(
          "eval", {"试算一个条件：值、错误或未知", "try a condition: value, error or unknown"}),
  };
}

}  // namespace ipcheck
