// Tested by tests/expr/check_test.cc.
// How two types become one: units, ints among decimals, texts among the values of an enum.
#include <algorithm>

#include "expr/checker.h"
#include "text/suggest.h"

namespace ipcheck {
namespace {

bool is_truth_kind(Kind kind) {
  return kind == Kind::Bool || kind == Kind::Judgement;
}
bool is_number_kind(Kind kind) {
  return kind == Kind::Int || kind == Kind::Decimal;
}
bool is_collection(Kind kind) {
  return kind == Kind::List || kind == Kind::Set || kind == Kind::Map;
}

}  // namespace

TypeId Checker::join_numbers(TypeId a, TypeId b, Clash& clash) {
  const Type &x = schema_.types[a], &y = schema_.types[b];
  if (x.unit != 0 && y.unit != 0 && x.unit != y.unit) {
    clash = Clash::Units;
    return kInvalidType;
  }
  const Kind kind = x.kind == Kind::Decimal || y.kind == Kind::Decimal ? Kind::Decimal : Kind::Int;
  return schema_.types.number(kind, x.unit != 0 ? x.unit : y.unit);
}

/// The type that values of both have; nullopt: none. An invalid type stands for anything.
std::optional<TypeId> Checker::join(TypeId a, TypeId b, Clash& clash) {
  if (a == b || b == kInvalidType) return a;
  if (a == kInvalidType) return b;
  const Type x = schema_.types[a], y = schema_.types[b];
  if (is_truth_kind(x.kind) && is_truth_kind(y.kind)) return kBoolType;
  if (is_number_kind(x.kind) && is_number_kind(y.kind)) {
    const TypeId joined = join_numbers(a, b, clash);
    return joined == kInvalidType ? std::nullopt : std::optional(joined);
  }
  if (x.kind != y.kind || !is_collection(x.kind)) {
    clash = Clash::Kinds;
    return std::nullopt;
  }
  const auto item = join(x.item, y.item, clash);
  const auto key = join(x.key, y.key, clash);
  if (!item || !key) return std::nullopt;
  return schema_.types.intern({.kind = x.kind, .item = *item, .key = *key});
}

/// Brings two operands to one type, retyping texts that meet an enum. nullopt: see `clash`.
std::optional<TypeId> Checker::meet(NodeId a, NodeId b, Clash& clash) {
  const auto coerce = [this](NodeId text, NodeId other) {
    const DomainId domain = domain_inside(type(other));
    if (domain != 0 && text_inside(type(text)) && can_be_enum(text)) to_enum(text, domain);
  };
  coerce(a, b);
  coerce(b, a);
  const auto joined = join(type(a), type(b), clash);
  if (joined) {
    adopt(a, *joined);
    adopt(b, *joined);
  }
  return joined;
}

Kind Checker::kind_inside(TypeId id) const {
  while (is_collection(schema_.types[id].kind)) id = schema_.types[id].item;
  return schema_.types[id].kind;
}

DomainId Checker::domain_inside(TypeId id) const {
  while (is_collection(schema_.types[id].kind)) id = schema_.types[id].item;
  return schema_.types[id].kind == Kind::Enum ? schema_.types[id].domain : DomainId{0};
}

bool Checker::text_inside(TypeId id) const {
  return kind_inside(id) == Kind::String;
}

/// The type with the text inside replaced by the enum.
TypeId Checker::as_enum(TypeId id, DomainId domain) {
  Type type = schema_.types[id];
  if (type.kind == Kind::String) return schema_.types.enumeration(domain);
  if (!is_collection(type.kind)) return id;
  type.item = as_enum(type.item, domain);
  return schema_.types.intern(std::move(type));
}

/// Whether all texts that the node gives are written down: in quotes or in a parameter.
bool Checker::can_be_enum(NodeId id) const {
  const auto args = expr_.args_of(id);
  const auto can = [this](NodeId arg) { return !text_inside(type(arg)) || can_be_enum(arg); };
  const Op op = expr_[id].op;
  if (op == Op::Literal || op == Op::Param) return true;
  if (op == Op::ListLit) return std::all_of(args.begin(), args.end(), can);
  if (op == Op::MapLit) {
    for (std::size_t i = 1; i < args.size(); i += 2)
      if (!can(args[i])) return false;
    return true;
  }
  if (op == Op::Cond) return can(args[1]) && can(args[2]);
  if (op == Op::Add) return kind(id) == Kind::List && can(args[0]) && can(args[1]);
  if (op == Op::Index) return can(args[0]);
  if (op == Op::Select) return kind(args[0]) == Kind::Map && can(args[0]);
  if (op == Op::Filter) return kind(args[0]) != Kind::Map && !as_enum_.contains(id) && can(args[0]);
  if (op == Op::Variable) {
    const NodeId macro = expr_[id].payload, range = arg(macro, 0);
    return kind(range) != Kind::Map && !as_enum_.contains(macro) && can(range);
  }
  return false;
}

/// Retypes texts as values of the enum and says which are none. Shape: `can_be_enum(id)`.
void Checker::to_enum(NodeId id, DomainId domain) {
  if (!text_inside(type(id))) return;
  Node& node = expr_.nodes[id];
  const auto args = expr_.args_of(id);
  if (node.op == Op::Variable || node.op == Op::Filter) {
    const NodeId macro = node.op == Op::Filter ? id : node.payload;
    as_enum_.emplace(macro, domain);
    again_ = std::min(again_, arg(macro, 0) + 1);
    return;
  }
  if (node.op == Op::Literal) {
    check_member(id, place(sources_, expr_, id), *text_at(id), domain);
  } else if (node.op == Op::Param) {
    for (const Param::Dated& dated : scope_.params[node.payload].values)
      check_members(id, dated.span, dated.value, domain);
  } else if (node.op == Op::ListLit || node.op == Op::Add) {
    for (const NodeId arg : args) to_enum(arg, domain);
  } else if (node.op == Op::MapLit) {
    for (std::size_t i = 1; i < args.size(); i += 2) to_enum(args[i], domain);
  } else if (node.op == Op::Cond) {
    to_enum(args[1], domain);
    to_enum(args[2], domain);
  } else {
    to_enum(args[0], domain);
  }
  expr_.nodes[id].type = as_enum(node.type, domain);
}

void Checker::check_members(NodeId at, Span where, const Value& value, DomainId domain) {
  if (value.is<std::string>()) check_member(at, where, value.as<std::string>(), domain);
  if (value.is<ValueList>())
    for (const Value& item : value.as<ValueList>()) check_members(at, where, item, domain);
  if (value.is<ValueMap>())
    for (const auto& [key, item] : value.as<ValueMap>()) check_members(at, where, item, domain);
}

void Checker::check_member(NodeId at, Span where, const std::string& text, DomainId id) {
  const Domain& domain = schema_.domains[id];
  if (domain.index_of(text)) return;
  std::vector<std::string_view> ids;
  for (const Member& member : domain.members) ids.push_back(member.id);
  Text fix;
  if (const auto labelled = domain.find(text))
    fix = tell("条件里写标识 `'{}'`", "conditions use the id: write `'{}'`",
               domain.members[*labelled].id);
  else if (const auto near = nearest(text, ids))
    fix = tell("是不是 `'{}'`？", "did you mean `'{}'`?", *near);
  else
    fix = one_of(ids);
  const bool in_param = expr_[at].op == Op::Param && where.known();
  const Span use = place(sources_, expr_, at);
  const auto same = [&](const Found& found) {
    return in_param && found.diagnostic.id == "unknown-enum-value" &&
           found.diagnostic.span == where &&
           found.diagnostic.message.en.find(fmt::format("`{}`", text)) != std::string::npos;
  };
  if (std::any_of(found_.begin(), found_.end(), same)) return;
  Diagnostic& diagnostic =
      error(at, "unknown-enum-value",
            tell("`{}` 不是 {} 的取值", "`{}` is not a value of {}", text,
                 domain.name.empty() ? std::string("enum") : "`" + domain.name + "`"),
            std::move(fix));
  if (!in_param) return;
  diagnostic.span = where;
  diagnostic.note(use, tell("在这里与它的值比较", "compared with its values here"));
}

/// Gives literals the unit, and empty lists the items, of the type they met.
void Checker::adopt(NodeId id, TypeId to) {
  const Node& node = expr_[id];
  const Type &have = schema_.types[node.type], &want = schema_.types[to];
  if (node.op == Op::Literal && is_number_kind(have.kind) && is_number_kind(want.kind)) {
    expr_.nodes[id].type = schema_.types.number(have.kind, want.unit);
  } else if ((node.op == Op::ListLit || node.op == Op::MapLit) && have.kind == want.kind) {
    const TypeId item = want.item;
    for (std::size_t i = node.op == Op::MapLit ? 1 : 0; i < node.arg_count;
         i += node.op == Op::MapLit ? 2 : 1)
      adopt(arg(id, i), item);
    expr_.nodes[id].type = to;
  }
}

}  // namespace ipcheck
