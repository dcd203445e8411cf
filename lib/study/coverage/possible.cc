// Conditions run over sets of truths, once for every way in which the facts can be given: a truth
// true, false or absent, a closed list by its members, anything else given or absent.
// Tested by tests/study/coverage_test.cc and overlay_test.cc.
#include "study/coverage/possible.h"

#include <algorithm>

#include "expr/functions.h"
#include "judge/explain.h"
#include "policy/derivation.h"

namespace ipcheck {
namespace {

constexpr Truths kFalse = only(Truth::False), kMissing = only(Truth::Missing),
                 kPending = only(Truth::Pending), kTrue = only(Truth::True);
constexpr Truths kEither = kFalse | kTrue;
constexpr std::size_t kMostWays = 20'000;

template <class Combine>
Truths combined(Truths a, Truths b, Combine combine) {
  Truths out = 0;
  for (unsigned x = 0; x < 6; ++x)
    for (unsigned y = 0; y < 6; ++y)
      if ((a >> x & 1) != 0 && (b >> y & 1) != 0)
        out |= only(combine(static_cast<Truth>(x), static_cast<Truth>(y)));
  return out;
}

Truths flipped(Truths a) {
  return combined(a, kTrue, [](Truth x, Truth) { return flip(x); });
}

/// One way in which a fact can be given.
struct Way {
  Truths truths = kTrue;                // True stands for any known value that is no truth
  const std::string* member = nullptr;  // of a closed list
};

bool is_truth(const Schema& schema, TypeId type) {
  const Kind kind = schema.types[type].kind;
  return kind == Kind::Bool || kind == Kind::Judgement;
}

class Possible {
 public:
  Possible(const RuleSet& rules, const Policy& policy, Date as_of)
      : rules_(rules), policy_(policy), as_of_(as_of) {}

  Truths of(const Criterion& criterion) {
    add_facts(criterion);
    std::vector<std::size_t> at(facts_.size(), 0);
    Truths all = 0;
    for (bool more = true; more;) {
      for (std::size_t i = 0; i < facts_.size(); ++i) given_[facts_[i]] = ways_[i][at[i]];
      all |= state(criterion);
      more = false;
      for (std::size_t i = 0; i < at.size() && !more; ++i) {
        more = ++at[i] < ways_[i].size();
        if (!more) at[i] = 0;
      }
    }
    return all;
  }

 private:
  void add_facts(const Criterion& criterion) {
    for (const Condition* part : {&criterion.applies, &criterion.check, &criterion.should})
      if (*part) add_facts_behind(rules_, part->expr, facts_);
    std::sort(facts_.begin(), facts_.end());
    facts_.erase(std::unique(facts_.begin(), facts_.end()), facts_.end());
    for (const bool by_member : {true, false}) {
      ways_.clear();
      std::size_t product = 1;
      for (const FactId fact : facts_) {
        ways_.push_back(ways(rules_.schema.facts[fact], by_member));
        product *= std::min(ways_.back().size(), kMostWays);
        if (product > kMostWays) break;
      }
      if (product <= kMostWays) return;
    }
    facts_.clear();  // too many: each is anything, independently of where else it stands
    ways_.clear();
  }

  std::vector<Way> ways(const Fact& fact, bool by_member) const {
    if (!fact.input) return {{absent(fact)}};
    std::vector<Way> out;
    const Domain* domain = rules_.schema.types[fact.type].kind == Kind::Enum
                               ? rules_.schema.domain_of(fact.type)
                               : nullptr;
    if (is_truth(rules_.schema, fact.type)) {
      out = {{kFalse}, {kTrue}};
    } else if (by_member && domain != nullptr && !domain->open) {
      for (const Member& member : domain->members) out.push_back({kTrue, &member.id});
    } else {
      out = {{kTrue}};
    }
    if (!fact.absent) out.push_back({absent(fact)});
    return out;
  }

  Truths absent(const Fact& fact) const {
    if (!fact.input || fact.derive) return 0;  // its derivation says
    const bool judged = fact.judged || rules_.schema.types[fact.type].kind == Kind::Judgement;
    return judged ? kPending : kMissing;
  }

  Way fact(FactId id) {
    const auto found = given_.find(id);
    const Fact& fact = rules_.schema.facts[id];
    if (found == given_.end()) {
      const Truths known = is_truth(rules_.schema, fact.type) ? kEither : kTrue;
      return {static_cast<Truths>(known | kMissing | kPending)};
    }
    if (found->second.truths != 0) return found->second;
    const Derivation derived = derivation_of(rules_, policy_, id);
    if (derived.expr == nullptr) return {kMissing};
    return {node(*derived.expr, derived.params, derived.expr->root())};
  }

  Truths state(const Criterion& c) {
    auto part = [this](const Condition& condition) {
      return condition ? node(condition.expr, policy_.params, condition.expr.root()) : kTrue;
    };
    const Truths soft = combined(part(c.should), kTrue, [](Truth s, Truth) {
      return s == Truth::False ? Truth::Pending : s;
    });
    const Truths substance = combined(part(c.check), soft, both);
    return combined(part(c.applies), substance, [](Truth applies, Truth t) {
      if (applies == Truth::True) return t;
      if (applies == Truth::False) return Truth::NotApplicable;
      return t == Truth::True ? Truth::True : applies;
    });
  }

  /// Known: what the function gives when all arguments are known.
  Truths strict(const Expr& expr, std::span<const Param> params, NodeId id, Truths known) {
    Truths all = kTrue;
    for (const NodeId arg : expr.args_of(id))
      all = combined(all, node(expr, params, arg), [](Truth a, Truth b) {
        return both(a == Truth::False ? Truth::True : a, b == Truth::False ? Truth::True : b);
      });
    return static_cast<Truths>((all & ~kTrue) | ((all & kTrue) != 0 ? known : 0));
  }

  std::optional<bool> told(const Expr& expr, std::span<const Param> params, const Node& n) {
    const NodeId left = expr.args[n.first_arg], right = expr.args[n.first_arg + 1];
    const std::string* a = member(expr, left);
    const std::string* b = member(expr, right);
    if ((n.op == Op::Eq || n.op == Op::Ne) && a != nullptr && b != nullptr)
      return (*a == *b) == (n.op == Op::Eq);
    if (n.op != Op::In || a == nullptr || expr[right].op != Op::Param) return std::nullopt;
    const Value* list = params[expr[right].payload].at(as_of_);
    if (list == nullptr || !list->is<ValueList>()) return std::nullopt;
    const auto& items = list->as<ValueList>();
    return std::find(items.begin(), items.end(), Value{*a}) != items.end();
  }

  const std::string* member(const Expr& expr, NodeId id) {
    if (expr[id].op == Op::Fact) return fact(expr[id].payload).member;
    if (expr[id].op != Op::Literal) return nullptr;
    const Value& value = expr.literals[expr[id].payload];
    return value.is<std::string>() ? &value.as<std::string>() : nullptr;
  }

  Truths call(const Expr& expr, std::span<const Param> params, NodeId id) {
    const std::string_view name = functions()[expr[id].payload].name;
    const bool open = name.find("workday") != std::string_view::npos || name == "date" ||
                      name == "int" || name == "decimal";
    const Truths known = is_truth(rules_.schema, expr[id].type) ? kEither : kTrue;
    return strict(expr, params, id, open ? known | kPending : known);
  }

  Truths macro(const Expr& expr, std::span<const Param> params, NodeId id) {
    const auto args = expr.args_of(id);
    const Truths list = node(expr, params, args[0]);
    Truths body = kTrue;
    for (const NodeId arg : args.subspan(1))
      body = combined(body, node(expr, params, arg), [](Truth a, Truth b) {
        return is_unknown(a) || is_unknown(b) ? both(is_unknown(a) ? a : Truth::True, b) : b;
      });
    const Op op = expr[id].op;
    const Truths open = static_cast<Truths>(body & ~kEither);
    Truths known = static_cast<Truths>(kTrue | open);  // a list
    if (op == Op::All) known = static_cast<Truths>(body | kTrue);
    if (op == Op::Exists) known = static_cast<Truths>(body | kFalse);
    if (op == Op::ExistsOne) known = static_cast<Truths>(kEither | open);
    return static_cast<Truths>((list & ~kTrue) | ((list & kTrue) != 0 ? known : 0));
  }

  Truths node(const Expr& expr, std::span<const Param> params, NodeId id);
  Truths logic(const Expr& expr, std::span<const Param> params, NodeId id);
  Truths computed(const Expr& expr, std::span<const Param> params, NodeId id);

  const RuleSet& rules_;
  const Policy& policy_;
  Date as_of_;
  std::vector<FactId> facts_;
  std::vector<std::vector<Way>> ways_;
  std::unordered_map<FactId, Way> given_;
};

Truths Possible::node(const Expr& expr, std::span<const Param> params, NodeId id) {
  const Node& n = expr[id];
  switch (n.op) {
    case Op::Literal: {
      const Value& value = expr.literals[n.payload];
      return value.is<bool>() && !value.as<bool>() ? kFalse : kTrue;
    }
    case Op::Fact:
      return fact(n.payload).truths;
    case Op::Known: {
      const Truths given = fact(expr[expr.args_of(id)[0]].payload).truths;
      return static_cast<Truths>(((given & kEither) != 0 ? kTrue : 0) |
                                 ((given & ~kEither) != 0 ? kFalse : 0));
    }
    case Op::Param: {
      const Param& param = params[n.payload];
      const bool late = param.values.empty() || param.values.front().from.has_value();
      const Truths known = is_truth(rules_.schema, n.type) ? kEither : kTrue;
      return late ? known | kPending : known;
    }
    case Op::Variable:
      return is_truth(rules_.schema, n.type) ? kEither : kTrue;
    case Op::AsOf:
    case Op::StateOf:
    case Op::Verdict:
    case Op::Name:
      return kTrue;
    case Op::Not:
    case Op::And:
    case Op::Or:
    case Op::Cond:
      return logic(expr, params, id);
    default:
      return computed(expr, params, id);
  }
}

Truths Possible::logic(const Expr& expr, std::span<const Param> params, NodeId id) {
  const Op op = expr[id].op;
  const auto args = expr.args_of(id);
  const Truths first = node(expr, params, args[0]);
  if (op == Op::Not) return flipped(first);
  if (op == Op::Cond) {
    Truths out = static_cast<Truths>(first & ~kEither);
    if ((first & kTrue) != 0) out |= node(expr, params, args[1]);
    if ((first & kFalse) != 0) out |= node(expr, params, args[2]);
    return out;
  }
  Truths all = first;
  for (const NodeId arg : args.subspan(1))
    all = combined(all, node(expr, params, arg), op == Op::And ? both : either);
  return all;
}

/// Operators, functions and macros: what is known of them when all is known that they take.
Truths Possible::computed(const Expr& expr, std::span<const Param> params, NodeId id) {
  const Node& n = expr[id];
  const auto args = expr.args_of(id);
  switch (n.op) {
    case Op::Eq:
    case Op::Ne:
    case Op::In: {
      const auto known = told(expr, params, n);
      return strict(expr, params, id, !known ? kEither : *known ? kTrue : kFalse);
    }
    case Op::Lt:
    case Op::Le:
    case Op::Gt:
    case Op::Ge:
      return strict(expr, params, id, kEither);
    case Op::Div:
    case Op::Mod:
      return strict(expr, params, id, expr[args[1]].op == Op::Literal ? kTrue : kTrue | kPending);
    case Op::Index:
    case Op::Select: {
      const Truths known = is_truth(rules_.schema, n.type) ? kEither : kTrue;
      const bool list = rules_.schema.types[expr[args[0]].type].kind == Kind::List;
      return strict(expr, params, id, list ? known | kPending : known | kMissing);
    }
    case Op::Call:
      return call(expr, params, id);
    case Op::All:
    case Op::Exists:
    case Op::ExistsOne:
    case Op::Filter:
    case Op::Map:
      return macro(expr, params, id);
    default:  // arithmetic and literal lists
      return strict(expr, params, id, kTrue);
  }
}

}  // namespace

Truths possible_states(const RuleSet& rules, const Policy& policy, const Criterion& criterion,
                       Date as_of) {
  return Possible(rules, policy, as_of).of(criterion);
}

}  // namespace ipcheck
