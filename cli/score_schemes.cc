// What `score` says when no scheme is named. Tested by tests/cli/score.md.
#include <algorithm>

#include "cli/open_table.h"
#include "cli/score_files.h"
#include "judge/judge.h"
#include "report/layout.h"
#include "text/frame.h"

namespace ipcheck {
namespace {

struct Fit {
  const Scheme* scheme = nullptr;
  std::size_t found = 0, facts = 0;
};

std::vector<Fit> best_fits(const Compiled& compiled, const TableLayout& layout) {
  constexpr std::size_t kShown = 5;
  std::vector<FactId> bound;
  for (const TableColumn& column : layout.columns)
    if (column.use == ColumnUse::Fact) bound.push_back(column.fact);
  std::vector<Fit> fits;
  for (const CompiledScheme& scheme : compiled.schemes) {
    Fit fit{.scheme = scheme.scheme, .facts = scheme.facts.size()};
    for (FactId fact : scheme.facts)
      fit.found += std::find(bound.begin(), bound.end(), fact) != bound.end() ? 1 : 0;
    if (fit.found > 0) fits.push_back(fit);
  }
  std::stable_sort(fits.begin(), fits.end(), [](const Fit& a, const Fit& b) {
    return a.found != b.found ? a.found > b.found : a.facts < b.facts;
  });
  fits.resize(std::min(fits.size(), kShown));
  return fits;
}

void print_fits(const std::vector<Fit>& fits, const Context& context) {
  Table table;
  for (const Fit& fit : fits) {
    Text found = say("表中有 {}/{} 项", "{} of {} facts are there", fit.found, fit.facts);
    table.rows.push_back(
        {{fit.scheme->id, fit.scheme->title.in(context.lang), found.in(context.lang)}, 0});
  }
  print_table(table, 2, context.width_errors, context.color_errors, *context.err);
}

}  // namespace

ExitStatus suggest_schemes(const ScoreArgs& args, Context& context) {
  Sources sources;
  Diagnostics diags;
  RuleSet rules;
  std::vector<Fit> fits;
  Compiled compiled;
  if (open_rules(context, {}, sources, rules, diags)) {
    std::vector<std::string> ids;
    for (const Policy& policy : rules.policies) {
      for (const Scheme& scheme : policy.schemes)
        if (policy.loaded) ids.push_back(scheme.id);
    }
    compiled = compile(rules, ids, args.as_of.value_or(context.today), false);
    TableRequest request;
    if (auto reader = open_table_args(args.file, args.table, rules.schema, request, sources, diags))
      fits = best_fits(compiled, reader->layout());
  }
  report(context, sources, diags);
  std::ostream& err = *context.err;
  err << "ipcheck: "
      << say("请用 --scheme 指定要判定的方案", "name the scheme to judge with --scheme")
             .in(context.lang);
  if (fits.empty()) {
    err << say("；`ipcheck rules list` 列出全部方案", "; `ipcheck rules list` lists them")
               .in(context.lang)
        << "\n";
    return ExitStatus::Trouble;
  }
  err << say("。按表头看，最相近的是：", "; by its header the table fits best:").in(context.lang)
      << "\n";
  print_fits(fits, context);
  return ExitStatus::Trouble;
}

}  // namespace ipcheck
