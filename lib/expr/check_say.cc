// Tested by tests/expr/check_test.cc.
// The words of the type checker.
#include <array>

#include "expr/checker.h"
#include "text/suggest.h"
#include "text/utf8.h"

namespace ipcheck {
namespace {

constexpr std::size_t kMaxFaults = 100;      // of one condition
constexpr std::size_t kMaxSuggestions = 20;  // of one condition: the search is not free
constexpr std::size_t kMaxShown = 40;        // code points of a quoted sub-condition
constexpr std::size_t kMaxListed = 12;

Text of_items(const Schema& schema, const Type& type, const char* zh, const char* en) {
  if (type.item == kInvalidType)
    return tell("空的{}", "empty {}", std::string(zh), std::string(en));
  const Text item = describe(schema, type.item);
  return {item.zh + (item.zh.ends_with('`') ? " 的" : "的") + zh,
          std::string(en) + " of " + item.en};
}

}  // namespace

Text describe(const Schema& schema, TypeId id) {
  const Type& type = schema.types[id];
  const std::string& unit = schema.units[type.unit].symbol;
  switch (type.kind) {
    case Kind::Invalid:
      return tell("未知类型", "unknown type");
    case Kind::Bool:
      return tell("布尔值", "boolean");
    case Kind::Judgement:
      return tell("人工判断", "judgement");
    case Kind::Int:
      return unit.empty() ? tell("整数", "integer") : tell("整数（{}）", "integer ({})", unit);
    case Kind::Decimal:
      if (unit == "元") return tell("金额（元）", "money (元)");
      return unit.empty() ? tell("小数", "decimal") : tell("小数（{}）", "decimal ({})", unit);
    case Kind::Date:
      return tell("日期", "date");
    case Kind::String:
      return tell("文本", "string");
    case Kind::Enum: {
      const std::string& name = schema.domains[type.domain].name;
      return name.empty() ? tell("枚举", "enum") : tell("枚举 `{}`", "enum `{}`", name);
    }
    case Kind::List:
      return of_items(schema, type, "列表", "list");
    case Kind::Set:
      return of_items(schema, type, "集合", "set");
    case Kind::Map:
      return of_items(schema, type, "映射", "map");
    case Kind::Record:
      return tell("记录", "record");
  }
  return {};
}

Diagnostic& Checker::error(NodeId at, const char* id, Text message, Text fix) {
  if (found_.size() >= kMaxFaults) found_.pop_back();
  Diagnostic diagnostic;
  diagnostic.id = id;
  diagnostic.span = place(sources_, expr_, at);
  diagnostic.message = std::move(message);
  diagnostic.fix = std::move(fix);
  found_.push_back({at, std::move(diagnostic)});
  return found_.back().diagnostic;
}

/// A node's own text, on one line and not too long.
std::string Checker::shown(NodeId id) const {
  std::string out;
  std::size_t count = 0;
  for (const char c : expr_.text_of(id)) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (space && (out.empty() || out.back() == ' ')) continue;
    const bool begins = (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    if (begins && ++count > kMaxShown) return out + "…";
    out += space ? ' ' : c;
  }
  return out;
}

Text Checker::did_you_mean(std::string_view name,
                           std::span<const std::string_view> candidates) const {
  if (found_.size() >= kMaxSuggestions) return {};
  const auto near = nearest(name, candidates);
  return near ? tell("是不是 `{}`？", "did you mean `{}`?", *near) : Text{};
}

Text Checker::one_of(std::span<const std::string_view> names) const {
  std::string all;
  for (std::size_t i = 0; i < names.size() && i < kMaxListed; ++i) {
    if (i > 0) all += ", ";
    all += names[i];
  }
  if (names.size() > kMaxListed) all += ", …";
  return tell("可写：{}", "expected one of: {}", all);
}

void Checker::not_here(NodeId at, const std::string& what, Text fix) {
  const Text where =
      scope_.where.empty() ? tell("这里", "here") : tell(" `{0}` 里", "in `{0}`", scope_.where);
  error(at, "not-allowed-here", tell("`{}` 不能用在{}", "`{}` cannot be used {}", what, where),
        std::move(fix));
}

void Checker::cannot_compare(NodeId id, NodeId a, NodeId b, Clash clash) {
  if (clash == Clash::Units) {
    error(id, "unit-mismatch",
          tell("`{}` 与 `{}` 单位不同，不能比较：前者是{}，后者是{}",
               "cannot compare `{}` with `{}`: their units differ, {} and {}", shown(a), shown(b),
               of(a), of(b)),
          tell("两边要用同一个单位", "both sides need the same unit"));
    return;
  }
  error(id, "type-mismatch",
        tell("`{}` 与 `{}` 不能比较：前者是{}，后者是{}",
             "cannot compare `{}` with `{}`: {} and {}", shown(a), shown(b), of(a), of(b)),
        compare_help(a, b));
}

Text Checker::enum_help() const {
  return tell("枚举只与引号里的取值或参数比较",
              "an enum is compared with values in quotes or parameters");
}

Text Checker::compare_help(NodeId a, NodeId b) const {
  for (const auto& [x, y] : {std::pair(a, b), std::pair(b, a)}) {
    const Kind kx = kind(x), ky = kind(y);
    const bool chained = expr_[x].op == Op::Lt || expr_[x].op == Op::Le || expr_[x].op == Op::Gt ||
                         expr_[x].op == Op::Ge;
    if (chained && ky != Kind::Bool)
      return tell("连续比较要拆开：`{0} && {1} …`", "write a chain as two: `{0} && {1} …`",
                  shown(x), shown(arg(x, 1)));
    if (is_text_literal(y)) return text_help(x, y);
    if (is_truth(x) && is_number(y))
      return tell("直接写 `{0}` 或 `!{0}`", "write `{0}` or `!{0}` alone", shown(x));
    if (kx == Kind::Date && is_number(y))
      return tell("日期写 `date('2026-03-16')`", "write a day as `date('2026-03-16')`");
    if ((kx == Kind::Set || kx == Kind::List) && (ky == Kind::Set || ky == Kind::List))
      return tell("集合没有顺序：`{0}.all(v, v in {1})`",
                  "a set has no order: `{0}.all(v, v in {1})`", shown(y), shown(x));
    if ((kx == Kind::Set || kx == Kind::List || kx == Kind::Map) && ky != Kind::Map)
      return tell("是否在其中写 `{} in {}`", "ask whether it is inside: `{} in {}`", shown(y),
                  shown(x));
    if (kx == Kind::Enum && ky == Kind::String) return enum_help();
  }
  return {};
}

/// For a text literal that met something else.
Text Checker::text_help(NodeId other, NodeId literal) const {
  const std::string& text = *text_at(literal);
  if (is_number(other) && Decimal::parse(text))
    return tell("去掉引号，写 `{}`", "write `{}` without quotes", text);
  if (kind(other) == Kind::Date && Date::parse_iso(text))
    return tell("写 `date('{}')`", "write `date('{}')`", text);
  if (kind(other) == Kind::Date)
    return tell("日期写 `date('2026-03-16')`", "write a day as `date('2026-03-16')`");
  if (is_truth(other))
    return tell("直接写 `{0}` 或 `!{0}`", "write `{0}` or `!{0}` alone", shown(other));
  if (kind(other) == Kind::Set || kind(other) == Kind::List || kind(other) == Kind::Map)
    return tell("是否在其中写 `{} in {}`", "ask whether it is inside: `{} in {}`", shown(literal),
                shown(other));
  return is_number(other)
             ? tell("数字不加引号，也不带单位", "write a number without quotes and unit")
             : Text{};
}

void Checker::cannot_compute(NodeId id, Clash clash) {
  const NodeId a = arg(id, 0), b = arg(id, 1);
  const Op op = expr_[id].op;
  const std::string sign = op == Op::Add   ? "+"
                           : op == Op::Sub ? "-"
                           : op == Op::Mul ? "*"
                           : op == Op::Div ? "/"
                                           : "%";
  Text fix;
  if (clash == Clash::Units)
    fix = op == Op::Mul
              ? tell("带单位的量只能乘以不带单位的数", "multiply by a number without a unit")
          : op == Op::Div ? tell("除以同单位的量得到比值，除以不带单位的数保留单位",
                                 "divide by the same unit for a ratio, or by a plain number")
                          : tell("两边要用同一个单位", "both sides need the same unit");
  else if (kind(a) == Kind::Date && kind(b) == Kind::Date)
    fix = tell("两日之间用 `years_between`、`months_between` 或 `workdays_between`",
               "use `years_between`, `months_between` or `workdays_between`");
  else if (kind(a) == Kind::Date || kind(b) == Kind::Date)
    fix = tell("日期加减用 `add_days`、`add_months`、`add_years` 或 `add_workdays`",
               "use `add_days`, `add_months`, `add_years` or `add_workdays`");
  else if (op == Op::Mod && is_number(a) && is_number(b))
    fix = tell("`%` 只用于整数", "`%` takes integers only");
  error(id, clash == Clash::Units ? "unit-mismatch" : "type-mismatch",
        tell("`{0}` {4} `{1}` 无法计算：前者是{2}，后者是{3}",
             "cannot compute `{0}` {4} `{1}`: {2} and {3}", shown(a), shown(b), of(a), of(b), sign),
        std::move(fix));
}

}  // namespace ipcheck
