// Criteria trees and conditions of the asked schemes into one program. Tested by
// tests/judge/compile_test.cc.
#include <algorithm>
#include <cassert>

#include "judge/explain.h"
#include "judge/judge.h"
#include "policy/derivation.h"

namespace ipcheck {
namespace {

/// Compiles on demand: a criterion or gate becomes a step when a tree or a notice first asks for
/// it.
class Compiler {
 public:
  Compiler(const RuleSet& rules, Date as_of, Compiled& out)
      : rules_(rules),
        out_(out),
        derived_(rules.derived),
        builder_(rules.schema, as_of, rules.calendar, derived_) {}

  void add_scheme(const Policy& policy, const Scheme& scheme) {
    CompiledScheme c{.policy = &policy, .scheme = &scheme, .policy_index = policy_index(policy)};
    derive_by(policy);
    c.root = gate(c.policy_index, scheme.root);
    collect_criteria(policy, scheme.root, c.criteria);
    collect_facts(policy, scheme.root, c.facts);
    for (VerdictNotice& notice : status_notices(policy, out_.as_of))
      c.status_notices.push_back(std::move(notice.id));
    for (const NoticeRule& notice : scheme.notices)
      c.notice_when.push_back(optional(c, notice.when));
    for (const Output& output : scheme.outputs) {
      c.output_when.push_back(optional(c, output.when));
      c.output_value.push_back(optional(c, output.value));
    }
    if (scheme.scorecard) add_scorecard(c, *scheme.scorecard);
    keep_derivations(out_.policies[c.policy_index].derived);
    out_.schemes.push_back(std::move(c));
  }

  void add_data_notices() {
    for (std::size_t i = 0; i < rules_.data_notices.size(); ++i) {
      std::uint32_t policy = rules_.data_notice_policy[i];
      std::span<const Param> params;
      if (policy != kNoPolicy) params = rules_.policies[policy].params;
      if (policy != kNoPolicy) derive_by(rules_.policies[policy]);
      out_.data_notice_when.push_back(
          builder_.add(rules_.data_notices[i].when.expr, params).back());
      std::unordered_map<FactId, StepId> unasked;
      keep_derivations(unasked);
    }
  }

  void finish() { out_.program = builder_.build(); }

 private:
  void derive_by(const Policy& policy) {
    for (auto& [fact, derivation] : derived_) derivation = derivation_of(rules_, policy, fact);
  }

  void keep_derivations(std::unordered_map<FactId, StepId>& of_policy) {
    for (const auto& [fact, derivation] : derived_) {
      const NodeSteps& steps = builder_.derivation(fact);
      if (steps.empty()) continue;
      const StepId step = builder_.fact(fact);
      of_policy[fact] = step;
      out_.derived[step] = steps;
    }
  }

  std::uint32_t policy_index(const Policy& policy) {
    for (std::uint32_t i = 0; i < out_.policies.size(); ++i) {
      if (out_.policies[i].policy == &policy) return i;
    }
    out_.policies.push_back({.policy = &policy});
    out_.policies.back().criteria.resize(policy.criteria.size());
    out_.policies.back().gates.assign(policy.gates.size(), kNoStep);
    named_.emplace_back();
    return static_cast<std::uint32_t>(out_.policies.size() - 1);
  }

  static void collect_criteria(const Policy& policy, GateId id, std::vector<std::uint32_t>& out) {
    const Gate& g = policy.gates[id];
    bool is_new = std::find(out.begin(), out.end(), g.criterion) == out.end();
    if (g.kind == GateKind::Criterion && is_new) out.push_back(g.criterion);
    for (GateId child : g.children) collect_criteria(policy, child, out);
  }

  void collect_facts(const Policy& policy, GateId root, std::vector<FactId>& out) {
    std::vector<GateId> open{root};
    while (!open.empty()) {
      const Gate& g = policy.gates[open.back()];
      open.pop_back();
      open.insert(open.end(), g.children.begin(), g.children.end());
      if (g.selector != kNoFact) out.push_back(g.selector);
      if (g.kind != GateKind::Criterion) continue;
      const Criterion& c = policy.criteria[g.criterion];
      for (const Condition* part : {&c.applies, &c.check, &c.should}) {
        if (*part) add_facts_behind(rules_, part->expr, out);
      }
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
  }

  StepId part(std::uint32_t p, const Condition& condition, NodeSteps& steps) {
    if (!condition) return kNoStep;
    steps = builder_.add(condition.expr, out_.policies[p].policy->params);
    return steps.back();
  }

  StepId criterion(std::uint32_t p, std::uint32_t index) {
    const Criterion& source = out_.policies[p].policy->criteria[index];
    if (out_.policies[p].criteria[index].state == kNoStep) {
      CompiledCriterion c;
      StepId applies = part(p, source.applies, c.applies);
      StepId check = part(p, source.check, c.check);
      StepId should = part(p, source.should, c.should);
      c.state = builder_.criterion(applies, check, should);
      named_[p][source.id] = c.state;
      out_.policies[p].criteria[index] = std::move(c);
    }
    return out_.policies[p].criteria[index].state;
  }

  StepId gate(std::uint32_t p, GateId id) {
    if (out_.policies[p].gates[id] == kNoStep) {
      StepId step = new_gate(p, out_.policies[p].policy->gates[id]);
      out_.policies[p].gates[id] = step;
      const Gate& g = out_.policies[p].policy->gates[id];
      if (g.kind != GateKind::Criterion && !g.id.empty()) named_[p][g.id] = step;
    }
    return out_.policies[p].gates[id];
  }

  StepId new_gate(std::uint32_t p, const Gate& g) {
    if (g.kind == GateKind::Criterion) return criterion(p, g.criterion);
    std::vector<StepId> parts;
    for (GateId child : g.children) parts.push_back(gate(p, child));
    if (parts.empty()) return builder_.always(Truth::True);
    if (g.kind == GateKind::All) return builder_.all(parts);
    if (g.kind == GateKind::Any) return builder_.any(parts);
    if (g.kind == GateKind::AtLeast) return builder_.at_least(g.k, parts);
    std::vector<std::pair<std::uint32_t, StepId>> branches;
    for (std::size_t i = 0; i < parts.size(); ++i) branches.emplace_back(g.branches[i], parts[i]);
    return builder_.choose(builder_.fact(g.selector), branches);
  }

  /// Makes sure that every criterion or group named by state('…') in `expr` is a step.
  void compile_named(std::uint32_t p, const Expr& expr) {
    for (const Node& node : expr.nodes) {
      if (node.op != Op::StateOf) continue;
      const std::string& id = expr.names[node.payload];
      const Policy& policy = *out_.policies[p].policy;
      if (const Criterion* c = policy.criterion(id)) {
        criterion(p, static_cast<std::uint32_t>(c - policy.criteria.data()));
        continue;
      }
      for (GateId g = 0; g < policy.gates.size(); ++g) {
        if (policy.gates[g].id == id) gate(p, g);
      }
    }
  }

  StepId optional(const CompiledScheme& c, const Condition& condition) {
    if (!condition) return kNoStep;
    compile_named(c.policy_index, condition.expr);
    return builder_.add(condition.expr, c.policy->params, &named_[c.policy_index], c.root).back();
  }

  void add_scorecard(CompiledScheme& c, const Scorecard& card) {
    for (const Characteristic& item : card.characteristics) {
      if (item.points)
        c.characteristic.push_back(builder_.add(item.points.expr, c.policy->params));
      else
        c.characteristic.push_back(item.of == kNoFact ? NodeSteps{}
                                                      : NodeSteps{builder_.fact(item.of)});
    }
    for (const auto& [index, title] : card.veto) criterion(c.policy_index, index);
  }

  const RuleSet& rules_;
  Compiled& out_;
  std::unordered_map<FactId, Derivation> derived_;  // as the policy at hand derives them
  ProgramBuilder builder_;
  std::vector<std::unordered_map<std::string, StepId>>
      named_;  // per compiled policy: criterion or group id -> step
};

}  // namespace

Compiled compile(const RuleSet& rules, std::span<const std::string> schemes, Date as_of,
                 bool data_notices) {
  std::vector<SchemeRef> refs;
  for (const std::string& id : schemes) {
    const Policy* policy = rules.policy_of_scheme(id);
    assert(policy != nullptr && policy->loaded && "the caller asks for loaded schemes only");
    refs.push_back({policy, policy->scheme(id)});
  }
  return compile(rules, refs, as_of, data_notices);
}

Compiled compile(const RuleSet& rules, std::span<const SchemeRef> schemes, Date as_of,
                 bool data_notices) {
  Compiled out{.rules = &rules, .as_of = as_of};
  Compiler compiler(rules, as_of, out);
  for (const SchemeRef& ref : schemes) compiler.add_scheme(*ref.policy, *ref.scheme);
  if (data_notices) compiler.add_data_notices();
  compiler.finish();
  return out;
}

std::string_view word(Outcome outcome) {
  switch (outcome) {
    case Outcome::Eligible:
      return "eligible";
    case Outcome::Ineligible:
      return "ineligible";
    case Outcome::Incomplete:
      return "incomplete";
    case Outcome::NeedsReview:
      return "needs_review";
  }
  return {};
}

Outcome outcome_of(Truth root) {
  switch (root) {
    case Truth::True:
    case Truth::NotApplicable:
      return Outcome::Eligible;
    case Truth::False:
      return Outcome::Ineligible;
    case Truth::Missing:
      return Outcome::Incomplete;
    case Truth::Pending:
    case Truth::Fault:
      return Outcome::NeedsReview;
  }
  return Outcome::NeedsReview;
}

Outcome outcome(const Compiled&, const CompiledScheme& scheme, const Frame& frame,
                std::uint32_t row) {
  return outcome_of(frame.truth(scheme.root, row));
}

}  // namespace ipcheck
