// How two conditions differ: a comparator, a parameter, or as a whole. Tested by
// tests/study/diff_test.cc.
#include <algorithm>

#include "expr/operators.h"
#include "expr/parse.h"
#include "study/diff/parts.h"

namespace ipcheck {
namespace {

/// A condition where it stands.
struct Stood {
  const DiffSide& side;
  const Policy* policy;
  const Expr& expr;

  std::span<const Param> params() const {
    return policy == nullptr ? std::span<const Param>{} : std::span<const Param>(policy->params);
  }
  std::string text(NodeId node) const { return print(expr, node, side.rules->schema, params()); }
  /// What the node is besides its operator and arguments.
  std::string payload(NodeId id) const {
    const Node& node = expr[id];
    switch (node.op) {
      case Op::Literal:
      case Op::Fact:
      case Op::Variable:
      case Op::StateOf:
        return text(id);
      case Op::Param:
        return node.payload < params().size() ? params()[node.payload].name : text(id);
      case Op::Call:
        return std::to_string(node.payload);
      case Op::Select:
      case Op::All:
      case Op::Exists:
      case Op::ExistsOne:
      case Op::Filter:
      case Op::Map:
        return expr.names[node.payload];
      default:
        return {};
    }
  }
};

struct Difference {
  DiffManner manner = DiffManner::Replaced;
  NodeId before = kNoNode, after = kNoNode;
};

void walk(const Stood& a, NodeId x, const Stood& b, NodeId y, std::vector<Difference>& out) {
  const Node &p = a.expr[x], &q = b.expr[y];
  const bool compares = is_comparison(p.op) && is_comparison(q.op);
  if (p.arg_count != q.arg_count || (p.op != q.op && !compares)) {
    out.push_back({DiffManner::Replaced, x, y});
    return;
  }
  if (p.op != q.op) out.push_back({DiffManner::Comparator, x, y});
  if (a.payload(x) != b.payload(y)) {
    out.push_back({p.op == Op::Param ? DiffManner::Parameter : DiffManner::Replaced, x, y});
    return;
  }
  for (std::uint32_t i = 0; i < p.arg_count; ++i)
    walk(a, a.expr.args_of(x)[i], b, b.expr.args_of(y)[i], out);
}

Text code(std::string_view text) {
  return {std::string(text), std::string(text)};
}

}  // namespace

std::string code_of(const DiffSide& side, const Policy* policy, const Condition& condition) {
  if (!condition) return {};
  std::span<const Param> params;
  if (policy != nullptr) params = policy->params;
  return print(condition.expr, side.rules->schema, params);
}

void compare_conditions(DiffWriter& writer, RuleChange head, std::string_view key,
                        const Policy* before_policy, const Condition& before,
                        const Policy* after_policy, const Condition& after, const std::string& mark,
                        bool decides) {
  const std::string old_code = code_of(writer.before(), before_policy, before);
  const std::string new_code = code_of(writer.after(), after_policy, after);
  if (old_code == new_code) return;
  if (before && before.expr.origin) head.before_at = before.expr.origin.span();
  if (after && after.expr.origin) head.after_at = after.expr.origin.span();
  std::vector<Difference> differences;
  const Stood a{writer.before(), before_policy, before.expr};
  const Stood b{writer.after(), after_policy, after.expr};
  if (before && after) walk(a, before.expr.root(), b, after.expr.root(), differences);
  const bool one = differences.size() == 1;
  if (!one || differences.front().manner == DiffManner::Replaced)
    return writer.compare(std::move(head), key, old_code, new_code, mark, decides);
  const Difference& only = differences.front();
  head.manner = only.manner;
  head.key = key;
  head.decides = decides;
  if (only.manner == DiffManner::Comparator) {
    head.before = code(sign_of(a.expr[only.before].op));
    head.after = code(sign_of(b.expr[only.after].op));
    head.detail = code(a.text(only.before));
  } else {
    head.before = code(a.payload(only.before));
    head.after = code(b.payload(only.after));
    head.detail = code(old_code);
  }
  writer.add(std::move(head), mark);
}

}  // namespace ipcheck
