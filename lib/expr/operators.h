#pragma once
// Operators by how conditions write them, and comparisons turned around.

#include <string_view>

#include "expr/expr.h"

namespace ipcheck {

/// `>=`, `&&`, `in` …: how conditions write an operator between its operands; empty: it is none.
std::string_view sign_of(Op op);

/// `== != < <= > >=`.
bool is_comparison(Op op);
/// What `not (a op b)` says; another operator is given back.
Op negated(Op compare);
/// What `b op a` says of a and b; another operator is given back.
Op turned(Op compare);

}  // namespace ipcheck
