// `ipcheck rules prove`: what holds of all applicants.
#include <algorithm>
#include <filesystem>
#include <set>

#include "cli/commands.h"
#include "cli/output_file.h"
#include "report/findings/study_findings.h"
#include "report/rules/proofs.h"
#include "study/cases/cases.h"
#include "study/cases/saved.h"
#include "text/file.h"
#include "text/input.h"

namespace ipcheck {
namespace {

/// Counterexamples of one rules folder as cases of a test file.
class SavedTests {
 public:
  SavedTests(const RuleSet& rules, Sources& sources, const std::string& path, Diagnostics& diags)
      : rules_(rules), sources_(sources), path_(path), diags_(diags) {}

  /// Appends the applicants of refuted claims of one policy; false: diagnostics say why not.
  bool write(const Proofs& proofs, Date as_of) {
    const Policy* policy = nullptr;
    std::string lines;
    for (const ProvedClaim& claim : proofs.claims) {
      if (claim.shown.empty()) continue;
      if (policy == nullptr) policy = claim.claim.of[0].policy;
      if (policy == claim.claim.of[0].policy) add(claim, as_of, lines);
    }
    if (policy == nullptr) return true;
    std::string text = case_file_head(*policy, as_of);
    std::error_code error;
    const bool exists = std::filesystem::exists(path_, error);
    if (error) say_unreadable(path_, error.value(), diags_);
    if (error) return false;
    if (exists) {
      const auto known = read_text(sources_, path_, kMaxRuleBytes, diags_);
      if (!known) return false;
      text = sources_.text(*known);
      if (!text.empty() && text.back() != '\n') text += '\n';
    }
    text += lines;
    CaseFile file;
    load_cases(rules_, sources_, {path_, sources_.add(path_, text), nullptr}, file, diags_);
    if (diags_.has_errors()) return false;
    OutputFile out(path_);
    out.stream() << text;
    out.commit();
    return true;
  }

 private:
  void add(const ProvedClaim& claim, Date as_of, std::string& lines) {
    const std::string& scheme = claim.claim.of[0].scheme->id;
    const Compiled compiled = compile(rules_, std::vector<std::string>{scheme}, as_of, false);
    int number = 0;
    for (const Shown& shown : claim.shown) {
      std::string name = claim_words(rules_, claim.claim).en + ": not so";
      if (claim.shown.size() > 1) name += " (" + std::to_string(++number) + ")";
      lines += case_line(compiled, compiled.schemes[0], shown.world, name);
    }
  }

  const RuleSet& rules_;
  Sources& sources_;
  const std::string& path_;
  Diagnostics& diags_;
};

void render(const RuleSet& rules, const Sources& sources, const Proofs& proofs, Date as_of,
            Format format, Context& context) {
  if (format == Format::Json)
    return render_proofs_json(rules, sources, proofs, as_of, context.lang, *context.out);
  if (format == Format::Markdown)
    return render_proofs_markdown(rules, sources, proofs, as_of, context.lang, *context.out);
  render_proofs_text(rules, sources, proofs, as_of, context.lang, *context.out);
}

bool has_findings(const Proofs& proofs, bool allow_unknown) {
  return std::any_of(proofs.claims.begin(), proofs.claims.end(),
                     [&](const ProvedClaim& claim) {
                       return claim.proof == Proof::Refuted ||
                              (claim.proof == Proof::Unknown && !allow_unknown);
                     }) ||
         std::any_of(proofs.schemes.begin(), proofs.schemes.end(),
                     [&](const SchemeProofs& scheme) { return scheme.finding(proofs.claims); });
}

}  // namespace

ExitStatus run_rules_prove(const RulesProveArgs& args, Context& context) {
  const Format format = args.format.value_or(format_of_name(context.common.output));
  const bool annotates = format == Format::Github || format == Format::Sarif;
  Sources sources;
  Diagnostics diags, findings;
  Context own = context;
  if (!args.path.empty()) own.common.rules = args.path;
  RuleSet rules;
  open_rules(own, {}, sources, rules, diags);
  const Date as_of = args.as_of.value_or(context.today);
  ExitStatus status = ExitStatus::Trouble;
  const bool known = args.schemes.empty() || check_schemes(rules, args.schemes, "--scheme", diags);
  if (known && !diags.has_errors()) {
    ProveRequest request{.schemes = args.schemes,
                         .claims_only = args.claims_only,
                         .as_of = as_of,
                         .limits = {.milliseconds = args.timeout},
                         .threads = args.jobs == 0 ? context.cores : args.jobs};
    const Proofs proofs = prove(rules, request, diags);
    if (!diags.has_errors()) {
      if (annotates)
        proof_diagnostics(rules, proofs, as_of, findings);
      else
        render(rules, sources, proofs, as_of, format, context);
      status = has_findings(proofs, args.allow_unknown) ? ExitStatus::Findings : ExitStatus::Ok;
      if (!args.save_test.empty())
        SavedTests(rules, sources, args.save_test, diags).write(proofs, as_of);
    }
  }
  if (annotates) {
    for (const Diagnostic& diagnostic : diags.all()) findings.add(diagnostic);
    print_findings(context, sources, findings, format, "rules prove", proof_finding_rules());
  } else {
    report(context, sources, diags);
  }
  return diags.has_errors() ? ExitStatus::Trouble : status;
}

}  // namespace ipcheck
