// A checked condition as steps of the program.
// Tested by tests/expr/program_test.cc.
#include <algorithm>
#include <cassert>

#include "expr/assembly.h"
#include "expr/functions.h"

namespace ipcheck {
namespace {

/// One condition on its way into the program.
class Lowering {
 public:
  using CriterionSteps = std::unordered_map<std::string, StepId>;

  Lowering(Assembly& assembly, const Expr& expr, std::span<const Param> params,
           const CriterionSteps* criterion_step, StepId verdict_step)
      : assembly_(assembly),
        expr_(expr),
        params_(params),
        criterion_step_(criterion_step),
        verdict_step_(verdict_step),
        steps_(expr.nodes.size(), kNoStep),
        spaces_(expr.nodes.size(), kNoSpace) {}

  std::vector<StepId> run() {
    find_reached();
    find_dependent();
    Budget& budget = assembly_.folding.budget;
    const Budget outer = budget;  // of the condition that reads a fact derived by this one
    budget = {std::min(kMaxMade, assembly_.constants_left)};
    const std::size_t given = budget.left;
    for (NodeId node = 0; node < expr_.nodes.size() && !budget.spent; ++node)
      if (reached_[node]) steps_[node] = lower(node);
    if (budget.spent) refuse();
    assembly_.constants_left -= given - budget.left;
    budget = outer;
    return std::move(steps_);
  }

 private:
  static constexpr SpaceId kNoSpace = 0xFFFFFFFF;

  Assembly& assembly_;
  const Expr& expr_;
  std::span<const Param> params_;
  const CriterionSteps* criterion_step_;
  StepId verdict_step_;
  std::vector<StepId> steps_;
  std::vector<SpaceId> spaces_;  // of macro nodes
  std::vector<bool> reached_;    // from the root: `check` may leave nodes behind
  std::vector<bool> dependent_;  // on the record
  std::vector<bool> from_fact_;  // a value that was given, not computed

  void refuse();
  void find_reached();
  void find_dependent();
  bool given_by(NodeId node) const;
  StepId lower(NodeId node);
  StepId lower_param(const Node& node);
  StepId lower_logic(NodeId node);
  StepId lower_cond(NodeId node);
  StepId lower_in(NodeId node);
  StepId lower_index(NodeId node, StepId from, StepId key);
  StepId lower_select(NodeId node);
  StepId lower_macro(NodeId node);
  StepId lower_call(NodeId node);
  StepId lower_word(NodeId node);
  StepId lower_plain(NodeId node, Code code);
  SpaceId space_of(NodeId macro);
  SpaceId outer_space(NodeId macro);

  StepId step_of(NodeId node, std::size_t arg) const { return steps_[expr_.args_of(node)[arg]]; }
  std::vector<StepId> steps_of(NodeId node) const {
    std::vector<StepId> out;
    for (const NodeId arg : expr_.args_of(node)) out.push_back(steps_[arg]);
    return out;
  }
  Kind kind_of(StepId id) const { return assembly_.step(id).kind; }
  StepId emit(Code code, NodeId node, std::vector<StepId> args, std::uint32_t payload = 0) {
    const SpaceId space = assembly_.innermost(args);
    for (StepId& arg : args) arg = assembly_.align(arg, space);
    return assembly_.emit(code, expr_[node].type, space, args, payload);
  }
};

/// The constants of the condition do not fit: all of it is a fault.
void Lowering::refuse() {
  assembly_.program.spent = true;
  for (NodeId node = 0; node < expr_.nodes.size(); ++node)
    if (reached_[node]) steps_[node] = assembly_.unknown_constant(expr_[node].type, State::Fault);
}

void Lowering::find_reached() {
  reached_.assign(expr_.nodes.size(), false);
  if (expr_.nodes.empty()) return;
  reached_[expr_.root()] = true;
  for (NodeId node = expr_.root() + 1; node-- > 0;)
    if (reached_[node])
      for (const NodeId arg : expr_.args_of(node)) reached_[arg] = true;
}

bool Lowering::given_by(NodeId node) const {
  const auto args = expr_.args_of(node);
  switch (expr_[node].op) {
    case Op::Fact:
      return true;
    case Op::Index:
    case Op::Select:
    case Op::Filter:
      return from_fact_[args[0]];
    case Op::Variable:
      return from_fact_[expr_.args_of(expr_[node].payload)[0]];
    case Op::Cond:
      return from_fact_[args[1]] || from_fact_[args[2]];
    case Op::Map:
      return from_fact_[args.back()];
    default:
      return false;
  }
}

void Lowering::find_dependent() {
  dependent_.assign(expr_.nodes.size(), false);
  from_fact_.assign(expr_.nodes.size(), false);
  for (NodeId node = 0; node < expr_.nodes.size(); ++node) {
    if (!reached_[node]) continue;
    const Op op = expr_[node].op;
    bool depends = op == Op::Fact || op == Op::StateOf || op == Op::Verdict;
    if (op == Op::Variable) depends = dependent_[expr_.args_of(expr_[node].payload)[0]];
    for (const NodeId arg : expr_.args_of(node)) depends = depends || dependent_[arg];
    dependent_[node] = depends;
    from_fact_[node] = given_by(node);
  }
}

/// The innermost space that the items of a macro are told apart by, besides the list's own.
SpaceId Lowering::outer_space(NodeId macro) {
  SpaceId space = 0;
  std::vector<NodeId> open{macro};
  while (!open.empty()) {
    const NodeId node = open.back();
    open.pop_back();
    if (expr_[node].op == Op::Variable && expr_[node].payload > macro)
      space = assembly_.inner(space, space_of(expr_[node].payload));
    for (const NodeId arg : expr_.args_of(node)) open.push_back(arg);
  }
  return space;
}

SpaceId Lowering::space_of(NodeId macro) {
  if (spaces_[macro] != kNoSpace) return spaces_[macro];
  const StepId list = step_of(macro, 0);
  const auto args = expr_.args_of(macro).subspan(1);
  const bool plain =
      std::none_of(args.begin(), args.end(), [this](NodeId arg) { return dependent_[arg]; });
  const SpaceId parent = assembly_.inner(outer_space(macro), assembly_.step(list).space);
  const bool constant =
      plain && assembly_.is_constant(list) && (parent == 0 || assembly_.constant_space[parent]);
  return spaces_[macro] = assembly_.enter(parent, list, constant);
}

StepId Lowering::lower_param(const Node& node) {
  const Value* value =
      node.payload < params_.size() ? params_[node.payload].at(assembly_.as_of) : nullptr;
  if (value == nullptr) return assembly_.unknown_constant(node.type, State::Pending);
  return assembly_.constant(node.type, *value);
}

/// `&&` and `||`: a constant that decides is the answer, one that does not falls away.
StepId Lowering::lower_logic(NodeId node) {
  const bool is_and = expr_[node].op == Op::And;
  const Truth decides = is_and ? Truth::False : Truth::True;
  std::vector<StepId> parts;
  for (const StepId part : steps_of(node)) {
    const Column* constant = assembly_.scalar(part);
    if (constant != nullptr && constant->truth[0] == decides)
      return assembly_.truth_constant(decides);
    if (constant == nullptr || constant->truth[0] != flip(decides)) parts.push_back(part);
  }
  if (parts.empty()) return assembly_.truth_constant(flip(decides));
  if (parts.size() == 1) return parts[0];
  const SpaceId space = assembly_.innermost(parts);
  return assembly_.emit(is_and ? Code::And : Code::Or, kBoolType, space,
                        assembly_.full(parts, space));
}

StepId Lowering::lower_cond(NodeId node) {
  const TypeId type = expr_[node].type;
  const StepId c = step_of(node, 0);
  const StepId yes = assembly_.convert(step_of(node, 1), type);
  const StepId no = assembly_.convert(step_of(node, 2), type);
  if (const Column* constant = assembly_.scalar(c)) {
    const Truth t = constant->truth[0];
    if (is_unknown(t)) return assembly_.unknown_constant(type, static_cast<State>(t));
    return t == Truth::True ? yes : no;
  }
  const std::vector<StepId> parts{c, yes, no};
  const SpaceId space = assembly_.innermost(parts);
  const std::vector<StepId> args{assembly_.align(c, space), assembly_.align(yes, space),
                                 assembly_.align(no, space)};
  return assembly_.emit(Code::Cond, type, space, args);
}

StepId Lowering::lower_in(NodeId node) {
  const StepId item = step_of(node, 0), list = step_of(node, 1);
  const std::vector<StepId> parts{item, list};
  const SpaceId space = assembly_.innermost(parts);
  std::vector<StepId> args{assembly_.align(item, space), list};
  if (const StepId map = assembly_.row_map(list, space); map != kNoStep) args.push_back(map);
  return assembly_.emit(Code::In, kBoolType, space, args);
}

StepId Lowering::lower_index(NodeId node, StepId from, StepId key) {
  const bool asked = kind_of(from) == Kind::Map && from_fact_[expr_.args_of(node)[0]];
  const State lacking = asked ? State::Missing : State::Fault;
  const std::vector<StepId> parts{from, key};
  const SpaceId space = assembly_.innermost(parts);
  std::vector<StepId> args{from, assembly_.align(key, space)};
  if (const StepId map = assembly_.row_map(from, space); map != kNoStep) args.push_back(map);
  return assembly_.emit(Code::Index, expr_[node].type, space, args,
                        static_cast<std::uint32_t>(lacking));
}

StepId Lowering::lower_select(NodeId node) {
  const StepId from = step_of(node, 0);
  const std::string& name = expr_.names[expr_[node].payload];
  if (kind_of(from) == Kind::Map)
    return lower_index(node, from, assembly_.constant(kStringType, {name}));
  const std::vector<RecordField>& fields = assembly_.schema.types[assembly_.step(from).type].fields;
  const auto field = std::find_if(fields.begin(), fields.end(),
                                  [&name](const RecordField& f) { return f.name == name; });
  assert(field != fields.end());
  return emit(Code::Field, node, {from}, static_cast<std::uint32_t>(field - fields.begin()));
}

StepId Lowering::lower_macro(NodeId node) {
  const SpaceId space = space_of(node);
  const Op op = expr_[node].op;
  std::vector<StepId> args;
  if (op == Op::Filter) args.push_back(assembly_.items[space]);
  for (std::size_t i = 1; i < expr_[node].arg_count; ++i)
    args.push_back(assembly_.full(step_of(node, i), space));
  const Code code = op == Op::All         ? Code::All
                    : op == Op::Exists    ? Code::Exists
                    : op == Op::ExistsOne ? Code::ExistsOne
                    : op == Op::Filter    ? Code::Filter
                                          : Code::Map;
  return assembly_.emit(code, expr_[node].type, assembly_.program.spaces[space].parent, args,
                        space);
}

StepId Lowering::lower_call(NodeId node) {
  std::vector<StepId> args = steps_of(node);
  if (assembly_.schema.types[expr_[node].type].kind == Kind::Decimal)
    for (StepId& arg : args)
      if (kind_of(arg) == Kind::Int) arg = assembly_.convert(arg, kDecimalType);
  return emit(Code::Call, node, std::move(args), expr_[node].payload);
}

StepId Lowering::lower_word(NodeId node) {
  const bool is_state = expr_[node].op == Op::StateOf;
  StepId of = verdict_step_;
  if (is_state)
    of = criterion_step_ ? criterion_step_->at(expr_.names[expr_[node].payload]) : kNoStep;
  assert(of != kNoStep);
  return emit(is_state ? Code::StateWord : Code::VerdictWord, node, {of});
}

/// Strict operators: where an int meets a decimal both become decimals.
StepId Lowering::lower_plain(NodeId node, Code code) {
  std::vector<StepId> args = steps_of(node);
  const bool decimal = std::any_of(args.begin(), args.end(),
                                   [this](StepId arg) { return kind_of(arg) == Kind::Decimal; });
  for (StepId& arg : args)
    if (decimal && code != Code::ListLit && code != Code::MapLit)
      arg = assembly_.convert(arg, kDecimalType);
  return emit(code, node, std::move(args));
}

StepId Lowering::lower(NodeId id) {
  const Node& node = expr_[id];
  switch (node.op) {
    case Op::Literal:
      return assembly_.constant(node.type, expr_.literals[node.payload]);
    case Op::Fact:
      return assembly_.fact(node.payload);
    case Op::Param:
      return lower_param(node);
    case Op::Variable:
      return assembly_.items[space_of(node.payload)];
    case Op::AsOf:
      return assembly_.constant(kDateType, {assembly_.as_of});
    case Op::Not: {
      const StepId a = step_of(id, 0);
      return assembly_.emit(Code::Not, kBoolType, assembly_.step(a).space, std::span(&a, 1));
    }
    case Op::And:
    case Op::Or:
      return lower_logic(id);
    case Op::Cond:
      return lower_cond(id);
    case Op::Eq:
      return lower_plain(id, Code::Eq);
    case Op::Ne:
      return lower_plain(id, Code::Ne);
    case Op::Lt:
      return lower_plain(id, Code::Lt);
    case Op::Le:
      return lower_plain(id, Code::Le);
    case Op::Gt:
      return lower_plain(id, Code::Gt);
    case Op::Ge:
      return lower_plain(id, Code::Ge);
    case Op::In:
      return lower_in(id);
    case Op::Neg:
      return lower_plain(id, Code::Neg);
    case Op::Add:
      return lower_plain(id, Code::Add);
    case Op::Sub:
      return lower_plain(id, Code::Sub);
    case Op::Mul:
      return lower_plain(id, Code::Mul);
    case Op::Div:
      return lower_plain(id, Code::Div);
    case Op::Mod:
      return lower_plain(id, Code::Mod);
    case Op::Index:
      return lower_index(id, step_of(id, 0), step_of(id, 1));
    case Op::Select:
      return lower_select(id);
    case Op::ListLit:
      return lower_plain(id, Code::ListLit);
    case Op::MapLit:
      return lower_plain(id, Code::MapLit);
    case Op::Call:
      return lower_call(id);
    case Op::All:
    case Op::Exists:
    case Op::ExistsOne:
    case Op::Filter:
    case Op::Map:
      return lower_macro(id);
    case Op::Known:
      return emit(Code::Known, id, {step_of(id, 0)});
    case Op::StateOf:
    case Op::Verdict:
      return lower_word(id);
    case Op::Name:
      break;  // only before `check`
  }
  assert(false);
  return kNoStep;
}

}  // namespace

std::vector<StepId> Assembly::lower(const Expr& expr, std::span<const Param> params,
                                    const std::unordered_map<std::string, StepId>* criterion_step,
                                    StepId verdict_step) {
  return Lowering(*this, expr, params, criterion_step, verdict_step).run();
}

}  // namespace ipcheck
