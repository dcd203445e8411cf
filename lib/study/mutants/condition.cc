// Faults inside conditions. Tested by tests/study/mutate_test.cc.
#include <algorithm>
#include <array>

#include "expr/check.h"
#include "expr/functions.h"
#include "expr/operators.h"
#include "expr/parse.h"
#include "study/cite/figure.h"
#include "study/coverage/reach.h"
#include "study/mutants/list.h"

namespace ipcheck {
namespace {

struct Sign {
  Op op;
  std::string_view text;
};
constexpr std::array kSigns = {Sign{Op::Eq, "=="},   Sign{Op::Ne, "!="},        Sign{Op::Lt, "<"},
                               Sign{Op::Le, "<="},   Sign{Op::Gt, ">"},         Sign{Op::Ge, ">="},
                               Sign{Op::Add, "+"},   Sign{Op::Sub, "-"},        Sign{Op::Mul, "*"},
                               Sign{Op::Div, "/"},   Sign{Op::And, "&&"},       Sign{Op::Or, "||"},
                               Sign{Op::All, "all"}, Sign{Op::Exists, "exists"}};

std::string_view text_of_sign(Op op) {
  for (const Sign& sign : kSigns)
    if (sign.op == op) return sign.text;
  return {};
}

/// What stands in for an operator: those that differ from it at one point, and its opposite.
std::vector<Op> instead_of(Op op, bool ordered) {
  switch (op) {
    case Op::Eq:
      return ordered ? std::vector{Op::Ne, Op::Ge, Op::Le} : std::vector{Op::Ne};
    case Op::Ne:
      return ordered ? std::vector{Op::Eq, Op::Gt, Op::Lt} : std::vector{Op::Eq};
    case Op::Lt:
      return {Op::Le, Op::Ne, Op::Ge};
    case Op::Le:
      return {Op::Lt, Op::Eq, Op::Gt};
    case Op::Gt:
      return {Op::Ge, Op::Ne, Op::Le};
    case Op::Ge:
      return {Op::Gt, Op::Eq, Op::Lt};
    case Op::Add:
      return {Op::Sub};
    case Op::Sub:
      return {Op::Add};
    case Op::Mul:
      return {Op::Div};
    case Op::Div:
      return {Op::Mul};
    case Op::And:
      return {Op::Or};
    case Op::Or:
      return {Op::And};
    case Op::All:
      return {Op::Exists};
    case Op::Exists:
      return {Op::All};
    default:
      return {};
  }
}

/// Functions that take the same and are easily confused.
constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kConfused = {
    {{"add_workdays", "add_days"},
     {"add_years", "add_months"},
     {"startsWith", "endsWith"},
     {"years_between", "months_between"},
     {"add_days", "add_workdays"},
     {"add_months", "add_years"}}};

constexpr std::array<std::string_view, 5> kStateWords = {"met", "not_met", "missing", "pending",
                                                         "not_applicable"};
constexpr std::array<std::string_view, 4> kVerdictWords = {"eligible", "ineligible", "incomplete",
                                                           "needs_review"};

template <class List>
std::string next_word(const List& words, std::string_view word) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == word) return std::string(words[(i + 1) % words.size()]);
  return {};
}

std::string next_member(const std::vector<Member>& members, std::string_view id) {
  for (std::size_t i = 0; i < members.size(); ++i)
    if (members[i].id == id) return members[(i + 1) % members.size()].id;
  return {};
}

class Planter {
 public:
  Planter(MutantList& list, const ConditionSite& site)
      : list_(list), site_(site), expr_(*site.expr), facts_(facts_read(expr_)) {
    parent_.assign(expr_.nodes.size(), kNoNode);
    for (NodeId id = 0; id < expr_.nodes.size(); ++id)
      for (const NodeId arg : expr_.args_of(id)) parent_[arg] = id;
  }

  void run() {
    for (NodeId id = 0; id < expr_.nodes.size(); ++id) {
      if (id != expr_.root() && parent_[id] == kNoNode) continue;  // left behind by `check`
      const Op op = expr_[id].op;
      for (const Op other : instead_of(op, is_ordered(id)))
        if (!is_same_in_range(id, other)) replace_operator(id, other);
      if (op == Op::And || op == Op::Or) drop_operands(id);
      if (op == Op::Not) drop_not(id);
      if (op == Op::Cond) swap_arms(id);
      if (op == Op::Call) confuse(id);
      if (op == Op::Literal) replace_literal(id);
      if (is_plain_truth(id)) put_not(id);
    }
  }

 private:
  /// Plants one fault. `shown`: the node of the changed condition whose text takes the place of
  /// `node`'s.
  void plant(const std::string& name, Text what, NodeId node, NodeId shown,
             std::function<void(Expr&)> edit) {
    Mutant& mutant =
        list_.add(site_.prefix + "/" + name, std::move(what), place(list_.sources, expr_, node));
    Expr changed = expr_;
    edit(changed);
    mutant.edits.push_back({mutant.span, print(changed, shown, list_.rules.schema, site_.params)});
    mutant.schemes = site_.schemes;
    mutant.facts = facts_;
    if (site_.find)
      mutant.change = [find = site_.find, edit](Policy& policy) { edit(find(policy)); };
    else
      mutant.change_facts = [fact = site_.derived, edit](RuleSet& rules) {
        auto expr = std::make_shared<Expr>(*rules.derived.at(fact).expr);
        edit(*expr);
        rules.derived.at(fact).expr = expr.get();
        return expr;
      };
  }

  bool is_ordered(NodeId id) const {
    if (!is_comparison(expr_[id].op)) return false;
    const Kind kind = list_.rules.schema.types[expr_[expr_.args_of(id)[0]].type].kind;
    return kind == Kind::Int || kind == Kind::Decimal || kind == Kind::Date;
  }

  /// At the low end of a range `==` is `<=` and `!=` is `>`.
  bool is_same_in_range(NodeId id, Op other) const {
    const Op op = expr_[id].op;
    auto pair = [&](Op a, Op b) { return (op == a && other == b) || (op == b && other == a); };
    if (!pair(Op::Eq, Op::Le) && !pair(Op::Ne, Op::Gt)) return false;
    const NodeId value = expr_.args_of(id)[0], held = expr_.args_of(id)[1];
    if (expr_[held].op != Op::Literal) return false;
    const Value& number = expr_.literals[expr_[held].payload];
    if (!number.is<std::int64_t>()) return false;
    const Decimal end = Decimal::of(number.as<std::int64_t>());
    if (expr_[value].op == Op::Call && functions()[expr_[value].payload].name == "size")
      return end == Decimal{};
    return expr_[value].op == Op::Fact &&
           list_.rules.schema.facts[expr_[value].payload].min == std::optional(end);
  }

  /// A truth that no operator made: a fact, `in`, `known`, a macro, a call.
  bool is_plain_truth(NodeId id) const {
    const Kind kind = list_.rules.schema.types[expr_[id].type].kind;
    const Op op = expr_[id].op;
    if (kind != Kind::Bool && kind != Kind::Judgement) return false;
    if (op == Op::And || op == Op::Or || op == Op::Not || op == Op::Cond || op == Op::Literal ||
        is_comparison(op))
      return false;
    const NodeId above = parent_[id];
    if (above == kNoNode) return true;
    const Op upper = expr_[above].op;
    return upper != Op::Not && upper != Op::Known && !is_comparison(upper);
  }

  void replace_operator(NodeId id, Op other) {
    const std::string_view from = text_of_sign(expr_[id].op), to = text_of_sign(other);
    plant(std::string(from) + "->" + std::string(to),
          say("`{0}` 改为 `{1}`", "`{1}` for `{0}`", from, to), id, id,
          [id, other](Expr& expr) { expr.nodes[id].op = other; });
  }

  void drop_operands(NodeId id) {
    for (std::uint32_t i = 0; i < expr_[id].arg_count; ++i) {
      const NodeId operand = expr_.args_of(id)[i];
      const std::string text = brief_text(expr_, operand);
      plant("drop:" + text, say("去掉 `{}`", "`{}` dropped", text), id, id, [id, i](Expr& expr) {
        Node& node = expr.nodes[id];
        const auto first = expr.args.begin() + node.first_arg;
        std::rotate(first + i, first + i + 1, first + node.arg_count);
        --node.arg_count;
      });
    }
  }

  void drop_not(NodeId id) {
    const std::string text = brief_text(expr_, expr_.args_of(id)[0]);
    plant("drop:!" + text, say("去掉 `{}` 前的 `!`", "`!` before `{}` dropped", text), id,
          expr_.args_of(id)[0], [id](Expr& expr) { expr.nodes[id].op = Op::And; });
  }

  void put_not(NodeId id) {
    const std::string text = brief_text(expr_, id);
    plant("negate:" + text, say("`{}` 取反", "`{}` negated", text), id, id + 1,
          [id](Expr& expr) { negate(expr, id); });
  }

  void swap_arms(NodeId id) {
    plant("swap-arms", say("`?:` 的两支对调", "the arms of `?:` swapped"), id, id,
          [id](Expr& expr) {
            const std::uint32_t first = expr.nodes[id].first_arg;
            std::swap(expr.args[first + 1], expr.args[first + 2]);
          });
  }

  void confuse(NodeId id) {
    const std::string_view name = functions()[expr_[id].payload].name;
    for (const auto& pair : kConfused) {
      if (pair.first != name) continue;
      for (std::uint32_t f = 0; f < functions().size(); ++f) {
        if (functions()[f].name != pair.second) continue;
        plant(std::string(name) + "->" + std::string(pair.second),
              say("`{0}` 改为 `{1}`", "`{1}` for `{0}`", name, pair.second), id, id,
              [id, f](Expr& expr) { expr.nodes[id].payload = f; });
      }
    }
  }

  void replace_literal(NodeId id) {
    const Value& value = expr_.literals[expr_[id].payload];
    if (value.is<bool>()) return put_literal(id, {!value.as<bool>()});
    if (value.is<std::int64_t>()) {
      put_literal(id, {value.as<std::int64_t>() + 1});
      return put_literal(id, {value.as<std::int64_t>() - 1});
    }
    if (!value.is<std::string>()) return;
    const std::string other = other_text(id, value.as<std::string>());
    if (!other.empty()) put_literal(id, {other});
  }

  void put_literal(NodeId id, Value other) {
    const std::string from = to_source(expr_.literals[expr_[id].payload]), to = to_source(other);
    plant(from + "->" + to, say("{0} 改为 {1}", "{1} for {0}", from, to), id, id,
          [id, other](Expr& expr) {
            expr.nodes[id].payload = static_cast<std::uint32_t>(expr.literals.size());
            expr.literals.push_back(other);
          });
  }

  /// Another word of the same list; for a free text one that nothing equals.
  std::string other_text(NodeId id, const std::string& text) const {
    if (const Domain* domain = list_.rules.schema.domain_of(expr_[id].type))
      return next_member(domain->members, text);
    if (site_.words != nullptr)
      if (std::string word = next_member(*site_.words, text); !word.empty()) return word;
    const NodeId above = parent_[id];
    for (const NodeId beside :
         above == kNoNode ? std::span<const NodeId>{} : expr_.args_of(above)) {
      if (expr_[beside].op == Op::StateOf) return next_word(kStateWords, text);
      if (expr_[beside].op == Op::Verdict) return next_word(kVerdictWords, text);
    }
    return text + "x";
  }

  MutantList& list_;
  const ConditionSite& site_;
  const Expr& expr_;
  std::vector<FactId> facts_;
  std::vector<NodeId> parent_;
};

}  // namespace

void negate(Expr& expr, NodeId node) {
  const NodeId added = node + 1;
  for (NodeId& arg : expr.args)
    if (arg >= node) ++arg;  // what took the node takes its negation, which stands behind it
  for (Node& n : expr.nodes)
    if (n.op == Op::Variable && n.payload >= added) ++n.payload;
  Node bar{.op = Op::Not, .type = kBoolType};
  bar.begin = expr.nodes[node].begin;
  bar.end = expr.nodes[node].end;
  bar.first_arg = static_cast<std::uint32_t>(expr.args.size());
  bar.arg_count = 1;
  expr.args.push_back(node);
  expr.nodes.insert(expr.nodes.begin() + added, bar);
}

void add_condition_mutants(MutantList& list, const ConditionSite& site) {
  if (site.expr != nullptr && !site.expr->nodes.empty() && !site.schemes.empty())
    Planter(list, site).run();
}

}  // namespace ipcheck
