// Options as CLI11 takes them. Tested by tests/cli/usage.md and tests/cli/bad/arguments.md.
#include "cli/command_line.h"

#include <CLI/CLI.hpp>
#include <map>

namespace ipcheck {
namespace {

const std::map<std::string, Format> kFormats = {
    {"text", Format::Text}, {"csv", Format::Csv},       {"xlsx", Format::Xlsx},
    {"json", Format::Json}, {"ndjson", Format::Ndjson}, {"markdown", Format::Markdown},
    {"html", Format::Html}, {"junit", Format::Junit},   {"github", Format::Github},
    {"yaml", Format::Yaml}, {"sarif", Format::Sarif}};

const std::vector<std::string> kWhen = {"auto", "always", "never"};

void take_many(CLI::Option& option, const char* name) {
  if (name[0] == '-') option.take_all()->allow_extra_args(false);
}

}  // namespace

void Options::flag(const char* name, bool& field, Words help) {
  app_.add_flag(name, field, in(help));
}

void Options::text(const char* name, std::string& field, Words value, Words help) {
  app_.add_option(name, field, in(help))->type_name(in(value));
}

void Options::needed(const char* name, std::string& field, Words value, Words help) {
  app_.add_option(name, field, in(help))->required()->type_name(in(value));
}

void Options::texts(const char* name, std::vector<std::string>& field, Words value, Words help) {
  take_many(*app_.add_option(name, field, in(help))->type_name(in(value)), name);
}

void Options::needed(const char* name, std::vector<std::string>& field, Words value, Words help) {
  take_many(*app_.add_option(name, field, in(help))->required()->type_name(in(value)), name);
}

void Options::list(const char* name, std::vector<std::string>& field, Words value, Words help) {
  app_.add_option(name, field, in(help))->delimiter(',')->type_name(in(value));
}

void Options::choice(const char* name, std::string& field, const std::vector<std::string>& choices,
                     Words help) {
  app_.add_option(name, field, in(help))
      ->check(CLI::IsMember(choices))
      ->type_name(joined(choices, "|"));
}

void Options::needed_choice(const char* name, std::string& field,
                            const std::vector<std::string>& choices, Words help) {
  choice(name, field, choices, help);
  app_.get_option(name)->required();
}

void Options::choices(const char* name, std::vector<std::string>& field,
                      const std::vector<std::string>& choices, Words help) {
  app_.add_option(name, field, in(help))
      ->delimiter(',')
      ->check(CLI::IsMember(choices))
      ->type_name(joined(choices, "|"));
}

void Options::number(const char* name, std::function<void(std::uint64_t)> set, std::uint64_t least,
                     std::uint64_t most, Words help) {
  app_.add_option_function<std::uint64_t>(name, std::move(set), in(help))
      ->check(CLI::Range(least, most))
      ->type_name("N");
}

void Options::when(const char* name, When& field, Words help) {
  auto set = [&field](const std::string& v) {
    field = v == "always" ? When::Always : v == "never" ? When::Never : When::Auto;
  };
  app_.add_option_function<std::string>(name, set, in(help))
      ->check(CLI::IsMember(kWhen))
      ->type_name(joined(kWhen, "|"));
}

void Options::as_of(std::optional<Date>& field, const char* name, Words help) {
  auto set = [&field, &bad = bad_date_, name](const std::string& v) {
    field = Date::parse_iso(v);
    if (!field) bad = {name, v};
  };
  app_.add_option_function<std::string>(name, set, in(help))->type_name(in({"日期", "DATE"}));
}

void Options::format(std::optional<Format>& field, const std::vector<std::string>& names) {
  app_.add_option_function<std::string>(
          "--format", [&field](const std::string& v) { field = kFormats.at(v); },
          in({"输出格式", "output format"}))
      ->check(CLI::IsMember(names))
      ->type_name(joined(names, "|"));
}

void Options::schemes(std::vector<std::string>& field, Words help) {
  texts("-s,--scheme", field, {"方案", "ID"}, help);
}

void Options::table(TableArgs& args) {
  text("--map", args.map, {"文件", "FILE"},
       {"列对照表（YAML）：表头 → 事实、单位", "column map (YAML): header -> fact, unit"});
  text("--sheet", args.sheet, {"工作表", "SHEET"},
       {"工作表的名称或序号（默认取表头相符的一张）",
        "name or number of the sheet (default: the one whose header fits)"});
  choice("--encoding", args.encoding, {"utf-8", "gb18030", "gbk", "utf-16"},
         {"文字编码（默认自动识别）", "text encoding (default: detected)"});
  text("--delimiter", args.delimiter, {"字符", "CHAR"},
       {"分隔符，一个字符，制表符写作 tab（默认自动识别）",
        "delimiter, one character, or `tab` (default: sniffed)"});
  choice("--applicant", args.applicant,
         {"organization", "application", "center", "person", "assignment", "region", "department"},
         {"申请人的种类，用以区分同名的栏目",
          "kind of applicant, to tell headers apart that fit two facts"});
  text("--group-by", args.group_by, {"列", "NAME"},
       {"这一列（事实名或表头）相同的各行归并为一个申请人",
        "rows with equal texts of this fact or header become one applicant"});
  texts("--count", args.counts, {"事实[=列]", "FACT[=NAME]"},
        {"与 --group-by 合用：行数即为此整数事实；事实=列 则按该列分别计数（可重复）",
         "with --group-by: the number of rows is this fact, by key of a column (repeatable)"});
}

void Options::common(CommonArgs& args) {
  text("--rules", args.rules, {"文件夹", "DIR"},
       {"规则文件夹（默认内置；也可用 IPCHECK_RULES）",
        "rules folder (default: built in; or IPCHECK_RULES)"});
  app_.add_option_function<std::string>(
          "--lang", [&args](const std::string& v) { args.lang = v == "zh" ? Lang::Zh : Lang::En; },
          in({"输出语言 zh|en（默认随系统）", "language zh|en (default: the locale)"}))
      ->check(CLI::IsMember({"zh", "en"}))
      ->type_name("zh|en");
  when("--color", args.color, {"颜色 auto|always|never", "colour auto|always|never"});
  flag("-q,--quiet", args.quiet, {"只输出结论", "verdicts only"});
  text("-o,--output", args.output, {"文件", "FILE"},
       {"写入文件（整体出现或不出现）", "write to a file (whole or not at all)"});
}

void Options::help() {
  app_.set_help_flag("-h,--help", in({"显示帮助", "show this help"}));
}

}  // namespace ipcheck
