// `ipcheck rules mutate`: do the tests notice small faults in the rules?
#include <algorithm>

#include "cli/case_runs.h"
#include "report/rules/mutants.h"

namespace ipcheck {

ExitStatus run_rules_mutate(const RulesMutateArgs& args, Context& context) {
  Sources sources;
  Diagnostics diags;
  std::deque<RulesWithCases> opened;
  open_cases(args.paths, args.policy, context, sources, opened, diags);
  if (diags.has_errors()) {
    report(context, sources, diags);
    return ExitStatus::Trouble;
  }
  std::vector<MutantResult> results;
  for (const RulesWithCases& one : opened) {
    MutationRun run = mutate(one.rules, sources, one.files, args.filter, !args.no_cases, diags);
    std::move(run.results.begin(), run.results.end(), std::back_inserter(results));
  }
  const MutantsView view{sources,       context.lang,   context.color,
                         context.width, !args.no_cases, args.list};
  if (args.format == Format::Json)
    render_mutants_json(view, results, *context.out);
  else
    render_mutants(view, results, *context.out);
  report(context, sources, diags);
  const bool survived = std::any_of(results.begin(), results.end(),
                                    [](const MutantResult& r) { return r.fate == Fate::Survived; });
  return survived || !diags.all().empty() ? ExitStatus::Findings : ExitStatus::Ok;
}

}  // namespace ipcheck
