// Tested by tests/expr/print_test.cc and tests/study/figure_test.cc.
#include "expr/operators.h"

namespace ipcheck {

std::string_view sign_of(Op op) {
  switch (op) {
    case Op::Or:
      return "||";
    case Op::And:
      return "&&";
    case Op::Eq:
      return "==";
    case Op::Ne:
      return "!=";
    case Op::Lt:
      return "<";
    case Op::Le:
      return "<=";
    case Op::Gt:
      return ">";
    case Op::Ge:
      return ">=";
    case Op::In:
      return "in";
    case Op::Add:
      return "+";
    case Op::Sub:
      return "-";
    case Op::Mul:
      return "*";
    case Op::Div:
      return "/";
    case Op::Mod:
      return "%";
    default:
      return {};
  }
}

bool is_comparison(Op op) {
  return op == Op::Eq || op == Op::Ne || op == Op::Lt || op == Op::Le || op == Op::Gt ||
         op == Op::Ge;
}

Op negated(Op compare) {
  if (compare == Op::Eq) return Op::Ne;
  if (compare == Op::Ne) return Op::Eq;
  if (compare == Op::Lt) return Op::Ge;
  if (compare == Op::Ge) return Op::Lt;
  if (compare == Op::Le) return Op::Gt;
  return compare == Op::Gt ? Op::Le : compare;
}

Op turned(Op compare) {
  if (compare == Op::Lt) return Op::Gt;
  if (compare == Op::Gt) return Op::Lt;
  if (compare == Op::Le) return Op::Ge;
  return compare == Op::Ge ? Op::Le : compare;
}

}  // namespace ipcheck
