// Lint inside conditions. Tested by tests/study/lint_test.cc.
#include <algorithm>
#include <functional>

#include "expr/functions.h"
#include "study/lint/rows.h"

namespace ipcheck {
namespace {

std::optional<Decimal> number_in(const Value& value) {
  if (value.is<std::int64_t>()) return Decimal::of(value.as<std::int64_t>());
  if (value.is<Decimal>()) return value.as<Decimal>();
  return std::nullopt;
}

bool is_threshold(const Expr& expr, const Node& node) {
  if (node.op == Op::Literal) {
    const Value& value = expr.literals[node.payload];
    auto number = number_in(value);
    return value.is<Date>() || (number && *number != Decimal{});
  }
  bool date = node.op == Op::Call && functions()[node.payload].name == "date";
  return date && expr[expr.args[node.first_arg]].op == Op::Literal &&
         expr.literals[expr[expr.args[node.first_arg]].payload].is<std::string>();
}

void each_part(const LintFindings& findings,
               const std::function<void(const Policy&, const Criterion&, const Expr&)>& visit,
               bool with_applies) {
  for (const Policy& policy : findings.rules.policies) {
    for (const Criterion& c : policy.criteria) {
      if (with_applies && c.applies) visit(policy, c, c.applies.expr);
      if (c.check) visit(policy, c, c.check.expr);
      if (c.should) visit(policy, c, c.should.expr);
    }
  }
}

void find_numbers(LintFindings& findings) {
  auto look = [&](const Policy&, const Criterion& c, const Expr& expr) {
    for (NodeId id = 0; id < expr.nodes.size(); ++id) {
      if (!is_threshold(expr, expr[id])) continue;
      findings
          .add(place(findings.sources, expr, id),
               say("条件 `{}` 中写死了 `{}`", "criterion `{}` holds the constant `{}`", c.id,
                   expr.text_of(id)))
          .help(say("移到 `params`，写作 `params.名称`",
                    "move it to `params` and write `params.name`"));
    }
  };
  each_part(findings, look, false);
}

/// Whether a comparison of a fact with a number that does not depend on the record can go both
/// ways inside the fact's range.
class Comparison {
 public:
  Comparison(const Schema& schema, const Policy& policy, const Expr& expr)
      : schema_(schema), policy_(policy), expr_(expr) {}

  /// nullopt: it depends on the record; else what it always is.
  std::optional<bool> settled(NodeId id) const {
    const Node& node = expr_[id];
    bool orders = node.op == Op::Lt || node.op == Op::Le || node.op == Op::Gt || node.op == Op::Ge;
    if (!orders) return std::nullopt;
    NodeId a = expr_.args_of(id)[0], b = expr_.args_of(id)[1];
    Op op = node.op;
    if (expr_[a].op != Op::Fact) {
      std::swap(a, b);
      op = op == Op::Lt ? Op::Gt : op == Op::Le ? Op::Ge : op == Op::Gt ? Op::Lt : Op::Le;
    }
    if (expr_[a].op != Op::Fact) return std::nullopt;
    const Fact& fact = schema_.facts[expr_[a].payload];
    std::optional<bool> answer;
    for (const Decimal& bound : numbers(b)) {
      auto one = against(fact, op, bound);
      if (!one || (answer && *answer != *one)) return std::nullopt;
      answer = one;
    }
    return answer;
  }

 private:
  std::vector<Decimal> numbers(NodeId id) const {
    const Node& node = expr_[id];
    std::vector<Decimal> out;
    if (node.op == Op::Literal) {
      if (auto number = number_in(expr_.literals[node.payload])) out.push_back(*number);
    } else if (node.op == Op::Param) {
      for (const Param::Dated& dated : policy_.params[node.payload].values) {
        if (auto number = number_in(dated.value)) out.push_back(*number);
      }
    }
    return out;
  }

  static std::optional<bool> against(const Fact& fact, Op op, const Decimal& bound) {
    bool least = op == Op::Ge || op == Op::Gt;
    bool strict = op == Op::Gt || op == Op::Lt;
    const auto& near = least ? fact.min : fact.max;
    const auto& far = least ? fact.max : fact.min;
    auto holds = [&](const Decimal& value) {
      return least ? (strict ? value > bound : value >= bound)
                   : (strict ? value < bound : value <= bound);
    };
    if (near && holds(*near)) return true;
    if (far && !holds(*far)) return false;
    return std::nullopt;
  }

  const Schema& schema_;
  const Policy& policy_;
  const Expr& expr_;
};

void find_constants(LintFindings& findings) {
  auto look = [&](const Policy& policy, const Criterion& c, const Expr& expr) {
    bool reads = std::any_of(expr.nodes.begin(), expr.nodes.end(),
                             [](const Node& n) { return n.op == Op::Fact || n.op == Op::AsOf; });
    if (!reads) {
      findings.add(place(findings.sources, expr, expr.root()),
                   say("条件 `{}` 的这一部分不看任何事实",
                       "this part of criterion `{}` reads no fact", c.id));
      return;
    }
    Comparison comparison(findings.rules.schema, policy, expr);
    for (NodeId id = 0; id < expr.nodes.size(); ++id) {
      auto answer = comparison.settled(id);
      if (!answer) continue;
      findings.add(place(findings.sources, expr, id),
                   *answer ? say("在取值范围内 `{}` 恒成立", "`{}` always holds within the range",
                                 expr.text_of(id))
                           : say("在取值范围内 `{}` 永不成立", "`{}` never holds within the range",
                                 expr.text_of(id)));
    }
  };
  each_part(findings, look, true);
}

}  // namespace

bool holds_constant(const Schema& schema, const Policy& policy, const Expr& expr) {
  const Comparison comparison(schema, policy, expr);
  for (NodeId id = 0; id < expr.nodes.size(); ++id)
    if (comparison.settled(id)) return true;
  return false;
}

void add_lint_conditions(std::vector<LintRule>& rows) {
  rows.push_back({
      .id = "number-in-check",
      .summary = say("条件里写死了数字或日期", "a number or date stands inside a check"),
      .why = say("门槛放在 `params`，判定日、地方调整、比较和核对出处才看得到",
                 "thresholds live in `params`, where as-of dates, overlays, diffs and citation "
                 "checks see them"),
      .bad = example({.params = "  staff_min: {value: 3, unit: 人, cite: {at: 三/1}}\n",
                      .criteria =
                          "  A-1: {title: {zh: '至少{staff_min}', en: 'At least {staff_min}'}, "
                          "cite: {at: 三/1}, check: staff >= 3}\n"}),
      .good = example({}),
      .find = find_numbers,
  });
  rows.push_back({
      .id = "constant-condition",
      .summary = say("条件的结果与申请人无关", "a condition comes out the same for everybody"),
      .why = say("它不筛选任何人，多半是写错了",
                 "it tells nobody from anybody; most often something else was meant"),
      .bad = example({.criteria = "  A-1: {title: {zh: 人数, en: Staff}, cite: {at: 三/1}, check: "
                                  "staff >= params.staff_min}\n"
                                  "  A-2: {title: {zh: 人数, en: Staff}, cite: {at: 三/1}, check: "
                                  "staff >= 0}\n",
                      .require = "{all: [A-1, A-2]}"}),
      .good = example({}),
      .find = find_constants,
  });
}

}  // namespace ipcheck
