// Comparisons as value, operator, threshold, gap. Tested by tests/judge/explain_test.cc.
#include <algorithm>

#include "expr/functions.h"
#include "expr/operators.h"
#include "expr/parse.h"
#include "judge/walk.h"

namespace ipcheck {
namespace {

std::optional<Decimal> number(const Value& value) {
  if (value.is<std::int64_t>()) return Decimal::of(value.as<std::int64_t>());
  if (value.is<Decimal>()) return value.as<Decimal>();
  return std::nullopt;
}

/// How much is lacking; nothing when the comparison holds or is none of order.
std::optional<Value> gap_of(const std::string& op, const Value& seen, const Value& threshold) {
  auto have = number(seen);
  auto want = number(threshold);
  if (!have || !want) return std::nullopt;
  bool up = (op == ">=" && *have < *want) || (op == ">" && *have <= *want);
  bool down = (op == "<=" && *have > *want) || (op == "<" && *have >= *want);
  auto gap = up ? subtract(*want, *have) : down ? subtract(*have, *want) : std::nullopt;
  return gap ? std::optional<Value>(Value{*gap}) : std::nullopt;
}

}  // namespace

void Walk::require_comparison(NodeId node, Place at, bool negated, const Policy& policy,
                              std::vector<Requirement>& out) const {
  auto args = expr_.args_of(node);
  NodeId left = args[0], right = args[1];
  Op op = expr_[node].op;
  bool constant_left = frame_.column(steps_[left]).constant && expr_[left].op != Op::Fact;
  bool constant_right = frame_.column(steps_[right]).constant && expr_[right].op != Op::Fact;
  if (constant_left && !constant_right && op != Op::In) {
    std::swap(left, right);
    op = turned(op);
  }
  const RuleSet& rules = *compiled_.rules;
  Requirement r{.op = std::string(sign_of(negated ? ipcheck::negated(op) : op))};
  if (negated && op == Op::In) r.op = "not in";
  bool plain = expr_[left].op == Op::Fact;
  r.fact = plain ? rules.schema.facts[expr_[left].payload].name
                 : print(expr_, left, rules.schema, policy.params);
  if (state(right, at) == Truth::True || expr_[right].type == kBoolType)
    r.threshold = value(right, at);
  r.unit = rules.schema.types[expr_[left].type].unit;
  if (expr_[right].op == Op::Param) r.param = policy.params[expr_[right].payload].name;
  if (state(left, at) == Truth::True) r.gap = gap_of(r.op, value(left, at), r.threshold);
  out.push_back(std::move(r));
}

/// `fact.exists(x, x in list)` says of the fact itself what it says of its items.
bool Walk::require_membership(NodeId node, Place at, bool negated, const Policy& policy,
                              std::vector<Requirement>& out) const {
  const NodeId range = expr_.args_of(node)[0], body = expr_.args_of(node)[1];
  if (expr_[range].op != Op::Fact || expr_[body].op != Op::In) return false;
  const NodeId item = expr_.args_of(body)[0], list = expr_.args_of(body)[1];
  const bool constant = frame_.column(steps_[list]).constant && expr_[list].op != Op::Fact;
  if (expr_[item].op != Op::Variable || !constant) return false;
  Requirement r{.fact = compiled_.rules->schema.facts[expr_[range].payload].name,
                .op = negated ? "not in" : "in"};
  if (state(list, at) == Truth::True) r.threshold = value(list, at);
  if (expr_[list].op == Op::Param) r.param = policy.params[expr_[list].payload].name;
  out.push_back(std::move(r));
  return true;
}

void Walk::require(NodeId node, Place at, bool negated, const Policy& policy,
                   std::vector<Requirement>& out) const {
  constexpr std::size_t kMost = 16;
  if (out.size() >= kMost) return;
  const Node& n = expr_[node];
  switch (n.op) {
    case Op::Eq:
    case Op::Ne:
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge:
    case Op::In:
      return require_comparison(node, at, negated, policy, out);
    case Op::Fact:
      out.push_back({.fact = compiled_.rules->schema.facts[n.payload].name,
                     .op = "==",
                     .threshold = Value{!negated}});
      return;
    case Op::Not:
      return require(expr_.args_of(node)[0], at, !negated, policy, out);
    case Op::Call: {
      auto args = expr_.args_of(node);
      bool plain = !args.empty() && expr_[args[0]].op == Op::Fact && args.size() == 2;
      if (!plain) break;
      std::string name(functions()[n.payload].name);
      out.push_back({.fact = compiled_.rules->schema.facts[expr_[args[0]].payload].name,
                     .op = negated ? "not " + name : name,
                     .threshold = value(args[1], at)});
      return;
    }
    case Op::Exists:
    case Op::All:
      if (require_membership(node, at, negated, policy, out)) return;
      break;
    default:
      break;
  }
  const Truth here = state(node, at);
  if (n.type != kBoolType && n.type != kJudgementType) return;
  const bool scalar = n.op == Op::And || n.op == Op::Or;
  const std::vector<std::pair<NodeId, Place>> parts = deciders(node, at, here);
  if (parts.empty() || is_unknown(here)) {
    if (!scalar) return;
    for (NodeId arg : expr_.args_of(node)) require(arg, at, negated, policy, out);
    return;
  }
  for (auto [arg, where] : parts) {
    require(arg, where, negated, policy, out);
    if (!scalar) break;  // one item of a list stands for the others
  }
}

void Walk::requirements(const Policy& policy, std::vector<Requirement>& out) const {
  require(expr_.root(), {0, row_}, false, policy, out);
}

}  // namespace ipcheck
