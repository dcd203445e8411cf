// What is asked of the cases of a scheme. Tested by tests/study/coverage_test.cc.
#include <algorithm>
#include <array>
#include <set>

#include "expr/functions.h"
#include "expr/operators.h"
#include "policy/words.h"
#include "study/cite/figure.h"
#include "study/coverage/possible.h"
#include "study/coverage/reach.h"

namespace ipcheck {
namespace {

constexpr std::array kLeafStates = {Truth::True, Truth::False, Truth::Missing, Truth::Pending,
                                    Truth::NotApplicable};

class Listing {
 public:
  Listing(const RuleSet& rules, const Compiled& compiled, const CompiledScheme& scheme)
      : rules_(rules), policy_(*scheme.policy), compiled_(compiled) {}

  std::vector<Target> take(GateId root) {
    add_gate(root);
    return std::move(out_);
  }

 private:
  void add_gate(GateId id) {
    if (!seen_gates_.insert(id).second) return;
    const Gate& gate = policy_.gates[id];
    if (gate.kind == GateKind::Criterion && seen_leaves_.insert(gate.criterion).second)
      add_leaf(id, gate.criterion);
    const bool one_of = gate.kind != GateKind::Criterion && gate.kind != GateKind::All;
    for (std::uint32_t i = 0; one_of && gate.children.size() > 1 && i < gate.children.size(); ++i)
      out_.push_back({.asked = Asked::Branch, .gate = id, .which = i});
    for (const GateId child : gate.children) add_gate(child);
  }

  void add_leaf(GateId gate, std::uint32_t index) {
    const Criterion& c = policy_.criteria[index];
    const Truths possible = possible_states(rules_, policy_, c, compiled_.as_of);
    for (const Truth state : kLeafStates) {
      if (state == Truth::NotApplicable && !c.applies) continue;
      out_.push_back({.asked = Asked::State, .gate = gate, .criterion = index, .state = state});
      if ((possible & only(state)) == 0) out_.back().impossible = why_not(c, state);
    }
    const Truth refusal = c.check ? Truth::False : Truth::Pending;
    for (const Truth state : {Truth::True, refusal}) {
      out_.push_back({.asked = Asked::Decides, .gate = gate, .criterion = index, .state = state});
      for (const Truth needed : {Truth::True, refusal})
        if ((possible & only(needed)) == 0) out_.back().impossible = why_not(c, needed);
    }
    for (std::uint8_t part = 0; part < 3; ++part)
      if (part_of(c, part)) add_condition(gate, index, part);
  }

  static Text why_not(const Criterion& c, Truth state) {
    if (state == Truth::Missing)
      return say("它读的事实都不会缺", "nothing that it reads can be lacking");
    if (state == Truth::Pending)
      return say("没有待人判断的内容", "nothing in it waits for a person");
    if (state == Truth::NotApplicable) return say("它总是适用", "it always applies");
    if (state == Truth::False && !c.check)
      return say("只有 `should`，不会直接不符合", "it has only a `should`, which never refuses");
    return say("事实的各种取值都得不到", "no values of its facts give it");
  }

  void add_condition(GateId gate, std::uint32_t index, std::uint8_t part) {
    const Expr& expr = part_of(policy_.criteria[index], part).expr;
    std::vector<bool> reached(expr.nodes.size(), false);
    reached[expr.root()] = true;
    for (NodeId node = expr.root() + 1; node-- > 0;)
      if (reached[node])
        for (const NodeId arg : expr.args_of(node)) reached[arg] = true;
    for (NodeId node = 0; node < expr.nodes.size(); ++node) {
      if (!reached[node]) continue;
      const Target target{.gate = gate, .criterion = index, .part = part, .node = node};
      if (expr[node].op == Op::Or || expr[node].op == Op::Cond) add_operands(expr, target);
      if (is_comparison(expr[node].op)) add_threshold(expr, target);
    }
  }

  void add_operands(const Expr& expr, Target target) {
    target.asked = Asked::Operand;
    const auto args = expr.args_of(target.node);
    if (!reads_fact(expr, target.node) ||
        (expr[target.node].op == Op::Cond && !reads_fact(expr, args[0])))
      return;
    const std::size_t count = expr[target.node].op == Op::Cond ? 2 : args.size();
    for (target.which = 0; target.which < count; ++target.which) out_.push_back(target);
  }

  void add_threshold(const Expr& expr, Target target) {
    target.asked = Asked::Threshold;
    if (!reads_fact(expr, target.node)) return;
    for (const NodeId arg : expr.args_of(target.node)) {
      const Kind kind = rules_.schema.types[expr[arg].type].kind;
      if (kind != Kind::Int && kind != Kind::Decimal && kind != Kind::Date) return;
    }
    for (target.side = -1; target.side <= 1; ++target.side) {
      out_.push_back(target);
      if (is_out_of_range(expr, target))
        out_.back().impossible = say("超出该事实的取值范围", "outside the range of the fact");
    }
  }

  bool is_out_of_range(const Expr& expr, const Target& target) const {
    auto args = expr.args_of(target.node);
    const bool swapped = varies_right(expr, target.node);
    const auto held = constant(expr, args[swapped ? 0 : 1]);
    if (!held) return false;
    const Decimal step = step_between(rules_.schema, expr, target.node, *held);
    const auto probe = target.side == 0  ? held
                       : target.side > 0 ? add(*held, step)
                                         : subtract(*held, step);
    NodeId value = args[swapped ? 1 : 0];
    if (expr[value].op == Op::Call && functions()[expr[value].payload].name == "size")
      return probe && *probe < Decimal{};
    if (expr[value].op == Op::Index) value = expr.args_of(value)[0];
    if (!probe || expr[value].op != Op::Fact) return false;
    const Fact& fact = rules_.schema.facts[expr[value].payload];
    return (fact.min && *probe < *fact.min) || (fact.max && *fact.max < *probe);
  }

  std::optional<Decimal> constant(const Expr& expr, NodeId node) const {
    const Value* value = nullptr;
    if (expr[node].op == Op::Literal) value = &expr.literals[expr[node].payload];
    if (expr[node].op == Op::Param) value = policy_.params[expr[node].payload].at(compiled_.as_of);
    if (value == nullptr) return std::nullopt;
    if (value->is<std::int64_t>()) return Decimal::of(value->as<std::int64_t>());
    return value->is<Decimal>() ? std::optional(value->as<Decimal>()) : std::nullopt;
  }

  const RuleSet& rules_;
  const Policy& policy_;
  const Compiled& compiled_;
  std::set<GateId> seen_gates_;
  std::set<std::uint32_t> seen_leaves_;
  std::vector<Target> out_;
};

Text threshold_words(const std::string& id, std::string_view condition, int side) {
  if (side < 0)
    return say("{}：`{}` 差一步到门槛", "{}: `{}` one step below the threshold", id, condition);
  if (side > 0)
    return say("{}：`{}` 超门槛一步", "{}: `{}` one step above the threshold", id, condition);
  return say("{}：`{}` 正在门槛上", "{}: `{}` at the threshold", id, condition);
}

std::string name_of(const Policy& policy, GateId id, std::size_t otherwise) {
  const Gate& gate = policy.gates[id];
  return gate.id.empty() ? "#" + std::to_string(otherwise + 1) : gate.id;
}

}  // namespace

std::vector<Target> targets_of(const RuleSet& rules, const Compiled& compiled,
                               const CompiledScheme& scheme) {
  return Listing(rules, compiled, scheme).take(scheme.scheme->root);
}

Text words_of(const Policy& policy, const Target& target) {
  const std::string& id = policy.criteria[target.criterion].id;
  if (target.asked == Asked::State) {
    const Text state = state_words(target.state);
    return {id + " " + state.zh, id + " " + state.en};
  }
  if (target.asked == Asked::Decides)
    return target.state == Truth::True
               ? say("{} 符合时单独决定结论", "{} met and deciding alone", id)
               : say("{} 不符合时单独决定结论", "{} refusing and deciding alone", id);
  if (target.asked == Asked::Branch) {
    const Gate& gate = policy.gates[target.gate];
    return say("{}：仅凭 {} 成立", "{}: met by {} alone", name_of(policy, target.gate, 0),
               name_of(policy, gate.children[target.which], target.which));
  }
  const Expr& expr = part_of(policy.criteria[target.criterion], target.part).expr;
  if (target.asked == Asked::Threshold)
    return threshold_words(id, expr.text_of(target.node), target.side);
  const auto args = expr.args_of(target.node);
  if (expr[target.node].op == Op::Cond)
    return target.which == 0
               ? say("{}：`{}` 成立", "{}: `{}` holds", id, expr.text_of(args[0]))
               : say("{}：`{}` 不成立", "{}: `{}` does not hold", id, expr.text_of(args[0]));
  return say("{}：仅凭 `{}` 成立", "{}: true by `{}` alone", id, expr.text_of(args[target.which]));
}

}  // namespace ipcheck
