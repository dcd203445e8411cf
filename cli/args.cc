// The command line: what every command takes, and where it goes. Tested by tests/cli/usage.md.
#include "cli/args.h"

#include <CLI/CLI.hpp>
#include <array>
#include <functional>
#include <map>

#include "cli/args_words.h"
#include "text/frame.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

const std::map<std::string, Format> kFormats = {
    {"text", Format::Text}, {"csv", Format::Csv},       {"xlsx", Format::Xlsx},
    {"json", Format::Json}, {"ndjson", Format::Ndjson}, {"markdown", Format::Markdown},
    {"html", Format::Html}, {"junit", Format::Junit},   {"github", Format::Github},
    {"yaml", Format::Yaml}};

std::string pick(Lang lang, const char* zh, const char* en) {
  return lang == Lang::Zh ? zh : en;
}

/// Builds the parser. Every option's words stand beside the field that it fills.
class Parser {
 public:
  explicit Parser(Lang lang) : lang_(lang) {
    app_.description(
        t("知识产权政策资格判定：规则入，结论出（附理由与出处）",
          "Eligibility under Chinese IP support policies: rules in, reasoned verdicts out"));
    words(app_);
    app_.require_subcommand(0, 1);
    common(app_);
    app_.add_flag("--version", version_, t("版本与规则集哈希", "version and hash of the rule set"));
    eligibility(), score(), inspect(), blank_form(), workdays(), eval(), rules(), completion();
  }

  std::vector<CommandWords> all_words() const {
    std::vector<CommandWords> out;
    add_words(app_, "", out);
    return out;
  }

  std::optional<Args> parse(int argc, const char* const* argv, std::string& error) {
    try {
      app_.parse(argc, const_cast<char**>(argv));
    } catch (const CLI::CallForHelp&) {
      return help();
    } catch (const CLI::ParseError& fault) {
      error = explain(fault, argc, argv);
      return std::nullopt;
    }
    if (version_) return Args{args_.common, VersionArgs{}};
    if (!chosen_) return help();
    if (auto bad = bad_date(); !bad.empty()) {
      error = bad;
      return std::nullopt;
    }
    args_.command = chosen_();
    return args_;
  }

 private:
  std::string t(const char* zh, const char* en) const { return pick(lang_, zh, en); }

  void words(CLI::App& app) { app.set_help_flag("-h,--help", t("显示帮助", "show this help")); }

  CLI::App& command(CLI::App& parent, const char* name, const char* zh, const char* en,
                    std::function<Command()> make) {
    CLI::App* sub = parent.add_subcommand(name, t(zh, en));
    words(*sub);
    common(*sub);
    sub->callback([this, make = std::move(make)] { chosen_ = make; });
    return *sub;
  }

  void common(CLI::App& app) {
    app.add_option("--rules", args_.common.rules,
                   t("规则文件夹（默认内置；也可用 IPCHECK_RULES）",
                     "rules folder (default: built in; or IPCHECK_RULES)"))
        ->type_name(t("文件夹", "DIR"));
    app.add_option_function<std::string>(
           "--lang",
           [this](const std::string& v) { args_.common.lang = v == "zh" ? Lang::Zh : Lang::En; },
           t("输出语言 zh|en（默认随系统）", "language zh|en (default: the locale)"))
        ->check(CLI::IsMember({"zh", "en"}))
        ->type_name("zh|en");
    app.add_option_function<std::string>(
           "--color",
           [this](const std::string& v) {
             args_.common.color = v == "always"  ? When::Always
                                  : v == "never" ? When::Never
                                                 : When::Auto;
           },
           t("颜色 auto|always|never", "colour auto|always|never"))
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->type_name("auto|always|never");
    app.add_flag("-q,--quiet", args_.common.quiet, t("只输出结论", "verdicts only"));
    app.add_option("-o,--output", args_.common.output,
                   t("写入文件（整体出现或不出现）", "write to a file (whole or not at all)"))
        ->type_name(t("文件", "FILE"));
  }

  void format(CLI::App& app, std::optional<Format>& field, std::vector<std::string> names) {
    std::string list;
    for (const std::string& name : names) list += (list.empty() ? "" : "|") + name;
    app.add_option_function<std::string>(
           "--format", [&field](const std::string& v) { field = kFormats.at(v); },
           t("输出格式", "output format"))
        ->check(CLI::IsMember(names))
        ->type_name(list);
  }

  void as_of(CLI::App& app, std::optional<Date>& field) {
    app.add_option_function<std::string>(
           "--as-of",
           [this, &field](const std::string& v) {
             field = Date::parse_iso(v);
             if (!field) bad_date_ = v;
           },
           t("判定日 YYYY-MM-DD（默认取记录的 as_of，再取今天）",
             "as-of date YYYY-MM-DD (default: the record's, else today)"))
        ->type_name(t("日期", "DATE"));
  }

  /// The options of every command that reads a table.
  void table(CLI::App& app, TableArgs& args) {
    app.add_option(
           "--map", args.map,
           t("列对照表（YAML）：表头 → 事实、单位", "column map (YAML): header -> fact, unit"))
        ->type_name(t("文件", "FILE"));
    app.add_option("--sheet", args.sheet,
                   t("工作表的名称或序号（默认取表头相符的一张）",
                     "name or number of the sheet (default: the one whose header fits)"))
        ->type_name(t("工作表", "SHEET"));
    app.add_option("--encoding", args.encoding,
                   t("文字编码（默认自动识别）", "text encoding (default: detected)"))
        ->check(CLI::IsMember({"utf-8", "gb18030", "gbk", "utf-16"}))
        ->type_name("utf-8|gb18030|gbk|utf-16");
    app.add_option("--delimiter", args.delimiter,
                   t("分隔符，一个字符，制表符写作 tab（默认自动识别）",
                     "delimiter, one character, or `tab` (default: sniffed)"))
        ->type_name(t("字符", "CHAR"));
    app.add_option("--applicant", args.applicant,
                   t("申请人的种类，用以区分同名的栏目",
                     "kind of applicant, to tell headers apart that fit two facts"))
        ->check(CLI::IsMember({"organization", "application", "center", "person", "assignment",
                               "region", "department"}))
        ->type_name("organization|application|center|person|assignment|region|department");
    app.add_option("--group-by", args.group_by,
                   t("这一列（事实名或表头）相同的各行归并为一个申请人",
                     "rows with equal texts of this fact or header become one applicant"))
        ->type_name(t("列", "NAME"));
    app.add_option("--count", args.counts,
                   t("与 --group-by 合用：行数即为此整数事实；事实=列 则按该列分别计数（可重复）",
                     "with --group-by: the number of rows is this fact, by key of a column "
                     "(repeatable)"))
        ->take_all()
        ->allow_extra_args(false)
        ->type_name(t("事实[=列]", "FACT[=NAME]"));
  }

  void eligibility() {
    CLI::App& app =
        command(app_, "eligibility", "判定申请人是否符合条件，并说明理由",
                "decide whether applicants qualify, with reasons", [this] { return eligibility_; });
    app.add_option("file", eligibility_.files,
                   t("申请人记录：YAML、JSON、NDJSON，`-` 为标准输入",
                     "records: YAML, JSON, NDJSON; `-` is stdin"))
        ->required()
        ->type_name(t("文件…", "FILE…"));
    app.add_option("-s,--scheme", eligibility_.schemes,
                   t("只判定这些方案（可重复）；省略则逐一初查",
                     "judge these schemes only (repeatable); default: survey all"))
        ->type_name(t("方案", "ID"))
        ->take_all()
        ->allow_extra_args(false);
    as_of(app, eligibility_.as_of);
    format(app, eligibility_.format, {"text", "json", "ndjson", "markdown", "html"});
    app.add_flag(
        "--explain", eligibility_.explain,
        t("列出全部条件、所见值与解读", "show every criterion, the values seen and the readings"));
    app.add_flag("--show-pii", eligibility_.show_pii,
                 t("不遮盖个人信息", "do not mask personal data"));
  }

  void eval() {
    CLI::App& app = command(app_, "eval", "试算一个条件：值、错误或未知",
                            "try a condition: value, error or unknown", [this] { return eval_; });
    app.add_option("expression", eval_.expression, t("CEL 条件", "CEL condition"))
        ->type_name(t("条件", "EXPR"));
    app.add_option("--with", eval_.with, t("变量文件（YAML）", "variables (YAML)"))
        ->type_name(t("文件", "FILE"));
    app.add_option("--each", eval_.each,
                   t("逐行试算 {expr, bindings}（JSONL，`-` 为标准输入）",
                     "evaluate {expr, bindings} lines (JSONL, `-` is stdin)"))
        ->type_name(t("文件", "FILE"));
    as_of(app, eval_.as_of);
    format(app, eval_.format, {"text", "json"});
  }

  void workdays() {
    CLI::App& app =
        command(app_, "workdays", "工作日推算：某日是否工作日，或其后第 N 个工作日",
                "working days: is it one, or the N-th after it", [this] { return workdays_; });
    app.add_option("date", workdays_.date, t("日期", "date"))->required()->type_name("YYYY-MM-DD");
    app.add_option("offset", workdays_.offset, t("+N 或 -N 个工作日", "+N or -N working days"))
        ->type_name("+N");
    format(app, workdays_.format, {"text", "json"});
    app.allow_extras(false);
  }

  void blank_form() {
    CLI::App& app =
        command(app_, "template", "生成空白申报表（XLSX、CSV 或 YAML）",
                "the blank form of schemes (XLSX, CSV or YAML)", [this] { return template_; });
    app.add_option("scheme", template_.schemes, t("方案，可以给出几个", "schemes, one or several"))
        ->required()
        ->type_name(t("方案…", "ID…"));
    app.add_option("--rows", template_.rows,
                   t("带下拉和校验的行数，1 至 100000（默认 200）",
                     "rows with drop-downs and checks, 1 to 100000 (default 200)"))
        ->check(CLI::Range(1, 100'000))
        ->type_name("N");
    as_of(app, template_.as_of);
    format(app, template_.format, {"xlsx", "csv", "yaml"});
  }

  void inspect() {
    CLI::App& app = command(app_, "inspect", "查看表格或记录如何被读取：表头、事实、类型、提示",
                            "how a table or record was read: headers, facts, types, notices",
                            [this] { return inspect_; });
    app.add_option(
           "file", inspect_.file,
           t("表格（CSV、XLSX、NDJSON，可为 .gz、.zst）或记录（YAML、JSON）；`-` 为标准输入",
             "table (CSV, XLSX, NDJSON; also .gz, .zst) or record (YAML, JSON); `-` is stdin"))
        ->required()
        ->type_name(t("文件", "FILE"));
    table(app, inspect_.table);
    app.add_option("--write-map", inspect_.write_map,
                   t("把列对照表的草稿写入文件，改好后用 --map 读取",
                     "write a draft of the column map, to be mended and read by --map"))
        ->type_name(t("文件", "FILE"));
    app.add_option("--rows", inspect_.rows,
                   t("显示表格的前 N 行（默认 3，JSON 为 20）",
                     "show the first N rows of a table (default: 3, JSON 20)"))
        ->type_name("N");
    format(app, inspect_.format, {"text", "json"});
  }

  void score() {
    CLI::App& app = command(app_, "score", "批量判定表格中的申请人：逐行结论、评分、理由",
                            "judge a table of applicants: a verdict, score and reasons a row",
                            [this] { return score_; });
    app.add_option("table", score_.file,
                   t("表格：CSV、XLSX、NDJSON、JSON（可为 .gz、.zst），`-` 为标准输入",
                     "table: CSV, XLSX, NDJSON, JSON (also .gz, .zst); `-` is stdin"))
        ->required()
        ->type_name(t("表格", "TABLE"));
    app.add_option("-s,--scheme", score_.schemes,
                   t("判定的方案（可重复）；不给则指出与表头最相近的几个",
                     "schemes to judge (repeatable); without it those that fit best are named"))
        ->type_name(t("方案", "ID"))
        ->take_all()
        ->allow_extra_args(false);
    as_of(app, score_.as_of);
    format(app, score_.format, {"csv", "ndjson", "xlsx", "markdown"});
    score_rows(app);
    score_files(app);
    table(app, score_.table);
  }

  void score_rows(CLI::App& app) {
    const std::vector<std::string> outcomes = {"eligible", "ineligible", "incomplete",
                                               "needs_review"};
    app.add_option("--columns", score_.columns,
                   t("结果的列及次序，用逗号分隔，如 row,name,verdict",
                     "columns of the result in order, comma separated, as row,name,verdict"))
        ->delimiter(',')
        ->type_name(t("列", "NAMES"));
    app.add_option("--keep", score_.keep,
                   t("原样带入的输入列，用逗号分隔；all 为全部",
                     "input columns to carry through, comma separated; `all`"))
        ->delimiter(',')
        ->type_name(t("列", "NAMES"));
    app.add_option("--only", score_.only, t("只写出这些结论的行", "only rows with these verdicts"))
        ->delimiter(',')
        ->check(CLI::IsMember(outcomes))
        ->type_name("eligible|ineligible|incomplete|needs_review");
    app.add_flag("--rank", score_.rank,
                 t("按评分表排名（同分同名次）", "rank by the scorecard (equals share a rank)"));
    app.add_option(
           "--top", score_.top,
           t("取前 N 名，标出入选、并列、未入选", "who is within the first N: in, tied, out"))
        ->check(CLI::PositiveNumber)
        ->type_name("N");
    app.add_flag("--long", score_.one_below,
                 t("多个方案时每个方案一行（默认并列为列）",
                   "several schemes: a row for each (default: side by side)"));
    app.add_flag("--show-pii", score_.show_pii, t("不遮盖个人信息", "do not mask personal data"));
  }

  void score_files(CLI::App& app) {
    app.add_option("--rejects", score_.rejects,
                   t("未读入的行写入此文件（默认在结果旁）",
                     "rows that are no applicants go here (default: beside the output)"))
        ->type_name(t("文件", "FILE"));
    app.add_option(
           "--report", score_.report,
           t("另写一份网页报告（自成一体，可打印）", "also write a report page (self-contained)"))
        ->type_name("FILE.html");
    app.add_flag("--panel", score_.panel,
                 t("写出评审表（CSV 或 XLSX）：仍待判断的事项各为空白列，附条款和材料",
                   "write the panel's sheet (CSV, XLSX): open decisions as blank columns"));
    app.add_option("--decisions", score_.decisions,
                   t("带入填好的评审表：按信用代码，否则按行号",
                     "take the decisions of a filled sheet, by credit code, else by row"))
        ->type_name(t("文件", "FILE"));
    app.add_option("--compare", score_.compare,
                   t("与以前的结果（CSV、NDJSON）比较，加一列 change",
                     "compare with an earlier result (CSV, NDJSON): a column `change`"))
        ->type_name(t("文件", "FILE"));
    app.add_option("--memory", score_.memory,
                   t("排名、归并、比较可用的内存，如 512M（默认四分之一）",
                     "memory for ranking, folding, comparing, as 512M (default: a quarter)"))
        ->type_name(t("大小", "SIZE"));
    app.add_option("--fail-on", score_.fail_on,
                   t("出现这些结论或未读入的行时，退出状态不为 0",
                     "exit status other than 0 when these occur"))
        ->delimiter(',')
        ->check(CLI::IsMember({"ineligible", "incomplete", "needs_review", "rejected"}))
        ->type_name("ineligible|incomplete|needs_review|rejected");
    app.add_option("--jobs", score_.jobs,
                   t("线程数（默认为处理器数）", "threads (default: all processors)"))
        ->check(CLI::Range(1, 256))
        ->type_name("N");
    app.add_flag("--no-bom", score_.no_bom,
                 t("CSV 开头不加 BOM（Excel 靠它识别 UTF-8）",
                   "no BOM at the head of CSV (Excel tells UTF-8 by it)"));
    app.add_option_function<std::string>(
           "--progress",
           [this](const std::string& v) {
             score_.progress = v == "always"  ? When::Always
                               : v == "never" ? When::Never
                                              : When::Auto;
           },
           t("进度 auto|always|never", "progress auto|always|never"))
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->type_name("auto|always|never");
  }

  void rules() {
    CLI::App* rules = app_.add_subcommand("rules", t("规则作者的工具", "the rule author's tools"));
    words(*rules);
    common(*rules);
    rules->require_subcommand(1);
    CLI::App& list =
        command(*rules, "list", "列出政策与方案", "policies and schemes", [this] { return list_; });
    format(list, list_.format, {"text", "json"});
    CLI::App& show = command(*rules, "show", "查看政策、方案、条件或事实",
                             "a policy, scheme, criterion or fact", [this] { return show_; });
    show.add_option("id", show_.id, t("编号", "id"))->required()->type_name(t("编号", "ID"));
    as_of(show, show_.as_of);
    format(show, show_.format, {"text", "json", "markdown"});
    CLI::App& lint =
        command(*rules, "lint", "检查规则文件", "check rule files", [this] { return lint_; });
    lint.add_option("path", lint_.paths, t("规则文件夹", "rules folder"))
        ->type_name(t("文件夹", "DIR"));
    lint.add_option("--only", lint_.only, t("只用这些检查", "these checks only"))
        ->type_name("ID")
        ->allow_extra_args(false);
    lint.add_option("--explain", lint_.explain, t("说明一项检查", "explain a check"))
        ->type_name("ID");
    format(lint, lint_.format, {"text", "json", "github"});
    CLI::App& test = command(*rules, "test", "运行规则旁的测试", "run the tests beside the rules",
                             [this] { return test_; });
    test.add_option("path", test_.paths, t("规则文件夹", "rules folder"))
        ->type_name(t("文件夹", "DIR"));
    test.add_option("--filter", test_.filter,
                    t("只运行名称含此文字的用例", "cases whose name holds this text"))
        ->type_name(t("文字", "TEXT"));
    format(test, test_.format, {"text", "junit"});
    CLI::App& write = command(*rules, "export", "把内置规则写入文件夹",
                              "write the built-in rules to a folder", [this] { return export_; });
    write.add_option("folder", export_.folder, t("新文件夹", "new folder"))
        ->required()
        ->type_name(t("文件夹", "DIR"));
    CLI::App& schema = command(*rules, "schema", "规则与记录的 JSON Schema",
                               "JSON Schemas of rule and record files", [this] { return schema_; });
    schema
        .add_option(
            "kind", schema_.kind,
            t("policy|vocabulary|calendar|test|record", "policy|vocabulary|calendar|test|record"))
        ->check(CLI::IsMember({"policy", "vocabulary", "calendar", "test", "record"}))
        ->type_name("policy|vocabulary|test|record");
    schema
        .add_option("--write", schema_.folder,
                    t("把全部写入文件夹", "write all of them to a folder"))
        ->type_name(t("文件夹", "DIR"));
  }

  void completion() {
    CLI::App& app = command(app_, "completion", "生成命令补全脚本", "shell completion script",
                            [this] { return completion_; });
    app.add_option("shell", completion_.shell, "bash|zsh|fish")
        ->required()
        ->check(CLI::IsMember({"bash", "zsh", "fish"}))
        ->type_name("bash|zsh|fish");
  }

  Args help() {
    std::string path;
    const CLI::App& at = reached(path);
    return Args{args_.common, HelpArgs{help_page(words_of(at, path), lang_)}};
  }

  std::string bad_date() const {
    if (bad_date_.empty()) return {};
    return fmt::format("ipcheck: {}\n",
                       say("`--as-of` 应为日期 YYYY-MM-DD，而非 `{}`",
                           "`--as-of` takes a date YYYY-MM-DD, not `{}`", visible(bad_date_))
                           .in(lang_));
  }

  /// The command that was reached; `path` receives its words.
  const CLI::App& reached(std::string& path) const {
    const CLI::App* at = &app_;
    for (auto subs = at->get_subcommands(); !subs.empty(); subs = at->get_subcommands()) {
      at = subs.front();
      path += (path.empty() ? "" : " ") + at->get_name();
    }
    return *at;
  }

  std::string explain(const CLI::ParseError& fault, int argc, const char* const* argv) const {
    std::string path;
    const CLI::App& at = reached(path);
    return usage_error(fault_of(fault, app_, at, argc, argv), words_of(at, path), lang_);
  }

  Lang lang_;
  CLI::App app_{"", "ipcheck"};
  Args args_;
  std::function<Command()> chosen_;
  std::string bad_date_;
  bool version_ = false;
  EligibilityArgs eligibility_;
  EvalArgs eval_;
  WorkdaysArgs workdays_;
  TemplateArgs template_;
  InspectArgs inspect_;
  ScoreArgs score_;
  RulesListArgs list_;
  RulesShowArgs show_;
  RulesLintArgs lint_;
  RulesTestArgs test_;
  RulesExportArgs export_;
  RulesSchemaArgs schema_;
  CompletionArgs completion_;
};

}  // namespace

std::vector<CommandWords> command_words(Lang lang) {
  return Parser(lang).all_words();
}

std::optional<Args> parse_args(int argc, const char* const* argv, Lang lang, std::string& error) {
  // The language of help and errors may itself be an option, and stand after the fault.
  for (int i = 1; i < argc; ++i) {
    std::string_view word = argv[i], next = i + 1 < argc ? argv[i + 1] : "";
    if (word == "--lang=en" || (word == "--lang" && next == "en")) lang = Lang::En;
    if (word == "--lang=zh" || (word == "--lang" && next == "zh")) lang = Lang::Zh;
  }
  for (int i = 1; i < argc; ++i) {
    if (first_invalid_utf8(argv[i])) {
      error = "ipcheck: " + say("第 {} 个参数不是 UTF-8", "argument {} is not UTF-8", i).in(lang) +
              "\n";
      return std::nullopt;
    }
  }
  return Parser(lang).parse(argc, argv, error);
}

}  // namespace ipcheck
