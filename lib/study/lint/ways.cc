// Tested by tests/study/lint_open_test.cc.
#include "study/lint/ways.h"

#include <algorithm>

#include "expr/operators.h"
#include "judge/explain.h"
#include "policy/derivation.h"
#include "study/world.h"

namespace ipcheck {
namespace {

bool is_constant(const Expr& expr, NodeId id, bool whole) {
  const Node& node = expr[id];
  if (node.op == Op::AsOf || node.op == Op::Param) return true;
  if (node.op == Op::Literal)
    return !whole || !expr.literals[node.payload].is<Decimal>() ||
           expr.literals[node.payload].as<Decimal>().is_integer();
  const auto args = expr.args_of(id);
  return node.op == Op::ListLit && std::all_of(args.begin(), args.end(), [&](NodeId arg) {
           return is_constant(expr, arg, whole);
         });
}

class Ways {
 public:
  Ways(const RuleSet& rules, const Policy& policy, Date as_of)
      : rules_(rules), schema_(rules.schema), policy_(policy), as_of_(as_of) {}

  std::vector<Tried> take(std::vector<const Expr*> conditions, std::set<FactId> used) const {
    std::vector<Tried> out;
    const std::vector<FactId> facts = facts_behind(rules_, conditions);
    for (const FactId fact : facts) {
      const Derivation derived = derivation_of(rules_, policy_, fact);
      if (derived.expr == nullptr) continue;
      conditions.push_back(derived.expr);
      for (const FactId behind : facts_behind(rules_, {derived.expr})) used.insert(behind);
    }
    for (const Expr* expr : conditions) add_used(*expr, expr->root(), false, used);
    for (const FactId fact : facts) {
      const Fact& of = schema_.facts[fact];
      if (!of.input || of.derive) continue;
      Tried one{.fact = fact, .values = values_of(conditions, fact)};
      one.reading = used.contains(fact) ? Reading::Used : Reading::Compared;
      one.may_lack = one.reading == Reading::Compared && !of.absent && !one.values.empty();
      out.push_back(std::move(one));
    }
    thin_out(out);
    return out;
  }

 private:
  std::vector<Value> values_of(const std::vector<const Expr*>& conditions, FactId fact) const {
    std::vector<Value> out = telling_values(rules_, policy_, conditions, fact, as_of_);
    std::erase_if(out, [](const Value& value) { return value.is_null(); });
    const Domain* domain = schema_.domain_of(schema_.facts[fact].type);
    const Kind kind = schema_.type_of(fact).kind;
    if (domain != nullptr && domain->open && kind == Kind::Enum)
      out.push_back({std::string("其他")});
    const Fact& of = schema_.facts[fact];
    const bool from_zero = !of.min || *of.min <= Decimal{};  // small ones too, where sums are made
    if (kind == Kind::Int && from_zero) out.push_back({std::int64_t{0}});
    if (kind == Kind::Decimal && from_zero) out.push_back({Decimal{}});
    std::sort(out.begin(), out.end(), comes_before);
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  /// Facts of which some values are tried get fewer of them as long as there are too many rows.
  static void thin_out(std::vector<Tried>& facts) {
    for (const std::size_t most : {8, 4, 2}) {
      if (ways_in_all(facts) <= kMostWays) return;
      for (Tried& one : facts) {
        if (one.reading == Reading::Compared || one.values.size() <= most) continue;
        std::vector<Value> few;
        for (std::size_t i = 0; i < most; ++i)
          few.push_back(one.values[i * (one.values.size() - 1) / (most - 1)]);
        one.values = std::move(few);
      }
    }
  }

  /// Facts of which telling values do not stand for all values, or that are asked first by `?:`.
  void add_used(const Expr& expr, NodeId id, bool first, std::set<FactId>& out) const {
    const Node& node = expr[id];
    const auto args = expr.args_of(id);
    for (std::size_t i = 0; i < args.size(); ++i) {
      const bool here = first || (node.op == Op::Cond && i == 0);
      const Node& arg = expr[args[i]];
      if (arg.op == Op::Fact && (here || !is_told(expr, id, i))) out.insert(arg.payload);
      add_used(expr, args[i], here, out);
    }
  }

  bool is_told(const Expr& expr, NodeId above, std::size_t at) const {
    const Node& node = expr[above];
    const auto args = expr.args_of(above);
    const FactId fact = expr[args[at]].payload;
    const Kind kind = schema_.type_of(fact).kind;
    if (kind == Kind::Bool || kind == Kind::Judgement) return node.op != Op::Known;
    const bool compares = is_comparison(node.op) || (node.op == Op::In && at == 0);
    if (!compares || !is_constant(expr, args[1 - at], kind == Kind::Int)) return false;
    if (kind == Kind::String) return schema_.facts[fact].pattern.empty();
    return kind == Kind::Int || kind == Kind::Decimal || kind == Kind::Date || kind == Kind::Enum;
  }

  const RuleSet& rules_;
  const Schema& schema_;
  const Policy& policy_;
  Date as_of_;
};

}  // namespace

std::vector<FactId> facts_behind(const RuleSet& rules, const std::vector<const Expr*>& conditions) {
  std::vector<FactId> out;
  for (const Expr* expr : conditions) add_facts_behind(rules, *expr, out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::vector<Tried> ways_of(const RuleSet& rules, const Policy& policy, Date as_of,
                           std::vector<const Expr*> conditions,
                           const std::set<FactId>& asked_first) {
  return Ways(rules, policy, as_of).take(std::move(conditions), asked_first);
}

std::size_t ways_in_all(const std::vector<Tried>& facts) {
  std::size_t ways = 1;
  for (const Tried& one : facts)
    ways = std::min(ways * std::max<std::size_t>(one.ways(), 1), kMostWays + 1);
  return ways;
}

}  // namespace ipcheck
