// `ipcheck rules mutate`: do the tests notice small faults in the rules?
#include <algorithm>

#include "cli/case_runs.h"
#include "report/findings/study_findings.h"
#include "report/rules/mutants.h"

namespace ipcheck {

ExitStatus run_rules_mutate(const RulesMutateArgs& args, Context& context) {
  Sources sources;
  Diagnostics diags;
  std::deque<RulesWithCases> opened;
  open_cases(args.paths, args.policy, context, sources, opened, diags);
  const Format format = args.format.value_or(format_of_name(context.common.output));
  const bool annotates = format == Format::Github || format == Format::Sarif;
  const auto annotate = [&](const Diagnostics& all) {
    print_findings(context, sources, all, format, "rules mutate", mutant_finding_rules());
  };
  if (diags.has_errors()) {
    annotates ? annotate(diags) : report(context, sources, diags);
    return ExitStatus::Trouble;
  }
  std::vector<MutantResult> results;
  for (const RulesWithCases& one : opened) {
    MutationRun run = mutate(one.rules, sources, one.files, args.filter, !args.no_cases, diags);
    std::move(run.results.begin(), run.results.end(), std::back_inserter(results));
  }
  const bool survived = std::any_of(results.begin(), results.end(),
                                    [](const MutantResult& r) { return r.fate == Fate::Survived; });
  const bool passes = !survived && diags.all().empty();
  const MutantsView view{sources,       context.lang,   context.color,
                         context.width, !args.no_cases, args.list};
  if (annotates) {
    mutant_diagnostics(sources, results, diags);
    annotate(diags);
  } else {
    if (format == Format::Json)
      render_mutants_json(view, results, *context.out);
    else
      render_mutants(view, results, *context.out);
    report(context, sources, diags);
  }
  return passes ? ExitStatus::Ok : ExitStatus::Findings;
}

}  // namespace ipcheck
