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

/// Several spaces may hold the items of one list: the macro's step names its own.
Walk::Items Walk::items(NodeId macro, Place at) const {
  const Program& program = compiled_.program;
  StepId list = steps_[expr_.args_of(macro)[0]];
  const SpaceId own = program.steps[steps_[macro]].payload;
  Items found;
  for (SpaceId s = static_cast<SpaceId>(program.spaces.size()); s-- > 1;) {
    const Space& space = program.spaces[s];
    if (space.list != list || (found.space != 0 && s != own)) continue;
    Place parent = climb(at, space.parent);
    if (parent.space != space.parent) continue;
    const auto& rows = frame_.parent_row[s];
    auto [first, last] = std::equal_range(rows.begin(), rows.end(), parent.row);
    found = {s, static_cast<std::uint32_t>(first - rows.begin()),
             static_cast<std::uint32_t>(last - rows.begin())};
    if (s == own) break;
  }
  return found;
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
      const Place item{range.space, r};
      add_if(args[1], item);
      const bool kept = args.size() > 2 && state(args[1], item) == Truth::True;
      if (kept) add_if(args[2], item);  // of an item left out nobody asks the rest
    }
  } else {
    for (NodeId arg : args) add_if(arg, at);
  }
  return out;
}

void Walk::missing(NodeId node, Place at, std::vector<std::string>& out) const {
  if (state(node, at) != Truth::Missing) return;
  Op op = expr_[node].op;
  if (op == Op::Fact)
    return missing_of_fact(compiled_, batch_, frame_, row_, expr_[node].payload, steps_[node], out);
  if ((op == Op::Index || op == Op::Select) && missing_key(node, at, out)) return;
  for (auto [arg, where] : deciders(node, at, Truth::Missing)) missing(arg, where, out);
}

void missing_of_fact(const Compiled& compiled, const Batch& batch, const Frame& frame,
                     std::uint32_t row, FactId id, StepId step, std::vector<std::string>& out) {
  const Fact& fact = compiled.rules->schema.facts[id];
  auto derived = compiled.derived.find(step);
  bool unreadable = !batch.unreadable.empty() && batch.unreadable[id * batch.rows + row] != 0;
  if (derived != compiled.derived.end() && !unreadable) {
    std::vector<std::string> names;
    Walk(compiled, batch, frame, row, *compiled.rules->derived.at(id).expr, derived->second)
        .missing(names);
    const bool told = !names.empty();
    for (std::string& name : names) add_new(out, std::move(name));
    if (told || !fact.input) return;
  }
  add_new(out, fact.name);
}

std::int64_t chosen_member(const CompiledPolicy& policy, const Batch& batch, const Frame& frame,
                           FactId selector, std::uint32_t row) {
  auto derived = policy.derived.find(selector);
  const Column& column =
      derived == policy.derived.end() ? batch.facts[selector] : frame.column(derived->second);
  if (column.kind == Kind::Invalid) return -1;
  const std::uint32_t at = column.constant ? 0 : row;
  return column.state[at] == State::Known ? column.ints[at] : -1;
}

/// The fact that a node's value, or its items, came from.
FactId Walk::origin(NodeId node, const Place* at) const {
  const Node& from = expr_[node];
  auto args = expr_.args_of(node);
  if (from.op == Op::Fact) return from.payload;
  if (from.op == Op::Variable) return origin(expr_.args_of(from.payload)[0], at);
  if (from.op == Op::Map) return origin(args.back(), nullptr);  // its body has other rows
  if (from.op == Op::Filter) return origin(args[0], at);
  if (from.op == Op::Cond && at != nullptr)
    return origin(args[state(args[0], *at) == Truth::True ? 1 : 2], at);
  if (from.op == Op::Cond) args = args.subspan(1);
  FactId found = kNoFact;
  for (std::size_t i = 0; i < args.size() && found == kNoFact; ++i) found = origin(args[i], at);
  return found;
}

/// A lacking key of a map fact, or field of a record in a list, is missing under the name
/// `fact.key`.
bool Walk::missing_key(NodeId node, Place at, std::vector<std::string>& out) const {
  auto args = expr_.args_of(node);
  if (state(args[0], at) != Truth::True) return false;
  std::string key;
  if (expr_[node].op == Op::Select) {
    key = expr_.names[expr_[node].payload];
  } else {
    if (state(args[1], at) != Truth::True) return false;
    Value k = value(args[1], at);
    if (!k.is<std::string>()) return false;
    key = k.as<std::string>();
  }
  const FactId fact = origin(args[0], &at);
  if (fact == kNoFact) return false;
  add_new(out, compiled_.rules->schema.facts[fact].name + "." + key);
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
