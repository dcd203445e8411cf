// Tested by tests/judge/explain_test.cc.
#include "judge/walk.h"

#include <algorithm>

#include "expr/functions.h"

namespace ipcheck {
namespace {

void add_new(std::vector<std::string>& out, std::string name) {
  if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(std::move(name));
}

bool is_macro(Op op) {
  return op == Op::All || op == Op::Exists || op == Op::ExistsOne || op == Op::Filter ||
         op == Op::Map;
}

}  // namespace

Place Walk::climb(Place at, SpaceId to) const {
  while (at.space != to && at.space != 0) {
    at.row = frame_.parent_row[at.space][at.row];
    at.space = compiled_.program.spaces[at.space].parent;
  }
  return at;
}

Truth Walk::state(NodeId node, Place at) const {
  StepId step = steps_[node];
  const Column& column = frame_.column(step);
  std::uint32_t row = column.constant ? 0 : climb(at, compiled_.program.steps[step].space).row;
  bool truths = column.kind == Kind::Bool || column.kind == Kind::Judgement;
  if (truths) return column.truth[row];
  return column.state[row] == State::Known ? Truth::True : unknown(column.state[row]);
}

Value Walk::value(NodeId node, Place at) const {
  StepId step = steps_[node];
  const Column& column = frame_.column(step);
  std::uint32_t row = column.constant ? 0 : climb(at, compiled_.program.steps[step].space).row;
  return cell_at(batch_, column, compiled_.program.steps[step].type, row).value;
}

Walk::Items Walk::items(NodeId macro, Place at) const {
  StepId list = steps_[expr_.args_of(macro)[0]];
  for (SpaceId s = static_cast<SpaceId>(compiled_.program.spaces.size()); s-- > 1;) {
    const Space& space = compiled_.program.spaces[s];
    if (space.list != list) continue;
    Place parent = climb(at, space.parent);
    if (parent.space != space.parent) continue;
    const auto& rows = frame_.parent_row[s];
    auto [first, last] = std::equal_range(rows.begin(), rows.end(), parent.row);
    return {s, static_cast<std::uint32_t>(first - rows.begin()),
            static_cast<std::uint32_t>(last - rows.begin())};
  }
  return {};
}

std::vector<std::pair<NodeId, Place>> Walk::deciders(NodeId node, Place at, Truth wanted) const {
  std::vector<std::pair<NodeId, Place>> out;
  auto args = expr_.args_of(node);
  auto add_if = [&](NodeId arg, Place where) {
    if (state(arg, where) == wanted) out.emplace_back(arg, where);
  };
  Op op = expr_[node].op;
  if (op == Op::Cond) {
    Truth condition = state(args[0], at);
    if (is_unknown(condition))
      add_if(args[0], at);
    else
      add_if(condition == Truth::True ? args[1] : args[2], at);
  } else if (is_macro(op) && is_unknown(state(args[0], at))) {
    add_if(args[0], at);  // no list, no items: its body has no rows to look at
  } else if (is_macro(op)) {
    Items range = items(node, at);
    for (std::uint32_t r = range.begin; r < range.end; ++r) {
      for (std::size_t a = 1; a < args.size(); ++a) add_if(args[a], {range.space, r});
    }
  } else {
    for (NodeId arg : args) add_if(arg, at);
  }
  return out;
}

void Walk::missing(NodeId node, Place at, std::vector<std::string>& out) const {
  if (state(node, at) != Truth::Missing) return;
  Op op = expr_[node].op;
  if (op == Op::Fact) return missing_of_fact(node, out);
  if ((op == Op::Index || op == Op::Select) && missing_key(node, at, out)) return;
  for (auto [arg, where] : deciders(node, at, Truth::Missing)) missing(arg, where, out);
}

void Walk::missing_of_fact(NodeId node, std::vector<std::string>& out) const {
  FactId fact = expr_[node].payload;
  auto derived = compiled_.derived.find(steps_[node]);
  bool unreadable = !batch_.unreadable.empty() && batch_.unreadable[fact * batch_.rows + row_] != 0;
  if (derived != compiled_.derived.end() && !unreadable) {
    const Expr& source = *compiled_.rules->derived.at(fact).expr;
    Walk inner(compiled_, batch_, frame_, row_, source, derived->second);
    std::size_t before = out.size();
    inner.missing(out);
    if (out.size() != before || !compiled_.rules->schema.facts[fact].input) return;
  }
  add_new(out, compiled_.rules->schema.facts[fact].name);
}

/// A lacking key of a map fact is missing under the name `fact.key`.
bool Walk::missing_key(NodeId node, Place at, std::vector<std::string>& out) const {
  auto args = expr_.args_of(node);
  if (expr_[args[0]].op != Op::Fact || state(args[0], at) != Truth::True) return false;
  std::string key;
  if (expr_[node].op == Op::Select) {
    key = expr_.names[expr_[node].payload];
  } else {
    if (state(args[1], at) != Truth::True) return false;
    Value k = value(args[1], at);
    if (!k.is<std::string>()) return false;
    key = k.as<std::string>();
  }
  add_new(out, compiled_.rules->schema.facts[expr_[args[0]].payload].name + "." + key);
  return true;
}

void Walk::undecided(NodeId node, Place at, std::vector<FactId>& out) const {
  if (state(node, at) != Truth::Pending) return;
  if (expr_[node].op == Op::Fact) {
    FactId fact = expr_[node].payload;
    if (std::find(out.begin(), out.end(), fact) == out.end()) out.push_back(fact);
    return;
  }
  for (auto [arg, where] : deciders(node, at, Truth::Pending)) undecided(arg, where, out);
}

void Walk::causes(NodeId node, Place at, Causes& out) const {
  Truth here = state(node, at);
  if (here != Truth::Pending && here != Truth::Fault) return;
  Op op = expr_[node].op;
  if (op == Op::Param) out.no_value = true;
  auto inner = deciders(node, at, here);
  if (op == Op::Fact) {
    auto derived = compiled_.derived.find(steps_[node]);
    if (derived == compiled_.derived.end()) return;
    Walk(compiled_, batch_, frame_, row_, *compiled_.rules->derived.at(expr_[node].payload).expr,
         derived->second)
        .causes(out);
    return;
  }
  if (inner.empty() && here == Truth::Fault) out.fault = true;
  if (inner.empty() && here == Truth::Pending && op == Op::Call) out.calendar = true;
  for (auto [arg, where] : inner) causes(arg, where, out);
}

}  // namespace ipcheck
