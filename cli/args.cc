// The command line: which command, and what it runs with. Tested by tests/cli/usage.md.
#include "cli/args.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <span>

#include "cli/args_words.h"
#include "cli/command_line.h"
#include "text/frame.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

void completion(Options& options, CompletionArgs& args) {
  options.needed_choice("shell", args.shell, {"bash", "zsh", "fish"},
                        {"bash|zsh|fish", "bash|zsh|fish"});
}

/// Builds the parser. Only commands whose name was typed say what they take: most of the start
/// would go into the others.
class Parser {
 public:
  /// `typed`: the command line; empty: all commands.
  Parser(Lang lang, std::span<const char* const> typed) : lang_(lang), typed_(typed) {
    app_.description(
        in({"知识产权政策资格判定：规则入，结论出（附理由与出处）",
            "Eligibility under Chinese IP support policies: rules in, reasoned verdicts out"}));
    app_.require_subcommand(0, 1);
    shared(app_);
    app_.add_flag("--version", version_,
                  in({"版本与规则集哈希", "version and hash of the rule set"}));
    for (const CommandRow& row : judging_commands()) add(app_, row);
    CLI::App* rules =
        app_.add_subcommand("rules", in({"规则作者的工具", "the rule author's tools"}));
    if (is_typed("rules")) {
      shared(*rules);
      rules->require_subcommand(1);
      for (const CommandRow& row : rules_commands()) add(*rules, row);
    }
    add(app_, command_row<CompletionArgs, completion>(
                  "completion", {"生成命令补全脚本", "shell completion script"}));
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
  std::string in(Words words) const { return lang_ == Lang::Zh ? words.zh : words.en; }

  bool is_typed(std::string_view name) const {
    return typed_.empty() || std::find(typed_.begin(), typed_.end(), name) != typed_.end();
  }

  /// What every command takes.
  Options shared(CLI::App& app) {
    Options options(app, lang_, bad_date_);
    options.help();
    options.common(args_.common);
    return options;
  }

  void add(CLI::App& parent, const CommandRow& row) {
    CLI::App* app = parent.add_subcommand(row.name, in(row.about));
    if (!is_typed(row.name)) return;
    Options options = shared(*app);
    app->callback([this, make = row.describe(options)] { chosen_ = make; });
  }

  Args help() {
    std::string path;
    const CLI::App& at = reached(path);
    return Args{args_.common, HelpArgs{help_page(words_of(at, path), lang_)}};
  }

  std::string bad_date() const {
    if (bad_date_.option.empty()) return {};
    return fmt::format("ipcheck: {}\n", say("`{}` 应为日期 YYYY-MM-DD，而非 `{}`",
                                            "`{}` takes a date YYYY-MM-DD, not `{}`",
                                            bad_date_.option, visible(bad_date_.given))
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
  std::span<const char* const> typed_;
  CLI::App app_{"", "ipcheck"};
  Args args_;
  std::function<Command()> chosen_;
  BadDate bad_date_;
  bool version_ = false;
};

}  // namespace

std::vector<CommandWords> command_words(Lang lang) {
  return Parser(lang, {}).all_words();
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
  return Parser(lang, {argv, static_cast<std::size_t>(argc)}).parse(argc, argv, error);
}

}  // namespace ipcheck
