// Tested by tests/expr/check_test.cc.
// Calls against the signatures of the function table.
#include <algorithm>
#include <array>
#include <cassert>

#include "expr/checker.h"
#include "text/suggest.h"

namespace ipcheck {
namespace {

/// Reads "(date, int[月]) -> date". Our own table: a malformed row is a broken invariant.
class SignatureReader {
 public:
  explicit SignatureReader(std::string_view text) : rest_(text) {}

  Signature read() {
    Signature signature;
    expect("(");
    while (!accept(")")) {
      signature.params.push_back(type());
      accept(",");
    }
    expect("->");
    signature.result = type();
    assert(rest_.empty());
    return signature;
  }

 private:
  SignatureType type() {
    using Form = SignatureType::Form;
    SignatureType made;
    const std::string_view word = name();
    if (word == "list" || word == "set" || word == "map") {
      made.form = word == "list" ? Form::List : word == "set" ? Form::Set : Form::Map;
      expect("(");
      while (!accept(")")) {
        made.args.push_back(type());
        accept(",");
      }
      return made;
    }
    if (word == "T" || word == "U") {
      made.form = Form::Var;
      made.variable = word[0];
      return made;
    }
    if (word == "number") made.form = Form::Number;
    made.kind = word == "bool"      ? Kind::Bool
                : word == "int"     ? Kind::Int
                : word == "decimal" ? Kind::Decimal
                : word == "date"    ? Kind::Date
                : word == "string"  ? Kind::String
                                    : Kind::Invalid;
    assert(made.kind != Kind::Invalid || made.form == Form::Number);
    if (accept("[")) {
      const auto end = rest_.find(']');
      made.unit = rest_.substr(0, end);
      rest_.remove_prefix(end + 1);
    }
    return made;
  }
  std::string_view name() {
    skip();
    std::size_t size = 0;
    while (size < rest_.size() && (std::isalpha(static_cast<unsigned char>(rest_[size])) != 0))
      ++size;
    const std::string_view word = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return word;
  }
  bool accept(std::string_view sign) {
    skip();
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(sign.size());
    return true;
  }
  void expect(std::string_view sign) {
    const bool there = accept(sign);
    assert(there);
    (void)there;
  }
  void skip() {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
  }

  std::string_view rest_;
};

struct Foreign {
  std::string_view name, zh, en;
};

/// Functions of CEL that lie outside the profile, with what stands for them.
constexpr std::array kForeign = {
    Foreign{"timestamp", "日期写 `date('2026-03-16')`", "write a day as `date('2026-03-16')`"},
    Foreign{"duration", "时间间隔用 `add_days`、`add_months` 或 `years_between`",
            "use `add_days`, `add_months` or `years_between`"},
    Foreign{"dyn", "值的类型由词汇表决定，去掉 `dyn()`",
            "types come from the vocabulary: drop `dyn()`"},
    Foreign{"type", "值的类型由词汇表决定，无需询问",
            "types come from the vocabulary: there is nothing to ask"},
    Foreign{"int", "整数和小数直接混用", "integers and decimals mix as they are"},
    Foreign{"uint", "写普通整数", "write a plain integer"},
    Foreign{"double", "带小数点的数是精确小数，直接混用",
            "a number with a point is an exact decimal and mixes as it is"},
    Foreign{"string", "文本写在引号里", "write text in quotes"},
    Foreign{"bytes", "文本写在引号里", "write text in quotes"},
    Foreign{"bool", "条件本身就是是非值", "a condition is a truth by itself"},
    Foreign{"getFullYear", "用 `year_of(d)`", "use `year_of(d)`"},
};

}  // namespace

const std::vector<Signature>& signatures() {
  static const std::vector<Signature> kSignatures = [] {
    std::vector<Signature> made;
    for (const Function& function : functions())
      made.push_back(SignatureReader(function.signature).read());
    return made;
  }();
  return kSignatures;
}

TypeId Checker::call(NodeId id) {
  Node& node = expr_.nodes[id];
  const auto args = expr_.args_of(id);
  std::string name(node.type == kInvalidType ? expr_.names[node.payload]
                                             : functions()[node.payload].name);
  const bool method =
      node.type == kInvalidType ? name.starts_with('.') : functions()[node.payload].method;
  if (name.starts_with('.')) name.erase(0, 1);
  if (unknown_function(id, name, method)) return kInvalidType;
  for (const NodeId arg : args)
    if (type(arg) == kInvalidType) return kInvalidType;
  for (std::uint32_t i = 0; i < functions().size(); ++i) {
    const Function& function = functions()[i];
    const Signature& signature = signatures()[i];
    if (function.name != name || function.method != method ||
        signature.params.size() != args.size())
      continue;
    Binding binding;
    bool all = true;
    for (std::size_t k = 0; k < args.size() && all; ++k)
      all = fits(signature.params[k], type(args[k]), binding);
    if (!all) continue;
    node.payload = i;
    return made(signature.result, binding);
  }
  return no_overload(id, name, method);
}

/// Says so when no row has the name (as a method, or as a function).
bool Checker::unknown_function(NodeId id, std::string_view name, bool method) {
  bool other_way = false;
  std::vector<std::string_view> names;
  for (const Function& function : functions()) {
    if (function.name == name && function.method == method) return false;
    other_way = other_way || function.name == name;
    if (function.method == method) names.push_back(function.name);
  }
  for (const Foreign& foreign : kForeign)
    if (foreign.name == name && !other_way) {
      error(id, "expr-unsupported", tell("条件里没有 `{}()`", "a condition has no `{}()`", name),
            {std::string(foreign.zh), std::string(foreign.en)});
      return true;
    }
  Text fix;
  if (other_way && method)
    fix = tell("写成 `{}(…)`", "write `{}(…)`", name);
  else if (other_way)
    fix = tell("写成 `….{}(…)`", "write `….{}(…)`", name);
  else if (name == "state")
    fix = tell("写 `state('条件标识')`，标识放在引号里",
               "write `state('ID')` with the criterion's id in quotes");
  else {
    if (!method) names.insert(names.end(), {"known", "state"});
    if (method) names.insert(names.end(), {"all", "exists", "exists_one", "filter", "map"});
    fix = did_you_mean(name, names);
  }
  error(id, "unknown-function", tell("没有函数 `{}`", "unknown function `{}`", name),
        std::move(fix));
  return true;
}

bool Checker::fits(const SignatureType& want, TypeId id, Binding& binding) {
  using Form = SignatureType::Form;
  const Type type = schema_.types[id];
  if (type.kind == Kind::Invalid) return true;  // items of an empty list
  switch (want.form) {
    case Form::Plain: {
      const Kind kind = type.kind == Kind::Judgement ? Kind::Bool : type.kind;
      return kind == want.kind && fits_unit(want, id);
    }
    case Form::Number:
      return fits_number(id, binding);
    case Form::Var: {
      TypeId& bound = binding.variables[want.variable == 'U' ? 1 : 0];
      Clash clash = Clash::None;
      const auto joined = join(bound, id, clash);
      if (joined) bound = *joined;
      return joined.has_value();
    }
    case Form::List:
      return type.kind == Kind::List && fits(want.args[0], type.item, binding);
    case Form::Set:
      return type.kind == Kind::Set && fits(want.args[0], type.item, binding);
    case Form::Map:
      return type.kind == Kind::Map && fits(want.args[0], type.key, binding) &&
             fits(want.args[1], type.item, binding);
  }
  return false;
}

bool Checker::fits_number(TypeId id, Binding& binding) {
  const Kind kind = schema_.types[id].kind;
  if (kind != Kind::Int && kind != Kind::Decimal) return false;
  Clash clash = Clash::None;
  const TypeId joined =
      binding.number == kInvalidType ? id : join_numbers(binding.number, id, clash);
  binding.number = joined;
  return joined != kInvalidType;
}

bool Checker::fits_unit(const SignatureType& want, TypeId id) {
  const UnitId unit = schema_.types[id].unit;
  return want.unit.empty() || unit == 0 || schema_.unit_id(want.unit) == unit;
}

TypeId Checker::made(const SignatureType& result, const Binding& binding) {
  using Form = SignatureType::Form;
  switch (result.form) {
    case Form::Plain: {
      const bool number = result.kind == Kind::Int || result.kind == Kind::Decimal;
      return schema_.types.intern(
          {.kind = result.kind, .unit = number ? schema_.unit_id(result.unit) : UnitId{0}});
    }
    case Form::Number:
      return binding.number == kInvalidType ? kIntType : binding.number;
    case Form::Var:
      return binding.variables[result.variable == 'U' ? 1 : 0];
    case Form::List:
      return schema_.types.list(made(result.args[0], binding));
    case Form::Set:
      return schema_.types.set(made(result.args[0], binding));
    case Form::Map:
      return schema_.types.map(made(result.args[0], binding), made(result.args[1], binding));
  }
  return kInvalidType;
}

/// The function is there but takes something else: names its signatures.
TypeId Checker::no_overload(NodeId id, std::string_view name, bool method) {
  const auto args = expr_.args_of(id);
  std::string takes;
  const SignatureType* unit_wanted = nullptr;
  NodeId unit_given = kNoNode;
  for (std::size_t i = 0; i < functions().size(); ++i) {
    const Function& function = functions()[i];
    if (function.name != name || function.method != method) continue;
    if (!takes.empty()) takes += "; ";
    takes += fmt::format("{}{}", name, function.signature);
    const std::vector<SignatureType>& params = signatures()[i].params;
    for (std::size_t k = 0; k < params.size() && params.size() == args.size(); ++k)
      if (params[k].kind == kind(args[k]) && !fits_unit(params[k], type(args[k]))) {
        unit_wanted = &params[k];
        unit_given = args[k];
      }
  }
  if (unit_wanted != nullptr) {
    error(unit_given, "unit-mismatch",
          tell("`{0}` 要以{1}计的数，`{2}` 是{3}", "`{0}` takes a number of {1}: `{2}` is {3}",
               name, unit_wanted->unit, shown(unit_given), of(unit_given)),
          tell("换用对应单位的函数或参数", "use the function or parameter of that unit"));
    return kInvalidType;
  }
  Text given;
  for (const NodeId arg : args) {
    const Text one = of(arg);
    given.zh += (given.zh.empty() ? "" : "、") + one.zh;
    given.en += (given.en.empty() ? "" : ", ") + one.en;
  }
  if (given.empty()) given = tell("没有参数", "no arguments");
  error(id, "type-mismatch", tell("`{0}` 不接受（{1}）", "`{0}` does not take ({1})", name, given),
        tell("用法：{}", "it takes {}", takes));
  return kInvalidType;
}

}  // namespace ipcheck
