#pragma once
// One function per command. Each takes plain data and streams; only `main` touches the process.

#include <functional>
#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

#include "cli/args.h"
#include "cli/exit_status.h"
#include "cli/output_file.h"
#include "policy/load.h"
#include "report/findings/diagnostics.h"
#include "text/diagnostic.h"

namespace ipcheck {

/// What a command may use of the world; filled by `main`.
struct Context {
  CommonArgs common;
  Lang lang = Lang::Zh;
  bool color = false;  // standard output
  bool color_errors = false;
  int width = 100, width_errors = 100;  // of standard output, standard error
  bool terminal_errors = false;         // standard error is a terminal
  bool terminal = false;                // standard input and output are terminals
  unsigned cores = 1;                   // of the machine
  std::uint64_t memory = 0;             // of the machine, in bytes
  std::function<double()> clock;        // seconds since some moment
  Date today;                           // Asia/Shanghai, read once
  std::ostream* out = nullptr;
  bool whole = false;  // what `out` got is whole though the status is trouble
  std::vector<std::shared_ptr<OutputFile>> beside;  // appear together with what `out` got
  std::ostream* err = nullptr;
};

ExitStatus run_eligibility(const EligibilityArgs& args, Context& context);
ExitStatus run_eval(const EvalArgs& args, Context& context);
ExitStatus run_workdays(const WorkdaysArgs& args, Context& context);
ExitStatus run_template(const TemplateArgs& args, Context& context);
ExitStatus run_inspect(const InspectArgs& args, Context& context);
ExitStatus run_score(const ScoreArgs& args, Context& context);
ExitStatus run_rules_list(const RulesListArgs& args, Context& context);
ExitStatus run_rules_show(const RulesShowArgs& args, Context& context);
ExitStatus run_rules_lint(const RulesLintArgs& args, Context& context);
ExitStatus run_rules_test(const RulesTestArgs& args, Context& context);
ExitStatus run_rules_coverage(const RulesCoverageArgs& args, Context& context);
ExitStatus run_rules_cite(const RulesCiteArgs& args, Context& context);
ExitStatus run_rules_diff(const RulesDiffArgs& args, Context& context);
ExitStatus run_rules_doc(const RulesDocArgs& args, Context& context);
ExitStatus run_rules_prove(const RulesProveArgs& args, Context& context);
ExitStatus run_rules_mutate(const RulesMutateArgs& args, Context& context);
ExitStatus run_rules_fmt(const RulesFmtArgs& args, Context& context);
ExitStatus run_rules_export(const RulesExportArgs& args, Context& context);
ExitStatus run_rules_schema(const RulesSchemaArgs& args, Context& context);
ExitStatus run_version(Context& context);
ExitStatus run_completion(const CompletionArgs& args, Context& context);

/// The rules in use: --rules, IPCHECK_RULES, else embedded; only the policies of `schemes` whole
/// (all when empty). Errors: diagnostics; false when no policy could be loaded.
bool open_rules(const Context& context, std::span<const std::string> schemes, Sources& sources,
                RuleSet& rules, Diagnostics& diags);

/// Names the schemes that cannot be judged, as asked for in `file`; false when none of `ids` can.
bool check_schemes(const RuleSet& rules, std::span<const std::string> ids, const std::string& file,
                   Diagnostics& diags);

/// The format that an output file's name asks for: `.json`, `.ndjson`, `.md`, `.csv`, `.xlsx`,
/// `.yaml`, `.html`, `.sarif`, `.xml` (JUnit); text for anything else.
Format format_of_name(const std::string& path);

/// The fault of a file that was read and holds no applicant.
void no_record(const std::string& file, Diagnostics& diags);

/// Prints findings to standard output as text, JSON, annotations or SARIF. `command` as it is typed
/// after `ipcheck`; `rules` are what its ids mean. A file of findings is whole whatever they are.
void print_findings(Context& context, const Sources& sources, const Diagnostics& diags,
                    std::optional<Format> format, std::string_view command,
                    std::span<const FindingRule> rules);

/// Prints `diags` to the context's error stream.
void report(const Context& context, const Sources& sources, const Diagnostics& diags);

}  // namespace ipcheck
