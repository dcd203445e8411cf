// Tested by tests/study/param_uses_test.cc.
#include "study/cite/param_uses.h"

#include <algorithm>
#include <array>

#include "expr/functions.h"
#include "expr/operators.h"
#include "policy/derivation.h"
#include "study/cite/figure.h"

namespace ipcheck {
namespace {

/// Which way a side of a comparison moves when a parameter in it grows.
enum class Way : std::uint8_t { Up, Down, Unclear };

Way against(Way way) {
  if (way == Way::Unclear) return way;
  return way == Way::Up ? Way::Down : Way::Up;
}

Polarity against(Polarity polarity) {
  if (polarity == Polarity::Either) return polarity;
  return polarity == Polarity::Asked ? Polarity::Barred : Polarity::Asked;
}

class UseFinder {
 public:
  UseFinder(const RuleSet& rules, const Policy& policy, ParamUses& out)
      : rules_(rules), policy_(policy), out_(out) {}

  void find(const Expr& expr, Polarity polarity) {
    truth({expr, policy_.params}, expr.root(), polarity);
  }

 private:
  struct Text {
    const Expr& expr;
    std::span<const Param> params;
  };
  struct Moved {
    const Param* param;
    Way way;
  };

  /// A node that is true or false.
  void truth(const Text& in, NodeId id, Polarity polarity) {
    const Node& node = in.expr[id];
    const auto args = in.expr.args_of(id);
    if (is_comparison(node.op)) return comparison(in, id, polarity);
    switch (node.op) {
      case Op::Not:
        return truth(in, args[0], against(polarity));
      case Op::And:
      case Op::Or:
        for (NodeId arg : args) truth(in, arg, polarity);
        return;
      case Op::Cond:
        truth(in, args[0], Polarity::Either);
        truth(in, args[1], polarity);
        return truth(in, args[2], polarity);
      case Op::All:
      case Op::Exists:
        value(in, args[0], Way::Unclear, nullptr);
        return truth(in, args[1], polarity);
      case Op::Fact:
        return derived(node.payload,
                       [&](const Text& text) { truth(text, text.expr.root(), polarity); });
      default:
        return value(in, id, Way::Unclear, nullptr);
    }
  }

  template <class Look>
  void derived(FactId fact, Look look) {
    const Derivation found = derivation_of(rules_, policy_, fact);
    if (found.expr == nullptr) return;
    if (std::find(open_.begin(), open_.end(), fact) != open_.end()) return;
    open_.push_back(fact);
    look(Text{*found.expr, found.params});
    open_.pop_back();
  }

  void comparison(const Text& in, NodeId id, Polarity polarity) {
    const auto args = in.expr.args_of(id);
    const Op op = in.expr[id].op;
    std::vector<Moved> left, right;
    value(in, args[0], Way::Up, &left);
    value(in, args[1], Way::Up, &right);
    const auto add = [&](const Moved& moved, bool turn) {
      if (moved.way == Way::Unclear) return;
      const bool down = moved.way == Way::Down;
      out_.compared.push_back(
          {moved.param, turn != down ? turned(op) : op, polarity, &in.expr, id});
    };
    for (const Moved& moved : left) add(moved, true);
    for (const Moved& moved : right) add(moved, false);
  }

  /// A node that is compared or passed on. `moved` collects parameters with the way they move it.
  void value(const Text& in, NodeId id, Way way, std::vector<Moved>* moved) {
    const Node& node = in.expr[id];
    const auto args = in.expr.args_of(id);
    switch (node.op) {
      case Op::Param:
        return read(in.params[node.payload], way, moved);
      case Op::Literal:
        out_.literals.push_back(in.expr.literals[node.payload]);
        return;
      case Op::Fact:
        return derived(node.payload,
                       [&](const Text& text) { value(text, text.expr.root(), way, moved); });
      case Op::Neg:
        return value(in, args[0], against(way), moved);
      case Op::Sub:
        value(in, args[0], way, moved);
        return value(in, args[1], against(way), moved);
      case Op::Div:
        value(in, args[0], way, moved);
        return value(in, args[1], Way::Unclear, moved);
      case Op::Add:
      case Op::Mul:
      case Op::ListLit:
        for (NodeId arg : args) value(in, arg, way, moved);
        return;
      case Op::Cond:
        truth(in, args[0], Polarity::Either);
        value(in, args[1], way, moved);
        return value(in, args[2], way, moved);
      case Op::Call:
        for (NodeId arg : args) value(in, arg, grows(node) ? way : Way::Unclear, moved);
        return;
      default:
        return inside(in, id, moved);
    }
  }

  /// Macros and truths within a value: what they compare only tells cases apart.
  void inside(const Text& in, NodeId id, std::vector<Moved>* moved) {
    const Node& node = in.expr[id];
    if (is_comparison(node.op)) return comparison(in, id, Polarity::Either);
    for (NodeId arg : in.expr.args_of(id)) {
      const Op op = in.expr[arg].op;
      const bool is_truth = is_comparison(op) || op == Op::Not || op == Op::And || op == Op::Or ||
                            op == Op::All || op == Op::Exists;
      if (is_truth) {
        truth(in, arg, Polarity::Either);
      } else {
        value(in, arg, Way::Unclear, moved);
      }
    }
  }

  /// Functions that grow with each of their arguments.
  static bool grows(const Node& call) {
    constexpr std::array<std::string_view, 7> kGrowing = {
        "sum", "min", "max", "add_days", "add_months", "add_years", "add_workdays"};
    const std::string_view name = functions()[call.payload].name;
    return std::find(kGrowing.begin(), kGrowing.end(), name) != kGrowing.end();
  }

  void read(const Param& param, Way way, std::vector<Moved>* moved) {
    if (std::find(out_.read.begin(), out_.read.end(), &param) == out_.read.end())
      out_.read.push_back(&param);
    if (moved != nullptr) moved->push_back({&param, way});
  }

  const RuleSet& rules_;
  const Policy& policy_;
  ParamUses& out_;
  std::vector<FactId> open_;  // derived facts that are being looked into
};

}  // namespace

void find_param_uses(const RuleSet& rules, const Policy& policy, const Condition& condition,
                     Polarity polarity, ParamUses& out) {
  if (condition) UseFinder(rules, policy, out).find(condition.expr, polarity);
}

}  // namespace ipcheck
