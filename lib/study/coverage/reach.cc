// Tested by tests/study/coverage_test.cc.
#include "study/coverage/reach.h"

#include <algorithm>

namespace ipcheck {

bool reads_fact(const Expr& expr, NodeId node) {
  if (expr[node].op == Op::Fact || expr[node].op == Op::Variable) return true;
  const auto args = expr.args_of(node);
  return std::any_of(args.begin(), args.end(), [&](NodeId arg) { return reads_fact(expr, arg); });
}

bool varies_right(const Expr& expr, NodeId comparison) {
  return !reads_fact(expr, expr.args_of(comparison)[0]);
}

Decimal step_between(const Schema& schema, const Expr& expr, NodeId comparison,
                     const Decimal& threshold) {
  const auto args = expr.args_of(comparison);
  const bool exact = schema.types[expr[args[0]].type].kind == Kind::Decimal;
  return step_of(schema, expr[args[exact ? 0 : 1]].type, threshold);
}

void Reach::mark(const Target& target, std::vector<char>& out) const {
  switch (target.asked) {
    case Asked::State: {
      const StepId step = policy_.criteria[target.criterion].state;
      for (std::uint32_t row = 0; row < rows_; ++row)
        out[row] = frame_.truth(step, row) == target.state;
      return;
    }
    case Asked::Decides:
      return mark_decides(target, out);
    case Asked::Branch:
      return mark_branch(target, out);
    case Asked::Operand:
      return mark_operand(target, out);
    case Asked::Threshold:
      return mark_threshold(target, out);
  }
}

const NodeSteps& Reach::steps_of(const Target& target) const {
  const CompiledCriterion& c = policy_.criteria[target.criterion];
  return target.part == 0 ? c.applies : target.part == 1 ? c.check : c.should;
}

std::optional<std::size_t> Reach::chosen(GateId id, std::uint32_t row) const {
  const Gate& gate = policy_.policy->gates[id];
  const Column& selector = frame_.column(compiled_.program.args_of(policy_.gates[id])[0]);
  const std::uint32_t at = selector.constant ? 0 : row;
  if (selector.state[at] != State::Known) return std::nullopt;
  for (std::size_t i = 0; i < gate.branches.size(); ++i)
    if (gate.branches[i] == selector.ints[at]) return i;
  return std::nullopt;
}

/// The tree as the run left it, one criterion taken for another state.
Truth Reach::tree(GateId id, std::uint32_t row, std::uint32_t criterion, Truth instead) const {
  const Gate& gate = policy_.policy->gates[id];
  auto child = [&](std::size_t i) { return tree(gate.children[i], row, criterion, instead); };
  switch (gate.kind) {
    case GateKind::Criterion:
      return gate.criterion == criterion
                 ? instead
                 : frame_.truth(policy_.criteria[gate.criterion].state, row);
    case GateKind::All:
    case GateKind::Any: {
      const bool all = gate.kind == GateKind::All;
      Truth t = gate.children.empty() ? Truth::True : child(0);
      for (std::size_t i = 1; i < gate.children.size(); ++i)
        t = all ? both(t, child(i)) : either(t, child(i));
      return t;
    }
    case GateKind::AtLeast: {
      std::uint32_t met = 0, missing = 0, open = 0, applicable = 0;
      for (std::size_t i = 0; i < gate.children.size(); ++i) {
        const Truth t = child(i);
        met += t == Truth::True;
        missing += t == Truth::Missing;
        open += is_unknown(t);
        applicable += t != Truth::NotApplicable;
      }
      const std::uint32_t k = std::min(gate.k, applicable);
      if (applicable == 0) return Truth::NotApplicable;
      if (met >= k) return Truth::True;
      if (met + open < k) return Truth::False;
      return missing > 0 ? Truth::Missing : Truth::Pending;
    }
    case GateKind::Choose: {
      const auto branch = chosen(id, row);
      return branch ? child(*branch) : Truth::Missing;
    }
  }
  return Truth::Fault;
}

/// Masking MC/DC: in a row where everybody else is met the leaf is met and refusing it would change
/// the verdict; in another it refuses and meeting it would.
void Reach::mark_decides(const Target& target, std::vector<char>& out) const {
  const Criterion& source = policy_.policy->criteria[target.criterion];
  const Truth refusal = source.check ? Truth::False : Truth::Pending;
  const bool met = target.state == Truth::True;
  for (std::uint32_t row = 0; row < rows_; ++row) {
    if (frame_.truth(policy_.criteria[target.criterion].state, row) != target.state) continue;
    const Truth now = frame_.truth(scheme_.root, row);
    if (met && now != Truth::True) continue;
    out[row] =
        tree(scheme_.scheme->root, row, target.criterion, met ? refusal : Truth::True) != now;
  }
}

void Reach::mark_branch(const Target& target, std::vector<char>& out) const {
  const Gate& gate = policy_.policy->gates[target.gate];
  const GateId branch = gate.children[target.which];
  for (std::uint32_t row = 0; row < rows_; ++row) {
    if (frame_.truth(policy_.gates[target.gate], row) != Truth::True) continue;
    if (frame_.truth(policy_.gates[branch], row) != Truth::True) continue;
    if (gate.kind == GateKind::Choose) {
      out[row] = chosen(target.gate, row) == target.which;
      continue;
    }
    std::uint32_t met = 0, applicable = 0;
    for (const GateId child : gate.children) {
      const Truth t = frame_.truth(policy_.gates[child], row);
      met += t == Truth::True;
      applicable += t != Truth::NotApplicable;
    }
    out[row] = met == (gate.kind == GateKind::AtLeast ? std::min(gate.k, applicable) : 1U);
  }
}

SpaceId Reach::innermost(std::span<const StepId> steps) const {
  auto depth = [this](SpaceId space) {
    int n = 0;
    for (; space != 0; ++n) space = compiled_.program.spaces[space].parent;
    return n;
  };
  SpaceId out = 0;
  for (const StepId step : steps) {
    const SpaceId space = compiled_.program.steps[step].space;
    if (depth(space) > depth(out) && !frame_.column(step).constant) out = space;
  }
  return out;
}

std::uint32_t Reach::climb(SpaceId from, std::uint32_t row, SpaceId to) const {
  while (from != to && from != 0) {
    row = frame_.parent_row[from][row];
    from = compiled_.program.spaces[from].parent;
  }
  return row;
}

std::uint32_t Reach::row_in(StepId step, SpaceId from, std::uint32_t row) const {
  return frame_.column(step).constant ? 0 : climb(from, row, compiled_.program.steps[step].space);
}

void Reach::mark_operand(const Target& target, std::vector<char>& out) const {
  const Condition& part = part_of(policy_.policy->criteria[target.criterion], target.part);
  const NodeSteps& steps = steps_of(target);
  std::vector<StepId> operands;
  for (const NodeId arg : part.expr.args_of(target.node)) operands.push_back(steps[arg]);
  const bool arm = part.expr[target.node].op == Op::Cond;
  if (arm) operands.resize(1);
  if (std::find(operands.begin(), operands.end(), kNoStep) != operands.end()) return;
  const SpaceId space = innermost(operands);
  const std::uint32_t rows = space == 0 ? rows_ : frame_.rows[space];
  for (std::uint32_t row = 0; row < rows; ++row) {
    auto is = [&](std::size_t i, Truth t) {
      return frame_.column(operands[i]).truth[row_in(operands[i], space, row)] == t;
    };
    bool alone = true;
    if (arm) {
      alone = is(0, target.which == 0 ? Truth::True : Truth::False);
    } else {
      for (std::size_t i = 0; i < operands.size(); ++i)
        alone = alone && is(i, Truth::True) == (i == target.which);
    }
    if (alone) out[climb(space, row, 0)] = 1;
  }
}

std::optional<Decimal> Reach::number(StepId step, SpaceId space, std::uint32_t row) const {
  const Column& column = frame_.column(step);
  const std::uint32_t at = row_in(step, space, row);
  if (column.kind == Kind::Invalid || column.state[at] != State::Known) return std::nullopt;
  if (column.kind == Kind::Decimal) return column.decimals[at];
  return Decimal::of(column.ints[at]);
}

void Reach::mark_threshold(const Target& target, std::vector<char>& out) const {
  const Expr& expr = part_of(policy_.policy->criteria[target.criterion], target.part).expr;
  const NodeSteps& steps = steps_of(target);
  StepId value = steps[expr.args_of(target.node)[0]], held = steps[expr.args_of(target.node)[1]];
  if (value == kNoStep || held == kNoStep) return;
  if (varies_right(expr, target.node)) std::swap(value, held);
  const SpaceId space = innermost(std::vector<StepId>{value, held});
  const std::uint32_t rows = space == 0 ? rows_ : frame_.rows[space];
  for (std::uint32_t row = 0; row < rows; ++row) {
    const auto a = number(value, space, row), b = number(held, space, row);
    const auto gap = a && b ? subtract(*a, *b) : std::nullopt;
    if (!gap) continue;
    const Decimal step = step_between(compiled_.rules->schema, expr, target.node, *b), none{};
    const bool there = target.side == 0  ? *gap == none
                       : target.side > 0 ? none < *gap && *gap <= step
                                         : negate(step) <= *gap && *gap < none;
    if (there) out[climb(space, row, 0)] = 1;
  }
}

}  // namespace ipcheck
