// Tested by tests/report/study_findings_test.cc, tests/report/sarif_schema_test.py and
// tests/cli/rules-ci.md.
#include "report/findings/study_findings.h"

#include <algorithm>

#include "report/rules/coverage.h"
#include "report/rules/mutants.h"
#include "report/rules/proof_words.h"

namespace ipcheck {
namespace {

struct Weight {
  const char* id;
  Severity severity;
};

Weight weight_of(const Target& target) {
  switch (target.asked) {
    case Asked::State:
      if (target.state == Truth::True || target.state == Truth::False)
        return {"leaf-not-reached", Severity::Warning};
      return {"state-not-reached", Severity::Hint};
    case Asked::Decides:
      return {"decision-not-reached", Severity::Hint};
    case Asked::Branch:
    case Asked::Operand:
      return {"branch-not-reached", Severity::Hint};
    case Asked::Threshold:
      return {"threshold-not-probed", Severity::Hint};
  }
  return {};
}

Span span_of(const Sources& sources, const Policy& policy, const Target& target) {
  if (target.asked == Asked::Branch) return policy.gates[target.gate].span;
  const Criterion& c = policy.criteria[target.criterion];
  const Condition* parts[] = {&c.applies, &c.check, &c.should};
  const bool inside = target.asked == Asked::Operand || target.asked == Asked::Threshold;
  const Condition& part = *parts[target.part];
  return inside && part ? place(sources, part.expr, target.node) : c.span;
}

/// Without the line break at its end.
std::string trimmed(std::string lines) {
  if (lines.ends_with('\n')) lines.pop_back();
  return lines;
}

/// A case as the help of a finding.
Text case_help(const CaseFile* file, const std::string& yaml) {
  if (yaml.empty() || file == nullptr) return {};
  Text out = say("可加入 {}（先与政策核对结论）：",
                 "add to {} (hold its verdict against the policy first):", file->name);
  out.zh += "\n" + trimmed(yaml);
  out.en += "\n" + trimmed(yaml);
  return out;
}

Diagnostic of_policy(const Sources& sources, const Policy& policy, const char* id,
                     Severity severity, Text message) {
  return {.id = id,
          .severity = severity,
          .span = {},
          .file = sources.name(policy.source),
          .message = std::move(message),
          .fix = {},
          .notes = {}};
}

void add_applicant(const RuleSet& rules, const Shown& shown, Date as_of, Text& out) {
  const Text states = states_words(rules, shown);
  const std::string record = "\n" + trimmed(record_text(rules.schema, shown.world));
  out.zh += (out.zh.empty() ? "" : "\n") +
            fmt::format("反例（判定日 {}）：{}", as_of.str(), states.zh) + record;
  out.en += (out.en.empty() ? "" : "\n") +
            fmt::format("counterexample (as of {}): {}", as_of.str(), states.en) + record;
}

void claim_diagnostic(const RuleSet& rules, const ProvedClaim& claim, Date as_of,
                      Diagnostics& diags) {
  if (claim.proof == Proof::Proved) return;
  const Text words = claim_words(rules, claim.claim);
  if (claim.proof == Proof::Unknown) {
    const Text message{"断言未定：" + words.zh + "；" + claim.why.zh,
                       "claim not settled: " + words.en + "; " + claim.why.en};
    diags.warning("claim-unknown", claim.claim.span, message);
    return;
  }
  Text help;
  for (const Shown& shown : claim.shown) add_applicant(rules, shown, as_of, help);
  diags
      .error("claim-refuted", claim.claim.span,
             {"断言不成立：" + words.zh, "claim does not hold: " + words.en})
      .help(std::move(help));
}

void scheme_diagnostics(const RuleSet& rules, const Proofs& proofs, const SchemeProofs& scheme,
                        Diagnostics& diags) {
  const Span span = scheme.scheme->span;
  SchemeProofs passing = scheme;  // all but the idle criteria, each of which has its own place
  std::erase_if(passing.idle, [](const IdleCriterion&) { return true; });
  if (passing.finding(proofs.claims)) {
    for (const Outcome verdict : {Outcome::Eligible, Outcome::Ineligible}) {
      const bool eligible = verdict == Outcome::Eligible;
      if ((eligible ? scheme.eligible : scheme.ineligible) != Proof::Refuted) continue;
      diags
          .warning("verdict-unreachable", span,
                   eligible ? say("没有人能符合 `{}`", "nobody can be eligible for `{}`",
                                  scheme.scheme->id)
                            : say("没有人会不符合 `{}`", "nobody can be ineligible for `{}`",
                                  scheme.scheme->id))
          .help(say("有意如此就写成断言 `unreachable`",
                    "claim it as `unreachable` if that is meant"));
    }
  }
  for (const IdleCriterion& idle : scheme.idle) {
    if (idle.idle != Idle::AlwaysMet && idle.idle != Idle::Duplicate) continue;
    const Criterion* criterion = scheme.policy->criterion(idle.id);
    diags.warning("criterion-never-decides", criterion == nullptr ? span : criterion->span,
                  idle_words(idle));
  }
  for (const OpenInVain& open : scheme.open)
    diags.hint("verdict-open-in-vain", span, open_words(rules, open));
}

}  // namespace

void coverage_diagnostics(const Sources& sources, std::span<const SchemeCoverage> schemes,
                          std::span<const CoverageMiss> under, Diagnostics& diags) {
  for (const CoverageMiss& miss : under)
    diags.add(of_policy(sources, *miss.policy, "coverage-below", Severity::Error,
                        say("政策 `{0}` 的 {1} 为 {2}/{3}（{4}%），应不低于 {5}%",
                            "policy `{0}`: {1} {2}/{3} ({4}%), at least {5}% are asked",
                            miss.policy->id, word(miss.measure), miss.got.covered, miss.got.asked,
                            miss.got.percent(), miss.wanted)));
  for (const SchemeCoverage& scheme : schemes) {
    for (std::uint32_t i = 0; i < scheme.targets.size(); ++i) {
      const Target& target = scheme.targets[i];
      if (target.reached != nullptr || !target.impossible.empty()) continue;
      const Weight weight = weight_of(target);
      const Text words = words_of(*scheme.policy, target);
      Diagnostic found{.id = weight.id,
                       .severity = weight.severity,
                       .span = span_of(sources, *scheme.policy, target),
                       .file = {},
                       .message = {scheme.scheme->id + " 没有用例走到：" + words.zh,
                                   scheme.scheme->id + ": no case reaches: " + words.en},
                       .fix = {},
                       .notes = {}};
      for (const ClosingCase& closing : scheme.closing)
        if (std::find(closing.closes.begin(), closing.closes.end(), i) != closing.closes.end())
          found.fix = case_help(closing.file, closing.yaml);
      diags.add(std::move(found));
    }
  }
}

std::vector<FindingRule> coverage_finding_rules() {
  const Text unseen{"写错的规则在这里不会被用例发现",
                    "a fault in the rule would not be noticed here"};
  return {
      {"coverage-below",
       Severity::Error,
       {"覆盖率低于要求", "the cases reach less than what is asked"},
       unseen},
      {"leaf-not-reached",
       Severity::Warning,
       {"没有用例使条件符合或不符合", "no case has the criterion met, or not met"},
       unseen},
      {"state-not-reached",
       Severity::Hint,
       {"没有用例使条件处于这种状态", "no case has the criterion in this state"},
       unseen},
      {"branch-not-reached",
       Severity::Hint,
       {"没有用例仅凭这一支成立", "no case takes this branch alone"},
       unseen},
      {"decision-not-reached",
       Severity::Hint,
       {"没有用例由这个条件单独决定", "no case hangs on the criterion alone"},
       unseen},
      {"threshold-not-probed",
       Severity::Hint,
       {"没有用例正好在门槛上或差一步", "no case stands at the threshold, or one step beside it"},
       unseen},
  };
}

void mutant_diagnostics(const Sources& sources, std::span<const MutantResult> results,
                        Diagnostics& diags) {
  for (const MutantResult& one : results) {
    if (one.fate != Fate::Survived) continue;
    const Mutant& mutant = one.mutant;
    Diagnostic found = of_policy(sources, *mutant.policy, "surviving-mutant", Severity::Error,
                                 {"没有用例发现 `" + mutant.id + "`：" + mutant.what.zh,
                                  "no case notices `" + mutant.id + "`: " + mutant.what.en});
    found.span = mutant.span;
    const std::string diff = diff_of(sources, mutant.edits);
    found.fix = case_help(one.file, one.yaml);
    if (found.fix.empty())
      found.fix = say("补充用例，或在 `equivalent:` 写明为何无人能区别",
                      "add a case, or say under `equivalent:` why nobody can tell them apart");
    if (!diff.empty()) {
      found.fix.zh = diff + found.fix.zh;
      found.fix.en = diff + found.fix.en;
    }
    diags.add(std::move(found));
  }
}

std::vector<FindingRule> mutant_finding_rules() {
  return {{"surviving-mutant",
           Severity::Error,
           {"规则改错了一处，用例照样通过", "the cases pass although the rule has a fault"},
           {"这样的错误以后也不会被发现", "such a fault would go unnoticed"}}};
}

void proof_diagnostics(const RuleSet& rules, const Proofs& proofs, Date as_of, Diagnostics& diags) {
  for (const ProvedClaim& claim : proofs.claims) claim_diagnostic(rules, claim, as_of, diags);
  for (const SchemeProofs& scheme : proofs.schemes)
    scheme_diagnostics(rules, proofs, scheme, diags);
}

std::vector<FindingRule> proof_finding_rules() {
  return {
      {"claim-refuted",
       Severity::Error,
       {"断言不成立", "a claim does not hold"},
       {"有申请人使它不成立：规则或断言写错了",
        "there is an applicant of whom it is false: the rules or the claim are wrong"}},
      {"claim-unknown",
       Severity::Warning,
       {"断言未能证明也未能推翻", "a claim was neither proved nor refuted"},
       {"它不能当作保证", "nobody can rely on it"}},
      {"verdict-unreachable",
       Severity::Warning,
       {"没有人能得到某个结论", "nobody can get a verdict"},
       {"不筛选任何人的事项多半写错了", "a scheme that tells nobody from anybody is mostly wrong"}},
      {"criterion-never-decides",
       Severity::Warning,
       {"条件总是符合，或与另一条重复", "a criterion is always met, or a duplicate"},
       {"它看似门槛，却从不起作用", "it looks like a gate but never closes"}},
      {"verdict-open-in-vain",
       Severity::Hint,
       {"缺某个事实时结论未定，其实不论它是什么结论都一样",
        "a verdict stays open for lack of a fact although it is the same whatever that is"},
       {"申请人被要求补交不影响结论的材料", "applicants are asked for papers that change nothing"}},
  };
}

}  // namespace ipcheck
