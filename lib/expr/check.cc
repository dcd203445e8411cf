// Tested by tests/expr/check_test.cc.
#include "expr/check.h"

#include <algorithm>
#include <cassert>

#include "expr/checker.h"
#include "text/suggest.h"

namespace ipcheck {
namespace {

bool is_macro(Op op) {
  return op == Op::All || op == Op::Exists || op == Op::ExistsOne || op == Op::Filter ||
         op == Op::Map;
}

}  // namespace

bool check(Expr& expr, const CheckScope& scope, const Sources& sources, Diagnostics& diags) {
  return Checker(expr, scope, sources, diags).run();
}

bool Checker::run() {
  body_of_.assign(expr_.nodes.size(), kNoNode);
  constant_.assign(expr_.nodes.size(), std::nullopt);
  for (NodeId id = 0; id < expr_.nodes.size(); ++id)
    if (is_macro(expr_[id].op)) body_of_[arg(id, 0) + 1] = id;
  walk();
  check_expected();
  bool stands = true;
  for (Found& found : found_) {
    stands &= scope_.fault_allowed && found.diagnostic.id == "constant-fault";
    diags_.add(std::move(found.diagnostic));
  }
  if (!stands) return false;
  settle();
  return true;
}

void Checker::walk() {
  for (NodeId id = 0; id < expr_.nodes.size();) {
    if (body_of_[id] != kNoNode) enter_body(body_of_[id]);
    if (!open_.empty() && open_.back() == id) open_.pop_back();
    expr_.nodes[id].type = visit(id);
    if (again_ == kNoNode) {
      fold(id++);
    } else {
      id = again_;
      start_again();
    }
  }
}

void Checker::enter_body(NodeId id) {
  const NodeId range = arg(id, 0);
  if (const auto at = as_enum_.find(id); at != as_enum_.end() && text_inside(type(range)))
    to_enum(range, at->second);
  const Type& from = full(range);
  const bool has_items = from.kind == Kind::List || from.kind == Kind::Set;
  TypeId item = has_items ? from.item : from.kind == Kind::Map ? from.key : kInvalidType;
  if (has_items && item == kInvalidType) item = kIntType;  // of an empty list: never looked at
  variable_[id] = item;
  open_.push_back(id);
}

/// Forgets what was said and opened at or after the place.
void Checker::start_again() {
  std::erase_if(found_, [this](const Found& found) { return found.node >= again_; });
  while (!open_.empty() && arg(open_.back(), 0) + 1 >= again_) open_.pop_back();
  again_ = kNoNode;
}

TypeId Checker::visit(NodeId id) {
  const Node& node = expr_[id];
  switch (node.op) {
    case Op::Literal:
      return literal_type(expr_.literals[node.payload]);
    case Op::Name:
      return resolve_name(id);
    case Op::Fact:
      return with_unit(schema_.facts[node.payload].type, schema_.facts[node.payload].unit);
    case Op::Param:
      return resolve_param(id);
    case Op::Variable:
      return variable_[node.payload];
    case Op::AsOf:
      return kDateType;
    case Op::Verdict:
      return kStringType;
    case Op::StateOf:
      return state_of(id);
    case Op::Known:
      return known(id);
    case Op::Not:
    case Op::And:
    case Op::Or:
      return logic(id);
    case Op::Cond:
      return choice(id);
    case Op::Eq:
    case Op::Ne:
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge:
      return comparison(id);
    case Op::In:
      return membership(id);
    case Op::Neg:
      return negation(id);
    case Op::Add:
    case Op::Sub:
      return arithmetic(id);
    case Op::Mul:
    case Op::Div:
    case Op::Mod:
      return product(id);
    case Op::Index:
      return index(id);
    case Op::Select:
      return select(id);
    case Op::ListLit:
      return list(id);
    case Op::MapLit:
      return map(id);
    case Op::Call:
      return call(id);
    case Op::All:
    case Op::Exists:
    case Op::ExistsOne:
    case Op::Filter:
    case Op::Map:
      return macro(id);
  }
  return kInvalidType;
}

TypeId Checker::literal_type(const Value& value) const {
  if (value.is<bool>()) return kBoolType;
  if (value.is<std::int64_t>()) return kIntType;
  if (value.is<Decimal>()) return kDecimalType;
  assert(value.is<std::string>());
  return kStringType;
}

/// The type of a fact or param whose unit stands beside it.
TypeId Checker::with_unit(TypeId id, UnitId unit) {
  Type type = schema_.types[id];
  if (unit == 0 || type.unit != 0) return id;
  if (type.kind == Kind::Int || type.kind == Kind::Decimal)
    return schema_.types.number(type.kind, unit);
  if (type.kind != Kind::List && type.kind != Kind::Set && type.kind != Kind::Map) return id;
  type.item = with_unit(type.item, unit);
  return schema_.types.intern(std::move(type));
}

TypeId Checker::resolve_name(NodeId id) {
  Node& node = expr_.nodes[id];
  const std::string& name = expr_.names[node.payload];
  for (auto macro = open_.rbegin(); macro != open_.rend(); ++macro)
    if (expr_.names[expr_[*macro].payload] == name) {
      node.op = Op::Variable;
      node.payload = *macro;
      return variable_[*macro];
    }
  if (name == "as_of") {
    node.op = Op::AsOf;
    return kDateType;
  }
  if (name == "verdict" && scope_.state_allowed) {
    node.op = Op::Verdict;
    return kStringType;
  }
  if (const FactId fact = schema_.find(name); fact != kNoFact) {
    node.op = Op::Fact;
    node.payload = fact;
    return visit(id);
  }
  if (name == "verdict")
    not_here(id, "verdict",
             tell("只有通知的 `when` 和 `outputs` 能看结论",
                  "only `when` of notices and `outputs` may look at it"));
  else
    unknown_name(id, name);
  return kInvalidType;
}

void Checker::unknown_name(NodeId id, const std::string& name) {
  Text fix;
  const auto is_param = [&](const Param& param) { return param.name == name; };
  if (name == "params") {
    fix = tell("参数写 `params.名称`", "write a parameter as `params.name`");
  } else if (std::any_of(scope_.params.begin(), scope_.params.end(), is_param)) {
    fix = tell("它是参数，请写 `params.{}`", "it is a parameter: write `params.{}`", name);
  } else if (std::any_of(schema_.domains.begin(), schema_.domains.end(),
                         [&](const Domain& domain) { return domain.index_of(name).has_value(); })) {
    fix = tell("它是枚举值，请加引号：`'{}'`", "it is a value of an enum: write `'{}'` in quotes",
               name);
  } else {
    std::vector<std::string_view> names{"as_of"};
    for (const Fact& fact : schema_.facts) names.push_back(fact.name);
    for (const NodeId macro : open_) names.push_back(expr_.names[expr_[macro].payload]);
    fix = did_you_mean(name, names);
  }
  if (fix.empty())
    fix = tell("事实在 `facts:` 或词汇表里声明",
               "facts are declared under `facts:` or in a vocabulary");
  error(id, "unknown-fact", tell("没有事实 `{}`", "unknown fact `{}`", name), std::move(fix));
}

TypeId Checker::resolve_param(NodeId id) {
  Node& node = expr_.nodes[id];
  if (node.type == kInvalidType) {
    const std::string& name = expr_.names[node.payload];
    const auto at = std::find_if(scope_.params.begin(), scope_.params.end(),
                                 [&name](const Param& param) { return param.name == name; });
    if (at == scope_.params.end()) {
      std::vector<std::string_view> names;
      for (const Param& param : scope_.params) names.push_back(param.name);
      Text fix = did_you_mean(name, names);
      if (fix.empty())
        fix = tell("参数在 `params:` 里声明", "parameters are declared under `params:`");
      error(id, "unknown-param",
            tell("没有参数 `params.{}`", "unknown parameter `params.{}`", name), std::move(fix));
      return kInvalidType;
    }
    const TypeId made = with_unit(at->type, at->unit);
    if (made != kInvalidType) node.payload = static_cast<std::uint32_t>(at - scope_.params.begin());
    return made;
  }
  const Param& param = scope_.params[node.payload];
  return with_unit(param.type, param.unit);
}

TypeId Checker::macro(NodeId id) {
  const Op op = expr_[id].op;
  const NodeId range = arg(id, 0), body = expr_.args_of(id).back();
  const Type from = full(range);
  const bool over_map = from.kind == Kind::Map;
  if (from.kind != Kind::List && from.kind != Kind::Set && !over_map) {
    if (from.kind != Kind::Invalid)
      error(range, "type-mismatch",
            tell("`{}` 是{}，不能逐项判断", "cannot go through `{}`: it is {}", shown(range),
                 of(range)),
            tell("`all`、`exists`、`filter`、`map` 用在列表、集合或映射上",
                 "`all`, `exists`, `filter` and `map` go over a list, a set or a map"));
    return kInvalidType;
  }
  const bool conditional = op != Op::Map || expr_[id].arg_count == 3;
  const bool truth = !conditional || want_truth(arg(id, 1));
  if (op == Op::All || op == Op::Exists || op == Op::ExistsOne) return kBoolType;
  if (!truth) return kInvalidType;
  if (op == Op::Filter) return over_map ? schema_.types.list(from.key) : type(range);
  return schema_.types.list(kind(body) == Kind::Judgement ? kBoolType : type(body));
}

TypeId Checker::known(NodeId id) {
  const auto args = expr_.args_of(id);
  if (!scope_.known_allowed)
    not_here(id, "known()",
             tell("它只用于 `applies`、`derive`、`when` 和 `outputs`；缺的事实在这里本来就是未知",
                  "it belongs in `applies`, `derive`, `when` and `outputs`; here an absent fact is "
                  "unknown by "
                  "itself"));
  else if (args.size() != 1 || (expr_[args[0]].op != Op::Fact && type(args[0]) != kInvalidType))
    error(id, "type-mismatch", tell("`known()` 只问一个事实", "`known()` asks for one fact"),
          tell("如 `known(received_on)`", "like `known(received_on)`"));
  return kBoolType;
}

TypeId Checker::state_of(NodeId id) {
  const std::string& criterion = expr_.names[expr_[id].payload];
  if (!scope_.state_allowed) {
    not_here(id, "state()",
             tell("只有通知的 `when` 和 `outputs` 能看条件的状态",
                  "only `when` of notices and `outputs` may look at states"));
  } else if (std::find(scope_.criteria.begin(), scope_.criteria.end(), criterion) ==
             scope_.criteria.end()) {
    const std::vector<std::string_view> ids(scope_.criteria.begin(), scope_.criteria.end());
    error(id, "unknown-criterion", tell("没有条件 `{}`", "unknown criterion `{}`", criterion),
          did_you_mean(criterion, ids));
  }
  return kStringType;
}

/// The root against what stands around the condition.
void Checker::check_expected() {
  const NodeId root = expr_.root();
  const TypeId want = scope_.expected;
  if (want == kInvalidType || type(root) == kInvalidType) return;
  const Type& wanted = schema_.types[want];
  if (wanted.kind == Kind::Bool || wanted.kind == Kind::Judgement) {
    want_truth(root);
    return;
  }
  const DomainId domain = domain_inside(want);
  while (domain != 0 && text_inside(type(root)) && can_be_enum(root)) {
    to_enum(root, domain);
    if (again_ == kNoNode) break;
    again_ = 0;  // texts of a macro: walk once more, now with members
    start_again();
    walk();
  }
  TypeId have = type(root);
  if (wanted.kind == Kind::Set && kind(root) == Kind::List)
    have = schema_.types.set(full(root).item);
  Clash clash = Clash::None;
  const auto joined = join(want, have, clash);
  if (!joined)
    error(root, clash == Clash::Units ? "unit-mismatch" : "type-mismatch",
          tell("`{0}` 应当是{1}，却是{2}", "`{0}` should be {1}, but is {2}", shown(root),
               describe(schema_, want), of(root)));
  else if (kind_inside(*joined) == Kind::Decimal && kind_inside(want) == Kind::Int)
    error(root, "type-mismatch",
          tell("`{}` 应当是整数，却是小数", "`{}` should be an integer, but is a decimal",
               shown(root)));
  else
    adopt(root, *joined);
}

/// Types that nothing has settled: the items of an empty list.
void Checker::settle() {
  for (Node& node : expr_.nodes) node.type = settled(node.type);
}

TypeId Checker::settled(TypeId id) {
  Type type = schema_.types[id];
  if (type.kind != Kind::List && type.kind != Kind::Set && type.kind != Kind::Map) return id;
  type.item = type.item == kInvalidType ? kIntType : settled(type.item);
  if (type.kind == Kind::Map && type.key == kInvalidType) type.key = kStringType;
  return schema_.types.intern(std::move(type));
}

}  // namespace ipcheck
