// Lint of trees and ids. Tested by tests/study/lint_test.cc.
#include <algorithm>
#include <map>
#include <set>

#include "study/lint/rows.h"

namespace ipcheck {
namespace {

std::set<std::string> criteria_used(const RuleSet& rules, const Policy& policy) {
  std::set<std::string> used;
  std::vector<GateId> open;
  for (const Scheme& s : policy.schemes) {
    open.push_back(s.root);
    if (!s.scorecard) continue;
    for (const auto& [index, title] : s.scorecard->veto) used.insert(policy.criteria[index].id);
  }
  while (!open.empty()) {
    const Gate& gate = policy.gates[open.back()];
    open.pop_back();
    if (gate.kind == GateKind::Criterion) used.insert(gate.id);
    open.insert(open.end(), gate.children.begin(), gate.children.end());
  }
  for (const Expr* expr : conditions_of(rules, policy)) {
    for (const Node& node : expr->nodes) {
      if (node.op == Op::StateOf) used.insert(expr->names[node.payload]);
    }
  }
  return used;
}

void find_loose_criteria(LintFindings& findings) {
  for (const Policy& policy : findings.rules.policies) {
    if (!policy.loaded) continue;
    std::set<std::string> used = criteria_used(findings.rules, policy);
    for (const Criterion& c : policy.criteria) {
      if (used.contains(c.id)) continue;
      findings
          .add(c.span,
               say("条件 `{}` 不在任何事项的条件树中", "criterion `{}` is in no scheme", c.id))
          .help(say("列入某个事项的 `require`；只作说明的放到 `provisions`",
                    "add it to the `require` of a scheme; what gates nothing goes to "
                    "`provisions`"));
    }
  }
}

void find_id_clashes(LintFindings& findings) {
  for (const Policy& policy : findings.rules.policies) {
    std::map<std::string_view, Span> first;
    auto claim = [&](std::string_view id, Span span) {
      auto [it, is_new] = first.try_emplace(id, span);
      if (is_new || it->second == span) return;
      findings.add(span, say("编号 `{}` 用了两次", "the id `{}` is used twice", id))
          .note(it->second, say("首次在此", "first used here"));
    };
    for (const Criterion& c : policy.criteria) claim(c.id, c.span);
    for (const Provision& p : policy.provisions) claim(p.id, p.span);
    for (const Gate& g : policy.gates) {
      const bool own_id = !g.id.empty() && g.id.find('|') == std::string::npos;
      const bool is_group = g.kind != GateKind::Criterion && own_id;
      if (is_group && policy.scheme(g.id) == nullptr) claim(g.id, g.span);
    }
    for (const Scheme& s : policy.schemes) claim(s.id, s.span);
  }
}

void find_lacking_branches(LintFindings& findings) {
  const Schema& schema = findings.rules.schema;
  for (const Policy& policy : findings.rules.policies) {
    for (const Gate& gate : policy.gates) {
      if (gate.kind != GateKind::Choose) continue;
      const Fact& fact = schema.facts[gate.selector];
      const Domain* domain = schema.domain_of(fact.type);
      std::string lacking;
      for (std::uint32_t i = 0; domain != nullptr && i < domain->members.size(); ++i) {
        bool there =
            std::find(gate.branches.begin(), gate.branches.end(), i) != gate.branches.end();
        if (!there) lacking += (lacking.empty() ? "" : ", ") + domain->members[i].id;
      }
      if (lacking.empty()) continue;
      findings
          .add(gate.span, say("`{}` 的这些值没有分支：{}", "no branch for these values of `{}`: {}",
                              fact.name, lacking))
          .help(say("加上分支；没有条件的写 `[]`", "add the branches; `[]` is met"));
    }
  }
}

void find_nameless_groups(LintFindings& findings) {
  for (const Policy& policy : findings.rules.policies) {
    for (const Gate& gate : policy.gates) {
      bool named = !gate.id.empty() && !gate.title.empty();
      bool whole_scheme = policy.scheme(gate.id) != nullptr;
      bool chooses = gate.kind == GateKind::Any || gate.kind == GateKind::AtLeast;
      if (chooses && !named && !whole_scheme)
        findings.add(gate.span, say("`any`、`at_least` 组须有 `id` 与 `title`",
                                    "an `any` or `at_least` group needs `id` and `title`"));
    }
  }
}

}  // namespace

void add_lint_trees(std::vector<LintRule>& rows) {
  constexpr std::string_view kTwo =
      "  A-1: {title: {zh: 人数, en: Staff}, cite: {at: 三/1}, check: staff >= "
      "params.staff_min}\n"
      "  A-2: {title: {zh: 人数, en: Staff}, cite: {at: 三/2}, check: staff > params.staff_min}\n";
  constexpr std::string_view kChoice =
      "  staff: {type: integer, unit: 人, range: [0, null], label: {zh: 人数, en: Staff}}\n"
      "  way: {type: enum, label: {zh: 方式, en: Way}, values: {post: {zh: 邮寄, en: Post}, desk: "
      "{zh: 窗口, en: Desk}}}\n";
  rows.push_back({
      .id = "criterion-in-no-scheme",
      .summary = say("条件不属于任何事项", "a criterion belongs to no scheme"),
      .why = say("它看似门槛，却从不起作用", "it looks like a gate but never closes"),
      .bad = example({.criteria = kTwo}),
      .good = example({.criteria = kTwo, .require = "{all: [A-1, A-2]}"}),
      .find = find_loose_criteria,
  });
  rows.push_back({
      .id = "id-clash",
      .severity = Severity::Error,
      .summary = say("条件、规定、条件组或事项的编号重复",
                     "criteria, provisions, groups or schemes share an id"),
      .why = say("结论里的编号就不知道指哪一条", "an id in a verdict would name two things"),
      .bad = example({.provisions = "  A-1: {kind: benefit, title: {zh: 补助, en: Subsidy}, cite: "
                                    "{at: 四}}\n"}),
      .good = example({.provisions = "  A-9: {kind: benefit, title: {zh: 补助, en: Subsidy}, cite: "
                                     "{at: 四}}\n"}),
      .find = find_id_clashes,
  });
  rows.push_back({
      .id = "choice-without-branch",
      .summary = say("`choose` 没有列全枚举的值", "a `choose` leaves values of its enum out"),
      .why = say("选了这些值的申请人永远是材料不全",
                 "who picks such a value stays incomplete for ever"),
      .bad = example({.facts = kChoice, .require = "{choose: way, of: {post: [A-1]}}"}),
      .good = example({.facts = kChoice, .require = "{choose: way, of: {post: [A-1], desk: []}}"}),
      .find = find_lacking_branches,
  });
  rows.push_back({
      .id = "group-without-title",
      .summary = say("任选组没有编号或名称", "an either-or group has no id or title"),
      .why = say("整组不符合时以组的编号和名称报告",
                 "a failed either-or is reported by its id and title"),
      .bad = example({.criteria = kTwo, .require = "{all: [{any: [A-1, A-2]}]}"}),
      .good =
          example({.criteria = kTwo,
                   .require = "{all: [{id: A, title: {zh: 人数, en: Staff}, any: [A-1, A-2]}]}"}),
      .find = find_nameless_groups,
  });
}

}  // namespace ipcheck
