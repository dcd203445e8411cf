// Tested by tests/expr/check_test.cc.
// What is certain before any record is read: numbers computed from literals, and the faults they
// or literal dates and patterns hold. The tree stays as written; the program builder runs constant
// steps once.
#include "expr/checker.h"
#include "text/regex.h"

namespace ipcheck {

const std::string* Checker::text_at(NodeId id) const {
  if (expr_[id].op != Op::Literal) return nullptr;
  const Value& value = expr_.literals[expr_[id].payload];
  return value.is<std::string>() ? &value.as<std::string>() : nullptr;
}

std::optional<Decimal> Checker::number_at(NodeId id) const {
  if (expr_[id].op != Op::Literal) return constant_[id];
  const Value& value = expr_.literals[expr_[id].payload];
  if (value.is<std::int64_t>()) return Decimal::of(value.as<std::int64_t>());
  return value.is<Decimal>() ? std::optional(value.as<Decimal>()) : std::nullopt;
}

void Checker::constant_fault(NodeId id, Text why, Text fix) {
  error(id, "constant-fault", std::move(why), std::move(fix));
}

namespace {

/// a / b and a % b of CEL ints: towards zero.
Decimal whole(const Decimal& a, const Decimal& b, bool remainder) {
  const Int128 x = a.coefficient, y = b.coefficient;
  return {remainder ? x % y : x / y, 0};
}

}  // namespace

void Checker::fold(NodeId id) {
  const Node& node = expr_[id];
  if (node.type == kInvalidType) return;
  if (node.op == Op::Call) return fold_call(id, functions()[node.payload]);
  const bool binary = node.op == Op::Add || node.op == Op::Sub || node.op == Op::Mul ||
                      node.op == Op::Div || node.op == Op::Mod;
  if ((!binary && node.op != Op::Neg) || !is_number(id)) return;
  const auto b = number_at(expr_.args_of(id).back());
  if (!b) return;
  if ((node.op == Op::Div || node.op == Op::Mod) && b->coefficient == 0)
    return constant_fault(id, tell("`{}` 除以零", "`{}` divides by zero", shown(id)),
                          tell("换一个不为零的除数", "use a divisor other than zero"));
  const auto a = number_at(arg(id, 0));
  if (!a) return;
  std::optional<Decimal> result;
  const bool ints = kind(id) == Kind::Int;
  if (node.op == Op::Neg) result = negate(*a);
  if (node.op == Op::Add) result = add(*a, *b);
  if (node.op == Op::Sub) result = subtract(*a, *b);
  if (node.op == Op::Mul) result = multiply(*a, *b);
  if (node.op == Op::Div) result = ints ? whole(*a, *b, false) : divide(*a, *b);
  if (node.op == Op::Mod) result = whole(*a, *b, true);
  if (!result || (ints && !result->to_int64()))
    return constant_fault(
        id, tell("`{}` 的结果超出范围", "the result of `{}` is out of range", shown(id)),
        tell("整数最大到 9223372036854775807，更大的数写成小数",
             "integers reach 9223372036854775807; write larger numbers with a point"));
  constant_[id] = result;
}

void Checker::fold_call(NodeId id, const Function& function) {
  const auto args = expr_.args_of(id);
  if (function.name == "matches" && args.size() == 2) {
    const std::string* pattern = text_at(args[1]);
    if (pattern == nullptr) return;
    if (const Regex regex(*pattern); !regex.ok())
      error(
          args[1], "bad-regex",
          tell("正则表达式无效：{}", "the pattern is no RE2 regular expression: {}", regex.error()),
          tell("反斜杠多时写 r'…'；不支持回溯引用和环视",
               "write r'…' for backslashes; there are no back-references or look-around"));
  }
  if (function.name != "date") return;
  if (args.size() == 1) {
    const std::string* text = text_at(args[0]);
    if (text != nullptr && !Date::parse_iso(*text))
      constant_fault(args[0], tell("没有日期 `{}`", "there is no day `{}`", *text),
                     tell("写成 2026-03-16 的样子", "write it like 2026-03-16"));
    return;
  }
  std::int64_t part[3] = {};
  for (std::size_t i = 0; i < 3 && i < args.size(); ++i) {
    const auto number = number_at(args[i]);
    const auto value = number ? number->to_int64() : std::nullopt;
    if (!value) return;
    part[i] = *value;
  }
  const auto in_range = [](std::int64_t value) { return value >= 0 && value <= 9999; };
  if (!in_range(part[0]) || !in_range(part[1]) || !in_range(part[2]) ||
      !Date::of(static_cast<int>(part[0]), static_cast<int>(part[1]), static_cast<int>(part[2])))
    constant_fault(id, tell("没有这一天：`{}`", "there is no such day: `{}`", shown(id)),
                   tell("依次写年、月、日", "write year, month, day"));
}

}  // namespace ipcheck
