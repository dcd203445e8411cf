// `ipcheck rules coverage`: what the tests of the rules reach.
#include <charconv>

#include "cli/case_runs.h"
#include "report/findings/study_findings.h"
#include "report/rules/coverage.h"

namespace ipcheck {
namespace {

/// `100`, `mcdc=95`, `POLICY:leaves=100`; nullopt: none of these.
std::optional<CoverageGate> read_gate(std::string_view text) {
  CoverageGate gate;
  if (const auto colon = text.rfind(':'); colon != std::string_view::npos) {
    gate.policy = std::string(text.substr(0, colon));
    text.remove_prefix(colon + 1);
  }
  if (const auto equals = text.find('='); equals != std::string_view::npos) {
    bool known = false;
    for (const Measure m : {Measure::Leaves, Measure::States, Measure::Branches, Measure::Mcdc,
                            Measure::Thresholds, Measure::All}) {
      if (word(m) != text.substr(0, equals)) continue;
      gate.measure = m;
      known = true;
    }
    if (!known) return std::nullopt;
    text.remove_prefix(equals + 1);
  }
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), gate.percent);
  if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return gate.percent < 0 || gate.percent > 100 ? std::nullopt : std::optional(gate);
}

std::vector<CoverageGate> read_gates(const std::vector<std::string>& texts, Diagnostics& diags) {
  std::vector<CoverageGate> gates;
  for (const std::string& text : texts) {
    if (const auto gate = read_gate(text)) {
      gates.push_back(*gate);
      continue;
    }
    diags
        .error("invalid-gate", {},
               say("`--fail-under {}` 看不懂", "`--fail-under {}` cannot be read", text))
        .help(say("写成 [政策:][leaves|states|branches|mcdc|thresholds|all=]百分数，如 `100`、"
                  "`mcdc=95`",
                  "write [POLICY:][leaves|states|branches|mcdc|thresholds|all=]PERCENT, such as "
                  "`100` or `mcdc=95`"));
  }
  return gates;
}

/// Prints what was found, but for annotations and SARIF, which hold the diagnostics too.
void render(const RulesCoverageArgs& args, Format format, const Sources& sources,
            std::span<const SchemeCoverage> schemes, std::span<const CoverageMiss> under,
            Context& context) {
  const CoverageView view{sources, context.lang, context.color, context.width};
  if (args.listing)
    render_coverage_listing(view, schemes, *context.out);
  else if (format == Format::Json)
    render_coverage_json(view, schemes, under, *context.out);
  else
    render_coverage(view, schemes, under, *context.out);
}

}  // namespace

ExitStatus run_rules_coverage(const RulesCoverageArgs& args, Context& context) {
  Sources sources;
  Diagnostics diags;
  std::deque<RulesWithCases> opened;
  const std::vector<CoverageGate> gates = read_gates(args.fail_under, diags);
  if (!diags.has_errors()) open_cases(args.paths, args.policy, context, sources, opened, diags);
  const Format format = args.format.value_or(format_of_name(context.common.output));
  const bool annotates = format == Format::Github || format == Format::Sarif;
  const auto annotate = [&](const Diagnostics& all) {
    print_findings(context, sources, all, format, "rules coverage", coverage_finding_rules());
  };
  if (diags.has_errors()) {
    annotates ? annotate(diags) : report(context, sources, diags);
    return ExitStatus::Trouble;
  }
  std::vector<SchemeCoverage> schemes;
  for (const RulesWithCases& one : opened) {
    const bool search = !args.listing && !args.no_cases;
    for (SchemeCoverage& scheme : coverage(one.rules, one.files, search, diags))
      schemes.push_back(std::move(scheme));
  }
  const std::vector<CoverageMiss> under = misses(schemes, gates);
  const bool passes = under.empty() && diags.all().empty();
  if (annotates) {
    coverage_diagnostics(sources, schemes, under, diags);
    annotate(diags);
  } else {
    render(args, format, sources, schemes, under, context);
    report(context, sources, diags);
  }
  return passes ? ExitStatus::Ok : ExitStatus::Findings;
}

}  // namespace ipcheck
