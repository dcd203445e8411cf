// The table of lint rules and what runs it. Tested by tests/study/lint_test.cc.
#include "study/lint/lint.h"

#include <algorithm>
#include <set>

#include "study/lint/rows.h"
#include "study/proof/claims.h"
#include "text/suggest.h"

namespace ipcheck {
namespace {

std::vector<LintRule> all_rows() {
  std::vector<LintRule> rows;
  add_lint_bands(rows);
  add_lint_codes(rows);
  add_lint_conditions(rows);
  add_lint_facts(rows);
  add_lint_open(rows);
  add_lint_params(rows);
  add_lint_texts(rows);
  add_lint_trees(rows);
  std::sort(rows.begin(), rows.end(),
            [](const LintRule& a, const LintRule& b) { return a.id < b.id; });
  return rows;
}

void visit_all(TreeRef node, const std::function<void(TreeRef)>& visit) {
  visit(node);
  for (std::size_t i = 0; i < node.size(); ++i) {
    visit_all(node.is_map() ? node.value(i) : node.item(i), visit);
  }
}

/// What `rules prove` could not read of the claims; what overlays inherit is told once.
void check_claims(const RuleSet& rules, Diagnostics& diags) {
  std::set<std::pair<SourceId, std::uint32_t>> told;
  for (const Policy& policy : rules.policies) {
    Diagnostics own;
    read_claims(rules, policy, own);
    for (const Diagnostic& diagnostic : own.all())
      if (told.emplace(diagnostic.span.source, diagnostic.span.begin).second) diags.add(diagnostic);
  }
}

void add_if(const Condition& condition, std::vector<const Expr*>& out) {
  if (condition) out.push_back(&condition.expr);
}

}  // namespace

std::span<const LintRule> lint_rules() {
  static const std::vector<LintRule> rows = all_rows();
  return rows;
}

void lint(const RuleSet& rules, const Sources& sources, std::span<const std::string> only,
          Diagnostics& diags) {
  std::vector<std::string_view> ids;
  for (const LintRule& rule : lint_rules()) ids.push_back(rule.id);
  for (const std::string& id : only) {
    if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
    auto& diag = diags.error("unknown-lint-rule", Span{},
                             say("没有检查项 `{}`", "unknown lint rule `{}`", id));
    if (auto near = nearest(id, ids))
      diag.help(say("是否想写 `{}`？", "did you mean `{}`?", *near));
  }
  LintFindings findings(rules, sources, diags);
  for (const LintRule& rule : lint_rules()) {
    bool wanted = only.empty() || std::find(only.begin(), only.end(), rule.id) != only.end();
    if (!wanted) continue;
    findings.begin(rule);
    rule.find(findings);
  }
  if (only.empty()) check_claims(rules, diags);
}

Diagnostic& LintFindings::add(Span span, Text message) {
  if (!told_.emplace(rule_->id, span.source, span.begin).second) return repeated_;
  Diagnostic diagnostic{.id = std::string(rule_->id),
                        .severity = rule_->severity,
                        .span = span,
                        .message = std::move(message)};
  return diags_.add(std::move(diagnostic));
}

std::string example(const ExamplePolicy& parts) {
  std::string out =
      "policy: example\n"
      "title: {zh: 示例办法, en: Example measures}\n"
      "issuer: {zh: 某局, en: A bureau}\n";
  out += parts.head;
  out += "facts:\n" + std::string(parts.facts);
  out += "params:\n" + std::string(parts.params);
  out += "criteria:\n" + std::string(parts.criteria);
  if (!parts.provisions.empty()) out += "provisions:\n" + std::string(parts.provisions);
  out +=
      "schemes:\n"
      "  example-scheme:\n"
      "    title: {zh: 示例事项, en: Example scheme}\n"
      "    applicant: organization\n"
      "    require: " +
      std::string(parts.require) + "\n";
  return out + std::string(parts.scheme);
}

std::vector<const Expr*> conditions_of(const RuleSet& rules, const Policy& policy) {
  std::vector<const Expr*> out;
  for (const Criterion& c : policy.criteria)
    add_if(c.applies, out), add_if(c.check, out), add_if(c.should, out);
  for (const Scheme& s : policy.schemes) {
    for (const NoticeRule& n : s.notices) add_if(n.when, out);
    for (const Output& o : s.outputs) add_if(o.when, out), add_if(o.value, out);
    if (!s.scorecard) continue;
    for (const Characteristic& c : s.scorecard->characteristics) add_if(c.points, out);
  }
  for (std::size_t i = 0; i < rules.data_notices.size(); ++i) {
    std::uint32_t owner = rules.data_notice_policy[i];
    if (owner != kNoPolicy && &rules.policies[owner] == &policy)
      add_if(rules.data_notices[i].when, out);
  }
  for (const auto& [fact, derivation] : rules.derived) {
    bool own = rules.schema.facts[fact].declared_in == policy.id ||
               rules.schema.facts[fact].declared_in == policy.extends;
    if (own && derivation.expr != nullptr) out.push_back(derivation.expr);
  }
  return out;
}

std::vector<const Expr*> shared_conditions(const RuleSet& rules) {
  std::vector<const Expr*> out;
  for (std::size_t i = 0; i < rules.data_notices.size(); ++i) {
    if (rules.data_notice_policy[i] == kNoPolicy) add_if(rules.data_notices[i].when, out);
  }
  for (const auto& [fact, derivation] : rules.derived) {
    if (derivation.expr != nullptr) out.push_back(derivation.expr);
  }
  return out;
}

void each_node(const RuleSet& rules, const std::function<void(TreeRef)>& visit) {
  for (const auto& documents : rules.trees) {
    for (const Tree& tree : documents) {
      if (tree.top()) visit_all(tree.top(), visit);
    }
  }
}

}  // namespace ipcheck
