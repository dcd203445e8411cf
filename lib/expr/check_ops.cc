// Tested by tests/expr/check_test.cc.
// The types of operators.
#include <algorithm>
#include <array>

#include "expr/checker.h"
#include "text/suggest.h"

namespace ipcheck {
namespace {

/// Whether `<` is asked of the kind; an invalid one has been spoken of before.
bool is_ordered(Kind kind) {
  return kind != Kind::Enum && kind != Kind::List && kind != Kind::Set && kind != Kind::Map &&
         kind != Kind::Record;
}

}  // namespace

/// Whether a node can stand for a truth; an error otherwise.
bool Checker::want_truth(NodeId id) {
  if (is_truth(id) || type(id) == kInvalidType) return true;
  Text fix = tell("写成比较，如 `{} == …`", "compare it, like `{} == …`", shown(id));
  if (is_number(id)) fix = tell("写成比较，如 `{} > 0`", "compare it, like `{} > 0`", shown(id));
  if (kind(id) == Kind::List || kind(id) == Kind::Set || kind(id) == Kind::Map)
    fix = tell("如 `size({}) > 0`", "like `size({}) > 0`", shown(id));
  error(id, "type-mismatch",
        tell("`{}` 是{}，这里要一个是或否的条件",
             "`{}` is {}, but a true-or-false condition is needed here", shown(id), of(id)),
        std::move(fix));
  return false;
}

TypeId Checker::logic(NodeId id) {
  for (std::size_t i = 0; i < expr_[id].arg_count; ++i) want_truth(arg(id, i));
  return kBoolType;
}

TypeId Checker::choice(NodeId id) {
  want_truth(arg(id, 0));
  const NodeId then = arg(id, 1), otherwise = arg(id, 2);
  Clash clash = Clash::None;
  if (const auto joined = meet(then, otherwise, clash))
    return *joined == kJudgementType ? kBoolType : *joined;
  error(id, clash == Clash::Units ? "unit-mismatch" : "type-mismatch",
        tell("`? :` 的两支不一样：`{}` 是{}，`{}` 是{}",
             "the branches of `? :` differ: `{}` is {}, `{}` is {}", shown(then), of(then),
             shown(otherwise), of(otherwise)),
        tell("两支要给出同一种值", "both must give the same kind of value"));
  return kInvalidType;
}

TypeId Checker::comparison(NodeId id) {
  const NodeId a = arg(id, 0), b = arg(id, 1);
  const Op op = expr_[id].op;
  check_words(a, b);
  check_words(b, a);
  if (op != Op::Eq && op != Op::Ne)
    for (const NodeId side : {a, b})
      if (!is_ordered(kind(side))) {
        error(id, "type-mismatch",
              tell("`{}` 是{}，没有大小之分", "`{}` is {}, which has no order", shown(side),
                   of(side)),
              tell("用 `==`、`!=` 或 `in`", "use `==`, `!=` or `in`"));
        return kBoolType;
      }
  Clash clash = Clash::None;
  if (!meet(a, b, clash)) cannot_compare(id, a, b, clash);
  return kBoolType;
}

/// What state('…') and `verdict` may be compared with.
void Checker::check_words(NodeId word, NodeId other) {
  static constexpr std::array<std::string_view, 5> kStates = {"met", "not_met", "missing",
                                                              "pending", "not_applicable"};
  static constexpr std::array<std::string_view, 4> kVerdicts = {"eligible", "ineligible",
                                                                "incomplete", "needs_review"};
  const Op op = expr_[word].op;
  if (op != Op::StateOf && op != Op::Verdict) return;
  const std::span<const std::string_view> words =
      op == Op::StateOf ? std::span<const std::string_view>(kStates) : kVerdicts;
  if (expr_[other].op == Op::ListLit) {
    for (const NodeId item : expr_.args_of(other)) check_words(word, item);
    return;
  }
  const std::string* text = text_at(other);
  if (text == nullptr || std::find(words.begin(), words.end(), *text) != words.end()) return;
  Text fix = did_you_mean(*text, words);
  if (fix.empty()) fix = one_of(words);
  error(other, "unknown-enum-value",
        tell("`{}` 不是 `{}` 的取值", "`{}` is not a value of `{}`", *text, shown(word)),
        std::move(fix));
}

TypeId Checker::membership(NodeId id) {
  const NodeId item = arg(id, 0), from = arg(id, 1);
  const Type collection = full(from);
  if (collection.kind == Kind::Invalid) return kBoolType;
  if (collection.kind != Kind::List && collection.kind != Kind::Set &&
      collection.kind != Kind::Map) {
    Text fix = tell("请写 `{} == {}`", "write `{} == {}`", shown(item), shown(from));
    if (collection.kind == Kind::String && kind(item) == Kind::String)
      fix = tell("请写 `{1}.contains({0})`", "write `{1}.contains({0})`", shown(item), shown(from));
    error(from, "type-mismatch",
          tell("`in` 的右边要是列表、集合或映射，`{}` 是{}",
               "`in` needs a list, a set or a map on its right: `{}` is {}", shown(from), of(from)),
          std::move(fix));
    return kBoolType;
  }
  check_words(item, from);
  const bool keys = collection.kind == Kind::Map;
  const TypeId inside = keys ? collection.key : collection.item;
  if (!keys) {
    const DomainId member = domain_inside(type(item)), value = domain_inside(inside);
    if (member != 0 && text_inside(inside) && can_be_enum(from)) to_enum(from, member);
    if (value != 0 && text_inside(type(item)) && can_be_enum(item)) to_enum(item, value);
  }
  Clash clash = Clash::None;
  const TypeId now = keys ? inside : full(from).item;
  if (const auto joined = join(type(item), now, clash)) {
    adopt(item, *joined);
    if (!keys) adopt(from, schema_.types.intern({.kind = collection.kind, .item = *joined}));
    return kBoolType;
  }
  Text fix;
  if (kind(item) == Kind::String && domain_inside(now) != 0) fix = enum_help();
  if (kind(item) == Kind::List || kind(item) == Kind::Set)
    fix = tell("逐项判断：`{0}.exists(v, v in {1})` 或 `{0}.all(v, v in {1})`",
               "go through it: `{0}.exists(v, v in {1})` or `{0}.all(v, v in {1})`", shown(item),
               shown(from));
  error(id, clash == Clash::Units ? "unit-mismatch" : "type-mismatch",
        tell("`{0}` 是{1}，不可能在 `{2}`（{3}）里", "`{0}` is {1} and cannot be in `{2}` ({3})",
             shown(item), of(item), shown(from), of(from)),
        std::move(fix));
  return kBoolType;
}

/// `+` and `-`.
TypeId Checker::arithmetic(NodeId id) {
  const NodeId a = arg(id, 0), b = arg(id, 1);
  if (type(a) == kInvalidType || type(b) == kInvalidType) return kInvalidType;
  const bool joins = kind(a) == kind(b) && (kind(a) == Kind::String || kind(a) == Kind::List);
  Clash clash = Clash::Kinds;
  if ((is_number(a) && is_number(b)) || (expr_[id].op == Op::Add && joins)) {
    clash = Clash::None;
    if (const auto joined = meet(a, b, clash)) return *joined;
  }
  cannot_compute(id, clash);
  return kInvalidType;
}

/// `*`, `/` and `%`. Units: one side plain keeps the other's; equal units cancel in `/`.
TypeId Checker::product(NodeId id) {
  const NodeId a = arg(id, 0), b = arg(id, 1);
  const Op op = expr_[id].op;
  if (type(a) == kInvalidType || type(b) == kInvalidType) return kInvalidType;
  const bool whole = kind(a) == Kind::Int && kind(b) == Kind::Int;
  if (!is_number(a) || !is_number(b) || (op == Op::Mod && !whole)) {
    cannot_compute(id, Clash::Kinds);
    return kInvalidType;
  }
  const UnitId x = full(a).unit, y = full(b).unit;
  const bool both = x != 0 && y != 0;
  if (both && (op == Op::Mul || x != y)) {
    cannot_compute(id, Clash::Units);
    return kInvalidType;
  }
  UnitId unit = x;
  if (op == Op::Mul && x == 0) unit = y;
  if (op == Op::Div && both) unit = 0;
  return schema_.types.number(whole ? Kind::Int : Kind::Decimal, unit);
}

TypeId Checker::negation(NodeId id) {
  const NodeId a = arg(id, 0);
  if (is_number(a) || type(a) == kInvalidType) return type(a);
  error(id, "type-mismatch",
        tell("`{}` 是{}，不能取负", "cannot negate `{}`: it is {}", shown(a), of(a)),
        is_truth(a) ? tell("“非”写 `!`", "write `!` for not") : Text{});
  return kInvalidType;
}

/// A fact that says which keys it has cannot have another.
void Checker::check_key(NodeId from, NodeId at, const std::string& key) {
  if (expr_[from].op != Op::Fact) return;
  const std::vector<std::string>& keys = schema_.facts[expr_[from].payload].keys;
  if (keys.empty() || std::find(keys.begin(), keys.end(), key) != keys.end()) return;
  const std::vector<std::string_view> names(keys.begin(), keys.end());
  Text fix = did_you_mean(key, names);
  if (fix.empty()) fix = one_of(names);
  error(at, "unknown-key", tell("`{}` 没有键 `{}`", "`{}` has no key `{}`", shown(from), key),
        std::move(fix));
}

TypeId Checker::index(NodeId id) {
  const NodeId from = arg(id, 0), key = arg(id, 1);
  const Type collection = full(from);
  if (collection.kind == Kind::Invalid || type(key) == kInvalidType) return kInvalidType;
  if (collection.kind == Kind::List) {
    if (kind(key) == Kind::Int) return collection.item;
    error(key, "type-mismatch",
          tell("列表的下标要是整数，`{}` 是{}", "a list is indexed by an integer: `{}` is {}",
               shown(key), of(key)));
    return kInvalidType;
  }
  if (collection.kind != Kind::Map) {
    error(from, "type-mismatch",
          tell("`{}` 是{}，不能取下标", "`{}` is {} and cannot be indexed", shown(from), of(from)),
          collection.kind == Kind::Set ? tell("集合没有顺序，用 `in`、`exists`、`all`",
                                              "a set has no order: use `in`, `exists`, `all`")
                                       : Text{});
    return kInvalidType;
  }
  Clash clash = Clash::None;
  if (join(type(key), collection.key, clash)) {
    if (const std::string* text = text_at(key)) check_key(from, key, *text);
    return collection.item;
  }
  error(key, "type-mismatch",
        tell("`{0}` 的键是{1}，`{2}` 是{3}", "the keys of `{0}` are {1}: `{2}` is {3}", shown(from),
             describe(schema_, collection.key), shown(key), of(key)));
  return kInvalidType;
}

TypeId Checker::select(NodeId id) {
  const NodeId from = arg(id, 0);
  const Type owner = full(from);
  const std::string& field = expr_.names[expr_[id].payload];
  if (owner.kind == Kind::Invalid) return kInvalidType;
  if (owner.kind == Kind::Map && owner.key == kStringType) {
    check_key(from, id, field);
    return owner.item;
  }
  if (owner.kind == Kind::Record) {
    std::vector<std::string_view> names;
    for (const RecordField& known : owner.fields) {
      if (known.name == field) return known.type;
      names.push_back(known.name);
    }
    Text fix = did_you_mean(field, names);
    if (fix.empty()) fix = one_of(names);
    error(id, "unknown-field",
          tell("`{}` 没有字段 `{}`", "`{}` has no field `{}`", shown(from), field), std::move(fix));
    return kInvalidType;
  }
  const bool items = owner.kind == Kind::List || owner.kind == Kind::Set;
  error(id, "type-mismatch",
        tell("`{0}` 是{1}，没有字段 `{2}`", "`{0}` is {1} and has no field `{2}`", shown(from),
             of(from), field),
        items ? tell("逐项取：`{}.exists(v, v.{} …)`", "go through it: `{}.exists(v, v.{} …)`",
                     shown(from), field)
              : Text{});
  return kInvalidType;
}

/// The type that all items have; a text among enum values becomes one of them.
TypeId Checker::items_of(NodeId id, std::size_t first, std::size_t step) {
  const auto args = expr_.args_of(id);
  if (first >= args.size()) return kInvalidType;
  NodeId anchor = args[first];
  for (std::size_t i = first; i < args.size(); i += step) {
    if (type(args[i]) == kInvalidType) return kInvalidType;
    if (domain_inside(type(args[i])) != 0 && domain_inside(type(anchor)) == 0) anchor = args[i];
  }
  TypeId joined = type(anchor);
  for (std::size_t i = first; i < args.size(); i += step) {
    Clash clash = Clash::None;
    if (!meet(anchor, args[i], clash)) {
      error(args[i], clash == Clash::Units ? "unit-mismatch" : "type-mismatch",
            tell("`{}` 是{}，前面的 `{}` 是{}：列表和映射只放一种值",
                 "`{}` is {}, but `{}` is {}: lists and maps hold one kind of value",
                 shown(args[i]), of(args[i]), shown(anchor), of(anchor)));
      return kInvalidType;
    }
    joined = *join(joined, type(args[i]), clash);
  }
  return joined;
}

TypeId Checker::list(NodeId id) {
  const TypeId item = items_of(id, 0, 1);
  if (item == kInvalidType && expr_[id].arg_count > 0) return kInvalidType;
  const TypeId made = schema_.types.list(item == kJudgementType ? kBoolType : item);
  return made;
}

TypeId Checker::map(NodeId id) {
  if (expr_[id].arg_count == 0) return schema_.types.map(kInvalidType, kInvalidType);
  const TypeId key = items_of(id, 0, 2), item = items_of(id, 1, 2);
  if (key == kInvalidType || item == kInvalidType) return kInvalidType;
  const Kind kind = schema_.types[key].kind;
  if (kind == Kind::String || kind == Kind::Int || kind == Kind::Bool || kind == Kind::Enum)
    return schema_.types.map(key, item);
  const NodeId first = arg(id, 0);
  error(first, "type-mismatch",
        tell("映射的键要是文本、整数或是非值，`{}` 是{}",
             "a map's keys are strings, ints or bools: `{}` is {}", shown(first), of(first)));
  return kInvalidType;
}

}  // namespace ipcheck
