#pragma once
// What was typed, only validated. CLI11 is seen only in args.cc and args_words.cc.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "text/say.h"
#include "value/date.h"

namespace ipcheck {

enum class Format { Text, Json, Ndjson, Csv, Xlsx, Markdown, Html, Junit, Github, Yaml, Sarif };
enum class When { Auto, Always, Never };

/// Options that every command takes.
struct CommonArgs {
  std::string rules;         // --rules or IPCHECK_RULES; empty: embedded
  std::optional<Lang> lang;  // --lang, else the locale, else zh (resolved by main)
  When color = When::Auto;
  bool quiet = false;
  std::string output;  // -o; empty: standard output
};

/// How a table is to be read; the same for every command that reads one.
struct TableArgs {
  std::string map;                  // --map FILE: header -> fact, unit
  std::string sheet;                // name or number
  std::string encoding;             // utf-8, gb18030, gbk, utf-16; empty: detected
  std::string delimiter;            // one character, or `tab`; empty: sniffed
  std::string applicant;            // kind of applicant, narrows headers that fit two facts
  std::string group_by;             // fact or header: rows with equal texts are one applicant
  std::vector<std::string> counts;  // FACT or FACT=COLUMN: facts that the number of rows gives
};

struct EligibilityArgs {
  std::vector<std::string> files;
  std::vector<std::string> schemes;
  std::optional<Date> as_of;
  std::optional<Format> format;
  bool explain = false;
  bool show_pii = false;
};
struct EvalArgs {
  std::string expression;
  std::string with;          // --with FILE
  std::string each;          // --each FILE.jsonl
  bool interactive = false;  // -i
  std::string scheme;        // --scheme ID: its policy's parameters and criteria
  std::optional<Date> as_of;
  std::optional<Format> format;
};
struct WorkdaysArgs {
  std::string date;
  std::string offset;  // +N or -N; empty: is it a working day
  std::optional<Format> format;
};
struct TemplateArgs {
  std::vector<std::string> schemes;
  std::uint32_t rows = 200;
  std::optional<Date> as_of;
  std::optional<Format> format;
};
struct InspectArgs {
  std::string file;
  std::optional<Format> format;
  TableArgs table;
  std::string write_map;              // --write-map FILE
  std::optional<std::uint32_t> rows;  // --rows N: typed rows to show
};
struct ScoreArgs {
  std::string file;
  std::vector<std::string> schemes;
  std::optional<Date> as_of;
  std::optional<Format> format;  // csv, ndjson, markdown, xlsx
  TableArgs table;
  std::vector<std::string> columns, keep;
  std::vector<std::string> only, fail_on;
  bool one_below = false;  // --long: a row for each scheme
  bool rank = false;
  std::uint64_t top = 0;  // 0: all
  unsigned jobs = 0;      // 0: as many as the machine has
  std::string rejects;    // --rejects FILE; empty: beside the output
  std::string report;     // --report FILE.html
  std::string memory;     // --memory 512M; empty: a quarter of the machine's
  bool panel = false;     // --panel: the sheet of open decisions instead of the result
  std::string decisions;  // --decisions FILE: such a sheet, filled in
  std::string compare;    // --compare FILE: a result of an earlier run
  bool no_bom = false;
  bool show_pii = false;
  When progress = When::Auto;
};
struct RulesListArgs {
  std::optional<Format> format;
};
struct RulesShowArgs {
  std::string id;  // policy, scheme, criterion or fact
  std::optional<Format> format;
  std::optional<Date> as_of;
};
struct RulesLintArgs {
  std::vector<std::string> paths;  // folders or files; empty: the rules in use
  std::vector<std::string> only;
  std::string explain;  // --explain ID
  std::optional<Format> format;
};
struct RulesTestArgs {
  std::vector<std::string> paths;
  std::string filter;  // substring of the case's name
  std::optional<Format> format;
};
struct RulesCoverageArgs {
  std::vector<std::string> paths;
  std::string policy;                   // --policy ID; empty: all
  std::vector<std::string> fail_under;  // [POLICY:][MEASURE=]PERCENT
  bool listing = false;
  bool no_cases = false;  // do not look for cases that close the gaps
  std::optional<Format> format;
};
struct RulesMutateArgs {
  std::vector<std::string> paths;
  std::string policy;     // --policy ID; empty: all
  std::string filter;     // substring of the mutant's id
  bool list = false;      // also those that were killed
  bool no_cases = false;  // do not look for cases that kill survivors
  std::optional<Format> format;
};
struct RulesDiffArgs {
  std::vector<std::string> rules;    // OLD NEW; one with --against
  std::vector<std::string> schemes;  // ID, or OLD=NEW
  std::optional<Date> as_of, against;
  std::string population;  // a table of applicants; empty: none
  TableArgs table;
  std::vector<std::string> by;  // facts or headers that the population is counted by
  std::string flips;            // --flips FILE: every row that flips
  std::uint32_t rows = 20;      // rows that flip shown
  std::vector<std::string> fail_on;
  unsigned jobs = 0;  // 0: as many as the machine has
  bool show_pii = false;
  When progress = When::Auto;
  std::optional<Format> format;  // text, json, markdown; csv: the rows that flip
};
struct RulesProveArgs {
  std::string path;                  // folder; empty: the rules in use
  std::vector<std::string> schemes;  // empty: all
  bool claims_only = false;
  bool allow_unknown = false;
  unsigned timeout = 5000;  // --timeout MS: of a question
  unsigned jobs = 0;        // 0: every core
  std::string save_test;    // --save-test FILE: counterexamples as cases
  std::optional<Date> as_of;
  std::optional<Format> format;
};
struct RulesCiteArgs {
  std::vector<std::string> texts, more;  // FILE or POLICY=FILE; after `--text` and alone
  bool strict = false;                   // uncited binding sentences fail too
  std::optional<Format> format;
};
struct RulesFmtArgs {
  std::vector<std::string> paths;  // files, folders or `-`; empty: the rules in use
  bool check = false;              // say what would change, change nothing
};
struct RulesDocArgs {
  std::vector<std::string> ids;  // policies and schemes; empty: all
  std::optional<Format> format;
  std::optional<Date> as_of;
};
struct RulesExportArgs {
  std::string folder;
};
struct RulesSchemaArgs {
  std::string kind;    // policy | vocabulary | test | record
  std::string folder;  // --write DIR
};
struct CompletionArgs {
  std::string shell;
};
struct VersionArgs {};
struct HelpArgs {
  std::string text;  // already rendered
};

using Command = std::variant<EligibilityArgs, EvalArgs, WorkdaysArgs, TemplateArgs, InspectArgs,
                             ScoreArgs, RulesListArgs, RulesShowArgs, RulesLintArgs, RulesTestArgs,
                             RulesCoverageArgs, RulesMutateArgs, RulesDiffArgs, RulesProveArgs,
                             RulesCiteArgs, RulesFmtArgs, RulesDocArgs, RulesExportArgs,
                             RulesSchemaArgs, CompletionArgs, VersionArgs, HelpArgs>;

struct Args {
  CommonArgs common;
  Command command;
};

/// What may follow a command (`rules lint`; empty: ipcheck itself). `--help` and the completion
/// scripts are made from it.
struct CommandWords {
  struct Word {
    std::string word;    // `eligibility`, `--format`, or what a positional is called
    std::string letter;  // `-q`, or empty
    std::string value;   // what it takes: `DIR`, `zh|en`; empty: nothing
    std::string help;
    bool needed = false;
    std::vector<std::string> choices;  // of `value`; empty: free text
  };
  std::string command, about;
  std::vector<Word> positionals, subcommands, options;
};
std::vector<CommandWords> command_words(Lang lang);

/// The page that `--help` prints, aligned by display width.
std::string help_page(const CommandWords& words, Lang lang);

/// Errors: nullopt with `error` set (usage, exit 2), in the user's language with the nearest right
/// option.
std::optional<Args> parse_args(int argc, const char* const* argv, Lang lang, std::string& error);

}  // namespace ipcheck
