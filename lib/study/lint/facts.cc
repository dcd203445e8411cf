// Lint of facts. Tested by tests/study/lint_test.cc.
#include <algorithm>
#include <set>

#include "study/lint/rows.h"

namespace ipcheck {
namespace {

void add_facts(const Expr& expr, std::set<FactId>& used) {
  for (const Node& node : expr.nodes) {
    if (node.op == Op::Fact) used.insert(node.payload);
  }
}

std::set<FactId> facts_used(const RuleSet& rules) {
  std::set<FactId> used;
  for (const Expr* expr : shared_conditions(rules)) add_facts(*expr, used);
  for (const NoticeRule& n : rules.data_notices) used.insert(n.fact);
  for (const Policy& policy : rules.policies) {
    for (const Expr* expr : conditions_of(rules, policy)) add_facts(*expr, used);
    for (const Gate& gate : policy.gates) used.insert(gate.selector);
    for (const Criterion& c : policy.criteria) used.insert(c.evidence.begin(), c.evidence.end());
    for (const Provision& p : policy.provisions) used.insert(p.evidence.begin(), p.evidence.end());
    for (const Scheme& s : policy.schemes) {
      used.insert(s.form.begin(), s.form.end());
      if (!s.scorecard) continue;
      for (const Characteristic& c : s.scorecard->characteristics) used.insert(c.of);
      for (const TieBreak& t : s.scorecard->rank) used.insert(t.fact);
    }
  }
  return used;
}

void find_unused_facts(LintFindings& findings) {
  const RuleSet& rules = findings.rules;
  bool whole = std::all_of(rules.policies.begin(), rules.policies.end(),
                           [](const Policy& p) { return p.loaded; });
  if (!whole) return;
  std::set<FactId> used = facts_used(rules);
  for (FactId id = 0; id < rules.schema.facts.size(); ++id) {
    const Fact& fact = rules.schema.facts[id];
    if (used.contains(id)) continue;
    bool own = std::any_of(rules.policies.begin(), rules.policies.end(),
                           [&](const Policy& p) { return p.id == fact.declared_in; });
    Diagnostic& diag =
        findings.add(fact.span, say("事实 `{}` 没有被用到", "fact `{}` is never used", fact.name));
    if (!own) diag.severity = Severity::Hint;
    diag.help(
        say("列入某个事项的 `form` 或某个条件的 `evidence`，或删去",
            "name it in the `form` of a scheme or the `evidence` of a criterion, or drop it"));
  }
}

bool share_applicants(const Fact& a, const Fact& b) {
  if (a.applicants.empty() || b.applicants.empty()) return true;
  return std::any_of(a.applicants.begin(), a.applicants.end(), [&](const std::string& kind) {
    return std::find(b.applicants.begin(), b.applicants.end(), kind) != b.applicants.end();
  });
}

void find_shared_words(LintFindings& findings) {
  const Schema& schema = findings.rules.schema;
  for (FactId id = 0; id < schema.facts.size(); ++id) {
    const Fact& fact = schema.facts[id];
    std::vector<std::string> words{fact.name, fact.label.zh, fact.label.en};
    words.insert(words.end(), fact.aliases.begin(), fact.aliases.end());
    for (const std::string& word : words) {
      for (FactId other : schema.matching(word)) {
        const Fact& second = schema.facts[other];
        if (other <= id || word.empty() || !share_applicants(fact, second)) continue;
        findings
            .add(second.span, say("`{}` 与 `{}` 都叫「{}」", "`{}` and `{}` are both called “{}”",
                                  second.name, fact.name, word))
            .note(fact.span, say("另一个在此", "the other one is here"));
      }
    }
  }
}

}  // namespace

void add_lint_facts(std::vector<LintRule>& rows) {
  rows.push_back({
      .id = "unused-fact",
      .summary = say("没有条件、输出、表单或佐证用到的事实",
                     "no condition, output, form or evidence uses the fact"),
      .why = say("填了也不起作用", "whoever fills it in does so for nothing"),
      .bad = example({.facts = "  staff: {type: integer, unit: 人, range: [0, null], label: {zh: "
                               "人数, en: Staff}}\n"
                               "  desks: {type: integer, unit: 个, range: [0, null], label: {zh: "
                               "工位数, en: Desks}}\n"}),
      .good = example({}),
      .find = find_unused_facts,
  });
  rows.push_back({
      .id = "duplicate-alias",
      .summary = say("同类申请人的两个事实用了同一个名称",
                     "two facts of one kind of applicant share a word"),
      .why = say("表头写这个名称时无法确定是哪个事实，只能逐次询问用户",
                 "a column with that header cannot be told apart, so every user is asked"),
      .bad = example({.facts = "  staff: {type: integer, unit: 人, range: [0, null], label: {zh: "
                               "人数, en: Staff}}\n"
                               "  guests: {type: integer, unit: 人, range: [0, null], label: {zh: "
                               "访客, en: Guests}, aliases: [人数]}\n",
                      .criteria = "  A-1: {title: {zh: 人数, en: Staff}, cite: {at: 三/1}, check: "
                                  "staff >= params.staff_min, evidence: [guests]}\n"}),
      .good = example({.facts = "  staff: {type: integer, unit: 人, range: [0, null], label: {zh: "
                                "人数, en: Staff}}\n"
                                "  guests: {type: integer, unit: 人, range: [0, null], label: {zh: "
                                "访客, en: Guests}}\n",
                       .criteria = "  A-1: {title: {zh: 人数, en: Staff}, cite: {at: 三/1}, check: "
                                   "staff >= params.staff_min, evidence: [guests]}\n"}),
      .find = find_shared_words,
  });
}

}  // namespace ipcheck
